"""What must stay secret, one file each in HOME/secrets, and where HOME is. Standard library only; nothing here knows Django.

An environment variable wins over the file, so that several machines can share one secret.
"""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The folder that holds an installation's data."""
    return Path(os.environ.get("BOOKBAG_HOME", ".bookbag")).resolve()


def give_to_owner(path: Path, owner_of: Path) -> None:
    """What root writes into an installation belongs to whoever owns the installation, or its processes could not read it."""
    if os.geteuid() == 0:
        owner = owner_of.stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def variable(name: str) -> str:
    """The environment variable that may hold the secret of this name."""
    return "BOOKBAG_SECRET_" + name.upper().replace("-", "_")


def given(base: Path, name: str) -> str:
    """The secret of this name, which somebody else has made; empty where it is nowhere."""
    file = base / "secrets" / name
    return os.environ.get(variable(name), "") or (file.read_text(encoding="ascii").strip() if file.exists() else "")


def secret(base: Path, name: str) -> str:
    """The secret of this name in this HOME, made at the first asking and the same ever after."""
    from_environment = os.environ.get(variable(name))
    if from_environment:
        return from_environment
    file = base / "secrets" / name
    if not file.exists():
        _write_once(file, secrets.token_urlsafe(48), base)
    return file.read_text(encoding="ascii").strip()


def _write_once(file: Path, value: str, base: Path) -> None:
    """Whole or not at all, and the first writer wins: two processes may start together."""
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, exist_ok=True)
        give_to_owner(file.parent, base)
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(value + "\n")
        out.flush()
        os.fsync(out.fileno())
    give_to_owner(draft, base)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
