"""Which language a page for families or the public speaks, and how days and times are said in it. Staff pages are English.

The words themselves stand in web/locale.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_info, gettext, gettext_noop, trans_real

from bookbag.policy import english
from bookbag.schools import languages

if TYPE_CHECKING:
    from bookbag.desk.families import Family
    from bookbag.schools.models import School

COOKIE = "bookbag_language"
"""What somebody chose on a family page; it goes to the family pages of one school only."""
OF_MESSAGES = (gettext_noop("Success"), gettext_noop("Error"))
"""The titles of what has just happened, which layout/base.html makes from Django's own levels."""
OF_CONSENTS = (
    gettext_noop("Photographs shown inside the school"),
    gettext_noop("On walls, in books and on screens that only people in the school see."),
    gettext_noop("Photographs on the school’s website"),
    gettext_noop("Anybody in the world can see and copy them."),
    gettext_noop("Photographs on social media"),
    gettext_noop("Anybody can see, copy and share them; the school cannot take back what others have copied."),
    gettext_noop("Photographs given to the press"),
    gettext_noop("A newspaper may print them, with a name if you agree to that separately."),
    gettext_noop("Video recordings"),
    gettext_noop("Of lessons, plays and sports days, shown to families."),
    gettext_noop("Day trips close to school"),
    gettext_noop("Short walks and visits in school hours. We tell you before each one."),
    gettext_noop("E-mail instead of paper"),
    gettext_noop("Letters and notices come by e-mail only."),
    *(gettext_noop("Promotion by e-mail"), gettext_noop("Fairs, offers and fund-raising, by e-mail.")),
    *(gettext_noop("Promotion by text"), gettext_noop("Fairs, offers and fund-raising, by text.")),
    *(gettext_noop("Promotion by phone"), gettext_noop("Fairs, offers and fund-raising, by phone.")),
    *(gettext_noop("paper slip"), gettext_noop("phone"), gettext_noop("in person")),
)
"""What every school asks families, as policy.consent_topics puts it, and how an answer came. A school's own words stay as they are."""
OF_ASKING = (
    *(gettext_noop("once a year"), gettext_noop("once in two years"), gettext_noop("once in three years")),
    *(gettext_noop("once a month"), gettext_noop("once in three months"), gettext_noop("once in six months")),
    gettext_noop("from time to time"),
)
"""How often a policy may have families asked whether their details are right."""
NAMES = dict(settings.LANGUAGES)
_MOMENTS = {"cy": "{day}, {clock}", "pl": "{day}, godz. {clock}", "ur": "{day}، {clock}"}


def of_family(request: HttpRequest, school: "School", family: "Family | None") -> str:
    """What they chose on a page; else what the school holds of them; else what their browser asks for; else English."""
    chosen = languages.offered(request.COOKIES.get(COOKIE, ""), school)
    held = languages.offered(family.language, school) if family else ""
    return chosen or held or _of_browser(request, school)


def often(said: str) -> str:
    """How often something is asked, as a policy says it in English; where no other language has the words, less exactly."""
    known = said in OF_ASKING or get_language() in {None, languages.ENGLISH}
    words = said if known else OF_ASKING[-1]
    return gettext(words)


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
