"""What in some words shows an adult of the other home: a name, an address, a number. Pure; it never guesses whose a name is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr"
_RUNS = re.compile(r"\+?\d[\d\s().\-]{6,}\d")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
NATIONAL = 10
"""So many last digits of a telephone number are the same however it is written."""


@dataclass(frozen=True, slots=True)
class Particulars:
    """How an adult is called and reached."""

    given_name: str
    family_name: str
    title: str = ""
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()


def way_shown(words: str, of: Particulars) -> str:
    """The e-mail address, number or postal address of an adult as it stands in some words; empty where none does."""
    low = " ".join(words.casefold().split())
    for email in of.emails:
        if email.casefold() in low:
            return email
    held = {_last(number) for number in of.telephones}
    for run in _RUNS.findall(words):
        if len(_last(run)) == NATIONAL and _last(run) in held:
            return str(run).strip()
    for address in of.addresses:
        if found := _address(low, words, address):
            return found
    return ""


def name_shown(words: str, of: Particulars, *, beside: Iterable[Particulars]) -> str:
    """The name of an adult as it stands in words that `beside` read as well; empty where it does not stand there.

    A given name alone counts in a greeting only: Will, May and Grace are words too.
    """
    greeted = re.compile(rf"\b(?:Dear|Hello|Hi|Hallo)\s+{re.escape(of.given_name)}\b") if of.given_name else None
    if greeted and not any(each.given_name == of.given_name for each in beside) and (found := greeted.search(words)):
        return found.group()
    if found := re.search(rf"\b{re.escape(of.full_name)}\b", words, re.IGNORECASE):
        return found.group()
    others = {f"{each.title} {each.family_name}".casefold() for each in beside if each.title}
    for title, whole in _titled(words, of.family_name):
        theirs = not of.title or of.title.casefold() == title.casefold()
        if theirs and whole.casefold() not in others:
            return whole
    return ""


def _titled(words: str, family_name: str) -> list[tuple[str, str]]:
    """Each title with this family name, as in "Mrs Khan"; of "Mr and Mrs Khan" only the second is read, and it names both."""
    found = re.finditer(rf"\b({TITLES})\.?\s+{re.escape(family_name)}\b", words)
    return [(each[1], f"{each[1]} {family_name}") for each in found]


def _last(number: str) -> str:
    return re.sub(r"\D", "", number)[-NATIONAL:]


def _address(low: str, words: str, address: str) -> str:
    """The first line of an address, or its postcode."""
    first = " ".join(address.partition(",")[0].partition("\n")[0].casefold().split())
    if any(letter.isdigit() for letter in first) and any(letter.isalpha() for letter in first):
        found = re.search(rf"\b{re.escape(first)}\b", low)
        if found:
            return found.group()
    codes = {"".join(code.split()).casefold() for code in _POSTCODE.findall(address)}
    return next((code for code in _POSTCODE.findall(words) if "".join(code.split()).casefold() in codes), "")
