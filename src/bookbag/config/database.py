"""Where the database is, and as whom to enter it. Standard library only; it opens no connection.

`DATABASE_URL` and its sisters name a server of the school's own. Without them it is the embedded server of this
HOME, whose socket lies in HOME/run (a link to a shorter folder where the path would be too long for a socket).
"""

import os
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import parse_qsl, unquote, urlsplit

from bookbag.config.secrets import secret
from bookbag.errors import Unavailable

Role = Literal["app", "direct", "owner", "backup", "super"]

DATABASE = "bookbag"
PORT = "5432"
USERS: dict[Role, str] = {
    "app": "bookbag_app",
    "direct": "bookbag_app",
    "owner": "bookbag_owner",
    "backup": "bookbag_backup",
    "super": "bookbag_super",
}
VARIABLES: dict[Role, str] = {
    "app": "DATABASE_URL",
    "direct": "DATABASE_DIRECT_URL",
    "owner": "DATABASE_OWNER_URL",
    "backup": "DATABASE_BACKUP_URL",
}


def role(word: str) -> Role:
    """The role of this name, for what comes in from the environment."""
    for known in get_args(Role):
        if word == known:
            return cast("Role", known)
    raise Unavailable(f"There is no database role {word!r}: {', '.join(get_args(Role))}.", permanent=True)


def is_embedded() -> bool:
    """Whether this installation runs its own PostgreSQL."""
    return not os.environ.get("DATABASE_URL")


def connection(role: Role, *, home: Path) -> dict[str, str]:
    """The connection of this role in libpq's own words: `psycopg.connect(**connection("app", home=HOME))`.

    "app" is the restricted role that everything runs as; "direct" is the same past a pooler, for LISTEN;
    "owner" migrates; "backup" reads past row-level security; "super" exists on the embedded server only.
    """
    if is_embedded():
        return embedded_connection(role, home=home)
    url = os.environ.get(VARIABLES.get(role, "")) or (os.environ["DATABASE_URL"] if role == "direct" else "")
    if not url:
        wanted = VARIABLES.get(role)
        raise Unavailable(
            f"{wanted} is not set: with DATABASE_URL set, it must name the same database and the role {USERS[role]}."
            if wanted
            else "A server of your own is not entered as superuser.",
            permanent=True,
        )
    return _from_url(url)


def embedded_connection(role: Role, *, home: Path) -> dict[str, str]:
    """The same for the embedded server of this folder, whatever the environment says."""
    user = USERS[role]
    return {
        "host": str(socket_folder(home)),
        "port": PORT,
        "dbname": DATABASE,
        "user": user,
        "password": secret(home, user.replace("_", "-")),
    }


def socket_folder(home: Path) -> Path:
    """Where the embedded server of this folder listens, links followed: a socket's path holds 107 bytes."""
    return (home / "run").resolve()


def _from_url(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise Unavailable(f"A database URL begins with postgresql://, not with {parts.scheme}://.", permanent=True)
    named = {
        "host": unquote(parts.hostname or ""),
        "port": str(parts.port or PORT),
        "dbname": unquote(parts.path.lstrip("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    return named | dict(parse_qsl(parts.query))
