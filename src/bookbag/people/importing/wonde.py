"""Asks Wonde for a school's pupils, their adults and the staff, and reads the answer (Wonde, School Data API 1.0).

What is fetched is kept as one document of JSON, so that it waits, is looked at and is taken over as a file is.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode

from bookbag.errors import Invalid
from bookbag.people.importing import names
from bookbag.people.importing.values import ReadAdult, Reading, ReadPupil, ReadStaff, Remark
from bookbag.people.telephones import e164

BASE = "https://api.wonde.com/v1.0"
PARTS = {
    "students": "education_details,contact_details,contacts,contacts.contact_details,classes,year",
    "employees": "contact_details,classes",
}
_A_PAGE, _PAGES = 100, 2_000
_TRIES, _LONGEST_PAUSE = 5, 60.0
_TIMEOUT = 30
Thing = Mapping[str, Any]


class _NoWayRound(urllib.request.HTTPRedirectHandler):
    """A token goes to the address that was entered and to none that it points to."""

    def redirect_request(self, *args: Any) -> None:
        """Follow nothing."""


_OPENER = urllib.request.build_opener(_NoWayRound)


def fetch(base: str, school: str, token: str, *, pause: Callable[[float], None], most: int) -> bytes:
    """Fetch all that is asked of a school. Raises `Invalid` saying why not."""
    found: dict[str, list[Any]] = {}
    left = most
    for part, include in PARTS.items():
        url = f"{base}/schools/{quote(school, safe='')}/{part}?{urlencode({'include': include, 'per_page': _A_PAGE})}"
        found[part] = []
        for _ in range(_PAGES):
            raw = _asked(url, token, pause, left)
            left -= len(raw)
            page = _page(raw)
            found[part] += page["data"]
            url = _next(page, base)
            if not url:
                break
        else:
            raise Invalid("Wonde's answer has no end.")
    return json.dumps(found).encode()


def _page(raw: bytes) -> Thing:
    try:
        page = json.loads(raw)
    except ValueError as error:
        raise Invalid("Wonde's answer cannot be read.") from error
    if not isinstance(page, dict) or not isinstance(page.get("data"), list):
        raise Invalid("Wonde's answer cannot be read.")
    return page


def _next(page: Thing, base: str) -> str:
    """The address of the next page, or nothing. One at another host is not asked."""
    url = _inner(page.get("meta"), "pagination").get("next") or ""
    if url and not str(url).startswith(f"{base}/"):
        raise Invalid("Wonde's answer points elsewhere. Nothing was sent there.")
    return str(url)


def _asked(url: str, token: str, pause: Callable[[float], None], most: int) -> bytes:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"})  # noqa: S310 - the address is ours
    for attempt in range(_TRIES):
        try:
            with _OPENER.open(request, timeout=_TIMEOUT) as answer:
                raw: bytes = answer.read(most + 1)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 429 and error.code < 500:
                raise _refused(error.code) from error
            pause(_wait(error.headers.get("Retry-After"), attempt))
        except (OSError, HTTPException):
            pause(_wait(None, attempt))
        else:
            if len(raw) > most:
                raise Invalid("Wonde's answer is larger than any school.")
            return raw
    raise Invalid("Wonde could not be reached. It is asked again next night.")


def _wait(said: str | None, attempt: int) -> float:
    """Seconds to wait before asking again: as many as the server says, and never for long."""
    return min(float(said) if said and said.isdigit() else 2.0**attempt, _LONGEST_PAUSE)


def _refused(code: int) -> Invalid:
    if code in (401, 403):
        return Invalid("Wonde does not let us in. Is the token right, and has the school agreed there?")
    return Invalid("Wonde does not know this school." if code == 404 else f"Wonde refused with {code}.")


def read(raw: bytes, *, today: date) -> Reading:
    """Read what was fetched. Whoever cannot be read is said by their place in the answer."""
    try:
        found = json.loads(raw)
    except ValueError as error:
        raise Invalid("Line 1: what was fetched from Wonde cannot be read.") from error
    remarks: list[Remark] = []
    pupils = tuple(_pupils(_things(found, "students"), remarks, today))
    staff = tuple(_staff(_things(found, "employees"), remarks))
    return Reading(pupils, tuple(remarks), staff=staff, is_whole=bool(pupils))


def _things(found: Any, name: str) -> list[Any]:
    inner = found.get(name) if isinstance(found, dict) else None
    inner = inner.get("data") if isinstance(inner, dict) else inner
    return inner if isinstance(inner, list) else []


def _inner(thing: Any, name: str) -> Thing:
    """A part of a thing, which Wonde wraps in "data" where it was asked for as an include."""
    inner = thing.get(name) if isinstance(thing, dict) else None
    inner = inner.get("data", inner) if isinstance(inner, dict) else inner
    return inner if isinstance(inner, dict) else {}


def _text(thing: Thing, *keys: str) -> str:
    for key in keys:
        value = thing.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            return " ".join(str(value).split())
    return ""


def _pupils(students: list[Any], remarks: list[Remark], today: date) -> Iterator[ReadPupil]:
    for line, student in enumerate((one for one in students if isinstance(one, dict)), start=1):
        known, given = _text(student, "forename"), _text(student, "legal_forename", "forename")
        called, family = _text(student, "surname"), _text(student, "legal_surname", "surname")
        if not given or not family:
            remarks.append(Remark(line, f"a pupil has no {'surname' if given else 'forename'}."))
            continue
        details = _inner(student, "education_details")
        yield ReadPupil(
            line=line,
            family_name=family,
            given_name=given,
            known_as="" if known == given else known,
            known_family_name="" if called == family else called,
            born_on=_born(student.get("date_of_birth"), line, remarks, today),
            class_name=_only(_things(student, "classes")),
            year=_text(_inner(student, "year"), "code", "name"),
            upn=_text(details, "upn").upper(),
            external_id=_text(student, "id"),
            adults=tuple(
                adult
                for contact in _things(student, "contacts")
                if isinstance(contact, dict) and (adult := _adult(contact, line, remarks))
            ),
        )


def _only(classes: list[Any]) -> str:
    """The class of a child that is in one; among several lessons nothing is chosen."""
    called = {_text(one, "name", "code") for one in classes if isinstance(one, dict)}
    return called.pop() if len(called) == 1 else ""


def _born(said: Any, line: int, remarks: list[Remark], today: date) -> date | None:
    written = said.get("date") if isinstance(said, dict) else said
    if not written:
        return None
    try:
        born = date.fromisoformat(str(written)[:10])
    except ValueError:
        born = date.max
    if born > today:
        remarks.append(Remark(line, f"“{written}” is no date of birth and is left out.", refused=False))
        return None
    return born


def _adult(contact: Thing, line: int, remarks: list[Remark]) -> ReadAdult | None:
    family = _text(contact, "surname")
    if not family:
        remarks.append(Remark(line, "a contact has no surname and is left out.", refused=False))
        return None
    tie, ways = _inner(contact, "relationship"), _inner(contact, "contact_details")
    responsibility, lives = tie.get("parental_responsibility"), tie.get("lives_with_pupil")
    return ReadAdult(
        family_name=family,
        given_name=_text(contact, "forename"),
        title=_text(contact, "title").rstrip(".").capitalize(),
        relationship=names.kin_of(_text(tie, "relationship", "type", "name")),
        emails=tuple(dict.fromkeys(each for each in _strings(ways, "emails") if "@" in each)),
        telephones=tuple(dict.fromkeys(filter(None, map(e164, _strings(ways, "phones"))))),
        address=_address(ways),
        parental_responsibility=responsibility if isinstance(responsibility, bool) else None,
        lives_with=lives if isinstance(lives, bool) else None,
        external_id=_text(contact, "id"),
    )


def _strings(ways: Thing, name: str) -> list[str]:
    return [each.strip() for each in _inner(ways, name).values() if isinstance(each, str) and each.strip()]


def _address(ways: Thing) -> str:
    home = _inner(_inner(ways, "addresses"), "home")
    front = " ".join(filter(None, (_text(home, "house_number"), _text(home, "street"))))
    parts = (
        _text(home, "house_name"),
        front,
        *(_text(home, name) for name in ("district", "town", "county", "postcode")),
    )
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _staff(employees: list[Any], remarks: list[Remark]) -> Iterator[ReadStaff]:
    for line, one in enumerate((one for one in employees if isinstance(one, dict)), start=1):
        family = _text(one, "surname")
        if not family:
            remarks.append(Remark(line, "somebody who works at the school has no surname.", refused=False))
            continue
        emails = _strings(_inner(one, "contact_details"), "emails")
        yield ReadStaff(line, family, _text(one, "forename"), emails[0] if emails else "", _text(one, "id"))
