"""Who wrote? The office looks by name, or by what stands under the e-mail: a number or an address in any spelling."""

import pytest
from tests.builders import browsing, worlds
from tests.builders.browsing import Browser

from bookbag.people.models import ContactPoint
from bookbag.people.points import compared
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("Khan", True),
        ("+44 (0)7700 900-123", True),
        ("mobile 07700.900.123", True),
        ("Samina.Khan+pta@home.example", True),
        ("14 High Street, Wyton PE28 2AA", True),
        ("07700 900124", False),
        ("16 High Street, Wyton PE28 2AA", False),
    ],
)
def test_an_adult_is_found_by_what_is_held_of_them(words: str, finds: bool) -> None:
    desk = browsing.desk()
    worlds.family(desk.school, "Ben Doyle", ("Mary Doyle",))
    with tenancy.atomic(desk.school.id):
        for kind, value in (("telephone", "07700 900123"), ("post", "14 High St., Wyton, PE28 2AA")):
            ContactPoint.objects.create(
                school=desk.school,
                contact=desk.family.contacts["Samina"],
                kind=kind,
                value=value,
                folded=compared(kind, value),
            )
    party = "samina.khan@home.example"
    page = Browser(desk.office).get("match", "wyton", desk.case.id, address=party, search=words)
    assert ("Samina Khan (Amira Khan, 4B)" in page.words) is finds
    assert "Mary Doyle" not in page.words
