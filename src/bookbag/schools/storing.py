"""Files by their SHA-256: on disk with fsync of file and folder, or on S3 (see bucket.py). Content never changes."""

import hashlib
import os
from pathlib import Path
from typing import cast

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from bookbag.errors import Unavailable


class FsyncedFiles(FileSystemStorage):
    """A file store whose answer means "on the disk": a file and the folders that were made for it are synced."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:  # noqa: ARG002 - Django's signature
        """The name itself: it is the digest of the content, so another writer's file is the same file."""
        return name

    def exists(self, name: str) -> bool:
        """Whether the file is on the disk; another writer may have put it there this moment, with its folder unsynced."""
        if not super().exists(name):
            return False
        _sync(Path(self.path(name)).parent)
        return True

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = Path(self.path(name))
        _make(target.parent)
        partial = target.with_name(f"{target.name}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            with partial.open("xb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            partial.replace(target)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        _sync(target.parent)
        return name


def _make(folder: Path) -> None:
    """Make a folder and those above it: a new folder is on the disk when the one that holds it is synced."""
    if not folder.exists():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _store() -> Storage:
    return storages["arrivals"]


def _place(school_id: int, sha256: str) -> str:
    return f"{school_id}/{sha256[:2]}/{sha256}"


def keep(school_id: int, content: bytes) -> str:
    """Store the bytes for a school and return their SHA-256. Storing the same bytes again is the same file.

    When this returns they are safe; else it raises `OSError` (disk) or `Unavailable` (S3).
    """
    sha256 = hashlib.sha256(content).hexdigest()
    place, store = _place(school_id, sha256), _store()
    if not store.exists(place):
        store.save(place, ContentFile(content))
    return sha256


def fetch(school_id: int, sha256: str) -> bytes:
    """The bytes kept under a digest. Raises `FileNotFoundError` where there are none, `Unavailable` where S3 is out."""
    with _store().open(_place(school_id, sha256), "rb") as kept:
        return cast("bytes", kept.read())


def try_out() -> None:
    """Write one small file, read it and look for one that is not there. Raises as `keep` and `fetch` do."""
    store, place, content = _store(), "doctor", b"written by bookbag doctor"
    store.save(place, ContentFile(content))
    with store.open(place, "rb") as kept:
        if kept.read() != content:
            raise Unavailable("What was read is not what was written.")
    if store.exists("nothing"):
        raise Unavailable("It says that it holds what nobody wrote.")
