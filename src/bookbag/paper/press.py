"""The process in which a document is set (PDF/UA-1: tagged, with title, language and embedded fonts), and which then ends:

Typst keeps what it has set, a hundred megabytes a long report. Whatever it warns of fails the document: a page without
its letters is worse than none.
"""

import sys
from functools import cache
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts"
"""Whole TTF files, laid here by the build: Typst reads none of the browser's."""


def impression(template: Path, values: str, at: int) -> bytes:
    """Set a template with its values, which it finds as JSON under `sys.inputs.values`. `at` is when, in seconds."""
    pdf, warnings = typst.compile_with_warnings(
        template,
        root=template.parent,  # what a template reads beside itself lies in its own folder
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"values": values},
        pdf_standards=["ua-1"],
        timestamp=at,
    )
    if warnings:
        raise ValueError(warnings[0].message)
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def main() -> None:
    """Values come on standard input, the PDF goes to standard output."""
    template, at = sys.argv[1:]
    try:
        pdf = impression(Path(template), sys.stdin.buffer.read().decode(), int(at))
    except (typst.TypstError, ValueError) as error:
        sys.exit(str(error))
    sys.stdout.buffer.write(pdf)


if __name__ == "__main__":
    main()
