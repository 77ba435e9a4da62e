"""Documents for paper and for screen readers: a template and its values become an accessible PDF, in a process of its own."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

FAMILIES = "Atkinson Hyperlegible Next", "DejaVu Sans Mono"
"""The typeface, and one that comes with Typst and stands in where it has no letter: Greek, Cyrillic, a tick."""
SHOWN = "\n -~\xa0-\xac\xae-\u017fȘ-ț΄-ΊΌΎ-ΡΣ-ώЀ-џḀ-ẙẠ-ỹ–—‘’“”†•…€←→−≤≥✓"
"""The characters that one of the two can show, in the words of a regular expression."""
PATIENCE = 60
"""Seconds after which a document is given up."""
Value = str | int | None | Sequence["Value"] | Mapping[str, "Value"]


def typeset(template: Path, values: Mapping[str, Value], *, now: datetime) -> bytes:
    """Set a template with these values. The same at the same time are the same bytes. Raises `ValueError` with what is wrong."""
    done = subprocess.run(  # noqa: S603 - our own program, and a template of ours
        [sys.executable, "-m", "bookbag.paper.press", str(template), str(int(now.timestamp()))],
        input=as_json(values).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode:
        raise ValueError(f"{template.name}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def can_show(text: str) -> bool:
    """Whether every character of a text can be set: not where it is Arabic, Chinese or the like."""
    return not re.search(f"[^{SHOWN}]", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))


def as_json(values: Mapping[str, Value]) -> str:
    """The values as the template finds them, with the typefaces, and a question mark for what they cannot show."""
    return json.dumps({"families": FAMILIES, **_shown(values)}, ensure_ascii=False)


def _shown(value: Any) -> Any:
    """The same values, with a question mark for each character that could not be shown."""
    if isinstance(value, str):
        return re.sub(f"[^{SHOWN}]", "?", unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: _shown(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_shown(each) for each in value]
    return value
