"""Drafts under guard."""

from typing import ClassVar

from django.db import migrations

from bookbag.schools.rls import guard, keyed, refer


class Migration(migrations.Migration):
    """Row-level security, and references that cannot cross schools."""

    dependencies: ClassVar = [("compose", "0001_initial"), ("people", "0002_guard")]
    operations: ClassVar = [
        guard("compose_draft", sight=True),
        guard("compose_draftrecipient", sight=True),
        keyed("compose_draft", sight=True),
        refer("compose_draft", "author_id", "people_staffmember"),
        refer("compose_draftrecipient", "draft_id", "compose_draft", sight=True, delete="cascade"),
        refer("compose_draftrecipient", "contact_id", "people_contact"),
    ]
