"""A school with a PostgreSQL of its own: `up` starts everything but a database."""

from tests.processes.conftest import Open


def test_with_a_database_url_no_postgres_is_started(house: Open) -> None:
    one = house(DATABASE_URL="postgresql://bookbag_app@db.example/school").ready()
    assert not (one.home / "pg").exists()
    assert one.stop() == 0
    assert not [line for line in one.lines if line.startswith("postgres")]
