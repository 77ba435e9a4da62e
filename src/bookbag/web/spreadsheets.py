"""Tables to take away, as a spreadsheet or another system reads them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

from django.http import HttpResponse

if TYPE_CHECKING:
    from bookbag.web.requests import AtSchool

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins like a formula would be run by a spreadsheet."""


def as_csv(
    request: "AtSchool", what: str, day: date, heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> HttpResponse:
    """A table of a day as CSV, named after the school and what it holds."""
    written = StringIO()
    table = csv.writer(written)
    table.writerow(heads)
    for cells in rows:
        table.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    name = f"{request.school.slug}-{what}-{day:%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(f"\ufeff{written.getvalue()}", content_type="text/csv; charset=utf-8", headers=headers)
