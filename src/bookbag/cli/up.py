"""`bookbag up`: every process on one machine, started in order, started again when one dies, stopped in order.

It knows processes only: no Django, no database connection of its own, nothing of what the processes do.
"""

import contextlib
import http.client
import os
import queue
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bookbag.cli import web as pages
from bookbag.cli.account import Account, environment, settle_home, what_children_read
from bookbag.cli.children import Child, in_words, spawn
from bookbag.cli.holding import hold
from bookbag.cli.postgres import EmbeddedPostgres
from bookbag.config.database import is_embedded
from bookbag.config.secrets import home
from bookbag.errors import Unavailable

LOCAL = "127.0.0.1"
SMTP_PORT = int(os.environ.get("BOOKBAG_SMTP_PORT", "2525"))
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Service:
    """One process to keep alive. Its port must be free; `answers` says when it is ready for others."""

    name: str
    command: Sequence[str]
    port: int | None = None
    where: str = ""
    answers: Callable[[], bool] | None = None


def bookbag(*words: str) -> list[str]:
    """The command line of another `bookbag`, in this interpreter."""
    return [sys.executable, "-P", "-m", "bookbag.cli.main", *words]


def answers_http(port: int) -> bool:
    """Any answer will do: what is wrong beyond that is for `/healthz` to say."""
    connection = http.client.HTTPConnection(LOCAL, port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def answers_smtp(port: int) -> bool:
    """A mail server speaks first."""
    try:
        with socket.create_connection((LOCAL, port), timeout=1) as connection:
            return connection.recv(3) == b"220"
    except OSError:
        return False


def standard_services() -> list[Service]:
    """In the order of starting; they stop in the reverse."""
    return [
        Service("worker", bookbag("work")),
        Service(
            "receiver",
            bookbag("receive"),
            SMTP_PORT,
            f"smtp://{LOCAL}:{SMTP_PORT}",
            lambda: answers_smtp(SMTP_PORT),
        ),
        Service(
            "web", bookbag("web"), pages.PORT, f"http://{pages.HOST}:{pages.PORT}", lambda: answers_http(pages.PORT)
        ),
    ]


class Stopped(Exception):  # noqa: N818  # it is no error: somebody asked
    """Somebody asked us to stop."""


class Supervisor:
    """Keeps its children alive until it is told to stop. Everything happens in one thread, one turn after another."""

    def __init__(self, place: Path, env: Mapping[str, str]) -> None:
        self.home = place
        self.news: queue.SimpleQueue[int] = queue.SimpleQueue()  # its put() may be called from a signal handler
        self.children: list[Child] = []
        self.account: Account | None = settle_home(place, *what_children_read())
        self.lock = hold(place, "up")
        self.env = os.environ | {"BOOKBAG_HOME": str(place), "MALLOC_ARENA_MAX": "2"} | dict(env)
        if self.account:
            self.env |= environment(self.account, place)
        for sign in (*STOPS, signal.SIGCHLD):
            signal.signal(sign, lambda number, _: self.news.put(number))

    def start_postgres(self) -> None:
        """The embedded server, up and provisioned before anything else starts."""
        server = EmbeddedPostgres(self.home)
        server.init()
        postgres = Child("postgres", server.start, answers=server.is_ready, end=server.stop)
        self.children.append(postgres)
        postgres.begin()
        while not postgres.is_ready:
            self.turn()
            if postgres.deaths:
                raise Unavailable(f"PostgreSQL did not start. Its log, {server.log}, ends:\n{server.last_words()}")
        server.provision()

    def do(self, words: Sequence[str]) -> None:
        """Run one command to its end before going on."""
        step = self.spawn(bookbag(*words))
        try:
            while step.poll() is None:
                self.turn()
        finally:
            step.terminate()
            step.wait()
        if step.returncode:
            raise Unavailable(f"`bookbag {' '.join(words)}` failed ({in_words(step.returncode)}).")

    def keep(self, services: Sequence[Service], when_ready: str) -> None:
        """Start the services, say these words once all of them are ready, and keep them alive until told to stop."""
        for service in services:
            start = partial(self.spawn, service.command)
            self.children.append(Child(service.name, start, where=service.where, answers=service.answers))
            self.children[-1].begin()
        while not all(child.is_ready for child in self.children):
            self.turn()
        if when_ready:
            say(when_ready)
        while True:
            self.turn()

    def turn(self) -> None:
        """Wait for news, a moment at most, then look after every child."""
        calm = all(child.is_ready for child in self.children)
        with contextlib.suppress(queue.Empty):
            if self.news.get(timeout=5.0 if calm else 0.05) in STOPS:
                raise Stopped
        for child in self.children:
            for line in child.look_after():
                say(line)

    def stop(self) -> None:
        """The last to start is the first to stop, and the database goes when nobody needs it any more."""
        for child in reversed(self.children):
            if child.finish():
                say(f"{child.name}: stopped")
        os.close(self.lock)

    def spawn(self, command: Sequence[str]) -> subprocess.Popen[bytes]:
        return spawn(command, env=self.env, account=self.account)


def run(
    *,
    steps: Sequence[Sequence[str]] = (("migrate",),),
    services: Sequence[Service] | None = None,
    env: Mapping[str, str] | None = None,
    when_ready: str = "",
) -> None:
    """Start everything, keep it alive, and return when it has been stopped: the body of `up`, and of the demo.

    1. One at a time in this HOME, on ports that are free.  2. PostgreSQL, unless the school has its own.
    3. The steps, one after another.  4. The services, until a signal.  5. All of it stopped in the reverse order.
    """
    services = standard_services() if services is None else services
    supervisor = Supervisor(home(), env or {})
    try:
        for service in services:
            require_free(service)
        if is_embedded():
            supervisor.start_postgres()
        for words in steps:
            supervisor.do(words)
        supervisor.keep(services, when_ready)
    except Stopped:
        pass
    finally:
        supervisor.stop()


def require_free(service: Service, patience: float = 3.0) -> None:
    """Refuse where another program has the port; patient, because what we left behind may be on its way out."""
    if service.port is None:
        return
    deadline = time.monotonic() + patience
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOCAL, service.port))
            except OSError as error:
                if time.monotonic() > deadline:
                    raise Unavailable(
                        f"Another program has port {service.port}, which the {service.name} needs. Stop that program, "
                        "or choose another port: BOOKBAG_PORT for the pages, BOOKBAG_SMTP_PORT for mail.",
                        permanent=True,
                    ) from error
            else:
                return
        time.sleep(0.1)


def up() -> None:
    """Run all of Bookbag on this machine until told to stop (Ctrl-C)."""
    run()


def say(line: str) -> None:
    """One plain line; whoever closed our output meant no harm to the processes."""
    with contextlib.suppress(BrokenPipeError):
        print(line, flush=True)
