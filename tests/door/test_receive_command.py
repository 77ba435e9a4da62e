"""`bookbag receive` says in a sentence what keeps it from starting."""

import os
import socket
import subprocess

from bookbag.cli.up import bookbag


def refusal(**env: str) -> str:
    done = subprocess.run(
        bookbag("receive"), capture_output=True, text=True, env=os.environ | env, check=False, timeout=60
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        assert refusal(BOOKBAG_SMTP_PORT=port) == (
            f"bookbag: Mail cannot be taken at 127.0.0.1 port {port}: Address already in use."
        )


def test_a_certificate_without_its_key() -> None:
    said = refusal(BOOKBAG_SMTP_PORT="0", BOOKBAG_TLS_CERT="/nowhere.pem")
    assert said == "bookbag: BOOKBAG_TLS_CERT and BOOKBAG_TLS_KEY go together: set both, or neither."
