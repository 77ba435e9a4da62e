"""One at a time: a lock on a HOME that ends with the process that took it, however it ends."""

import fcntl
import os
from pathlib import Path

from bookbag.config.secrets import give_to_owner
from bookbag.errors import Unavailable


def hold(home: Path, name: str) -> int:
    """Take HOME's lock of this name and return its descriptor, to be kept open; refuse where another process has it."""
    file = home / f"{name}.lock"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError as error:
        raise Unavailable(
            f"{home} belongs to another user. Start Bookbag as that user (or as root), or set BOOKBAG_HOME elsewhere.",
            permanent=True,
        ) from error
    give_to_owner(file, home)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip()
        os.close(lock)
        raise Unavailable(
            f"Bookbag is already running in {home} (process {holder}). Stop that one first, or set BOOKBAG_HOME "
            "to another folder.",
            permanent=True,
        ) from error
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode("ascii"), 0)
    return lock


def is_held(home: Path, name: str) -> bool:
    """Whether a living process has this lock."""
    try:
        lock = os.open(home / f"{name}.lock", os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(lock)
    return False
