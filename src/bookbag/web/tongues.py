"""Which language a page for families or the public speaks, and how days and times are said in it. Staff pages are English.

The words themselves stand in web/locale.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, gettext_noop, trans_real

from bookbag.policy import english
from bookbag.schools import languages

if TYPE_CHECKING:
    from bookbag.desk.families import Family
    from bookbag.schools.models import School

COOKIE = "bookbag_language"
"""What somebody chose on a family page; it goes to the family pages of one school only."""
OF_MESSAGES = (gettext_noop("Success"), gettext_noop("Error"))
"""The titles of what has just happened, which layout/base.html makes from Django's own levels."""
NAMES = dict(settings.LANGUAGES)
_MOMENTS = {"cy": "{day}, {clock}", "pl": "{day}, godz. {clock}", "ur": "{day}، {clock}"}


def of_family(request: HttpRequest, school: "School", family: "Family | None") -> str:
    """What they chose on a page; else what the school holds of them; else what their browser asks for; else English."""
    chosen = languages.offered(request.COOKIES.get(COOKIE, ""), school)
    held = languages.offered(family.language, school) if family else ""
    return chosen or held or _of_browser(request, school)


def of_form(request: HttpRequest, school: "School") -> str:
    """What the address of the page says, as the form keeps no cookie; else what the browser asks for; else English."""
    return languages.offered(request.GET.get("language", ""), school) or _of_browser(request, school)


def asked(request: HttpRequest) -> str:
    """What is put behind the address of the form's next page, so that it speaks the same language: "?language=pl"."""
    code = request.GET.get("language", "")
    return f"?language={code}" if code in NAMES else ""


def _of_browser(request: HttpRequest, school: "School") -> str:
    asked = trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500])
    known = (languages.offered(code, school) for code, _ in asked)
    return next(filter(None, known), languages.ENGLISH)


@dataclass(frozen=True, slots=True)
class Choice:
    """A language that a reader may choose, in its own words."""

    code: str
    name: str
    is_current: bool


def choices(school: "School") -> list[Choice]:
    """The languages to choose from on a page; none where there is only one."""
    offered = languages.of_school(school)
    if len(offered) == 1:
        return []
    return [Choice(code, NAMES[code], code == now_spoken()) for code in offered]


def named(code: str) -> str:
    """A language by its code, in its own words where Django knows it."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


def now_spoken() -> str:
    """The language of the page that is being drawn."""
    return get_language() or languages.ENGLISH


def day(value: date) -> str:
    """Name a day: "Tuesday 3 March", "wtorek 3 marca"."""
    spoken = now_spoken()
    if spoken == languages.ENGLISH:
        return english.day(value)
    said = date_format(value, "l j E")
    return said.lower() if spoken == "pl" else said


def full_day(value: date) -> str:
    """Name a day with its year."""
    return f"{day(value)} {value.year}"


def clock(value: time) -> str:
    """Say a time of day: "4 pm"; in other languages "16:00"."""
    return english.clock(value) if now_spoken() == languages.ENGLISH else f"{value:%H:%M}"


def moment(value: datetime) -> str:
    """Say a day and time in the zone that the value carries."""
    shape = _MOMENTS.get(now_spoken(), "{day}, {clock}")
    return shape.format(day=day(value), clock=clock(value.time()))
