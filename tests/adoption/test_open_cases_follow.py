"""Open cases after a change of policy: decided again at every school that it reaches, with one line in each record."""

from datetime import UTC, datetime

import pytest
from tests.adoption.conftest import drafted
from tests.builders import mails, worlds
from tests.builders.worlds import NOW

from bookbag.adoption.actions import rulings, versions
from bookbag.adoption.changes import Change
from bookbag.desk.actions import adopting
from bookbag.desk.actions.adopting import Redecided
from bookbag.desk.models import Case, Duty
from bookbag.policy.permissions import Sight
from bookbag.policy.rules.words import Post
from bookbag.record.models import Entry
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.schools.models import School

SPRING = "spring-partnership"
WEDNESDAY = datetime(2026, 3, 4, 9, tzinfo=UTC)


@pytest.fixture
def busy(trust):
    """A family has written to each school of the trust."""
    for school in (trust.school, trust.sister):
        worlds.family(school)
        mails.arrive(mails.mail(to=f"office@{school.slug}.bookbag.test"), school, now=NOW)
    return trust


def owed(school: School) -> list[tuple[str, str, datetime]]:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Duty.objects.filter(state="open").values_list("clause", "version", "due"))


def told(school: School) -> list[dict[str, object]]:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return list(Entry.objects.filter(act="cases_redecided").order_by("position").values_list("detail", flat=True))


def test_a_rule_that_is_switched_off_takes_its_dates_along_and_back_again(busy) -> None:
    assert owed(busy.school) == [("SPT-042", "1.3", WEDNESDAY)]
    with tenancy.atomic(busy.school.id):
        off = rulings.switch_off(busy.school, SPRING, "answer-emails", reason="A strike.", by=busy.head, now=NOW)
        assert isinstance(off, Change)
        # What no other promise holds for falls to the rule for everything else.
        done = adopting.follow(busy.school, off, by=busy.head, now=NOW)
    assert done == Redecided(came=1, went=1)
    assert adopting.in_words(done) == "One date came and one date went."
    assert [clause for clause, _, _ in owed(busy.school)] == ["SPT-013"]
    assert told(busy.school) == [
        {"what": "rule_off", "pack": SPRING, "version": "1.3", "moved": 0, "came": 1, "went": 1}
    ]
    with tenancy.atomic(busy.school.id):
        on = rulings.switch_on(busy.school, SPRING, "answer-emails", by=busy.head, now=NOW)
        assert isinstance(on, Change)
        adopting.follow(busy.school, on, by=busy.head, now=NOW)
    assert owed(busy.school) == [("SPT-042", "1.3", WEDNESDAY)]


def test_a_trusts_new_version_moves_the_dates_of_every_school(busy) -> None:
    email = "channels: [email]\n    who: parent\n    duty: respond\n    within: {school_days: %s}"
    with tenancy.atomic(busy.school.id):
        version = drafted(busy, edit=(email % 2, email % 3))
        examples = version.texts["examples.yaml"].replace("2026-03-11 08:30}", "2026-03-12 08:30}")
        examples = examples.replace(
            "SPT-042, duty: respond, due: 2026-03-04", "SPT-042, duty: respond, due: 2026-03-05"
        )
        texts = {"examples.yaml": examples}
        versions.write(busy.school, version.id, texts, was=version.digest, by=busy.officer, now=NOW)
        versions.ask(busy.school, version.id, by=busy.officer, now=NOW)
        versions.sign(busy.school, version.id, Post.EXECUTIVE_HEAD, by=busy.executive, now=NOW)
        versions.sign(busy.school, version.id, Post.CHAIR_OF_TRUSTEES, by=busy.chair, now=NOW)
        change = versions.put_in_force(busy.school, version.id, by=busy.officer, now=NOW)
        assert adopting.follow(busy.school, change, by=busy.officer, now=NOW) == Redecided(moved=1)
    thursday = WEDNESDAY.replace(day=5)
    assert owed(busy.school) == [("SPT-042", "1.4", thursday)]
    assert owed(busy.sister) == [("SPT-042", "1.3", WEDNESDAY)]
    assert {school.slug for school in schools.where_cases_wait()} == {"spring", "sister"}
    assert adopting.redecide(busy.sister.id, now=NOW) == Redecided(moved=1)
    assert owed(busy.sister) == [("SPT-042", "1.4", thursday)]
    assert told(busy.sister) == [{"moved": 1, "came": 0, "went": 0}]
    adopting.redecide(busy.school.id, now=NOW)
    counted = {"moved": 1, "came": 0, "went": 0}
    assert told(busy.school) == [{"what": "version_in_force", "pack": SPRING, "version": "1.4", **counted}]
    assert schools.where_cases_wait() == []


def test_many_are_left_to_the_background_and_what_is_sealed_is_told_apart(busy) -> None:
    with tenancy.atomic(busy.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.update(sight=Sight.SAFEGUARDING)
    with tenancy.atomic(busy.school.id):
        off = rulings.switch_off(busy.school, SPRING, "answer-emails", reason="A strike.", by=busy.head, now=NOW)
        assert isinstance(off, Change)
        assert adopting.follow(busy.school, off, by=busy.head, now=NOW) == Redecided()
    assert adopting.redecide(busy.school.id, now=NOW) == Redecided(came=1, went=1)
    with tenancy.atomic(busy.school.id):
        assert not Entry.objects.filter(act="cases_redecided").exists()
    assert told(busy.school) == [{"moved": 0, "came": 1, "went": 1}]


def test_more_than_a_few_are_said_to_take_a_moment(busy) -> None:
    with tenancy.atomic(busy.school.id):
        off = rulings.switch_off(busy.school, SPRING, "answer-emails", reason="A strike.", by=busy.head, now=NOW)
        assert isinstance(off, Change)
        assert adopting.follow(busy.school, off, by=busy.head, now=NOW, few=0) is None
    assert adopting.in_words(None) == "All open cases are being decided again. It takes a moment."
    assert [clause for clause, _, _ in owed(busy.school)] == ["SPT-042"]
