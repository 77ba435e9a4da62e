"""The main promise, on the real processes: an e-mail in, a case with its duty, an answer out, and the reply to it.

`bookbag demo` runs as a school's technician starts it. Nothing is reached but its ports.
"""

import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from tests.demo.visitor import Page, Visitor

Answer = TypeVar("Answer")
SUBJECT = "Swimming lesson"


def until(question: Callable[[], Answer], what: str, patience: float = 30) -> Answer:
    """Ask until the answer is true."""
    deadline = time.monotonic() + patience
    while not (answer := question()):
        assert time.monotonic() < deadline, f"waited {patience} s in vain for {what}"
        time.sleep(0.2)
    return answer


def free_ports() -> Iterator[int]:
    listening = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
    ports = [one.getsockname()[1] for one in listening]
    for one in listening:
        one.close()
    return iter(ports)


class Demo:
    """A running demo: where its pages and its mail server are, and what it has said."""

    def __init__(self, home: Path) -> None:
        self.home, self.said = home, home.with_name(f"{home.name}-said")
        self.web, self.smtp, sink = free_ports()
        ports = {"BOOKBAG_PORT": self.web, "BOOKBAG_SMTP_PORT": self.smtp, "BOOKBAG_SMTP_OUT_PORT": sink}
        names = {name for name in os.environ if name.startswith(("BOOKBAG_", "DATABASE_", "DJANGO_"))}
        self.env = {name: value for name, value in os.environ.items() if name not in names}
        self.env |= {"BOOKBAG_HOME": str(home), "BOOKBAG_UNDO_SECONDS": "1", "PYTHONPATH": str(Path("src").resolve())}
        self.env |= {name: str(port) for name, port in ports.items()}
        command = [sys.executable, "-P", "-m", "bookbag.cli.main", "demo", "--pupils", "24", "--mails", "0"]
        with self.said.open("wb") as out:
            self.process = subprocess.Popen(command, env=self.env, stdout=out, stderr=subprocess.STDOUT)

    @property
    def words(self) -> str:
        return self.said.read_text()

    def is_ready(self) -> bool:
        assert self.process.poll() is None, self.words
        return "Bookbag's demo is ready" in self.words

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def demo() -> Iterator[Demo]:
    """The demo, started in a folder of its own with free ports."""
    folder = Path(tempfile.mkdtemp(prefix="bb-"))
    folder.chmod(0o755)
    running = Demo(folder / "home")
    try:
        until(running.is_ready, "the demo to be ready", patience=240)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def headers_of(page: Page) -> dict[str, str]:
    """The headers of a mail on its page in the sink."""
    names, values = page.tree.iter("dt"), page.tree.iter("dd")
    return {
        name.text_content(): " ".join(value.text_content().split()) for name, value in zip(names, values, strict=True)
    }


def test_an_email_comes_in_is_answered_and_the_reply_joins_its_case(demo: Demo) -> None:
    visitor = Visitor(f"http://127.0.0.1:{demo.web}")
    until(lambda: visitor.see("/healthz").status == 200, "all processes to be well")

    # The very command that the demo prints, as somebody would paste it.
    printed = re.search(r"^ +(\S+ -c '.*?\)')$", demo.words, re.MULTILINE | re.DOTALL)
    assert printed, demo.words
    subprocess.run(printed[1], shell=True, check=True, timeout=30)

    secretary = visitor.press(visitor.see("/demo"), "Janet Pugh")
    assert secretary.url.endswith("/wyton/today")
    link = until(lambda: visitor.see("/wyton/inbox?which=all").link(SUBJECT), "the e-mail in the inbox")
    case = visitor.see(link)
    assert "Samina Khan" in case.text
    assert "Amira" in case.text
    assert "cannot swim" in case.text
    assert "WYT-083" in case.text

    page = visitor.press(case, "Read it over")
    page = visitor.press(page, "Send", body="Dear Mrs Khan, thank you. She can help in the library.")
    assert page.url == case.url

    sent = until(lambda: visitor.see("/demo/sink").link(f"Re: {SUBJECT}"), "the answer in the sink")
    answer = visitor.see(sent)
    told = headers_of(answer)
    assert "help in the library" in answer.text
    assert told["To"] == "Samina Khan <samina.khan@home.example>"
    assert told["From"] == '"Janet Pugh, Wyton Green Primary School" <office@wyton.bookbag.test>'
    assert told["In-Reply-To"].endswith("@home.example>")
    assert told["In-Reply-To"] in told["References"]
    assert told["Message-ID"].endswith("@wyton.bookbag.test>")
    assert told["Reply-To"].startswith("office+")
    assert "Auto-Submitted" not in told
    receipt = headers_of(visitor.see(visitor.see("/demo/sink").link(f"We have your e-mail: {SUBJECT}")))
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert receipt["In-Reply-To"] == told["In-Reply-To"]

    second = (
        f"From: Samina Khan <samina.khan@home.example>\r\nTo: {told['Reply-To']}\r\nSubject: Re: {SUBJECT}\r\n"
        f"Message-ID: <second@home.example>\r\nIn-Reply-To: {told['Message-ID']}\r\n\r\n"
        "Thank you, she will like that.\r\n"
    )
    with smtplib.SMTP("127.0.0.1", demo.smtp, timeout=30) as server:
        server.sendmail("samina.khan@home.example", [told["Reply-To"]], second)
    until(lambda: "she will like that" in visitor.see(case.url).text, "the reply in the same case")
    joined = visitor.see(case.url).text
    joined = joined[joined.index("Conversation") :]
    assert joined.index("help in the library") < joined.index("she will like that")
    assert not visitor.see("/wyton/inbox?which=all").link(f"Re: {SUBJECT}")

    record = visitor.see(f"{case.url}/record").text
    for entry in ("A case was opened", "The policy set a date", "It was sent", "What was due was done"):
        assert entry in record
    verify = [sys.executable, "-P", "-m", "bookbag.cli.main", "record", "verify", "--school", "wyton"]
    assert subprocess.run(verify, env=demo.env, check=False, timeout=60).returncode == 0

    assert demo.stop() == 0
    for port in (demo.web, demo.smtp):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=2)
