"""Files that come with a public form: held in memory up to a limit, and beyond it not at all. The words come through."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

FILES, EACH = 3, 5_000_000
WHOLE = 60_000_000
"""A request of more bytes than this is not read."""


class Bounded(FileUploadHandler):
    """Keeps so many files of such a size; `left_out` says whether there was more."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.taken, self.left_out = 0, False
        self.held = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or leave it out where there have been enough."""
        super().new_file(*args, **kwargs)
        self.held = BytesIO()
        if self.taken == FILES:
            self._leave_out()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Hold the next piece, unless the file grows too large."""
        if start + len(raw_data) > EACH:
            self._leave_out()
        self.held.write(raw_data)
        # Nothing is given back: no handler behind this one gets the file.

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Give the whole file."""
        self.taken += 1
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )

    def _leave_out(self) -> None:
        self.left_out = True
        raise SkipFile
