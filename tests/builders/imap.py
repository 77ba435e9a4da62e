"""A Dovecot of a test's own: its own configuration, port, folders and log, run as nobody, ended with the test."""

import imaplib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.door.house import free_port

PASSWORD = "a-password of the mailbox"
CONFIG = """
protocols = imap
base_dir = {home}/run
state_dir = {home}/run
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = no
disable_plaintext_auth = no
log_path = {home}/log
auth_mechanisms = plain login xoauth2
auth_failure_delay = 0
mail_location = maildir:{home}/mail/%u
mail_fsync = never
first_valid_uid = 1
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
{oauth}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox "Sent Items" {{
    auto = subscribe
    {sent}
  }}
  mailbox "Junk Email" {{
    auto = subscribe
    {junk}
  }}
}}
"""
OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth.conf
}}
"""
INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
"""


@dataclass
class Server:
    """Where it is, and what a person does in it with a mail program of their own."""

    home: Path
    port: int = field(default_factory=free_port)
    introspection: str = ""
    marks: bool = True
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Run it until it answers."""
        nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        group = "nogroup" if os.geteuid() == 0 else __import__("grp").getgrgid(nobody.pw_gid).gr_name
        (self.home / "run").mkdir(exist_ok=True)
        words = {"home": self.home, "user": nobody.pw_name, "group": group, "uid": nobody.pw_uid, "gid": nobody.pw_gid}
        words |= {"port": self.port, "oauth": OAUTH.format(home=self.home) if self.introspection else ""}
        words |= (
            {"sent": r"special_use = \Sent", "junk": r"special_use = \Junk"} if self.marks else {"sent": "", "junk": ""}
        )
        (self.home / "dovecot.conf").write_text(CONFIG.format(**words))
        (self.home / "oauth.conf").write_text(INTROSPECTION.format(url=self.introspection))
        if not (self.home / "users").exists():
            self.let_in(PASSWORD)
        if os.geteuid() == 0:
            subprocess.run(["chown", "-R", f"{nobody.pw_name}:{group}", str(self.home)], check=True)
        drops = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self.process = subprocess.Popen(
            ["/usr/sbin/dovecot", "-F", "-c", str(self.home / "dovecot.conf")],
            start_new_session=True, stderr=subprocess.DEVNULL, **drops,  # type: ignore[call-overload]
        )  # fmt: skip
        deadline = time.monotonic() + 30
        while True:
            try:
                imaplib.IMAP4("127.0.0.1", self.port, timeout=5).logout()
            except (OSError, imaplib.IMAP4.error):
                assert self.process.poll() is None, f"Dovecot ended: {(self.home / 'log').read_text()}"
                assert time.monotonic() < deadline, "Dovecot never answered"
                time.sleep(0.05)
            else:
                return

    def stop(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """End it, and all that it began."""
        if self.process is None:
            return
        if sign is signal.SIGKILL:
            os.killpg(self.process.pid, sign)
        else:
            self.process.send_signal(sign)
        self.process.wait(20)
        self.process = None

    def let_in(self, password: str, user: str = "office@wyton.bookbag.test") -> None:
        """Say with which password a mailbox is opened from now on."""
        users = self.home / "users"
        lines = users.read_text().splitlines() if users.exists() else []
        others = [line for line in lines if not line.startswith(f"{user}:")]
        users.write_text("\n".join([*others, f"{user}:{{PLAIN}}{password}"]) + "\n")
        users.chmod(0o644)

    @contextmanager
    def opened(self, user: str = "office@wyton.bookbag.test") -> Iterator[imaplib.IMAP4]:
        """A mail program of somebody's own."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(user, PASSWORD)
        try:
            yield client
        finally:
            client.logout()

    def put(
        self, raw: bytes, folder: str = "INBOX", *, at: datetime | None = None, user: str = "office@wyton.bookbag.test"
    ) -> None:
        """Put a message into a folder, as it had come there at a time."""
        with self.opened(user) as client:
            when = (at or datetime.now(UTC)).astimezone(UTC)
            told = f'"{when.day:02}-{when:%b-%Y %H:%M:%S} +0000"'
            kind, said = client.append(f'"{folder}"', None, told, raw)  # type: ignore[arg-type]  # a string is taken as it is
            assert kind == "OK", said

    def renumber(self, folder: str = "INBOX", user: str = "office@wyton.bookbag.test") -> None:
        """Have the server number a folder anew, as after it was mended: another UIDVALIDITY. It must not run meanwhile."""
        place = self.home / "mail" / user / ("" if folder == "INBOX" else f".{folder}")
        for kept in place.glob("dovecot*"):
            if kept.is_file():
                kept.unlink()

    def flags(self, folder: str = "INBOX", user: str = "office@wyton.bookbag.test") -> list[bytes]:
        """What the server has marked each message of a folder with."""
        with self.opened(user) as client:
            client.select(f'"{folder}"', readonly=True)
            return [line for line in client.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]


@contextmanager
def dovecot(*, introspection: str = "", marks: bool = True) -> Iterator[Server]:
    """A server while the block lasts."""
    home = Path(tempfile.mkdtemp(prefix="bookbag-imap-"))
    home.chmod(0o755)
    server = Server(home, introspection=introspection, marks=marks)
    try:
        server.start()
        yield server
    finally:
        server.stop(signal.SIGKILL)
        shutil.rmtree(home, ignore_errors=True)
