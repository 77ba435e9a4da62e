"""A case that is a request under a law owes it by law, by the school's legal kind, without anybody choosing the law's pack."""

from datetime import timedelta

import pytest
from tests.builders import mails, worlds

from bookbag.adoption import queries as adoption
from bookbag.desk.actions import cases
from bookbag.desk.models import Case, Duty
from bookbag.policy.permissions import Role
from bookbag.policy.values import Category
from bookbag.schools import tenancy
from bookbag.schools.models import School

pytestmark = pytest.mark.usefixtures("db")


def bound(legal_kind: str, nation: str = "england") -> School:
    """A school of this kind, with a family that writes."""
    made = worlds.school()
    School.objects.filter(id=made.id).update(legal_kind=legal_kind, nation=nation)
    made.refresh_from_db()
    worlds.family(made)
    return made


@pytest.mark.parametrize(
    ("legal_kind", "category", "clauses"),
    [
        ("academy", Category.SUBJECT_ACCESS, {"LAW-005"}),
        ("maintained", Category.EDUCATIONAL_RECORD, {"LAW-008"}),
        ("academy", Category.EDUCATIONAL_RECORD, {"LAW-009"}),
        ("independent", Category.FREEDOM_OF_INFORMATION, set()),
        ("academy", Category.ENQUIRY, set()),
    ],
)
def test_the_category_that_a_person_sets_brings_the_date_of_law(legal_kind, category, clauses) -> None:
    school = bound(legal_kind)
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    case = mails.arrive(mails.mail(), school, now=worlds.NOW).case
    with tenancy.atomic(school.id):
        kept = Case.objects.get(id=case)
        cases.categorise(kept, category=category, by=office, now=worlds.NOW + timedelta(hours=1))
        assert set(Duty.objects.filter(pack="law-england").values_list("clause", flat=True)) == clauses


def test_the_law_stands_before_the_schools_own_packs_and_only_that_of_its_nation() -> None:
    school = bound("academy")
    with tenancy.atomic(school.id):
        assert next(pack.slug for pack in adoption.packs_of(school)) == "law-england"
        School.objects.update(nation="scotland")
        assert not any(pack.is_law for pack in adoption.packs_of(School.objects.get()))
