"""What is marked for translation, in templates and in code: found without gettext's programs.

`python -m tests.builders.msgids` lists what each catalogue lacks, for whoever writes it.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src/bookbag"
LOCALE = SOURCE / "web/locale"
OF_STAFF = {"give_code.html"}
NAMES = (" Childline: ",)
_BLOCKS = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
MARKS = {"_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None}


def of_templates() -> Iterator[tuple[str, str]]:
    """Each message of a template, and where it stands."""
    for path in sorted((SOURCE / "web/templates").rglob("*.html")):
        code = templatize(path.read_text(), origin=path.name)
        yield from ((message, path.name) for message in _in(code))


def of_code() -> Iterator[tuple[str, str]]:
    """Each message of our own code, and where it stands."""
    for path in sorted(SOURCE.rglob("*.py")):
        code = path.read_text()
        if "django.utils.translation" in code:
            yield from ((message, path.name) for message in _in(code))


def _in(code: str) -> Iterator[str]:
    for _line, message, _comments, _context in extract("python", BytesIO(code.encode()), MARKS):
        if isinstance(message, str):  # what is handed on in a variable has been marked where it was written
            yield message


def marked() -> dict[str, str]:
    """Every message, with one place where it stands."""
    return dict([*of_code(), *of_templates()])


def unmarked() -> list[str]:
    """Words in the templates of families, and of the form, that no translator sees: a line of each."""
    found = []
    for path in sorted([*SOURCE.glob("web/templates/family/*.html"), *SOURCE.glob("web/templates/form/*.html")]):
        if path.name in OF_STAFF:
            continue
        plain = _BLOCKS.sub("", path.read_text())
        found += [
            f"{path.name}: {words}" for words in _TAGS.sub("\n", plain).split("\n") if re.search(r"[A-Za-z]{2}", words)
        ]
    return [line for line in found if not line.endswith(NAMES)]


def catalogues() -> dict[str, Catalog]:
    """What translators have written, by language."""
    found = {}
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            found[path.parts[-3]] = read_po(file)
    return found


if __name__ == "__main__":
    for language, catalogue in catalogues().items():
        for message, where in marked().items():
            entry = catalogue.get(message)
            if entry is None or not entry.string:
                print(f"{language}: {where}: {message!r}")
