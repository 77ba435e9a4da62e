"""`bookbag up` as a school runs it: its own processes, killed one after another, and well again each time."""

import http.client
import json
import os
import signal
import sys

from tests.processes.conftest import House, Open, until

PARTS = ("database", "web", "worker", "receiver")


def health(port: int) -> dict[str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        answer: dict[str, str] = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return {}
    finally:
        connection.close()
    return answer


def is_well(house: House) -> bool:
    found = health(house.port)
    return all(found.get(part) == "ok" for part in PARTS)


def asked_while_others_hold_on(port: int) -> int:
    """The answer to a visitor while three browsers keep six idle connections each, as browsers do."""
    held = []
    try:
        for _ in range(18):
            held.append(http.client.HTTPConnection("127.0.0.1", port, timeout=5))
            held[-1].request("GET", "/healthz", headers={"Connection": "keep-alive"})
            held[-1].getresponse().read()
        last = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        held.append(last)
        last.request("GET", "/sign-in")
        return last.getresponse().status
    finally:
        for connection in held:
            connection.close()


def test_it_is_well_again_after_each_process_was_killed(house: Open) -> None:
    one = house(command=[sys.executable, "-m", "bookbag.cli.main", "up"])
    one.said("web: ready")
    until(lambda: is_well(one), "a healthy start")
    assert asked_while_others_hold_on(one.port) == 200
    os.kill(one.pid("web"), signal.SIGKILL)
    one.said("web: ready", times=2)
    os.kill(one.pid("work"), signal.SIGKILL)
    one.said("worker: started", times=2)
    os.kill(one.pid("receive"), signal.SIGKILL)
    one.said("receiver: ready", times=2)
    os.kill(one.pid("postgres"), signal.SIGKILL)
    one.said("postgres: ready", times=2)
    until(lambda: is_well(one), "health after four deaths")
    assert one.stop() == 0
    assert [line for line in one.lines if line.endswith("stopped")][-1] == "postgres: stopped"
