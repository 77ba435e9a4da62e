"""Reads a Common Transfer File, by which schools in England and Wales pass on pupils (DfE, Common transfer file specification).

Of its many parts only those about people and how they are reached. A contact's Order is a number and no rank.
"""

import io
from collections.abc import Iterator, Mapping
from datetime import date

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from bookbag.errors import Invalid
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, Remark
from bookbag.people.telephones import e164

LARGEST = 200_000_000
"""Bytes. A pupil with a whole school life in it has about 30,000."""
RELATIONSHIPS = {
    "CAR": "carer",
    "CHM": "childminder",
    "FAM": "other family member",
    "FOF": "foster father",
    "FOM": "foster mother",
    "OTH": "other contact",
    "PAF": "father",
    "PAM": "mother",
    "REL": "other relative",
    "STF": "stepfather",
    "STM": "stepmother",
    "SWR": "social worker",
    "GPF": "grandfather",
    "GPM": "grandmother",
    "SEL": "self",
}
NO_CONTACTS = {"DOC": "a doctor", "HTC": "a headteacher", "TCH": "a teacher", "RLG": "a religious contact"}
"""Codes of people who are somebody's contact at the other school and no adult of the family."""
_TRUE, _FALSE = {"true", "1", "y", "yes"}, {"false", "0", "n", "no"}


class _LineError(ValueError):
    """What is wrong with one pupil, as a sentence."""


def read(raw: bytes, *, today: date) -> Reading:
    """Read a Common Transfer File. Raises `Invalid`, naming the line, for what is none or breaks off."""
    if len(raw) > LARGEST:
        raise Invalid(f"The file is larger than {LARGEST // 1_000_000} MB.")
    pupils: list[ReadPupil] = []
    remarks: list[Remark] = []
    try:
        for pupil in _elements(raw):
            try:
                pupils.append(_pupil(pupil, remarks, today))
            except _LineError as wrong:
                remarks.append(Remark(pupil.sourceline or 0, str(wrong)))
    except etree.XMLSyntaxError as error:
        raise Invalid(
            f"Line {error.lineno or 1}: the file breaks off here or is no Common Transfer File. Export it again."
        ) from error
    if not pupils and not remarks:
        raise Invalid("Line 1: this file holds no pupils. A Common Transfer File has them under CTFpupilData.")
    return Reading(tuple(pupils), tuple(remarks))


def _elements(raw: bytes) -> Iterator[etree._Element]:
    """Each pupil of the file, forgotten once it is read. A file that declares entities of its own is refused."""
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    root = None
    for event, element in etree.iterparse(io.BytesIO(raw), events=("start", "end"), remove_comments=True, **options):
        if root is None:
            root = element
            if element.getroottree().docinfo.doctype:
                raise Invalid("Line 1: the file declares a document type, which no Common Transfer File does.")
            if _tag(element) != "CTfile":
                raise Invalid(
                    f"Line {element.sourceline}: this is XML and no Common Transfer File: it begins with {_tag(element)}."
                )
        elif event == "end" and _tag(element) == "Pupil":
            yield element
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _parts(element: etree._Element | None) -> dict[str, etree._Element]:
    """The children of an element by their names; the first of each."""
    found: dict[str, etree._Element] = {}
    for child in element if element is not None else ():
        found.setdefault(_tag(child), child)
    return found


def _text(parts: Mapping[str, etree._Element], *names: str) -> str:
    for name in names:
        if name in parts and (parts[name].text or "").strip():
            return " ".join((parts[name].text or "").split())
    return ""


def _pupil(element: etree._Element, remarks: list[Remark], today: date) -> ReadPupil:
    line = element.sourceline or 0
    parts = _parts(element)
    parts = {**_parts(parts.get("BasicDetails")), **parts}
    family, given = _text(parts, "Surname"), _text(parts, "Forename")
    if not family or not given:
        raise _LineError(f"a pupil has no {'Forename' if family else 'Surname'}.")
    home = _address(parts.get("Address"))
    preferred = _text(parts, "PreferredForename")
    known_family = _text(parts, "PreferredSurname")
    contacts = parts.get("Contacts")
    return ReadPupil(
        line=line,
        family_name=family,
        given_name=given,
        known_as="" if preferred == given else preferred,
        known_family_name="" if known_family == family else known_family,
        born_on=_born(_text(parts, "DOB"), today),
        year=_text(parts, "NCyearActual"),
        upn=_text(parts, "UPN").upper(),
        looked_after_by=_authority(parts.get("LookedAfter")),
        adults=tuple(
            adult
            for contact in (contacts if contacts is not None else ())
            if _tag(contact) == "Contact" and (adult := _adult(contact, home, f"{given} {family}", remarks))
        ),
    )


def _authority(element: etree._Element | None) -> str:
    """The local authority that looks after a child, by its number; nothing where the file says that none does."""
    parts = _parts(element)
    said = _said(
        _text(parts, "InCare", "LookedAfterFlag") or (element.text or "").strip() if element is not None else ""
    )
    number = _text(parts, "CareAuthority", "CareLA")
    return f"Local authority {number}".strip() if said is True or (said is None and number) else ""


def _born(written: str, today: date) -> date | None:
    if not written:
        return None
    try:
        born = date.fromisoformat(written[:10])
    except ValueError as error:
        raise _LineError(f"“{written}” is no date of birth. A Common Transfer File writes 2015-12-31.") from error
    if not 0 <= (today - born).days / 365.25 <= 26:
        raise _LineError(f"the date of birth {written} is no pupil's.")
    return born


def _adult(element: etree._Element, home: str, of: str, remarks: list[Remark]) -> ReadAdult | None:
    line, parts = element.sourceline or 0, _parts(element)
    code = _text(parts, "Relationship").upper()
    family, given = _text(parts, "Surname"), _text(parts, "Forename")
    if code in NO_CONTACTS:
        remarks.append(
            Remark(line, f"{NO_CONTACTS[code]} is no adult of {of}'s family and is left out.", refused=False)
        )
        return None
    if not family:
        remarks.append(Remark(line, f"a contact of {of} has no Surname and is left out.", refused=False))
        return None
    same = _text(parts, "AddressAsPupil").lower() in _TRUE
    return ReadAdult(
        family_name=family,
        given_name=given,
        title=_text(parts, "Title").rstrip(".").capitalize(),
        relationship=RELATIONSHIPS.get(code, code.lower()),
        emails=tuple(email for email in (_text(parts, "Email"),) if "@" in email),
        telephones=tuple(_telephones(element, line, remarks)),
        address=home if same else _address(parts.get("Address")),
        parental_responsibility=_said(_text(parts, "Responsibility")),
    )


def _said(written: str) -> bool | None:
    """What the file says of parental responsibility; None where it says nothing."""
    word = written.lower()
    return word in _TRUE if word in _TRUE | _FALSE else None


def _telephones(element: etree._Element, line: int, remarks: list[Remark]) -> Iterator[str]:
    written = dict.fromkeys(" ".join((one.text or "").split()) for one in element.iter() if _tag(one) == "PhoneNo")
    for each in filter(None, written):
        if number := e164(each):
            yield number
        else:
            remarks.append(Remark(line, f"“{each}” is no telephone number and is left out.", refused=False))


def _address(element: etree._Element | None) -> str:
    """An address as one would write it on an envelope, from lines or from the parts of BS 7666."""
    if element is None:
        return ""
    parts = {_tag(one): " ".join((one.text or "").split()) for one in element.iter() if not len(one)}
    lines = [parts.get(f"AddressLine{number}", "") for number in range(1, 6)]
    flat, door, street = (parts.get(name, "") for name in ("SAON", "PAON", "Street"))
    # A number stands before its street, a house's name on a line of its own.
    front = f"{door} {street}".strip() if door[:1].isdigit() else ", ".join(filter(None, (door, street)))
    whole = [*lines, flat, front, *(parts.get(name, "") for name in ("Locality", "Town", "PostTown", "County"))]
    return ", ".join(dict.fromkeys(filter(None, [*whole, parts.get("PostCode", "") or parts.get("Postcode", "")])))
