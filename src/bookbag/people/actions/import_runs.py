"""A file that is brought in through a page: it waits in the database, is read by the worker, looked at, and taken over.

Whoever brought it may leave the page and come back. What is taken over is what was shown: where either has changed since,
it is shown again. Of a file that was dropped nothing stays but its name, and of one taken over what was said, for four weeks.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from threading import Thread
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from bookbag.errors import Invalid, Stale
from bookbag.people.actions import importing
from bookbag.people.actions.importing import Options
from bookbag.people.importing import columns, files
from bookbag.people.importing.files import Format
from bookbag.people.importing.values import Reading
from bookbag.people.models import ColumnMemory, ImportRun, ImportSource
from bookbag.people.models.imports import RunState
from bookbag.people.queries import columns_said
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.schools import queue, tenancy

TASK = "people.import"
LARGEST = 100_000_000
_KEPT = timedelta(days=14)
_TOLD = timedelta(days=28)
CHANGED = "changed"
"""In a report: what is held had changed between looking at it and taking it over."""
_WAITS = (RunState.READING, RunState.TAKING)


def begin(name: str, content: bytes, kind: Format, *, by: Actor, now: datetime) -> ImportRun:
    """Take a file in, to be read by the worker. Raises `Denied`, or `Invalid` for one that is too large or empty."""
    _leave(by)
    if not content:
        raise Invalid(fields={"file": "The file is empty."})
    if len(content) > LARGEST:
        raise Invalid(fields={"file": f"The file is larger than {LARGEST // 1_000_000} MB."})
    with tenancy.atomic():
        run = ImportRun.objects.create(
            school_id=by.school_id,
            source=kind,
            name=name[:200],
            content=content,
            by=by.staff_id,
            by_name=by.name[:200],
            began_at=now,
        )
        queue.enqueue(TASK, school_id=by.school_id)
        return run


def say_columns(run_id: UUID, said: Mapping[int, str], *, by: Actor) -> None:
    """Say what stands in the columns of a list, and remember it for the next list of the same columns."""
    _leave(by)
    with tenancy.atomic():
        run = _planned(run_id, by)
        meant = {str(place): what for place, what in said.items() if columns.Column.named(what)}
        ColumnMemory.objects.update_or_create(school_id=by.school_id, head=run.report["head"], defaults={"said": meant})
        run.columns = meant
        _again(run, RunState.READING)


def say_whole(run_id: UUID, *, is_whole: bool, by: Actor) -> None:
    """Say whether a file names every pupil of the school, so that whoever is not in it has left."""
    _leave(by)
    with tenancy.atomic():
        run = _planned(run_id, by)
        run.is_whole = is_whole
        _again(run, RunState.READING)


def shown(report: Mapping[str, Any]) -> str:
    """A digest of what a page shows of a file, which comes back with the answers given there."""
    return sha256(json.dumps(report, sort_keys=True).encode()).hexdigest()


def agree(run_id: UUID, answers: Mapping[str, str], *, seen: str, by: Actor) -> None:
    """Have a file taken over as it was shown, with these answers to what was asked.

    Raises `Stale` where `seen` is not the digest of what the file would do now: somebody has said something else of it.
    """
    _leave(by)
    with tenancy.atomic():
        run = _planned(run_id, by)
        if seen != shown(run.report):
            raise Stale
        run.answers = dict(answers)
        _again(run, RunState.TAKING)


def drop(run_id: UUID, *, by: Actor, now: datetime) -> None:
    """Leave a file alone. Nothing of it stays."""
    _leave(by)
    with tenancy.atomic():
        _end(_planned(run_id, by), RunState.DROPPED, now)


def schools_with_runs(schools: Iterable[int], *, now: datetime) -> list[int]:
    """The schools at which a file waits for the worker. A file that nobody agreed to is dropped after two weeks, and what was
    said of one goes four weeks after it ended: it names families.
    """
    found = []
    for school_id in schools:
        with tenancy.atomic(school_id):
            old = ImportRun.objects.filter(school_id=school_id, state=RunState.PLANNED, began_at__lt=now - _KEPT)
            old.update(state=RunState.DROPPED, content=None, report={}, answers={}, ended_at=now)
            ended = ImportRun.objects.filter(school_id=school_id, ended_at__lt=now - _TOLD)
            ended.exclude(Q(report={}) & Q(answers={})).update(report={}, answers={})
            if ImportRun.objects.filter(school_id=school_id, state__in=_WAITS).exists():
                found.append(school_id)
    return found


def work_next(school_id: int, *, now: datetime, today: date) -> UUID | None:
    """Read, or take over, the file that has waited longest. None where none waits, or another worker is at it."""
    with tenancy.atomic(school_id):
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(hashtext('people.import.run'), %s)", [school_id])
            if not (cursor.fetchone() or [False])[0]:
                return None
        run = ImportRun.objects.filter(school_id=school_id, state__in=_WAITS).order_by("began_at").first()
        if run is None:
            return None
        try:
            _work(run, now=now, today=today)
        except Invalid as wrong:
            run.report = {"wrong": str(wrong)}
            _end(run, RunState.REFUSED, now)
        return run.id


def _work(run: ImportRun, *, now: datetime, today: date) -> None:
    by = Actor(name=run.by_name, school_id=run.school_id, staff_id=run.by)
    _tell(run, "Reading the file")
    reading = _read(run, today)
    options = Options(run.source, answers=run.answers, is_whole=run.is_whole)
    told = {"columns": list(reading.columns), "head": files.head_of(reading)}
    if run.state == RunState.READING:
        _tell(run, f"Comparing {len(reading.pupils):,} children with those held")
        run.report = importing.dry_run(reading, options, by=by, today=today) | told
        run.state, run.step = RunState.PLANNED, ""
        run.save(update_fields=["report", "state", "step"])
        if run.fetched:
            _go_on(run, now)
    elif changed := _changed(run, reading, by=by, today=today, told=told):
        run.report, run.answers, run.state, run.step = changed, {}, RunState.PLANNED, ""
        run.save(update_fields=["report", "answers", "state", "step"])
    else:
        run.report = importing.take_over(
            reading, options, by=by, now=now, today=today, say=lambda words: _tell(run, words)
        )
        _end(run, RunState.DONE, now)


def _changed(
    run: ImportRun, reading: Reading, *, by: Actor, today: date, told: dict[str, Any]
) -> dict[str, Any] | None:
    """What the file would do now, where that is not what was agreed to; else None."""
    anew = importing.dry_run(reading, Options(run.source, is_whole=run.is_whole), by=by, today=today) | told
    agreed = {key: value for key, value in run.report.items() if key != CHANGED}
    return anew | {CHANGED: True} if shown(anew) != shown(agreed) else None


def _go_on(run: ImportRun, now: datetime) -> None:
    """A list that came by itself: done with where it holds nothing new; taken over where the school wants that and nothing
    is odd; else it waits for a person.
    """
    if run.report["empty"]:
        _end(run, RunState.DONE, now)
    elif not run.report["odd"] and ImportSource.objects.filter(school_id=run.school_id, alone=True).exists():
        _again(run, RunState.TAKING)


def _read(run: ImportRun, today: date) -> Reading:
    content, kind = bytes(run.content or b""), Format(run.source)
    said = {int(place): what for place, what in run.columns.items()}
    reading = files.read(content, kind, today=today, said=said or None)
    if kind is Format.CSV and not said and (known := columns_said(run.school_id, files.head_of(reading))):
        return files.read(content, kind, today=today, said=known)
    return reading


def _tell(run: ImportRun, step: str) -> None:
    """Show what is being done. Over a connection of its own: the work itself is seen only once it is whole."""

    def write() -> None:
        try:
            with tenancy.atomic(run.school_id):
                ImportRun.objects.filter(school_id=run.school_id, id=run.id).update(step=step)
        finally:
            connection.close()

    teller = Thread(target=write, name="progress")
    teller.start()
    teller.join()


def _planned(run_id: UUID, by: Actor) -> ImportRun:
    run = ImportRun.objects.select_for_update().filter(school_id=by.school_id, id=run_id).first()
    if run is None or run.state != RunState.PLANNED:
        raise Stale
    return run


def _again(run: ImportRun, state: RunState) -> None:
    run.state = state
    run.save(update_fields=["state", "columns", "is_whole", "answers"])
    queue.enqueue(TASK, school_id=run.school_id)


def _end(run: ImportRun, state: RunState, now: datetime) -> None:
    run.state, run.content, run.step, run.ended_at = state, None, "", now
    if state == RunState.DROPPED:
        run.report, run.answers = {}, {}
    run.save(update_fields=["state", "content", "step", "ended_at", "report", "answers"])


def _leave(by: Actor) -> None:
    may(by, Act.BRING_IN, Standing(school_id=by.school_id)).require()
