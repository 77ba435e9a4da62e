"""The languages in which families are served: English always, and those that a school offers beside it.

What is said in them stands in web/locale. Staff pages are English.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bookbag.schools.models import School

ENGLISH = "en-gb"
BESIDE = {"cy": "Cymraeg", "pl": "Polski", "ur": "اردو"}
"""Each in its own words, as whoever reads it knows it."""
_LONG = {"cym": "cy", "wel": "cy", "pol": "pl", "urd": "ur"}
"""The codes of three letters that other systems of a school use."""


def of_school(school: "School") -> list[str]:
    """The languages that this school offers to families, English first."""
    return [ENGLISH, *(code for code in BESIDE if code in school.languages)]


def offered(wanted: str, school: "School") -> str:
    """The language that this code names, if the school offers it, or nothing: "pl-PL" and "pol" are Polish."""
    first = wanted.replace("_", "-").partition("-")[0].lower()
    code = ENGLISH if first in {"en", "eng"} else _LONG.get(first, first)
    return code if code in of_school(school) else ""
