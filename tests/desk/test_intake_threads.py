"""Which case a mail joins: our token, In-Reply-To, any ancestor; the sender must belong; a look-alike is only proposed."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.builders import mails, worlds

from bookbag.desk.actions import cases
from bookbag.desk.intake import Outcome
from bookbag.desk.models import Arrival, Case, Duty, Message, Proposal
from bookbag.policy.permissions import Role, process
from bookbag.schools import tenancy, tokens
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")
LATER = worlds.NOW + timedelta(hours=1)


@pytest.fixture
def school() -> School:
    made = worlds.school()
    worlds.family(made)
    return made


@pytest.fixture
def first(school: School) -> Outcome:
    return mails.arrive(mails.mail(), school, now=worlds.NOW)


def cases_of(school: School) -> int:
    with tenancy.atomic(school.id):
        return Case.objects.count()


def test_an_answer_to_a_message_joins_its_case_and_starts_no_new_clock(school: School, first: Outcome) -> None:
    second = mails.arrive(
        mails.mail("Any news?", message_id="2@home.example", in_reply_to="first@home.example"), school, now=LATER
    )
    assert second.case == first.case
    with tenancy.atomic(school.id):
        assert Duty.objects.count() == 2
        assert Message.objects.filter(case_id=first.case).count() == 2


def test_an_ancestor_far_back_is_enough(school: School, first: Outcome) -> None:
    unknown = [f"lost-{number}@elsewhere.example" for number in range(8)]
    second = mails.arrive(
        mails.mail(
            "Any news?",
            message_id="2@home.example",
            in_reply_to=unknown[-1],
            references=["first@home.example", *unknown],
        ),
        school,
        now=LATER,
    )
    assert second.case == first.case


def test_our_token_in_the_address_is_enough(school: School, first: Outcome) -> None:
    assert first.case is not None
    address = f"office+{tokens.issue(school.id, first.case)}@wyton.bookbag.test"
    second = mails.arrive(
        mails.mail("New subject", message_id="2@home.example", subject="Shoes", to=address),
        school,
        now=LATER,
        recipient=address,
    )
    assert second.case == first.case


def test_a_token_that_this_installation_did_not_sign_is_not_believed(school: School, first: Outcome) -> None:
    assert first.case is not None
    token = tokens.issue(school.id, first.case)
    forged = token[:-1] + ("a" if token[-1] != "a" else "b")
    address = f"office+{forged}@wyton.bookbag.test"
    second = mails.arrive(
        mails.mail("x", message_id="2@home.example", subject="Shoes", to=address), school, now=LATER, recipient=address
    )
    assert second.case != first.case


def test_a_stranger_who_answers_is_not_let_in_but_proposed(school: School, first: Outcome) -> None:
    second = mails.arrive(
        mails.mail(
            "I was sent this.",
            sender="Aunt Rehana <aunt@elsewhere.example>",
            message_id="2@home.example",
            in_reply_to="first@home.example",
        ),
        school,
        now=LATER,
    )
    assert second.case != first.case
    with tenancy.atomic(school.id):
        proposal = Proposal.objects.get()
    assert (proposal.case_id, proposal.other_id, proposal.state) == (second.case, first.case, "open")


def test_a_look_alike_is_kept_apart_and_proposed(school: School, first: Outcome) -> None:
    second = mails.arrive(
        mails.mail("It is about his brother.", message_id="2@home.example", subject="Re: Swimming lesson"),
        school,
        now=LATER,
    )
    assert second.case != first.case
    with tenancy.atomic(school.id):
        assert Proposal.objects.get().because == "The same person wrote under the same subject."


def test_the_same_mail_by_two_doors_is_one_message(school: School, first: Outcome) -> None:
    with tenancy.atomic(school.id):
        before = Message.objects.count()
    from bookbag.schools.models import Mailbox

    Mailbox.objects.create(school=school, address="head@wyton.bookbag.test", name="Head")
    relayed = b"Received: from elsewhere by another; Mon, 2 Mar 2026 09:00:01 +0000\n" + mails.mail()
    second = mails.arrive(relayed, school, now=LATER, recipient="head@wyton.bookbag.test")
    assert (second.case, second.message, second.state) == (first.case, first.message, "repeated")
    with tenancy.atomic(school.id):
        assert Message.objects.count() == before
        assert Arrival.objects.count() == 2


def test_another_mail_under_the_same_message_id_is_not_dropped(school: School, first: Outcome) -> None:
    second = mails.arrive(mails.mail("Quite another matter.", subject="Lost coat"), school, now=LATER)
    assert second.message != first.message
    with tenancy.atomic(school.id):
        assert Message.objects.count() == 2


def test_the_same_mail_to_two_schools_is_a_case_in_each(school: School, first: Outcome) -> None:
    other = worlds.school("norton", packs=("norton-west-chinnock",))
    second = mails.arrive(mails.mail(to="office@norton.bookbag.test"), other, now=LATER)
    assert (cases_of(school), cases_of(other)) == (1, 1)
    assert second.case != first.case


def test_an_answer_opens_a_closed_case_again_with_new_clocks(school: School, first: Outcome) -> None:
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    with tenancy.atomic(school.id):
        cases.close(Case.objects.get(), reason="Rang the mother.", by=office, now=worlds.NOW)
    mails.arrive(
        mails.mail("One more thing", message_id="2@home.example", in_reply_to="first@home.example"), school, now=LATER
    )
    with tenancy.atomic(school.id):
        case = Case.objects.get()
        open_ones = Duty.objects.filter(state="open").count()
    assert (case.state, case.closed_at, open_ones) == ("new", None, 2)


def test_one_bad_message_does_not_stop_those_behind_it(school: School, home: object) -> None:
    from pathlib import Path

    from bookbag.desk import intake

    bad = mails.store(mails.mail(message_id="bad@home.example"), school, now=worlds.NOW)
    good = mails.store(mails.mail("Fine", message_id="good@home.example", subject="Fine"), school, now=LATER)
    with tenancy.atomic(school.id):
        sha256 = Arrival.objects.get(id=bad).sha256
    next(Path(str(home)).joinpath("files").rglob(sha256)).unlink()
    outcomes = []
    while outcome := intake.read_next(school.id, now=LATER):
        outcomes.append(outcome)
        assert len(outcomes) < 10
    states: dict[UUID, str] = {outcome.arrival: outcome.state for outcome in outcomes}
    assert states == {bad: "faulty", good: "read"}
    with tenancy.atomic(school.id):
        unread = Case.objects.get(subject="A message that could not be read")
    assert unread.is_open
    assert process("intake", school.id).staff_id is None
