"""A service that dies is started again, with what it left behind swept away."""

import os
import signal
from pathlib import Path

from tests.processes.conftest import Open, children, is_alive, until


def test_a_killed_service_comes_back_on_its_port(house: Open) -> None:
    one = house().ready()
    dead = one.pid("python")
    [orphan] = children(dead)
    os.kill(dead, signal.SIGKILL)
    assert one.said("greeter: killed by SIGKILL") == "greeter: killed by SIGKILL, starting again in 0.1 s"
    one.said(f"greeter: ready at port {one.port}", times=2)
    assert not is_alive(orphan)
    assert one.stop() == 0


def test_the_pauses_grow_while_it_keeps_dying(house: Open) -> None:
    one = house().ready()
    for times, pause in enumerate(["0.1", "0.2", "0.4"], start=1):
        os.kill(one.pid("sleep"), signal.SIGKILL)
        assert one.said("sleeper: killed", times=times).endswith(f"in {pause} s")
        one.said("sleeper: started", times=times + 1)
    assert one.stop() == 0


def test_no_service_is_started_as_root(house: Open) -> None:
    one = house().ready()
    users = {Path(f"/proc/{pid}").stat().st_uid for pid in until(lambda: children(one.process.pid), "children")}
    assert users == {one.home.stat().st_uid}
    assert 0 not in users
    assert one.stop() == 0
