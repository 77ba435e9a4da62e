"""The database that tests start from: made by the migrations once, and copied until one of them changes."""

import os
import subprocess
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from bookbag.cli.postgres import EmbeddedPostgres

ROOT = Path(__file__).parent.parent
KEPT = ROOT / ".pytest_cache" / "clusters"
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def lay(home: Path) -> None:
    """Put a cluster with all tables into a BOOKBAG_HOME, and its superuser's password; the roles get theirs at the start."""
    kept = KEPT / _digest(_makers())
    if not kept.exists():
        _make(kept)
    # As it is, with owners and modes: PostgreSQL refuses a folder that is open to others.
    (home / "secrets").mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", str(kept / "pg"), str(home)], check=True)
    subprocess.run(["cp", "-a", str(kept / "secrets" / "bookbag-super"), str(home / "secrets")], check=True)


def _makers() -> list[Path]:
    """The files on which the tables depend."""
    source = ROOT / "src" / "bookbag"
    named = [source / "schools" / "rls.py", source / "cli" / "postgres.py", ROOT / "requirements" / "base.txt"]
    return [*sorted(source.glob("*/migrations/*.py")), *named]


def _digest(files: Iterable[Path]) -> str:
    return sha256(b"".join(f"{file}\n".encode() + file.read_bytes() for file in files)).hexdigest()[:20]


def _make(kept: Path) -> None:
    KEPT.mkdir(parents=True, exist_ok=True)
    home = Path(mkdtemp(prefix="bookbag-cluster-"))
    home.chmod(0o755)
    with EmbeddedPostgres(home, settings=UNSAFE):
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0", "--skip-checks"],
            env=os.environ | {"BOOKBAG_HOME": str(home), "BOOKBAG_DB_ROLE": "owner", "PYTHONPATH": "src"},
            check=True,
        )
    for other in KEPT.iterdir():
        if other.stat().st_mtime < kept.parent.stat().st_mtime - 7 * 86_400:
            subprocess.run(["rm", "-rf", str(other)], check=True)
    draft = Path(mkdtemp(dir=KEPT, prefix=".draft-"))
    draft.chmod(0o755)
    subprocess.run(["cp", "-a", str(home / "pg"), str(home / "secrets"), str(draft)], check=True)
    subprocess.run(["rm", "-rf", str(home)], check=True)
    try:
        draft.rename(kept)
    except OSError:
        # Another process of the same run has made it meanwhile.
        subprocess.run(["rm", "-rf", str(draft)], check=True)
