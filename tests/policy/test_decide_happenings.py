"""What is done when something happens: step by step, by whom and when; and what rests on an unmet need."""

from dataclasses import replace
from datetime import datetime

import pytest

from bookbag.errors import Invalid
from bookbag.policy import packs
from bookbag.policy.decisions import Decision
from bookbag.policy.happenings import Day, Happening, Question
from bookbag.policy.rules.words import Occasion, Post, Thing
from bookbag.policy.values import Category, Channel, Event, EventKind


@pytest.mark.parametrize(
    ("how", "due"),
    [
        ("promptly: at_once", "2026-03-06 14:00"),
        ("promptly: same_day", "2026-03-06 16:00"),
        ("promptly: as_soon_as_possible", None),
        ("within: {hours: 24}", "2026-03-07 14:00"),
        ("within: {minutes: 40}", "2026-03-06 14:40"),
        ("within: {days: 3}", "2026-03-09 14:00"),
        ("within: {weeks: 1}", "2026-03-13 14:00"),
        ("within: {months: 1}", "2026-04-06 14:00"),
        ("within: {years: 1}", "2027-03-06 14:00"),
        ("within: {working_days: 1}", "2026-03-09 16:00"),
        ("within: {school_days: 1}", "2026-03-09 14:00"),
        ("within: {school_days: 300}", None),
        ("within: {terms: 1}", "2026-04-13 08:30"),
        ("within: {terms: 9}", None),
    ],
)
def test_a_step_is_for_somebody_and_by_a_time_as_its_rule_counts(written, asked, at, how, due) -> None:
    rule = f"kind: procedure\n    event: misuse_reported\n    steps: [{{by: head, does: Looks into it, {how}}}]"
    (step,) = asked(
        Happening(Occasion.MISUSE_REPORTED, at("2026-03-06 14:00")), written("aaa", "must", rule)
    ).notifications
    assert (step.to, step.says, step.due) == (Post.HEAD, "Looks into it", at(due) if due else None)


@pytest.mark.parametrize("when", ["2026-03-06 17:00", "2026-03-07 10:00"])
def test_the_same_day_is_never_over_before_it_begins(written, asked, at, when) -> None:
    rule = "kind: procedure\n    event: call_missed\n    steps: [{by: head, does: Rings back, promptly: same_day}]"
    (step,) = asked(Happening(Occasion.CALL_MISSED, at(when)), written("aaa", "must", rule)).notifications
    assert step.due == at(when)


def test_a_procedure_about_one_thing_speaks_only_where_it_is_about_that(asked, at) -> None:
    norton, found = packs.load("norton-west-chinnock"), Happening(Occasion.FAMILY_BREACH_FOUND, at("2026-03-02 10:00"))
    assert {each.clause for each in asked(found, norton).notifications} == {"NWC-116"}
    about = replace(found, about=Thing.COMMENT)
    assert {each.clause for each in asked(about, norton).notifications} == {"NWC-116", "NWC-111"}


def test_what_happens_goes_to_whom_the_policy_names(asked, at) -> None:
    found = asked(Happening(Occasion.INDECENT_IMAGE_FOUND, at("2026-03-02 10:00")), packs.load("trust-electronic"))
    assert [(route.to, route.clause) for route in found.routes] == [("head", "TEC-141"), ("chief_executive", "TEC-141")]


def test_hours_run_by_the_clock_through_the_night_on_which_it_changes(written, asked, at) -> None:
    rule = (
        "kind: procedure\n    event: misuse_reported\n    steps: [{by: head, does: Looks into it, within: {hours: 24}}]"
    )
    reported = Happening(Occasion.MISUSE_REPORTED, at("2026-03-28 14:00"))
    (step,) = asked(reported, written("aaa", "must", rule)).notifications
    assert step.due == at("2026-03-29 15:00")


def test_a_route_or_a_step_that_rests_on_an_unmet_need_is_named_and_does_not_run(asked, at) -> None:
    complaint = Event(EventKind.MESSAGE_RECEIVED, Channel.LETTER, Category.COMPLAINT, at("2026-03-02 10:00"))
    found = asked(complaint, packs.load("wyton"))
    (unmet,) = found.unmet
    assert (unmet.clause, unmet.document) == ("WYT-089", "Complaints procedure")
    assert "WYT-089" not in {each.clause for each in found.notifications}
    ready = packs.load("wyton").ruled(off=(), met={"complaint-stages": "page 4"}, settled=())
    found = asked(complaint, ready)
    assert found.unmet == ()
    assert "WYT-089" in {each.clause for each in found.notifications}


def test_what_rests_on_nothing_that_is_asked_about_is_not_named(asked, at) -> None:
    enquiry = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, at("2026-03-02 10:00"))
    assert asked(enquiry, packs.load("wyton")).unmet == ()


@pytest.mark.parametrize("occasion", Occasion)
def test_every_occasion_of_the_ledgers_is_decided(asked, at, occasion) -> None:
    """Whatever a rule of the shipped packs names, something follows from it, or a need is named."""
    if occasion is Occasion.MESSAGE_RECEIVED:
        question: Question = Event(
            EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.COMPLAINT, at("2026-03-02 10:00")
        )
    else:
        question = Happening(occasion, at("2026-03-02 10:00"))
    bound = [packs.load(slug) for slug in packs.shipped() if not packs.load(slug).is_law]
    found = asked(question, *bound)
    assert found.routes or found.notifications or found.records or found.unmet


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(Invalid, match="needs its offset"):
        Day(datetime(2026, 3, 2, 10))


@pytest.mark.parametrize("rule", ["promise", "route"])
def test_a_promise_or_a_route_that_rests_on_an_unmet_need_is_named(written, asked, at, rule) -> None:
    kinds = {
        "promise": "kind: promise\n    event: message_received\n    channels: [letter]\n    duty: respond\n"
        "    within: {working_days: 5}\n    met_by: [answer]",
        "route": "kind: route\n    event: message_received\n    channels: [letter]\n    to: [head]",
    }
    need = "needs: [{id: stages, what: Who answers, document: Complaints policy, clauses: [AAA-001]}]\n"
    pack = written("aaa", "must", f"{kinds[rule]}\n    rests_on: stages", need)
    letter = Event(EventKind.MESSAGE_RECEIVED, Channel.LETTER, Category.ENQUIRY, at("2026-03-02 10:00"))
    found = asked(letter, pack)
    assert (found.duties, found.routes) == ((), ())
    assert [(unmet.what, unmet.document) for unmet in found.unmet] == [("Who answers", "Complaints policy")]
    assert asked(replace(letter, channel=Channel.EMAIL), pack) == Decision()
