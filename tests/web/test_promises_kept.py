"""Scenarios of the clauses by which an answer ends, moves or replaces a promise, driven on the pages on the days they name."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.builders import browsing, mails, sending, worlds
from tests.builders.answering import london
from tests.builders.browsing import Browser, Page

from bookbag.channels.fakes import KeepingSender
from bookbag.jobs.delivering import ABOVE
from bookbag.policy.permissions import Actor, Role
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db", "assets")
SAMINA, OMAR = "samina.khan@home.example", "omar.khan@home.example"
At = Callable[[str], datetime]


class Daily(Browser):
    """Somebody who signs in anew for each page: the scenarios go over days, and nobody stays signed in for so long."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(actor)
        self.actor = actor

    def get(self, name: str, /, *args: Any, status: int = 200, **query: str) -> Page:
        return Browser(self.actor).get(name, *args, status=status, **query)

    def post(self, name: str, /, *args: Any, **data: Any) -> Page:
        return Browser(self.actor).post(name, *args, **data)


def opened(slug: str, pack: str) -> tuple[School, Actor, Browser]:
    school = worlds.school(slug, packs=(pack,))
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    worlds.family(school, adults=("Samina Khan", "Omar Khan"), teacher=teacher)
    return school, teacher, Daily(worlds.staff(school, "Olive Trent", Role.OFFICE))


def letter(browser: Browser, school: School, *, day: str, time: str) -> UUID:
    """A letter of the mother's, typed in by the office."""
    found = browser.post("new-letter", school.slug, search="Khan", do="search")
    _, contact = [one["value"] for one in found.controls if one.get("name") == "contact"]  # the father, the mother
    given = {
        "search": "Khan",
        "contact": contact,
        "subject": "The fete",
        "text": "When is the fete? May I help?",
        "category": "enquiry",
    }
    browser.post("new-letter", school.slug, **given, received_on=day, received_time=time, do="enter")
    (case,) = [each.id for each in browsing.rows(school) if each.subject == "The fete"]
    return case


def email(school: School, *, now: datetime, **given: Any) -> UUID:
    return browsing.brought(school, mails.mail(to=school.email, **given), now=now).id


def answer(browser: Browser, school: School, case: UUID, *, seen: datetime, **given: Any) -> Page:
    browser.post("begin-reply", school.slug, case, body="")
    words = {"subject": "Re: it", "body": "Dear Mrs Khan, we have it.", "kind": "full", "do": "send"}
    return browser.post("reply", school.slug, case, **words | {"to": [SAMINA]} | given, seen=seen.isoformat())


def delivered(school: School, *, now: datetime) -> list[tuple[str, str, str]]:
    """Let everything leave that is due; to whom, under which subject, with which words."""
    sender = KeepingSender()
    while sending.deliver(school, sender, now=now, above=ABOVE):
        pass
    return [(each.to_address, each.subject, each.body) for each in sender.parcels]


def asked(page: Page, *, of: str = "reason_") -> list[str]:
    return [str(each["name"]) for each in page.controls if str(each.get("name")).startswith(of)]


@pytest.mark.clause("SPT-032")
@pytest.mark.parametrize("day", ["2026-03-17", ""])
def test_a_holding_letter_moves_the_date_to_the_day_it_names_or_goes_after_one_question(at: At, day: str) -> None:
    at("2026-03-06 15:00")
    school, _, office = opened("spring", "spring-partnership")
    case = letter(office, school, day="2026-03-06", time="14:00")
    assert "Answer it by Tuesday 2 pm" in office.get("case", "spring", case).words  # 10 March

    now = at("2026-03-09 10:00")
    holding = {"kind": "holding", "answer_on": day, "to": [], "other": SAMINA}
    # The letter has no e-mail address, so its answer goes to one that is typed in, and that is asked about on its own.
    page = answer(office, school, case, seen=now, **holding)
    reasons = dict.fromkeys(asked(page), "Send it without a day")
    assert len(reasons) == (1 if day else 2)
    answer(office, school, case, seen=now, **holding | reasons)
    # The scenario counts from ten o'clock sharp; here from when the ten seconds of undo are over.
    (sent,) = delivered(school, now=now + timedelta(seconds=10))
    assert ("You will have our full answer by Tuesday 17 March." in sent[2]) is bool(day)

    words = office.get("case", "spring", case).words
    assert "Answer it: done today 10 am (SPT-031)" in words
    if day:
        assert "Answer it by Tuesday 17 March, 4 pm" in words
        assert "Promised on Monday 9 March for Tuesday 17 March." in words
    else:
        assert "Answer it by Wednesday 10 am" in words


@pytest.mark.clause("SPT-043")
def test_a_holding_email_leaves_the_case_open_until_the_day_it_names(at: At) -> None:
    received = at("2026-03-07 20:00")
    school, _, office = opened("spring", "spring-partnership")
    case = email(school, now=received)
    assert "Answer it by Wednesday 8.30 am" in office.get("case", "spring", case).words
    now = at("2026-03-10 09:00")
    delivered(school, now=now)
    answer(office, school, case, seen=now, kind="holding", answer_on="2026-03-16")
    delivered(school, now=now + timedelta(seconds=10))
    words = office.get("case", "spring", case).words
    assert "Answer it: done today 9 am (SPT-042)" in words
    assert "Answer it by Monday 4 pm" in words
    assert "acknowledged" in words
    at("2026-03-17 08:00")
    assert "Swimming lesson" in office.get("inbox", "spring", due="late").words


@pytest.mark.clause("WYT-085")
def test_an_acknowledgement_without_a_day_is_asked_about_and_the_day_is_a_promise(at: At) -> None:
    received = at("2026-03-02 10:00")
    school, _, office = opened("wyton", "wyton")
    case = email(school, now=received)
    delivered(school, now=received)
    now = at("2026-03-03 10:00")
    page = answer(office, school, case, seen=now, kind="holding")
    assert "Error" in page.title
    assert "Name the day of the full answer, or say why there is none yet." in page.words
    assert not delivered(school, now=now + timedelta(minutes=1))
    answer(office, school, case, seen=now, kind="holding", answer_on="2026-03-11")
    delivered(school, now=now + timedelta(minutes=1))
    assert "Answer it by Monday 16 March, 4 pm" in office.get("case", "wyton", case).words
    at("2026-03-12 08:00")
    assert "Swimming lesson" in office.get("inbox", "wyton", due="late").words
    assert "Promised on Tuesday 3 March for Wednesday 11 March." in office.get("case", "wyton", case).words


def test_undone_in_time_it_leaves_no_promise(at: At) -> None:
    received = at("2026-03-02 10:00")
    school, _, office = opened("wyton", "wyton")
    case = email(school, now=received)
    delivered(school, now=received)
    now = at("2026-03-03 10:00")
    answer(office, school, case, seen=now, kind="holding", answer_on="2026-03-11")
    (draft,) = [link.split("/")[-2] for link in _forms(office.get("case", "wyton", case)) if link.endswith("/undo")]
    page = office.post("undo-reply", "wyton", case, draft)
    assert "You will have our full answer by Wednesday 11 March." in page.words
    assert not delivered(school, now=now + timedelta(minutes=1))
    assert "Wednesday 11 March" not in office.get("case", "wyton", case).words


def _forms(page: Page) -> list[str]:
    return [str(form.get("action") or "") for form in page.forms]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-03-02", "Monday 2 March is over. Name a day that is still to come."),
        ("2026-03-14", "Saturday 14 March is no school day (weekend). The next is Monday 16 March."),
        ("2026-03-18", "The answer is due by Monday 16 March all the same: the earlier day counts."),
    ],
)
def test_a_day_that_cannot_be_or_does_not_count_is_said_plainly(at: At, day: str, sentence: str) -> None:
    received = at("2026-03-02 10:00")
    school, _, office = opened("wyton", "wyton")
    case = email(school, now=received)
    now = at("2026-03-03 10:00")
    answer(office, school, case, seen=now, kind="holding", answer_on=day, do="save")
    assert sentence in office.get("reply", "wyton", case).words


def test_no_day_behind_that_of_the_law(at: At) -> None:
    received = at("2026-03-02 10:00")
    school, _, office = opened("wyton", "wyton")
    case = email(school, now=received)
    office.post("categorise", "wyton", case, category="freedom_of_information")
    now = at("2026-03-03 10:00")
    page = answer(office, school, case, seen=now, kind="holding", answer_on="2026-05-20")
    assert "Error" in page.title
    assert "The law wants the answer by " in page.words


@pytest.mark.clause("WYT-088")
def test_a_delay_is_explained_with_its_reason_or_not_at_all(at: At) -> None:
    at("2026-03-02 11:00")
    school, _, office = opened("wyton", "wyton")
    case = letter(office, school, day="2026-03-02", time="10:00")
    now = at("2026-03-12 09:00")
    note = {"kind": "delay", "answer_on": "2026-03-20", "to": [], "other": SAMINA}
    page = answer(office, school, case, seen=now, **note)
    assert "Say why it takes longer: whoever waits has to hear it." in page.words
    reasons = dict.fromkeys(asked(page), "Her address, from the file")
    why = {"why": "The caretaker is away until Thursday."}
    answer(office, school, case, seen=now, **note | reasons | why)
    (sent,) = delivered(school, now=now + timedelta(minutes=1))
    assert "Why it takes longer: The caretaker is away until Thursday." in sent[2]
    words = office.get("case", "wyton", case).words
    assert "Why it takes longer: The caretaker is away until Thursday." in words  # the parent's copy, kept
    assert "Answer it by Monday 4 pm" in words  # the ten days stand, and the promise beside them
    assert "Promised on Thursday 12 March for Friday 20 March." in words


@pytest.mark.clause("NWC-015")
def test_an_invitation_to_a_call_ends_the_clock_once_it_has_left(at: At) -> None:
    received = at("2026-03-02 09:00")
    school, teacher, office = opened("norton", "norton-west-chinnock")
    case = email(school, now=received)
    delivered(school, now=received)
    office.post("assign", "norton", case, owner=str(teacher.staff_id))
    browser, now = Daily(teacher), at("2026-03-06 11:00")
    page = answer(browser, school, case, seen=now, kind="call")
    assert "Say on which day and at what time the call is to be." in page.words
    answer(browser, school, case, seen=now, kind="call", talk_on="2026-03-12", talk_at="16:00")
    assert "Answer it by Monday 4 pm" in browser.get("case", "norton", case).words  # it has not left: the clock runs

    (sent,) = delivered(school, now=now + timedelta(seconds=10))
    assert "We will ring you on Thursday 12 March at 4 pm." in sent[2]
    words = browser.get("case", "norton", case).words
    assert "Answer it: done today 11 am (NWC-014)" in words
    at("2026-03-12 09:00")
    today = browser.get("today", "norton").words
    assert "Due today" in today
    assert "Note what was said" in today
    browser.post("log-talk", "norton", case, text="We spoke at four. All is well.")
    words = browser.get("case", "norton", case).words
    assert "Note what was said: done today 9 am (NWC-015)" in words
    assert "We spoke at four. All is well." in words


@pytest.mark.clause("NWC-008")
def test_only_who_has_not_answered_is_reminded_and_chased(at: At) -> None:
    received = at("2026-03-06 09:00")
    school, teacher, office = opened("norton", "norton-west-chinnock")
    case = email(school, now=received)
    delivered(school, now=received)
    office.post("assign", "norton", case, owner=str(teacher.staff_id))
    browser, now = Daily(teacher), at("2026-03-06 11:00")
    request = {
        "kind": "full",
        "body": "Please come and see us.",
        "other": OMAR,
        "wanted_by": "2026-03-13",
        "reminds": "on",
    }
    page = answer(browser, school, case, seen=now, **request)
    assert "Reminder, Thursday 12 March, 8.30 am, to whoever has not answered" in page.words
    reasons = dict.fromkeys(asked(page), "He is her father.")
    answer(browser, school, case, seen=now, **request | reasons)
    went = delivered(school, now=now + timedelta(minutes=1))
    assert sorted(to for to, _, _ in went) == [OMAR, SAMINA]

    accepted = at("2026-03-10 09:00")
    email(
        school,
        now=accepted,
        subject="Re: Swimming lesson",
        message_id="yes@home.example",
        in_reply_to="first@home.example",
    )
    delivered(school, now=accepted)
    reminded = delivered(school, now=at("2026-03-12 08:30"))
    assert [(to, subject) for to, subject, _ in reminded] == [(OMAR, "Reminder: it")]
    assert "Please answer by Friday 13 March." in reminded[0][2]

    at("2026-03-13 15:00")
    assert "Have not answered me" not in browser.get("today", "norton").words
    at("2026-03-16 08:00")
    words = browser.get("today", "norton").words
    chased = words[words.index("Have not answered me") :]
    assert "Omar Khan" in chased
    assert "Samina" not in chased.split("Due later")[0]


@pytest.mark.clause("WYT-061")
def test_a_question_left_open_is_asked_about_and_the_median_moves_with_the_answer(at: At) -> None:
    received = at("2026-03-02 09:00")
    school, _, office = opened("wyton", "wyton")
    case = email(school, now=received, text="When is the concert? May I have a ticket? And may my mother come?")
    delivered(school, now=received)
    now = at("2026-03-04 09:00")
    two = ["When is the concert?", "May I have a ticket?"]
    page = answer(office, school, case, seen=now, settled=two)
    assert (
        "They asked: “And may my mother come?” Tick it above if this answers it, or say why it does not." in page.words
    )
    assert len(asked(page)) == 1
    answer(office, school, case, seen=now, settled=[*two, "And may my mother come?"])
    assert "When messages have been answered in full" in office.get("policy-answers", "wyton").words
    assert len(delivered(school, now=now + timedelta(minutes=1))) == 1
    at("2026-03-04 10:00")
    assert "The whole school 1 two days Office 1 two days" in office.get("policy-answers", "wyton").words
    other = email(
        school, now=london("2026-03-04 09:00"), subject="Shoes", message_id="shoes@home.example", text="Shoes."
    )
    delivered(school, now=london("2026-03-04 10:00"))
    now = at("2026-03-04 13:00")
    answer(office, school, other, seen=now)
    delivered(school, now=now + timedelta(minutes=1))
    at("2026-03-04 14:00")
    assert "The whole school 2 26 hours" in office.get("policy-answers", "wyton").words


@pytest.mark.clause("WYT-035")
def test_a_chaser_of_a_letter_joins_it_is_told_its_day_and_starts_no_clock(at: At) -> None:
    at("2026-03-02 11:00")
    school, _, office = opened("wyton", "wyton")
    case = letter(office, school, day="2026-03-02", time="10:00")
    # Nothing joins a letter and an e-mail by themselves: here the office has said by e-mail that it has the letter, and
    # the chaser answers that.
    now = at("2026-03-02 12:00")
    held = {"kind": "holding", "to": [], "other": SAMINA}
    reasons = dict.fromkeys(asked(answer(office, school, case, seen=now, **held)), "We do not know the day yet")
    answer(office, school, case, seen=now, **held | reasons)
    sender = KeepingSender()
    sending.deliver(school, sender, now=now + timedelta(minutes=1), above=ABOVE)
    (ours,) = sender.parcels

    chased = at("2026-03-03 09:00")
    raw = mails.mail("And when will I hear?", message_id="chaser@home.example", in_reply_to=ours.message_id)
    assert browsing.brought(school, raw, now=chased).id == case
    ((to, _, receipt),) = delivered(school, now=chased)
    assert to == SAMINA
    assert "You will have an answer by Monday 16 March, 4 pm at the latest." in receipt
    words = office.get("case", "wyton", case).words
    assert "And when will I hear?" in words
    assert "Answer it by Monday 16 March, 4 pm" in words
    assert words.count("Answer it by") == 1
