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
    """Whom children drop to."""

    uid: int
    gid: int

    def owns(self, path: Path) -> None:
        """Hand over what is root's, with all that lies in it. The top goes last: as long as it is root's, we are not done."""
        if path.lstat().st_uid != 0:
            return
        for folder, folders, files in os.walk(path, topdown=False):
            for name in [*folders, *files]:
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)
        os.chown(path, self.uid, self.gid, follow_symlinks=False)


class Dropping(TypedDict, total=False):
    """What subprocess takes to start a child as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


def dropping_to(account: Account | None) -> Dropping:
    """Who a child is started as; without an account, as ourselves."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def service_account(home: Path) -> Account | None:
    """Whom to drop to: as root, the owner of HOME, or the system account where HOME is new; else nobody."""
    if os.geteuid() != 0:
        return None
    owner = home.stat() if home.exists() else None
    if owner and owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _make()
        entry = pwd.getpwnam(NAME)
    return Account(entry.pw_uid, entry.pw_gid)


def settle_home(home: Path, *ends: Path) -> Account | None:
    """Make HOME, closed to everybody else, give it to the account that will work in it, and open its way there.

    `ends` are the other places that the account must be able to reach.
    """
    account = service_account(home)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account:
        account.owns(home)
        open_the_way(account, home, *ends)
    return account


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


def become(account: Account, home: Path) -> None:
    """Give up root for good, in this very process."""
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    os.environ |= environment(account, home)


def environment(account: Account, home: Path) -> dict[str, str]:
    """What libraries ask when they look for a folder of their own: root's would be closed to them."""
    name = pwd.getpwuid(account.uid).pw_name
    return {"HOME": str(home), "USER": name, "LOGNAME": name}


def closed_folders(account: Account, *ends: Path) -> list[Path]:
    """The folders on the way to these paths that the account may not pass through."""
    return [
        folder
        for folder in sorted({parent for end in ends for parent in end.resolve().parents})
        if not (found := folder.stat()).st_mode & stat.S_IXOTH and found.st_uid != account.uid
    ]


def open_the_way(account: Account, *ends: Path) -> None:
    """Let others pass through (never list) root's closed folders on the way to these paths, and say so."""
    closed = closed_folders(account, *ends)
    for folder in closed:
        if folder.stat().st_uid != 0:
            raise Unavailable(
                f"{folder} is closed to the system account that Bookbag drops to. Start it as the user who owns that "
                "folder, not as root, or keep it elsewhere.",
                permanent=True,
            )
    for folder in closed:
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXOTH)
        sys.stderr.write(f"opened {folder} for passing through, not for reading: Bookbag does not run as root\n")


def what_children_read() -> list[Path]:
    """The ends of every way that a child must walk: the interpreter, its packages and our own code."""
    return [
        Path(sys.executable),
        Path(sys.executable).resolve(),
        Path(sys.prefix) / "lib",
        Path(sys.base_prefix) / "lib",
        Path(__file__),
    ]
