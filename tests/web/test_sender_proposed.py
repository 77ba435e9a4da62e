"""Who wrote? Where the address does not say, the page says who it may be and why; a person says who it is."""

from datetime import date

import pytest
from tests.builders import browsing, mails, worlds
from tests.builders.browsing import Browser, Desk

from bookbag.desk.models import Case
from bookbag.people.models import Contact, ContactPoint, Pupil
from bookbag.people.points import compared
from bookbag.schools import tenancy

pytestmark = pytest.mark.usefixtures("db", "assets")

ELSEWHERE = "writer@elsewhere.example"


@pytest.fixture
def desk() -> Desk:
    made = browsing.desk()
    worlds.family(made.school, "Ben Doyle", ("Mary Doyle", "Elizabeth Doyle"), class_name="2A")
    worlds.family(made.school, "Kiran Khan", ("Sunil Khan",), class_name="2A")
    return made


def hold(desk: Desk, adult: str, kind: str, value: str) -> None:
    with tenancy.atomic(desk.school.id):
        contact = Contact.objects.get(given_name=adult)
        ContactPoint.objects.create(
            school=desk.school, contact=contact, kind=kind, value=value, folded=compared(kind, value)
        )


def page_of(desk: Desk, text: str, *, sender: str) -> str:
    address = sender.rpartition("<")[2].strip(">")
    case = browsing.brought(desk.school, mails.mail(text, sender=sender, message_id=f"new.{address}"))
    words = Browser(desk.office).get("match", "wyton", case.id, address=address).words
    return words.partition("It may be")[2].partition("Nobody is sure")[0]


@pytest.mark.parametrize(
    ("sender", "text", "says"),
    [
        (f"Samnia Khan <{ELSEWHERE}>", "Good morning", "Samina Khan Amira Khan, 4B The given name is one letter off."),
        (f"Liz Doyle <{ELSEWHERE}>", "Good morning", "Elizabeth Doyle Ben Doyle, 2A “Liz” is said for “Elizabeth”."),
        (f"Doyle Mary <{ELSEWHERE}>", "Good morning", "Mary Doyle Ben Doyle, 2A Given and family name stand the other"),
        (
            f"Mrs Khan (Amira's mum) <{ELSEWHERE}>",
            "Good morning",
            "Samina Khan Amira Khan, 4B The family name is the same. The name on the mail speaks of Amira, a child of",
        ),
        (
            f"S Kahn <{ELSEWHERE}>",
            "Kiran has a cold.",
            "",
        ),
        (
            "samina.kahn7@elsewhere.example",
            "Amira has a cold.",
            "Samina Khan Amira Khan, 4B The family name is one letter off. Amira, a child of theirs, is in the mail.",
        ),
        (
            ELSEWHERE,
            "Good morning\n\nMary Doyle",
            "Mary Doyle Ben Doyle, 2A At the foot of the mail: the name is the same.",
        ),
        (
            f"Our home <{ELSEWHERE}>",
            "Good morning\n\nLiz Doyle",
            "Elizabeth Doyle Ben Doyle, 2A At the foot of the mail: “Liz” is said for “Elizabeth”.",
        ),
        (ELSEWHERE, "Ring me: +44 7700-900-123", "Mary Doyle Ben Doyle, 2A A telephone number in the mail is held for"),
        (
            ELSEWHERE,
            "We live at\n14 High St\nWyton\nPE28 2AA",
            "Mary Doyle Ben Doyle, 2A The address in the mail is held",
        ),
        (ELSEWHERE, "Our postcode is pe28 2aa", "Mary Doyle Ben Doyle, 2A The postcode is held for them alone."),
        (ELSEWHERE, "When does term end?", ""),
        (f"Mark Doyle <{ELSEWHERE}>", "When does term end?", ""),
        (f"Doyle <{ELSEWHERE}>", "When does term end?", ""),
    ],
)
def test_it_says_who_it_may_be_and_why(desk: Desk, sender: str, text: str, says: str) -> None:
    hold(desk, "Mary", "telephone", "07700 900123")
    hold(desk, "Mary", "post", "14 High Street, Wyton, PE28 2AA")
    said = page_of(desk, text, sender=sender)
    assert says in " ".join(said.replace("That is who wrote", "").split())
    assert bool(said.strip()) is bool(says), said


def test_what_two_adults_share_says_too_little(desk: Desk) -> None:
    for adult in ("Mary", "Elizabeth"):
        hold(desk, adult, "telephone", "07700 900123")
    assert page_of(desk, "Ring 07700 900123", sender=ELSEWHERE) == ""
    assert "Elizabeth Doyle" not in page_of(desk, "Ring 07700 900123", sender=f"Mary Doyle <two{ELSEWHERE}>")


def test_a_proposal_is_taken_and_undone(desk: Desk) -> None:
    case = browsing.brought(
        desk.school, mails.mail("Hello", sender=f"Liz Doyle <{ELSEWHERE}>", message_id="n@e.example")
    )
    office = Browser(desk.office)
    assert "We hold no such address." in office.get("case", "wyton", case.id).words
    with tenancy.atomic(desk.school.id):
        liz = Contact.objects.get(given_name="Elizabeth")
    address = f"/wyton/cases/{case.id}/match?address={ELSEWHERE}"
    office.client.post(address, {"contact": str(liz.id)})
    assert "Elizabeth Doyle" in office.get("case", "wyton", case.id).words
    office.post("unmatch", "wyton", case.id, address=ELSEWHERE)
    with tenancy.atomic(desk.school.id):
        assert not Case.objects.get(id=case.id).parties.exclude(contact=None).exists()


@pytest.fixture
def shared(desk: Desk) -> Desk:
    """The Doyles hold one address, and nobody knows who writes from it."""
    with tenancy.atomic(desk.school.id):
        ContactPoint.objects.filter(contact__family_name="Doyle").update(
            value="doyles@home.example", folded="doyles@home.example"
        )
    return desk


@pytest.mark.parametrize("name", ["Mary Doyle", "The Doyles"])
def test_a_shared_address_is_nobodys_until_somebody_says(shared: Desk, name: str) -> None:
    raw = mails.mail("Hello", sender=f"{name} <doyles@home.example>", message_id="n@e.example")
    case = browsing.brought(shared.school, raw)
    words = Browser(shared.office).get("case", "wyton", case.id).words
    assert "Several people share this address." in words
    assert "Elizabeth Doyle and Mary Doyle share this address: an answer reaches all of them." in words
    assert case.about == "Ben, 2A", "the child of both is drawn in"
    said = Browser(shared.office).get("match", "wyton", case.id, address="doyles@home.example").words
    first, second = said.index("Mary Doyle Ben Doyle"), said.index("Elizabeth Doyle Ben Doyle")
    assert name != "Mary Doyle" or first < second, "the name on the mail comes first"


def test_a_shared_address_of_two_who_live_apart_is_said_so(shared: Desk) -> None:
    with tenancy.atomic(shared.school.id):
        Pupil.objects.filter(called="ben").update(told_apart_on=date(2026, 2, 16), told_apart_by="Mary Doyle")
    raw = mails.mail("Hello", sender="Mary Doyle <doyles@home.example>", message_id="n@e.example")
    case = browsing.brought(shared.school, raw)
    office = Browser(shared.office)
    pages = office.get("case", "wyton", case.id), office.get("match", "wyton", case.id, address="doyles@home.example")
    for words in (page.words for page in pages):
        assert "both read this address, and live apart" in words
        assert "Monday 16 February" in words


@pytest.mark.parametrize("apart", [True, False])
def test_an_answer_to_such_an_address_asks_whether_both_may_read_it(shared: Desk, apart: bool) -> None:
    with tenancy.atomic(shared.school.id):
        Pupil.objects.filter(called="ben").update(told_apart_on=date(2026, 2, 16) if apart else None)
    raw = mails.mail("Hello", sender="Mary Doyle <doyles@home.example>", message_id="n@e.example")
    case = browsing.brought(shared.school, raw)
    office = Browser(shared.office)
    office.post("begin-reply", "wyton", case.id, body="Ben Doyle was ill today, we rang his mother.")
    words = office.get("reply", "wyton", case.id).words
    asks = (
        "Elizabeth Doyle and Mary Doyle both read this address, and live apart. Write nothing that is for one of them"
    )
    assert (asks in words) is apart
    assert "of another family" not in words, "Ben is the child of both"
