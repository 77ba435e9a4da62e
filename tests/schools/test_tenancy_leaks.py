"""The leak test: two schools, one pooled connection, forged ids, nested schools, a failed request. Nothing crosses."""

import uuid

import psycopg
import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, connection
from tests.builders import worlds

from bookbag.desk.models import Case, Message
from bookbag.errors import Invalid
from bookbag.people.models import Pupil, StaffMember
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def schools() -> tuple[School, School]:
    return worlds.school("wyton"), worlds.school("norton")


def open_case(school: School, subject: str, *, sight: Sight = Sight.ORDINARY) -> Case:
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        return Case.objects.create(
            school=school,
            subject=subject,
            channel="email",
            sight=sight,
            opened_at=worlds.NOW,
            last_message_at=worlds.NOW,
            next_due=worlds.NOW,
        )


def subjects(school: School, sight: Sight = Sight.ORDINARY) -> list[str]:
    with tenancy.atomic(school.id, sight=sight):
        return list(Case.objects.order_by("subject").values_list("subject", flat=True))


def test_each_school_sees_its_own_rows_on_the_same_connection(schools: tuple[School, School]) -> None:
    one, other = schools
    open_case(one, "A")
    open_case(other, "B")
    assert (subjects(one), subjects(other), subjects(one)) == (["A"], ["B"], ["A"])


def test_nothing_is_left_on_the_connection(schools: tuple[School, School]) -> None:
    open_case(schools[0], "A")
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from desk_case")
        assert cursor.fetchone() == (0,)


def test_a_forged_row_for_another_school_is_refused(schools: tuple[School, School]) -> None:
    one, other = schools
    with pytest.raises(ProgrammingError), tenancy.atomic(one.id):
        Case.objects.create(
            school=other,
            subject="forged",
            channel="email",
            opened_at=worlds.NOW,
            last_message_at=worlds.NOW,
            next_due=worlds.NOW,
        )


def test_a_reference_to_another_schools_row_is_refused(schools: tuple[School, School]) -> None:
    one, other = schools
    theirs = open_case(other, "B")
    with pytest.raises(IntegrityError), tenancy.atomic(one.id):
        Message.objects.create(school=one, case_id=theirs.id, direction="in", channel="email", at=worlds.NOW)


def test_an_unknown_and_a_foreign_reference_fail_alike(schools: tuple[School, School]) -> None:
    one, other = schools
    told = []
    for case_id in (open_case(other, "B").id, uuid.uuid4()):
        with pytest.raises(IntegrityError) as caught, tenancy.atomic(one.id):
            Message.objects.create(school=one, case_id=case_id, direction="in", channel="email", at=worlds.NOW)
        assert isinstance(caught.value.__cause__, psycopg.errors.ForeignKeyViolation)
        told.append(caught.value.__cause__.diag.constraint_name)
    assert told[0] == told[1]


def test_a_block_for_another_school_inside_a_block_is_refused(schools: tuple[School, School]) -> None:
    one, other = schools
    with tenancy.atomic(one.id):
        with pytest.raises(Invalid), tenancy.atomic(other.id):
            pass
        with pytest.raises(Invalid), tenancy.atomic(one.id, sight=Sight.SAFEGUARDING):
            pass
        with tenancy.atomic(one.id), tenancy.atomic():
            assert Case.objects.count() == 0


def test_a_block_without_a_school_is_refused() -> None:
    with pytest.raises(Invalid), tenancy.atomic():
        pass


def test_a_sealed_case_is_not_there_for_ordinary_sight(schools: tuple[School, School]) -> None:
    open_case(schools[0], "A")
    open_case(schools[0], "sealed", sight=Sight.SAFEGUARDING)
    assert subjects(schools[0]) == ["A"]
    assert subjects(schools[0], Sight.CONFIDENTIAL) == ["A"]
    assert subjects(schools[0], Sight.SAFEGUARDING) == ["A", "sealed"]


def test_nobody_writes_above_their_sight(schools: tuple[School, School]) -> None:
    with pytest.raises(ProgrammingError), tenancy.atomic(schools[0].id):
        Case.objects.create(
            school=schools[0],
            sight=2,
            channel="email",
            opened_at=worlds.NOW,
            last_message_at=worlds.NOW,
            next_due=worlds.NOW,
        )


def test_sealing_a_case_seals_what_hangs_on_it(schools: tuple[School, School]) -> None:
    case = open_case(schools[0], "A")
    with tenancy.atomic(schools[0].id):
        Message.objects.create(school=schools[0], case=case, direction="in", channel="email", at=worlds.NOW)
    with tenancy.atomic(schools[0].id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(id=case.id).update(sight=Sight.SAFEGUARDING)
    with tenancy.atomic(schools[0].id):
        assert not Message.objects.exists()
    with tenancy.atomic(schools[0].id, sight=Sight.SAFEGUARDING):
        assert [message.sight for message in Message.objects.all()] == [2]


def test_a_person_reads_their_own_memberships_and_changes_none(schools: tuple[School, School]) -> None:
    one, other = schools
    mine = worlds.staff(one, "Ann Oyelaran", Role.OFFICE, email="ann@valley.bookbag.test")
    worlds.staff(other, "Ann Oyelaran", Role.TEACHER, email="ann@valley.bookbag.test")
    worlds.staff(other, "Bob Marsh", Role.HEAD)
    with tenancy.atomic(person=mine.user_id):
        assert set(StaffMember.objects.values_list("school_id", flat=True)) == {one.id, other.id}
        assert StaffMember.objects.update(name="X") == 0


def test_several_schools_can_be_read_and_none_of_them_written(schools: tuple[School, School]) -> None:
    one, other = schools
    third = worlds.school("spring")
    for school in (one, other, third):
        open_case(school, school.slug)
    with tenancy.atomic(schools=(one.id, other.id)):
        assert set(Case.objects.values_list("subject", flat=True)) == {"wyton", "norton"}
        assert Case.objects.update(subject="X") == 0


def test_a_failed_block_leaves_nothing(schools: tuple[School, School]) -> None:
    def fail() -> None:
        with tenancy.atomic(schools[0].id):
            Pupil.objects.create(school=schools[0], given_name="Finn", family_name="Doyle", sort_key="doyle, finn")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with tenancy.atomic(schools[0].id):
        assert not Pupil.objects.exists()


def test_the_record_cannot_be_changed_by_the_role_that_writes_it(schools: tuple[School, School]) -> None:
    for statement in ("update record_entry set act = 'x'", "delete from record_entry", "truncate record_entry"):
        with (
            pytest.raises((ProgrammingError, InternalError)),
            tenancy.atomic(schools[0].id),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
