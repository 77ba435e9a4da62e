"""Every character that we say can be shown is shown, each other one becomes a question mark, and nothing is left blank."""

import io
import re
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from bookbag.paper import press, typesetting
from bookbag.paper.typesetting import typeset

PROBE = Path(__file__).with_name("probe.typ")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def words(text: str) -> str:
    values = typesetting.as_json({"words": text})
    reader = PdfReader(io.BytesIO(press.impression(PROBE, values, int(NOW.timestamp()))))
    return " ".join(page.extract_text() for page in reader.pages)


def test_every_character_of_the_list_has_a_letter_in_one_of_the_fonts() -> None:
    every = [char for char in map(chr, range(sys.maxunicode + 1)) if re.fullmatch(f"[{typesetting.SHOWN}]", char)]
    same = [char for char in every if unicodedata.normalize("NFC", char) == char and not char.isspace()]
    assert len(same) > 700
    # Each on its own: letters that the fonts put together from parts share these with others, and their readings.
    assert [char for char in same if char not in words(char)] == []


@pytest.mark.parametrize(
    "name", ["Siân Ŵyn-Ŷates", "Łukasz Żółć", "Kübra Işık", "Ștefan Țiriac", "Zoe\u0308 Moss", "Олена ✓"]
)
def test_names_of_many_homes_stand_there(name: str) -> None:
    assert unicodedata.normalize("NFC", name) in words(name)


def test_what_no_font_can_show_is_seen_to_be_missing() -> None:
    assert "Well done ? and ??" in words("Well done 🎉 and 學校")


def test_a_warning_fails_the_document(tmp_path: Path) -> None:
    template = tmp_path / "blank.typ"
    template.write_text(PROBE.read_text().replace("values.families", '"No Such Typeface"'))
    with pytest.raises(ValueError, match=r"blank\.typ: unknown font family"):
        typeset(template, {"words": ""}, now=NOW)


def test_the_same_words_at_the_same_time_are_the_same_bytes() -> None:
    once = typeset(PROBE, {"words": "Once"}, now=NOW)
    assert once.startswith(b"%PDF-1.7")
    assert typeset(PROBE, {"words": "Once"}, now=NOW) == once
