"""Two supervisors over one HOME would fight over one database."""

from tests.processes.conftest import Open


def test_a_second_start_in_one_home_is_refused_with_a_sentence(house: Open) -> None:
    one = house().ready()
    second = house(port=one.port)
    assert second.process.wait(60) == 1
    assert f"already running in {one.home} (process {one.process.pid})" in second.said("bookbag:")
    assert one.stop() == 0


def test_a_port_of_somebody_else_is_named(house: Open) -> None:
    one = house().ready()
    second = house(home=one.home.with_name("other"), port=one.port)
    assert second.process.wait(60) == 1
    assert f"Another program has port {one.port}, which the greeter needs." in second.said("bookbag:")
