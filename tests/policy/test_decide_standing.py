"""What is kept, who may open it, what comes round, what is on show and what people confirm."""

from datetime import date, datetime

import pytest
from tests.policy.written import leaving

from bookbag.policy import packs
from bookbag.policy.clearing import Severity
from bookbag.policy.decisions import Decision
from bookbag.policy.happenings import Day, Happening, Opening
from bookbag.policy.rules.words import Occasion, Post, Thing


def test_what_leaves_and_what_happens_is_kept_where_the_rule_says_and_the_longer_time_rules(written, asked, at) -> None:
    rule = "kind: keep\n    what: A copy\n    where: archive\n    of: [notice]\n    {}"
    short, long = (
        written("aaa", "must", rule.format("time: {months: 18}")),
        written("bbb", "must", rule.format("time: {years: 2}")),
    )
    found = asked(leaving(at("2026-03-02 10:00"), of=Thing.NEWSLETTER), short, long).records
    assert [(kept.time, kept.rules) for kept in found] == [("18 months", False), ("two years", True)]
    assert asked(leaving(at("2026-03-02 10:00"), of=Thing.MEETING), short).records == ()


def test_the_law_caps_how_long_something_is_kept(written, asked, at) -> None:
    rule = "kind: keep\n    what: A copy\n    where: archive\n    of: [notice]\n    {}"
    own, law = (
        written("aaa", "must", rule.format("")),
        written("law-land", "must", rule.format("time: {years: 1}")),
    )
    found = asked(leaving(at("2026-03-02 10:00")), own, law).records
    assert [(kept.pack, kept.rules) for kept in found] == [("aaa", False), ("law-land", True)]


def test_proof_is_kept_when_misuse_is_reported(asked, at) -> None:
    found = asked(Happening(Occasion.MISUSE_REPORTED, at("2026-03-02 10:00")), packs.load("norton-west-chinnock"))
    assert {(kept.clause, kept.where) for kept in found.records} == {("NWC-077", "evidence"), ("NWC-079", "evidence")}


def test_what_concerns_only_some_people_opens_for_nobody_else(asked, at) -> None:
    notes = Opening(Thing.MEETING_NOTES, Post.OFFICE, at("2026-03-02 10:00"))
    found = asked(notes, packs.load("wyton"))
    assert [(each.clause, each.severity) for each in found.findings] == [("WYT-105", Severity.BLOCK)]
    assert found.holds == ()


def test_what_comes_round_is_due_so_long_after_the_last_time_and_now_where_there_was_none(asked, at) -> None:
    day, standard = Day(at("2026-03-02 10:00")), packs.load("standard")

    def due(**known: object) -> dict[str, datetime | None]:
        return {each.clause: each.due for each in asked(day, standard, **known).notifications}

    assert due()["STD-016"] == at("2026-03-02 10:00")
    assert due(done={"STD-016": date(2025, 9, 8)})["STD-016"] == at("2026-09-08 08:30")
    assert due(done={"STD-024": date(2024, 2, 29)})["STD-024"] == at("2026-02-28 08:30")


def test_a_reminder_without_a_figure_has_no_day_of_its_own(asked, at) -> None:
    found = asked(Day(at("2026-03-02 10:00")), packs.load("trust-electronic")).notifications
    (watched,) = [each for each in found if each.clause == "TEC-108"]
    assert (watched.to, watched.due) == (Post.DIGITAL_CHAMPION, None)


def test_what_nobody_has_put_on_show_is_remarked_on(written, asked, at) -> None:
    pack = written("aaa", "must", "kind: publication\n    what: [Telephone number, Address]\n    where: [website]")
    found = asked(Day(at("2026-03-02 10:00")), pack, shown=frozenset({"Address"})).findings
    assert [(each.severity, each.sentence.split(", because")[0]) for each in found] == [
        (Severity.ADVISE, "Nobody has said that this is shown by website: Telephone number")
    ]


DECLARED = "kind: declaration\n    of: No friends among pupils\n    by: [staff]\n    asked: [on_joining]\n    {}"


def test_a_declaration_is_asked_for_on_joining_and_again_as_often_as_the_rule_says(written, asked, at) -> None:
    pack = written("aaa", "must", DECLARED.format("every: {years: 1}"))
    monday = at("2026-03-02 10:00")
    (joined,) = asked(Happening(Occasion.SOMEBODY_JOINS, monday), pack).notifications
    assert (joined.to, joined.says, joined.due) == ("staff", "To confirm: No friends among pupils", monday)
    (again,) = asked(Day(monday), pack, done={"AAA-001": date(2025, 4, 1)}).notifications
    assert again.due == at("2026-04-01 08:30")
    once = written("bbb", "must", DECLARED.format(""))
    assert asked(Day(monday), once, done={"BBB-001": date(2025, 4, 1)}) == Decision()


@pytest.mark.parametrize(
    ("grace", "stops"),
    [
        ("grace: {days: 7}", {Thing.POST: "advise"}),
        ("grace: {days: 3}", {Thing.POST: "block", Thing.NEWSLETTER: "block", Thing.ANSWER: "", Thing.CONCERN: ""}),
        ("", {Thing.POST: "advise"}),
    ],
)
def test_a_missing_declaration_stops_what_can_wait_once_its_grace_is_over(written, asked, at, grace, stops) -> None:
    pack = written("aaa", "must", DECLARED.format(grace))
    since = {"AAA-001": date(2026, 2, 26)}
    for thing, severity in stops.items():
        found = asked(leaving(at("2026-03-02 10:00"), of=thing), pack, undeclared=since).findings
        assert "".join(each.severity.value for each in found) == severity
        assert asked(leaving(at("2026-03-02 10:00"), of=thing), pack) == Decision()
