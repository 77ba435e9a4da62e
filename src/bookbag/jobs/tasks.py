"""Every background task, by the name under which rooms ask for it. Each takes ids only and calls one thing.

The sweeps find what a lost job would have done; when they run stands in schedule.py.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from procrastinate.contrib.django import app

from bookbag.desk import families, intake, lying
from bookbag.desk.actions import (
    adopting,
    counting,
    family_access,
    handing_over,
    listening,
    passwords,
    reminding,
    retiming,
    review_reminding,
    unowned,
)
from bookbag.desk.actions.detail_asking import ask_due
from bookbag.jobs import delivering
from bookbag.jobs.looking import look
from bookbag.outbox import delivery
from bookbag.people import leaving
from bookbag.people.actions import import_runs, pulls
from bookbag.record import sealing
from bookbag.safeguarding import queries as safeguarding
from bookbag.safeguarding import reports as safeguarding_reports
from bookbag.safeguarding.actions import alerting, concerns, reports
from bookbag.schools import queries as schools
from bookbag.schools import queue

LONDON = ZoneInfo("Europe/London")


@app.task(name=alerting.TASK)
def alert(school_id: int) -> None:
    """Alert of the concerns at a school that no safeguarding lead has."""
    alerting.alert(school_id, now=datetime.now(UTC))


@app.task(name="safeguarding.sweep", queueing_lock="safeguarding.sweep")
def sweep_concerns(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Pass on what looks like a safeguarding matter, and have every school looked at where somebody is to be alerted."""
    for school_id in _every_school():
        concerns.take_suspicions(school_id, now=datetime.now(UTC))
    for school_id in safeguarding.schools_to_alert(_every_school(), now=datetime.now(UTC)):
        queue.enqueue(alerting.TASK, school_id=school_id)
    for school_id in safeguarding_reports.schools_to_alert(_every_school(), now=datetime.now(UTC)):
        queue.enqueue(reports.TASK, school_id=school_id)


@app.task(name=reports.TASK)
def alert_of_reports(school_id: int) -> None:
    """Alert of the reports at a school that somebody has not confirmed, and pass on what nobody has opened."""
    reports.alert(school_id, now=datetime.now(UTC))


@app.task(name="outbox.deliver")
def deliver(school_id: int) -> None:
    """Send what is due at a school."""
    delivering.deliver(school_id)


@app.task(name="outbox.sweep", queueing_lock="outbox.sweep")
def sweep_outbox(timestamp: int) -> None:  # noqa: ARG001 - the time that Procrastinate hands to every periodic task
    """Have every school looked at where something is due."""
    for school_id in delivery.schools_with_due(_every_school(), now=datetime.now(UTC)):
        queue.enqueue("outbox.deliver", school_id=school_id)


@app.task(name="desk.read")
def read(school_id: int) -> None:
    """Read the arrivals that wait at a school, and pass on what looks like a safeguarding matter."""
    if look("desk.read", school_id, lambda: intake.read_next(school_id, now=datetime.now(UTC))):
        concerns.take_suspicions(school_id, now=datetime.now(UTC))


@app.task(name="desk.sweep", queueing_lock="desk.sweep")
def sweep_desk(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at where an arrival waits."""
    for school_id in lying.schools_with_arrivals(_every_school()):
        queue.enqueue("desk.read", school_id=school_id)


@app.task(name=family_access.TASK)
def send_family_codes(school_id: int) -> None:
    """Look at the requests for a code that wait at a school."""
    look(family_access.TASK, school_id, lambda: family_access.answer_next(school_id, now=datetime.now(UTC)))


@app.task(name="desk.sweep_family_codes", queueing_lock="desk.sweep_family_codes")
def sweep_family_codes(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at where somebody waits for a code."""
    for school_id in families.schools_with_requests(_every_school()):
        queue.enqueue(family_access.TASK, school_id=school_id)


@app.task(name=passwords.TASK)
def send_password_links() -> None:
    """Look at those who have forgotten their password."""
    while passwords.answer_next(now=datetime.now(UTC)):
        pass


@app.task(name="desk.sweep_password_links", queueing_lock="desk.sweep_password_links")
def sweep_password_links(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have those looked at whose job was lost."""
    if passwords.waits():
        queue.enqueue(passwords.TASK)


@app.task(name=retiming.RETIME)
def retime(school_id: int) -> None:
    """Work out the open dates of a school again, where its calendar has changed."""
    retiming.retime(school_id, now=datetime.now(UTC))


@app.task(name="desk.sweep_dates", queueing_lock="desk.sweep_dates")
def sweep_dates(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at whose open dates wait to be worked out again."""
    for school in schools.where_dates_wait():
        queue.enqueue(retiming.RETIME, school_id=school.id)


@app.task(name=reminding.TASK)
def remind(school_id: int) -> None:
    """Tell the colleagues at a school what is due and late."""
    reminding.remind(school_id, now=datetime.now(UTC))


@app.task(name="desk.sweep_reminders", queueing_lock="desk.sweep_reminders")
def sweep_reminders(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at where somebody may have to be told of something."""
    for school_id in reminding.schools_to_look_at(_every_school(), now=datetime.now(UTC)):
        queue.enqueue(reminding.TASK, school_id=school_id)


@app.task(name="desk.remind_reviewers", queueing_lock="desk.remind_reviewers")
def remind_reviewers(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Tell whoever reviews a policy that its day comes near, or has passed."""
    for school_id in _every_school():
        review_reminding.remind(school_id, now=datetime.now(UTC))


@app.task(name="desk.ask_for_details", queueing_lock="desk.ask_for_details")
def ask_for_details(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Ask families whether their details are right, where the day has come; all of a school, some at a time."""
    for school_id in _every_school():
        while ask_due(school_id, now=datetime.now(UTC)):
            pass


@app.task(name=adopting.REDECIDE)
def redecide(school_id: int) -> None:
    """Decide the open cases of a school again, where one of its policies has changed."""
    adopting.redecide(school_id, now=datetime.now(UTC))


@app.task(name="desk.sweep_cases", queueing_lock="desk.sweep_cases")
def sweep_cases(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at whose open cases wait to be decided again."""
    for school in schools.where_cases_wait():
        queue.enqueue(adopting.REDECIDE, school_id=school.id)


@app.task(name="desk.fold", queueing_lock="desk.fold")
def fold(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Keep the counts of every school short."""
    for school_id in _every_school():
        counting.fold(school_id)


@app.task(name=import_runs.TASK)
def bring_people_in(school_id: int) -> None:
    """Read, or take over, the files that wait at a school."""

    def take_next() -> object | None:
        now = datetime.now(UTC)
        return import_runs.work_next(school_id, now=now, today=now.astimezone(LONDON).date())

    look(import_runs.TASK, school_id, take_next)


@app.task(name=pulls.TASK)
def pull(school_id: int) -> None:
    """Fetch the list of a school."""
    pulls.pull(school_id, now=datetime.now(UTC))


@app.task(name="people.sweep_pulls", queueing_lock="people.sweep_pulls")
def sweep_pulls(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have the list of every school fetched that says whence."""
    for school_id in pulls.due(_every_school(), now=datetime.now(UTC)):
        queue.enqueue(pulls.TASK, school_id=school_id)


@app.task(name="people.sweep_imports", queueing_lock="people.sweep_imports")
def sweep_imports(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at where a file waits."""
    for school_id in import_runs.schools_with_runs(_every_school(), now=datetime.now(UTC)):
        queue.enqueue(import_runs.TASK, school_id=school_id)


@app.task(name=handing_over.TASK)
def see_to_leavers(school_id: int) -> None:
    """End the sign-in of those whose last day is over, and hand over what leavers still hold."""
    now = datetime.now(UTC)
    handing_over.see_to(school_id, now=now, today=now.astimezone(LONDON).date())


@app.task(name="desk.sweep_leavers", queueing_lock="desk.sweep_leavers")
def sweep_leavers(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at that has a leaver to see to."""
    now = datetime.now(UTC)
    for school_id in leaving.schools_to_look_at(_every_school(), now=now, today=now.astimezone(LONDON).date()):
        queue.enqueue(handing_over.TASK, school_id=school_id)


@app.task(name=unowned.TASK)
def see_to_unowned(school_id: int) -> None:
    """Tell of what nobody has at a school, and of what went to a post and was not opened."""
    unowned.see_to(school_id, now=datetime.now(UTC))


@app.task(name="desk.sweep_unowned", queueing_lock="desk.sweep_unowned")
def sweep_unowned(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Have every school looked at where something lies that nobody has."""
    for school_id in unowned.schools_to_look_at(_every_school(), now=datetime.now(UTC)):
        queue.enqueue(unowned.TASK, school_id=school_id)


@app.task(name="desk.listen", queueing_lock="desk.listen")
def listen(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Look for mailboxes that have fallen silent."""
    for school_id in _every_school():
        listening.listen(school_id, now=datetime.now(UTC))


@app.task(name="record.seal", queueing_lock="record.seal")
def seal(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Chain what was written into the record of every school."""
    sealing.sweep(now=datetime.now(UTC))


@app.task(name="queue.tidy", queueing_lock="queue.tidy")
def tidy(timestamp: int) -> None:  # noqa: ARG001 - as above
    """Clear the queue of what died in it."""
    queue.tidy(now=datetime.now(UTC))


def _every_school() -> list[int]:
    return [school.id for school in schools.all_schools()]
