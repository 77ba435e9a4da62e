"""SIGKILL of the supervisor: nobody is left to stop the children, so they must go by themselves."""

import signal

from tests.processes.conftest import Open, children, is_alive, until


def test_a_killed_supervisor_takes_all_its_children_along(house: Open) -> None:
    one = house().ready()
    theirs = [pid for pid in children(one.process.pid) if is_alive(pid)]
    strays = children(one.pid("python"))  # what a service started is its own to end
    assert len(theirs) > len(strays) + 5
    one.process.send_signal(signal.SIGKILL)
    one.process.wait()
    until(lambda: not any(is_alive(pid) for pid in theirs if pid not in strays), "the end of all children")


def test_a_house_opens_again_after_its_supervisor_was_killed(house: Open) -> None:
    one = house().ready()
    one.process.send_signal(signal.SIGKILL)
    one.process.wait()
    again = house(port=one.port).ready()
    assert again.stop() == 0
