"""Starting a child that cannot outlive us. When to start, and when to start again, is decided elsewhere."""

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from bookbag.cli.account import Account, dropping_to

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
        _libc.prctl(_PR_SET_PDEATHSIG, when_parent_dies)
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
