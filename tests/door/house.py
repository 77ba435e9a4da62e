"""A house of one's own for breaking things: a PostgreSQL that syncs, one school, and `bookbag receive` as a process."""

import os
import smtplib
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bookbag.cli.account import Account, open_the_way, service_account, what_children_read
from bookbag.cli.children import spawn
from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.cli.up import answers_smtp, bookbag
from bookbag.config.database import embedded_connection

SCHOOL = """
    insert into schools_school (slug, name, legal_kind, nation, local_authority, packs, email, telephone, postal_address,
        colour, opens, closes, office_opens, office_closes, childrens_services_day, childrens_services_night)
    values ('wyton', 'Wyton Primary School', 'academy', 'england', '', '["wyton"]', 'office@wyton.bookbag.test', '', '',
        '#1d5c4d', '8:30', '16:00', '8:15', '16:30', '', '') returning id
"""
MAILBOX = """
    insert into schools_mailbox (school_id, address, name, takes_tags) values (%s, 'office@wyton.bookbag.test', 'a', true)
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


class House:
    """Everything starts with the block and ends with it. Processes are started from the main thread alone."""

    def __init__(self, home: Path) -> None:
        self.home, self.port = home, free_port()
        self.postgres = EmbeddedPostgres(home)
        self.account: Account | None = None
        self.receiver: subprocess.Popen[bytes] | None = None
        self.env = os.environ | {"BOOKBAG_HOME": str(home), "BOOKBAG_SMTP_PORT": str(self.port)}

    def __enter__(self) -> "House":
        self.postgres.__enter__()
        self.account = service_account(self.home)
        if self.account:
            open_the_way(self.account, *what_children_read())
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0"], env=self.env | {"BOOKBAG_DB_ROLE": "owner"}, check=True
        )
        with self.entry() as entry:
            school = entry.execute(SCHOOL).fetchone()
            assert school
            entry.execute(MAILBOX, [school["id"]])
        self.start_receiver()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill_receiver()
        self.postgres.stop()

    def start_receiver(self) -> None:
        self.receiver = spawn(bookbag("receive"), env=self.env, account=self.account, output=self.home / "receiver.log")
        deadline = time.monotonic() + 60
        while not answers_smtp(self.port):
            assert self.receiver.poll() is None, (self.home / "receiver.log").read_text()
            assert time.monotonic() < deadline, "the receiver never answered"
            time.sleep(0.02)

    def kill_receiver(self) -> None:
        if self.receiver:
            self.receiver.kill()
            self.receiver.wait()

    def kill_postgres(self) -> None:
        assert self.postgres.process
        self.postgres.process.kill()
        self.postgres.process.wait()

    def start_postgres(self) -> None:
        self.postgres.start()
        self.postgres.wait_ready()

    def entry(self) -> psycopg.Connection[dict[str, Any]]:
        """The database past all guards."""
        words = embedded_connection("super", home=self.home)
        return psycopg.connect(
            host=words["host"], port=words["port"], dbname=words["dbname"], user=words["user"],
            password=words["password"], autocommit=True, row_factory=dict_row,
        )  # fmt: skip

    def empty(self) -> None:
        """As if nothing had ever come in."""
        with self.entry() as entry:
            entry.execute("set session_replication_role = replica")
            for table in ("desk_arrival", "record_entry", "procrastinate_jobs"):
                entry.execute(f"delete from {table}")  # type: ignore[arg-type]  # names of our own tables

    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.entry() as entry:
            return entry.execute(f"select * from {table}").fetchall()  # type: ignore[arg-type]  # names of our own tables


class Senders:
    """Mail servers that try again until they hear 250, as SMTP says."""

    def __init__(self, port: int, letters: list[list[bytes]]) -> None:
        self.port = port
        self.accepted = self.tries = 0
        self.refused: list[str] = []
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._send_all, args=[mine]) for mine in letters]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def at_work(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def finish(self) -> None:
        for thread in self._threads:
            thread.join(300)
            assert not thread.is_alive()

    def _send_all(self, letters: list[bytes]) -> None:
        talk: smtplib.SMTP | None = None
        for raw in letters:
            while True:
                try:
                    talk = talk or smtplib.SMTP("127.0.0.1", self.port, local_hostname="sender.test", timeout=60)
                    talk.sendmail("samina.khan@home.example", ["office@wyton.bookbag.test"], raw)
                    break
                except (smtplib.SMTPException, OSError) as error:
                    self._note_refusal(error)
                    if talk:
                        talk.close()
                    talk = None
                    time.sleep(0.05)
            with self._lock:
                self.accepted += 1
        if talk:
            talk.close()

    def _note_refusal(self, error: Exception) -> None:
        with self._lock:
            self.tries += 1
            if isinstance(error, smtplib.SMTPRecipientsRefused):
                codes = [code for code, _ in error.recipients.values()]
            else:
                codes = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
            self.refused += [str(error) for code in codes if code >= 500]
