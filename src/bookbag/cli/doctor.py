"""`bookbag doctor`: each thing that Bookbag rests on, whether it is well, and how to mend it.

It changes nothing, save that it writes a file named `doctor` into a bucket on S3, which is the only way to know.
"""

import json
import os
import shutil
import socket
import stat
import sys
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bookbag.cli.account import become, closed_folders, service_account, what_children_read
from bookbag.cli.holding import is_held
from bookbag.cli.postgres import programs
from bookbag.cli.up import standard_services
from bookbag.config.database import connection, is_embedded
from bookbag.config.secrets import home
from bookbag.errors import Unavailable
from bookbag.policy import english

if TYPE_CHECKING:
    import psycopg

VERSIONS = range(16, 19)
ENOUGH_SPACE = 2 * 1024**3
ENOUGH_CALENDAR = timedelta(days=60)
START = "Start Bookbag: `bookbag up`."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A mend stands beside what is wrong."""

    about: str
    well: bool
    says: str
    mend: str = ""


def python() -> Iterator[Finding]:
    running = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= (3, 11), running, "Install Python 3.11 or newer, then `make install`.")


def folder() -> Iterator[Finding]:
    place, mend = home(), f"Start Bookbag as the user who is to own it, with BOOKBAG_HOME={home()}."
    if not place.is_dir():
        yield Finding("home", False, f"{place} is not there", START)
        return
    mode = stat.S_IMODE(place.stat().st_mode)
    yield Finding("home", os.access(place, os.W_OK | os.X_OK), f"{place} can be written", mend)
    yield Finding("home", not mode & 0o077, f"mode {mode:04o}", f"Close it to other users: chmod 700 {place}")
    free = shutil.disk_usage(place).free
    yield Finding("disk", free >= ENOUGH_SPACE, f"{free / 1024**3:.1f} GiB free", "Make room, or move BOOKBAG_HOME.")


def way() -> Iterator[Finding]:
    account = service_account(home()) if home().is_dir() else None
    if account:
        closed = closed_folders(account, home(), *what_children_read())
        says = f"closed: {', '.join(map(str, closed))}" if closed else "open to the account that Bookbag drops to"
        yield Finding("folders above", not closed, says, "`bookbag up` opens them for passing through, or chmod o+x.")


def secrets() -> Iterator[Finding]:
    place = home() / "secrets"
    if not place.is_dir():
        yield Finding("secrets", False, f"{place} is not there", START)
        return
    loose = [entry for entry in [place, *place.iterdir()] if entry.stat().st_mode & 0o077]
    says = f"open to others: {', '.join(entry.name for entry in loose)}" if loose else "closed to other users"
    yield Finding("secrets", not loose, says, f"chmod -R go= {place}, and change what others may have read.")
    foreign = [entry.name for entry in place.iterdir() if entry.stat().st_uid != home().stat().st_uid]
    says = f"of another owner: {', '.join(foreign)}" if foreign else "of the right owner"
    yield Finding("secrets", not foreign, says, f"chown -R --reference={home()} {place}")


def store() -> Iterator[Finding]:
    if os.environ.get("BOOKBAG_S3_BUCKET"):
        yield from bucket()
        return
    place = home() / "files"
    nearest = place if place.is_dir() else home()
    yield Finding(
        "files", os.access(nearest, os.W_OK | os.X_OK), f"{place} can be written", f"chown it to {home()}'s owner."
    )


def bucket() -> Iterator[Finding]:
    """Whether the school's bucket takes a file, gives it back and says what it does not hold."""
    if not (home() / "secrets").is_dir():  # loading the settings would make it
        return
    os.environ["DJANGO_SETTINGS_MODULE"] = "bookbag.config.settings"
    import django
    from django.core.files.storage import InvalidStorageError

    from bookbag.schools import storing

    name = os.environ["BOOKBAG_S3_BUCKET"]
    try:
        django.setup()
        storing.try_out()
    except InvalidStorageError:
        yield Finding("files", False, "the packages for S3 are not installed", "Run `make s3`.")
    except (Unavailable, FileNotFoundError, ValueError) as error:  # the last is an endpoint without its scheme
        mend = "Look at BOOKBAG_S3_… and at what the key may do: get, put and list."
        yield Finding("files", False, f"the bucket {name} cannot be used: {error.__cause__ or error}", mend)
    else:
        yield Finding("files", True, f"the bucket {name} can be written and read")


def style_sheet() -> Iterator[Finding]:
    sheet = files("bookbag.web") / "static" / "bookbag" / "bookbag.css"
    yield Finding("style sheet", sheet.is_file(), "built" if sheet.is_file() else "not built", "Run `make install`.")


def ports() -> Iterator[Finding]:
    running = is_held(home(), "up")
    for service in standard_services():
        if service.port is None:
            continue
        about = f"port {service.port}"
        with socket.socket() as probe:
            taken = probe.connect_ex(("127.0.0.1", service.port)) == 0
        if not taken:
            yield Finding(
                about, not running, "nobody listens" if running else "free", f"See why {service.name} does not start."
            )
            continue
        ours = running and (service.answers is None or service.answers())
        mend = "Stop the other program, or set BOOKBAG_PORT (pages) or BOOKBAG_SMTP_PORT (mail)."
        yield Finding(about, ours, "ours" if ours else f"taken from {service.name} by another program", mend)


def time_zones() -> Iterator[Finding]:
    try:
        summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Europe/London"))
        well = summer.hour == 13
    except zoneinfo.ZoneInfoNotFoundError:
        well = False
    yield Finding("time zones", well, "Europe/London" if well else "missing", "Install the package tzdata.")


def database() -> Iterator[Finding]:
    if is_embedded():
        try:
            yield Finding(
                "postgres programs", (programs() / "postgres").exists(), str(programs()), "Run `make install`."
            )
        except Unavailable as error:
            yield Finding("postgres programs", False, str(error), "Run `make install`.")
        if not (home() / "pg").is_dir():
            yield Finding("database", False, f"{home()} holds no database yet", START)
            return
    import psycopg
    from psycopg.conninfo import make_conninfo

    try:
        with psycopg.connect(make_conninfo(**connection("app", home=home())), connect_timeout=5) as entry:
            yield from (check(entry) for check in (version, restricted, clock))
    except (psycopg.Error, Unavailable) as error:
        mend = START if is_embedded() else "Look at DATABASE_URL, and whether that server runs."
        yield Finding("database", False, " ".join(str(error).split()), mend)
        return
    yield from migrations()


def version(entry: "psycopg.Connection") -> Finding:
    number = entry.info.server_version // 10_000
    return Finding("database", number in VERSIONS, f"PostgreSQL {number}", "Use PostgreSQL 16, 17 or 18.")


def restricted(entry: "psycopg.Connection") -> Finding:
    """The walls between schools hold only for a role that is not above them."""
    row = entry.execute(
        "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class WHERE relowner = r.oid),"
        " (SELECT count(*) FROM pg_auth_members WHERE member = r.oid) FROM pg_roles r WHERE rolname = current_user"
    ).fetchone()
    assert row is not None
    faults = [
        says
        for says, found in zip(
            ("is superuser", "passes row security", "owns tables", "is in other roles"), row, strict=True
        )
        if found
    ]
    name = entry.info.user
    mend = f"As the server's administrator: ALTER ROLE {name} NOSUPERUSER NOBYPASSRLS, and give its tables to the owner role."
    return Finding("database role", not faults, f"{name} {' and '.join(faults) or 'is restricted'}", mend)


def clock(entry: "psycopg.Connection") -> Finding:
    row = entry.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    apart = abs((datetime.now(UTC) - row[0]).total_seconds())
    return Finding(
        "clock", apart < 5, f"{apart:.0f} s from the database's", "Let both machines set their clocks (NTP)."
    )


def migrations() -> Iterator[Finding]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bookbag.config.settings"
    import django
    from django.db import connection as entry
    from django.db.migrations.executor import MigrationExecutor

    django.setup()
    executor = MigrationExecutor(entry)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    entry.close()
    says = f"{len(waiting)} migrations wait" if waiting else "up to date"
    yield Finding("database", not waiting, says, "Run `bookbag migrate`.")
    if not waiting:
        yield from calendars()
        yield from mailboxes()
        entry.close()


def calendars() -> Iterator[Finding]:
    """A school whose calendar ends soon will have dates that nobody can work out. Asked once Django is loaded."""
    from bookbag.schools import queries, tenancy

    today = datetime.now(ZoneInfo("Europe/London")).date()
    for school in queries.all_schools():
        with tenancy.atomic(school.id):
            terms = queries.terms_of(school)
        last = terms[-1].last_day if terms else None
        says = f"terms are entered until {english.full_day(last)}" if last else "no terms are entered"
        mend = f"Enter the terms that follow at /{school.slug}/calendar, or: bookbag calendar import."
        yield Finding(f"calendar of {school.slug}", last is not None and last - today > ENOUGH_CALENDAR, says, mend)


def mailboxes() -> Iterator[Finding]:
    """Mailboxes that are read by IMAP, and those that have fallen silent. Asked once Django is loaded."""
    from bookbag.desk import connections
    from bookbag.schools import queries, tenancy

    now = datetime.now(UTC)
    for school in queries.all_schools():
        with tenancy.atomic(school.id):
            wrong = connections.alarms(school.id, now=now, today=now.astimezone(ZoneInfo("Europe/London")).date())
            read = connections.of_school(school.id)
        for alarm in wrong:
            since = f" since {alarm.since:%Y-%m-%d %H:%M} UTC" if alarm.since else ""
            yield Finding(
                f"mailbox {alarm.address}",
                not alarm.late,
                f"{alarm.says}{since}",
                f"See /{school.slug}/set-up/mailboxes.",
            )
        troubled = {alarm.address for alarm in wrong}
        for each in read:
            if each.mailbox.address not in troubled:
                yield Finding(f"mailbox {each.mailbox.address}", True, "is read")


def browser() -> Iterator[Finding]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    yield Finding("browser", True, found or "none; only the tests need one, and `make test` gets it")


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    python,
    folder,
    secrets,
    store,
    style_sheet,
    ports,
    time_zones,
    database,
    browser,
)


def findings() -> list[Finding]:
    """Everything, looked at as the account that the processes run as; as root, if they could not even start as it."""
    found = list(way())
    account = service_account(home()) if home().is_dir() else None
    if account and all(finding.well for finding in found):
        become(account, home())
    for check in CHECKS:
        try:
            found.extend(check())
        except PermissionError as error:
            found.append(Finding(check.__name__, False, str(error), f"Ask as the user who owns {home()}."))
    return found


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="One JSON list.")] = False) -> None:
    """Say what is well, what is not, and how to mend it. Ends with 1 where anything is wrong."""
    found = findings()
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found]))
    for finding in [] if as_json else found:
        mend = "" if finding.well else f". {finding.mend}"
        typer.echo(f"{'ok   ' if finding.well else 'WRONG'} {finding.about}: {finding.says}{mend}")
    if not all(finding.well for finding in found):
        raise typer.Exit(1)
