"""People under guard: a school sees its own, and a person their own memberships before a school is known."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import PERSON, Statements, guard, keyed, refer

STAFF, ROLE = "people_staffmember", "people_staffrole"
PUPIL, CLASS = "people_pupil", "people_schoolclass"
CONTACT, POINT = "people_contact", "people_contactpoint"
RELATIONSHIP, RESTRICTION = "people_relationship", "people_restriction"


class Migration(migrations.Migration):
    """Row-level security, and references that cannot cross schools."""

    dependencies: ClassVar = [("people", "0001_initial"), ("schools", "0002_guard")]
    operations: ClassVar = [
        *[guard(table) for table in (STAFF, ROLE, PUPIL, CLASS, CONTACT, POINT, RELATIONSHIP)],
        guard(RESTRICTION, sight=True),
        *[keyed(table) for table in (STAFF, PUPIL, CLASS, CONTACT)],
        refer(ROLE, "staff_id", STAFF, delete="cascade"),
        refer(CLASS, "teacher_id", STAFF),
        refer(PUPIL, "school_class_id", CLASS),
        refer(POINT, "contact_id", CONTACT, delete="cascade"),
        refer(RELATIONSHIP, "pupil_id", PUPIL),
        refer(RELATIONSHIP, "contact_id", CONTACT),
        refer(RESTRICTION, "pupil_id", PUPIL),
        refer(RESTRICTION, "contact_id", CONTACT),
        refer(RESTRICTION, "checked_by_id", STAFF),
        # Which schools somebody works at has to be read before one is bound; only read, and only one's own.
        Statements(f'create policy of_person on "{STAFF}" for select using (user_id = {PERSON})'),
        Statements(
            f'create policy of_person on "{ROLE}" for select using'
            f' (staff_id in (select id from "{STAFF}" where user_id = {PERSON}))'
        ),
    ]
