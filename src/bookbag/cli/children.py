"""Children that cannot outlive us: how one is started, found dead, started again and ended. Which, and in what order, is for `up`."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bookbag.cli.account import Account, dropping_to

GRACE = 15.0  # seconds that a process has to end by itself
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
STEADY = 60.0  # who lived this long starts with a clean sheet

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def spawn(
    words: Sequence[str],
    *,
    env: Mapping[str, str],
    account: Account | None,
    when_parent_dies: signal.Signals = signal.SIGTERM,
    output: Path | None = None,
) -> subprocess.Popen[bytes]:
    """A child in a session of its own (a terminal's Ctrl-C reaches only us) that gets a signal should we be killed.

    Call it from the main thread: the kernel sends the signal when the thread that started the child ends.
    """
    parent = os.getpid()

    def prepare() -> None:
        end_with_parent(when_parent_dies)
        if os.getppid() != parent:  # we died before the child could ask
            os._exit(1)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])

    log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if output else None
    try:
        return subprocess.Popen(
            words,
            cwd="/",
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=prepare,  # noqa: PLW1509  # no other way to ask for the signal; we start children from one thread
            **dropping_to(account),
        )
    finally:
        if log is not None:
            os.close(log)


def end_with_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """Ask the kernel for this signal when whoever started this process ends."""
    _libc.prctl(_PR_SET_PDEATHSIG, sign)


class Child:
    """One process in our care. `answers` says when it is ready for others; `end` ends it where SIGTERM is not the way."""

    def __init__(
        self,
        name: str,
        start: Callable[[], subprocess.Popen[bytes]],
        *,
        where: str = "",
        answers: Callable[[], bool] | None = None,
        end: Callable[[], None] | None = None,
    ) -> None:
        self.name, self.where = name, where
        self.is_ready = False
        self.deaths = 0
        self._start, self._answers, self._end = start, answers, end
        self._process: subprocess.Popen[bytes] | None = None
        self._began = self._due = 0.0

    def begin(self) -> None:
        self._began = time.monotonic()
        self.is_ready = False
        self._process = self._start()

    def look_after(self) -> Iterator[str]:
        """Start it again where it died and its pause is over, and tell what happened."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._due:
                self.begin()
        elif (code := self._process.poll()) is not None:
            self.deaths = 1 if now - self._began > STEADY else self.deaths + 1
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self.deaths - 1))
            self._bury()
            self._due = now + pause
            yield f"{self.name}: {in_words(code)}, starting again in {pause:g} s"
        elif not self.is_ready and (self._answers is None or self._answers()):
            self.is_ready = True
            yield f"{self.name}: {'ready' if self._answers else 'started'}{self.where and ' at ' + self.where}"

    def finish(self) -> bool:
        """End it, by force where it does not listen. False where there was nothing to end."""
        if self._process is None:
            return False
        if self._end:
            self._end()
        else:
            self._process.terminate()
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._bury()
        return True

    def _bury(self) -> None:
        """What a dead child had started itself (granian's workers) would keep its port."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)  # its own session, so its own group
        self._process = None
        self.is_ready = False


def in_words(code: int) -> str:
    """How a process ended."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
