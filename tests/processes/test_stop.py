"""A stop in the order that loses nothing: who takes from the world first, the database last."""

import signal

import pytest
from tests.processes.conftest import Open, children


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_last_to_start_stops_first_and_the_database_last(house: Open, sign: signal.Signals) -> None:
    one = house().ready()
    assert one.stop(sign) == 0
    assert [line for line in one.lines if line.endswith("stopped")] == [
        "greeter: stopped",
        "sleeper: stopped",
        "postgres: stopped",
    ]
    assert children(one.process.pid) == []
    assert (one.home / "postgres.log").read_text().rstrip().endswith("database system is shut down")
