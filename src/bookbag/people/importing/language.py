"""Languages as lists name them: in English, in their own words or by the codes of other systems, as codes of two letters."""

from bookbag.people.folding import folded

_CODES = {
    "ar": "arabic ara", "bn": "bengali ben sylheti", "cy": "welsh cym wel cymraeg", "en": "english eng",
    "es": "spanish spa espanol", "fa": "farsi persian fas per dari", "fr": "french fra fre francais", "gu": "gujarati guj",
    "hi": "hindi hin", "it": "italian ita", "ku": "kurdish kur sorani kurmanji", "lt": "lithuanian lit", "pa": "punjabi panjabi pan",
    "pl": "polish pol polski", "ps": "pashto pus", "pt": "portuguese por", "ro": "romanian ron rum", "ru": "russian rus",
    "so": "somali som", "ta": "tamil tam", "tr": "turkish tur", "uk": "ukrainian ukr", "ur": "urdu urd", "zh": "chinese zho chi mandarin cantonese",
}  # fmt: skip
_NAMED = {name: code for code, names in _CODES.items() for name in (code, *names.split())}


def code(written: str) -> str:
    """The code of a language, "Polish" being "pl"; nothing for what is no one language, such as "other than English"."""
    words = folded(written).replace("-", " ").replace("_", " ").split()
    return _NAMED.get(words[0], "") if words and not {"other", "than", "not"} & set(words) else ""
