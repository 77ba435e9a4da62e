"""A demo that was stopped while its data was being made says so the next time, and what to do."""

import os
import subprocess
import sys
from pathlib import Path


def test_it_says_what_to_remove(home: Path) -> None:
    begun = home / "demo-half-made"
    begun.touch()
    command = [sys.executable, "-P", "-m", "bookbag.cli.main", "demo", "seed"]
    environment = os.environ | {"PYTHONPATH": str(Path("src").resolve())}
    try:
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=60)
    finally:
        begun.unlink()
    assert done.returncode == 1
    assert f"Remove {home} and start it again" in done.stderr
    assert "Traceback" not in done.stderr
