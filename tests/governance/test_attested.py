"""What is kept elsewhere is confirmed by somebody who answers for it, until a day; what was confirmed before stays."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import Error, connection
from tests.builders import worlds
from tests.builders.browsing import Desk
from tests.governance import promised
from tests.governance.test_clause_counted import clause

from bookbag.errors import Denied, Invalid
from bookbag.governance import queries as governance
from bookbag.governance.actions import attestations
from bookbag.governance.actions.attestations import Confirmed
from bookbag.governance.models import Attestation, Keeper
from bookbag.governance.queries import Attested
from bookbag.policy.permissions import Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")
TODAY = date(2026, 3, 2)
ELSEWHERE, OURS = "WYT-002", "WYT-083"
LOG = Confirmed(Keeper.PAPER, "The fire log", "The blue folder", TODAY, date(2027, 3, 2))


@pytest.fixture
def desk() -> Desk:
    return promised.desk()


@pytest.fixture
def head(desk: Desk) -> Actor:
    return worlds.staff(desk.school, "Hetty Marsh", Role.HEAD)


def attest(desk: Desk, by: Actor, given: Confirmed = LOG, clause_id: str = ELSEWHERE) -> None:
    row = clause(desk, clause_id, by=by).row
    with tenancy.atomic(desk.school.id, sight=by.sight):
        attestations.attest(row, given, by=by, now=promised.NOW)


def until(due: date, *, seen: date = TODAY - timedelta(days=300)) -> Confirmed:
    return Confirmed(LOG.keeper, LOG.named, LOG.proof, seen, due)


def test_a_clause_is_not_confirmed_until_somebody_says_so(desk: Desk) -> None:
    row = clause(desk, ELSEWHERE).row
    assert (row.attested, row.attestation) == (Attested.NOT_YET, None)
    assert clause(desk, OURS).row.attested is None


@pytest.mark.parametrize(
    ("days", "stands"),
    [(-1, Attested.OVERDUE), (0, Attested.DUE_AGAIN), (30, Attested.DUE_AGAIN), (31, Attested.CONFIRMED)],
)
def test_it_is_due_again_thirty_days_before_and_overdue_after_the_day(
    desk: Desk, head: Actor, days: int, stands: Attested
) -> None:
    with tenancy.atomic(desk.school.id):
        Attestation.objects.create(
            school=desk.school, pack="wyton", clause=ELSEWHERE, keeper="paper", named="The fire log", proof="A folder",
            confirmed_on=TODAY - timedelta(days=300), confirmed_by_id=head.staff_id,
            due_on=TODAY + timedelta(days=days), entered_at=promised.NOW,
        )  # fmt: skip
    assert clause(desk, ELSEWHERE).row.attested is stands


def test_it_is_counted_apart_and_never_as_kept_by_bookbag(desk: Desk, head: Actor) -> None:
    with tenancy.atomic(desk.school.id):
        before = governance.totals(governance.clauses(desk.school, head, promised.YEAR, now=promised.NOW))
    attest(desk, head)
    with tenancy.atomic(desk.school.id):
        rows = governance.clauses(desk.school, head, promised.YEAR, now=promised.NOW)
    assert governance.totals(rows) == before
    assert governance.confirmations(rows)[Attested.CONFIRMED] == 1


def test_what_was_confirmed_before_stays(desk: Desk, head: Actor) -> None:
    attest(desk, head, until(TODAY + timedelta(days=10)))
    attest(desk, head, LOG)
    whole = clause(desk, ELSEWHERE)
    assert [each.due_on for each in whole.history] == [LOG.due_on, TODAY + timedelta(days=10)]
    assert whole.row.attestation == whole.history[0]


def test_the_record_says_who_and_holds_no_words(desk: Desk, head: Actor) -> None:
    attest(desk, head)
    with tenancy.atomic(desk.school.id):
        entry = Entry.objects.get(act="clause_attested")
    assert (entry.actor, entry.clause) == (f"staff:{head.staff_id}", ELSEWHERE)
    assert entry.detail == {"pack": "wyton", "due": "2027-03-02"}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (until(LOG.due_on, seen=TODAY + timedelta(days=1)), "confirmed_on"),
        (until(TODAY), "due_on"),
        (until(TODAY + timedelta(days=1200)), "due_on"),
    ],
)
def test_days_that_cannot_be_are_refused(desk: Desk, head: Actor, given: Confirmed, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        attest(desk, head, given)
    assert list(refused.value.fields) == [field]


def test_what_bookbag_keeps_nobody_confirms(desk: Desk, head: Actor) -> None:
    with pytest.raises(Invalid, match="Bookbag itself keeps this clause"):
        attest(desk, head, clause_id=OURS)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.TEACHER, Role.GOVERNOR, Role.CHAIR, Role.DSL, Role.TRUST_OFFICER])
def test_others_may_not(desk: Desk, role: Role) -> None:
    with pytest.raises(Denied):
        attest(desk, worlds.staff(desk.school, "Sam Body", role))


@pytest.mark.parametrize("role", [Role.BUSINESS_MANAGER, Role.CLERK])
def test_the_business_manager_and_the_clerk_may(desk: Desk, role: Role) -> None:
    attest(desk, worlds.staff(desk.school, "Sam Body", role))
    assert clause(desk, ELSEWHERE).row.attested is Attested.CONFIRMED


def test_another_school_on_the_same_policy_has_confirmed_nothing(desk: Desk, head: Actor) -> None:
    attest(desk, head)
    sister = worlds.school("hillside")
    lead = worlds.staff(sister, "Hal Orme", Role.HEAD)
    with tenancy.atomic(sister.id, sight=lead.sight):
        row = governance.find_row(sister, lead, ELSEWHERE, promised.YEAR, now=promised.NOW)
    assert row
    assert row.attested is Attested.NOT_YET


@pytest.mark.parametrize(
    "statement", ["update governance_attestation set proof = 'x'", "delete from governance_attestation"]
)
def test_nobody_changes_or_removes_what_was_confirmed(
    desk: Desk, head: Actor, owner: psycopg.Connection[object], statement: str
) -> None:
    attest(desk, head)
    with pytest.raises(Error, match="permission denied"), tenancy.atomic(desk.school.id), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(psycopg.Error, match="append-only"):
        owner.execute(statement)
