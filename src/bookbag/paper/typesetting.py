"""Sets a template and its values as an accessible PDF (PDF/UA-1: tagged, with title, language and embedded fonts).

Whatever Typst warns of fails the document: a page without its letters is worse than none.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

FONTS = Path(__file__).parent / "fonts"
"""Whole TTF files, laid here by the build: Typst reads none of the browser's."""
FAMILIES = "Atkinson Hyperlegible Next", "DejaVu Sans Mono"
"""The typeface, and one that comes with Typst and stands in where it has no letter: Greek, Cyrillic, a tick."""
SHOWN = "\n -~\xa0-\xac\xae-\u017fȘ-ț΄-ΊΌΎ-ΡΣ-ώЀ-џḀ-ẙẠ-ỹ–—‘’“”†•…€←→−≤≥✓"
"""The characters that one of the two can show, in the words of a regular expression."""
Value = str | int | None | Sequence["Value"] | Mapping[str, "Value"]


def typeset(template: Path, values: Mapping[str, Value], *, now: datetime) -> bytes:
    """Set a template with these values, which it finds as JSON under `sys.inputs.values`. The same gives the same bytes."""
    # What the template reads beside itself must lie in its own folder.
    pdf, warnings = typst.compile_with_warnings(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps({"families": FAMILIES, **_shown(values)}, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(now.timestamp()),
    )
    if warnings:
        raise ValueError(f"{template.name}: {warnings[0].message}")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _shown(value: Any) -> Any:
    """The same values, with a question mark for each character that could not be shown."""
    if isinstance(value, str):
        return re.sub(f"[^{SHOWN}]", "?", unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: _shown(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_shown(each) for each in value]
    return value
