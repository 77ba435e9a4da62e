"""Who the processes run as. Started by root, everything drops to the system account `bookbag`; else it stays who it is.

Reading strangers' mail as root is not defensible, and PostgreSQL refuses to run as root at all.
"""

import os
import pwd
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from bookbag.errors import Unavailable

NAME = "bookbag"


@dataclass(frozen=True, slots=True)
class Account:
    """A system account that children drop to."""

    uid: int
    gid: int

    def owns(self, path: Path) -> None:
        """Hand a file or folder over, where it is not theirs yet."""
        if path.lstat().st_uid != self.uid:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


class Dropping(TypedDict, total=False):
    """What subprocess takes to start a child as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def dropping_to(account: Account | None) -> Dropping:
    """Who a child is started as; without an account, as ourselves."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def service_account() -> Account | None:
    """The account to drop to, made where it is missing; None when we are not root and there is nothing to drop."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _make()
        entry = pwd.getpwnam(NAME)
    return Account(entry.pw_uid, entry.pw_gid)


def _make() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise Unavailable(
            f"Started by root, Bookbag runs as the system account {NAME}, which is missing, and there is no useradd "
            "to make it. Make the account, or start Bookbag as another user.",
            permanent=True,
        )
    words = [useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run([*words, "--shell", "/usr/sbin/nologin", NAME], capture_output=True, text=True, check=False)
    # 9: it exists already; another start made it in the meantime.
    if made.returncode not in {0, 9}:
        raise Unavailable(f"The system account {NAME} could not be made: {made.stderr.strip()}", permanent=True)


def open_the_way(*ends: Path) -> list[Path]:
    """Let others pass through (never list) the closed folders of root above these paths; returns those it changed."""
    changed = []
    for folder in sorted({parent for end in ends for parent in end.resolve().parents}):
        found = folder.stat()
        if found.st_mode & stat.S_IXOTH:
            continue
        if found.st_uid != 0:
            raise Unavailable(
                f"{folder} is closed to the system account {NAME}. Start Bookbag as the user who owns that folder, "
                "not as root, or keep it elsewhere.",
                permanent=True,
            )
        folder.chmod(stat.S_IMODE(found.st_mode) | stat.S_IXOTH)
        changed.append(folder)
    return changed


def what_children_read() -> list[Path]:
    """The ends of every way that a child must walk: the interpreter, its packages and our own code."""
    return [Path(sys.executable).resolve(), Path(sys.prefix) / "bin", Path(sys.base_prefix) / "lib", Path(__file__)]
