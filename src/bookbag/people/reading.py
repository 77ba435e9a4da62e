"""How adults are to be written to: in which language, in which form, or not in writing at all. Why is asked nowhere."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import get_language_info

from bookbag.people.models import Contact
from bookbag.people.models.family import Need

LANGUAGES = [
    ("en", "English"), ("cy", "Welsh"), ("ar", "Arabic"), ("bn", "Bengali"), ("zh", "Chinese"), ("fa", "Farsi"),
    ("fr", "French"), ("gu", "Gujarati"), ("hi", "Hindi"), ("it", "Italian"), ("ku", "Kurdish"), ("lt", "Lithuanian"),
    ("ps", "Pashto"), ("pl", "Polish"), ("pt", "Portuguese"), ("pa", "Punjabi"), ("ro", "Romanian"), ("ru", "Russian"),
    ("so", "Somali"), ("es", "Spanish"), ("ta", "Tamil"), ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"),
]  # fmt: skip
PAPER = "paper"
"""The form of who gets everything on paper."""
MADE_BY_HAND = (Need.BRAILLE, Need.AUDIO, Need.EASY_READ)
AT_TALKS = (Need.INTERPRETER, Need.CAPTIONER)
_LABELS = {
    **dict(LANGUAGES),
    **{need.value: need.label.lower() for need in Need},
    Need.BRAILLE.value: "Braille",
    Need.PHONE_CALL.value: "a phone call",
    PAPER: "paper",
}


def contacts(school_id: int, ids: Collection[UUID]) -> dict[UUID, Contact]:
    """These adults by their ids."""
    return {each.id: each for each in Contact.objects.filter(school_id=school_id, id__in=ids)} if ids else {}


def language(adult: Contact) -> str:
    """The code of the language that an adult reads; empty for English."""
    code = adult.language.replace("_", "-").partition("-")[0].lower()
    return "" if code in {"", "en", "eng"} else code


def is_language(form: str) -> bool:
    """Whether a form is a language, and no need."""
    return form != PAPER and form not in set(Need)


def label(form: str) -> str:
    """A form in words: "Polish", "large print". A language that the list does not know is said by its code."""
    return _LABELS.get(form, form)


def own_name(code: str) -> str:
    """A language as those who read it call it."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return label(code)
