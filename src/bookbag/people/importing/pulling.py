"""Fetches a school's list from where it lies: a folder of this machine, an SFTP server, Wonde. One question, three answers.

No table is known here. What goes wrong is `Invalid`, with a sentence that holds no secret.
"""

import time
from collections.abc import Callable

from bookbag.errors import Invalid
from bookbag.people.importing import files, wonde
from bookbag.people.importing.files import Format
from bookbag.people.importing.places import LARGEST, Fetched, Place, fits, is_list, nothing

_SETTLED = 60
"""Seconds. A file that was written to a moment ago may be half there."""


def fetch(place: Place, *, pause: Callable[[float], None] = time.sleep) -> Fetched:
    """Fetch the newest list of a place. Raises `Invalid` saying why there is none."""
    if place.reach == "folder":
        return _from_folder(place)
    if place.reach == "sftp":
        from bookbag.people.importing import sftp  # its library is large, and few schools need it

        return sftp.fetch(place)
    return Fetched(
        "Wonde", wonde.fetch(place.base or wonde.BASE, place.school_number, place.token, pause=pause, most=LARGEST)
    )


def _from_folder(place: Place) -> Fetched:
    root = place.root.resolve()
    folder = (root / place.folder).resolve()
    if not folder.is_relative_to(root):
        raise Invalid("The folder lies outside the one that is kept for this school.")
    if not folder.is_dir():
        raise Invalid(f"There is no folder {folder}.")
    if place.kind is Format.ONEROSTER and (folder / "users.csv").exists():
        return Fetched(folder.name, files.bytes_at(folder, Format.ONEROSTER))
    found = [
        (one.stat().st_mtime, one)
        for one in folder.iterdir()
        if is_list(one.name, place.kind) and one.is_file() and one.resolve().is_relative_to(root)
    ]
    if not found:
        raise nothing(place)
    changed, newest = max(found)
    if time.time() - changed < _SETTLED:
        raise Invalid(f"{newest.name} is still being written. It is fetched next time.")
    fits(newest.stat().st_size)
    return Fetched(newest.name, newest.read_bytes())
