"""Concerns under guard, at their own sight, and kept from those whom their case is about. Referrals are never changed."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import append_only, guard, keep_apart, keyed, refer

CONCERN, ALERT, REFERRAL = "safeguarding_concern", "safeguarding_alert", "safeguarding_referral"
OPENED, PASSED_ON = "safeguarding_opened", "safeguarding_passedon"


class Migration(migrations.Migration):
    """Row-level security, and references that cannot cross schools."""

    dependencies: ClassVar = [("safeguarding", "0001_initial"), ("desk", "0024_about_whom"), ("people", "0005_hours")]
    operations: ClassVar = [
        guard(CONCERN, sight=True),
        keyed(CONCERN),
        refer(CONCERN, "case_id", "desk_case"),
        *[refer(CONCERN, f"{name}_id", "people_staffmember") for name in ("author", "taken_by", "settled_by")],
        keep_apart(CONCERN),
        *[guard(table, sight=True) for table in (ALERT, REFERRAL)],
        *[refer(table, "concern_id", CONCERN) for table in (ALERT, REFERRAL)],
        *[keep_apart(table, by=(("concern_id", CONCERN),)) for table in (ALERT, REFERRAL)],
        refer(ALERT, "staff_id", "people_staffmember"),
        refer(REFERRAL, "by_id", "people_staffmember"),
        append_only(REFERRAL),
        guard(OPENED, sight=True),
        keep_apart(OPENED),
        refer(OPENED, "case_id", "desk_case", sight=True),
        refer(OPENED, "staff_id", "people_staffmember"),
        guard(PASSED_ON),
        refer(PASSED_ON, "staff_id", "people_staffmember"),
    ]
