"""A school's list fetched at night: it waits for a person, or is taken over where the school wants that and nothing is odd."""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from tests.builders import wonde as standin
from tests.builders import worlds

from bookbag.errors import Denied, Invalid
from bookbag.people import queries
from bookbag.people.actions import import_runs, pulls
from bookbag.people.models import ImportRun, ImportSource, Pupil
from bookbag.policy.permissions import Actor, Role
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import School

TODAY = date(2026, 3, 2)
HEAD = "Forename,Surname,DOB,Class,Parent 1 Name,Parent 1 Email\n"
ZOE = "Zoe,Poe,23/04/2015,3B,Jo Poe,jo@poe.example\n"
FOLDER = {"reach": "folder", "source": "csv", "folder": "", "alone": False}
SFTP = FOLDER | {"reach": "sftp", "host": "lists.example", "user": "wyton", "host_key": "ssh-ed25519 nonsense"}
WONDE = FOLDER | {"reach": "wonde", "school_number": standin.SCHOOL}


@pytest.fixture
def school(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    monkeypatch.setattr(settings, "IMPORT_ROOT", tmp_path)
    return worlds.school()


def office(school: School) -> Actor:
    return Actor(name="Office", school_id=school.id, roles=frozenset({Role.OFFICE}))


def save(school: School, said: dict[str, Any] = FOLDER, token: str = "", **more: Any) -> ImportSource:
    with tenancy.atomic(school.id):
        return pulls.save(said | more, token, by=office(school), now=worlds.NOW)


def lay(tmp_path: Path, content: str, hours: int = 2) -> None:
    folder = tmp_path / "wyton"
    folder.mkdir(exist_ok=True)
    (folder / "list.csv").write_text(content)
    at = worlds.NOW.timestamp() - hours * 3600
    os.utime(folder / "list.csv", (at, at))


def night(school: School, after: int = 0) -> str:
    """One night: fetched, read, and, where it is to be, taken over. What became of the newest run."""
    now = worlds.NOW + timedelta(days=after)
    pulls.pull(school.id, now=now)
    while import_runs.work_next(school.id, now=now, today=TODAY):
        pass
    with tenancy.atomic(school.id):
        newest = ImportRun.objects.order_by("-began_at").first()
        return newest.state if newest else "nothing"


def children(school: School) -> list[str]:
    with tenancy.atomic(school.id):
        return [str(one) for one in Pupil.objects.order_by("sort_key")]


def test_a_fetched_list_waits_for_a_person(school: School, tmp_path: Path) -> None:
    lay(tmp_path, HEAD + ZOE)
    save(school)
    assert (night(school), children(school)) == ("planned", [])
    with tenancy.atomic(school.id):
        assert [run.name for run in queries.fetched_runs_waiting(school.id)] == ["list.csv"]


def test_the_same_list_is_not_read_again_and_a_newer_one_stands_in_its_place(school: School, tmp_path: Path) -> None:
    lay(tmp_path, HEAD + ZOE)
    save(school)
    night(school)
    night(school, after=1)
    lay(tmp_path, HEAD + ZOE.replace("3B", "3A"), hours=1)
    night(school, after=2)
    with tenancy.atomic(school.id):
        assert list(ImportRun.objects.order_by("began_at").values_list("state", flat=True)) == ["dropped", "planned"]
        assert ImportRun.objects.filter(state="dropped", content=None).count() == 1


def test_where_the_school_wants_it_a_plain_list_is_taken_over_unseen(school: School, tmp_path: Path) -> None:
    lay(tmp_path, HEAD + ZOE)
    save(school, alone=True)
    assert (night(school), children(school)) == ("done", ["Zoe Poe"])


def test_what_is_odd_waits_all_the_same(school: School, tmp_path: Path) -> None:
    lay(tmp_path, HEAD + ZOE + "Ben,,21/12/2014,3B,,\n")
    save(school, alone=True)
    assert (night(school), children(school)) == ("planned", [])


def test_a_list_with_nothing_new_waits_for_nobody(school: School, tmp_path: Path) -> None:
    lay(tmp_path, HEAD + ZOE)
    save(school, alone=True)
    night(school)
    lay(tmp_path, HEAD + ZOE + "\n", hours=1)
    save(school)
    assert night(school, after=1) == "done"


def test_a_list_that_cannot_be_fetched_is_said_until_it_can(school: School, tmp_path: Path) -> None:
    save(school)
    night(school)
    with tenancy.atomic(school.id):
        source = queries.import_source(school.id)
        assert source
        assert ("There is no folder" in source.problem, source.problem_since) == (True, worlds.NOW)
    lay(tmp_path, HEAD + ZOE)
    night(school, after=1)
    with tenancy.atomic(school.id):
        assert ImportSource.objects.get().problem == ""


def test_a_list_is_fetched_once_a_night(school: School, tmp_path: Path) -> None:
    save(school)
    assert pulls.due([school.id], now=worlds.NOW) == [school.id]
    night(school)
    assert pulls.due([school.id], now=worlds.NOW + timedelta(hours=1)) == []
    assert pulls.due([school.id], now=worlds.NOW + timedelta(days=1)) == [school.id]


def test_wonde_is_fetched_with_the_token_that_was_kept(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    with standin.standing_in() as server:
        monkeypatch.setattr(settings, "WONDE", server.base)
        save(school, WONDE, standin.TOKEN, alone=True)
        save(school, WONDE, "", alone=True)
        assert (night(school), children(school)) == ("done", ["Ben Ash", "Mira Khan"])


def test_no_secret_stands_in_the_database_or_in_the_record(school: School) -> None:
    source = save(school, WONDE, standin.TOKEN)
    with tenancy.atomic(school.id):
        kept = str(list(ImportSource.objects.values())) + str(list(Entry.objects.values()))
    assert source.token
    assert standin.TOKEN not in kept
    assert pulls.public_key(school.id).startswith("ssh-ed25519 ")


@pytest.mark.parametrize(
    ("said", "field"),
    [(SFTP, "host_key"), (SFTP | {"host": ""}, "host"), (SFTP | {"user": ""}, "user"), (WONDE, "token")],
)
def test_what_is_missing_is_said_beside_its_field(school: School, said: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        save(school, said)
    assert field in refused.value.fields


def test_a_teacher_sets_nothing(school: School) -> None:
    teacher = Actor(name="Ada Moss", school_id=school.id, staff_id=uuid4(), roles=frozenset({Role.TEACHER}))
    with pytest.raises(Denied), tenancy.atomic(school.id):
        pulls.save(FOLDER, "", by=teacher, now=worlds.NOW)
