"""A stopwatch for the tests that guard against mail made to be slow."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import pytest


class Stopwatch(Protocol):
    """Fails if what happens inside takes more processor time than that."""

    def __call__(self, seconds: float) -> AbstractContextManager[None]: ...


@pytest.fixture
def seconds_at_most() -> Stopwatch:
    @contextmanager
    def watch(seconds: float) -> Iterator[None]:
        begun = time.process_time()
        yield
        assert time.process_time() - begun < seconds

    return watch
