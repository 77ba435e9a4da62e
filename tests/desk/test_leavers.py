"""A case whose owner has left is nobody's when the family writes again, so that somebody hands it out."""

from datetime import date, timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.desk.actions import cases
from bookbag.desk.models import Case
from bookbag.people.models import StaffMember
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(("left_on", "is_kept"), [(None, True), (date(2026, 2, 28), False)])
def test_the_owner_stays_while_they_work_here(left_on: date | None, is_kept: bool) -> None:
    school = worlds.school()
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    case = mails.arrive(mails.mail(), school, now=worlds.NOW).case
    with tenancy.atomic(school.id):
        cases.assign(Case.objects.get(id=case), to=teacher.staff_id, by=teacher, now=worlds.NOW)
        StaffMember.objects.filter(id=teacher.staff_id).update(left_on=left_on)
    mails.arrive(
        mails.mail("And?", message_id="2@home.example", in_reply_to="first@home.example"),
        school,
        now=worlds.NOW + timedelta(hours=1),
    )
    with tenancy.atomic(school.id):
        assert (Case.objects.get(id=case).owner_id == teacher.staff_id) is is_kept
