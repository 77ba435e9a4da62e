"""Reports under guard, there for those alone whom they name; what hangs on concerns as its neighbours. Steps never change."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import append_only, for_named, guard, keep_apart, keyed, refer

CONCERN, FILE, CHILD, TRIAL = (f"safeguarding_{name}" for name in ("concern", "concernfile", "concernchild", "trial"))
REPORT = "safeguarding_report"
ABOUT, READER, ALERT, STEP = (f"{REPORT}{name}" for name in ("about", "reader", "alert", "step"))


class Migration(migrations.Migration):
    """Row-level security, and references that cannot cross schools."""

    dependencies: ClassVar = [("safeguarding", "0003_reports_and_children"), ("people", "0005_hours")]
    operations: ClassVar = [
        *[guard(table, sight=True) for table in (FILE, CHILD)],
        *[refer(table, "concern_id", CONCERN) for table in (FILE, CHILD)],
        *[keep_apart(table, by=(("concern_id", CONCERN),)) for table in (FILE, CHILD)],
        append_only(FILE),
        refer(CHILD, "pupil_id", "people_pupil"),
        refer(CHILD, "said_by_id", "people_staffmember"),
        guard(TRIAL),
        append_only(TRIAL),
        guard(REPORT),
        keyed(REPORT),
        for_named(REPORT),
        *[refer(REPORT, f"{name}_id", "people_staffmember") for name in ("author", "closed_by")],
        *[guard(table) for table in (ABOUT, READER, ALERT, STEP)],
        *[refer(table, "report_id", REPORT) for table in (ABOUT, READER, ALERT, STEP)],
        *[for_named(table, by=("report_id", REPORT)) for table in (ABOUT, READER, ALERT, STEP)],
        *[refer(table, "staff_id", "people_staffmember") for table in (ABOUT, READER, ALERT, STEP)],
        refer(STEP, "by_id", "people_staffmember"),
        append_only(STEP),
    ]
