"""Who wrote this: by address, several who share it, staff, or nobody; with the reason each time."""

import pytest
from tests.builders import worlds

from bookbag.people.folding import folded, folded_email, sort_key
from bookbag.people.matching import who_wrote
from bookbag.people.models import ContactPoint
from bookbag.policy.permissions import Role
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db")


@pytest.mark.parametrize(
    "address", ["samina.khan@home.example", "Samina.Khan@HOME.example", "samina.khan+pta@home.example"]
)
def test_an_address_that_we_hold_is_its_holder(address: str) -> None:
    school = worlds.school()
    family = worlds.family(school)
    with tenancy.atomic(school.id):
        match = who_wrote(school.id, address=address)
    assert match.contact == family.contacts["Samina"]
    assert match.because == "This is the e-mail address that we hold."


def test_the_same_address_at_another_school_is_nobodys_here() -> None:
    school, other = worlds.school(), worlds.school("norton")
    worlds.family(other)
    with tenancy.atomic(school.id):
        match = who_wrote(school.id, address="samina.khan@home.example")
    assert (match.contact, match.because) == (None, "We hold no such address.")


def test_two_adults_with_one_mailbox_are_both_offered_and_neither_is_taken() -> None:
    school = worlds.school()
    family = worlds.family(school, adults=("Samina Khan", "Tariq Khan"))
    with tenancy.atomic(school.id):
        ContactPoint.objects.update(value="khans@home.example", folded="khans@home.example")
        asked = who_wrote(school.id, address="khans@home.example")
    assert set(asked.candidates) == set(family.contacts.values())
    assert (asked.contact, asked.because) == (None, "Several people share this address.")


def test_a_colleague_is_a_colleague() -> None:
    school = worlds.school()
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    with tenancy.atomic(school.id):
        match = who_wrote(school.id, address="tess.barrow@wyton.bookbag.test")
    assert match.staff_id == teacher.staff_id


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Siân  O’Neill", "sian o'neill"),
        ("Łukasz", "lukasz"),
        ("MÜLLER-Lüdenscheidt", "muller-ludenscheidt"),
        ("İnci", "inci"),
        ("Straße", "strasse"),
    ],
)
def test_names_are_compared_without_accents_and_capitals(written: str, compared: str) -> None:
    assert folded(written) == compared


def test_accents_do_not_send_a_name_to_the_end_of_the_list() -> None:
    assert sorted([sort_key("Zoe", "A"), sort_key("Óg", "A"), sort_key("de Souza", "A")])[0] == "de souza, a"


def test_an_address_without_a_tag_is_left_alone() -> None:
    assert folded_email(" A.B@Home.example ") == "a.b@home.example"


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("josé@home.example", "jose\u0301@home.example", True),
        ("samina+pta@home.example", "samina@home.example", True),
        ("s.khan@gmail.example", "skhan@gmail.example", False),
        ("skhan@gmail.example", "skhan@googlemail.example", False),
        ("jo@bücher.example", "jo@bucher.example", False),
        ("jo@bücher.example", "jo@xn--bcher-kva.example", True),
        ("jo@xn--.example", "jo@.example", False),
        ("jo@xn--\u2603.example", "jo@xn--\u2603.example", True),
        ("ｊo@home.example", "jo@home.example", False),
    ],
)
def test_addresses_are_one_only_where_no_provider_tells_them_apart(one: str, other: str, is_same: bool) -> None:
    assert (folded_email(one) == folded_email(other)) is is_same
