"""Common Transfer Files: what of a pupil and its contacts is read, what is left out and said, and which files do no harm."""

from datetime import date

import pytest

from bookbag.errors import Invalid
from bookbag.people.importing import transferfiles
from bookbag.people.importing.values import Reading

TODAY = date(2026, 3, 2)
SAMINA = """<Contact><Order>2</Order><Title>Mrs</Title><Surname>Khan</Surname><Forename>Samina</Forename>
<Relationship>PAM</Relationship><Responsibility>true</Responsibility><AddressAsPupil>true</AddressAsPupil>
<Phones><Phone><TelephoneType>M</TelephoneType><PhoneNo>07700 900123</PhoneNo></Phone></Phones>
<Email>samina@home.example</Email></Contact>"""
OMAR = """<Contact><Order>1</Order><Surname>Khan</Surname><Forename>Omar</Forename><Relationship>PAF</Relationship>
<Address><AddressLines><AddressLine1>Rose Cottage</AddressLine1><AddressLine2>Mill Lane</AddressLine2></AddressLines>
<PostCode>FN4 7QE</PostCode></Address><Phones><Phone><PhoneNo>none</PhoneNo></Phone></Phones></Contact>"""
HOME = """<Address><BS7666Address><SAON>Flat 2</SAON><PAON>14</PAON><Street>High Street</Street><Town>Little Wickham</Town>
</BS7666Address><PostCode>FN4 7QD</PostCode></Address>"""


def pupil(
    *contacts: str, born: str = "2015-04-03", name: str = "<Surname>Khan</Surname><Forename>Amira</Forename>"
) -> str:
    return (
        f"<Pupil><UPN>A823432112001</UPN>{name}<DOB>{born}</DOB><BasicDetails><PreferredForename>Mira</PreferredForename>"
        f"<NCyearActual>4</NCyearActual></BasicDetails>{HOME}<Contacts>{''.join(contacts)}</Contacts></Pupil>"
    )


def file(*pupils: str, before: str = "", root: str = "CTfile") -> bytes:
    whole = f"{before}<{root}><Header><CTFversion>23.0</CTFversion></Header>\n<CTFpupilData>\n"
    return (whole + "\n".join(pupils) + f"\n</CTFpupilData></{root}>").encode()


def read(*pupils: str) -> Reading:
    return transferfiles.read(file(*pupils), today=TODAY)


def test_a_pupil_is_read() -> None:
    (amira,) = read(pupil(SAMINA)).pupils
    assert (amira.given_name, amira.family_name, amira.known_as) == ("Amira", "Khan", "Mira")
    assert (amira.upn, amira.born_on, amira.year, amira.line) == ("A823432112001", date(2015, 4, 3), "4", 3)


def test_a_contact_is_read_with_the_pupils_address_where_it_says_so() -> None:
    (samina,) = read(pupil(SAMINA)).pupils[0].adults
    assert (samina.title, samina.given_name, samina.relationship) == ("Mrs", "Samina", "mother")
    assert (samina.emails, samina.telephones) == (("samina@home.example",), ("+447700900123",))
    assert samina.address == "Flat 2, 14 High Street, Little Wickham, FN4 7QD"
    assert samina.parental_responsibility is True


def test_what_the_file_does_not_say_is_not_known() -> None:
    (omar,) = read(pupil(OMAR)).pupils[0].adults
    assert omar.parental_responsibility is None
    assert omar.lives_with is None
    assert omar.address == "Rose Cottage, Mill Lane, FN4 7QE"


def test_order_is_no_rank() -> None:
    assert set(read(pupil(SAMINA, OMAR)).pupils[0].adults) == set(read(pupil(OMAR, SAMINA)).pupils[0].adults)


def test_who_is_no_adult_of_the_family_is_left_out_and_said() -> None:
    reading = read(pupil(SAMINA, "<Contact><Surname>Bell</Surname><Relationship>DOC</Relationship></Contact>"))
    assert len(reading.pupils[0].adults) == 1
    assert [str(one) for one in reading.remarks] == [
        "Line 7: a doctor is no adult of Amira Khan's family and is left out."
    ]


def test_a_telephone_number_that_is_none_is_said() -> None:
    assert "“none” is no telephone number" in str(read(pupil(OMAR)).remarks[0])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (pupil(born="2015-13-03"), "Line 4: “2015-13-03” is no date of birth."),
        (pupil(born="1970-01-01"), "Line 4: the date of birth 1970-01-01 is no pupil's."),
        (pupil(name="<Forename>Amira</Forename>"), "Line 4: a pupil has no Surname."),
    ],
)
def test_a_pupil_that_cannot_be_read_is_named_and_the_others_are_taken(wrong: str, says: str) -> None:
    reading = read(pupil().replace(HOME, ""), wrong.replace(HOME, ""), pupil().replace(HOME, ""))
    assert len(reading.pupils) == 2
    assert [str(one).startswith(says) for one in reading.refused] == [True], reading.refused


def test_names_may_stand_in_a_namespace() -> None:
    raw = file(pupil(SAMINA)).replace(b"<CTfile>", b'<CTfile xmlns="urn:ctf">')
    assert transferfiles.read(raw, today=TODAY).pupils[0].adults[0].given_name == "Samina"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_the_file_says_its_encoding(encoding: str) -> None:
    name = "<Surname>Müller</Surname><Forename>Zoë</Forename>"
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + file(pupil(name=name)).decode()
    assert transferfiles.read(text.encode(encoding), today=TODAY).pupils[0].family_name == "Müller"


BOMB = '<!DOCTYPE CTfile [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE CTfile [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "Line 1: the file breaks off here"),
        (b"hello", "Line 1: the file breaks off here"),
        (file(pupil(SAMINA))[:400], "Line 4: the file breaks off here"),
        (file(pupil(), root="Census"), "Line 1: this is XML and no Common Transfer File: it begins with Census."),
        (file(), "Line 1: this file holds no pupils."),
        (
            file(pupil(name="<Surname>&b;</Surname><Forename>A</Forename>"), before=BOMB),
            "Line 1: the file declares a document type",
        ),
        (
            file(pupil(name="<Surname>&a;</Surname><Forename>A</Forename>"), before=OUTSIDE),
            "Line 1: the file declares a document type",
        ),
    ],
)
def test_what_is_no_transfer_file_is_refused_and_the_line_named(raw: bytes, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        transferfiles.read(raw, today=TODAY)
    assert str(refused.value).startswith(says), str(refused.value)
