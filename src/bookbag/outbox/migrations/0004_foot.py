"""What stands at the foot of a mail, beside the words that were approved, and frozen like them."""

from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import Statements


class Migration(migrations.Migration):
    """One column, under the trigger of the others."""

    dependencies: ClassVar = [("outbox", "0003_notices_of_an_address")]
    operations: ClassVar = [
        migrations.AddField(
            "dispatch", "foot", models.TextField("the school's own line under the words", blank=True, db_default="")
        ),
        Statements(
            "create trigger foot_frozen before update of foot on outbox_dispatch for each row"
            " execute function outbox_dispatch_is_frozen()",
            backwards=("drop trigger foot_frozen on outbox_dispatch",),
        ),
    ]
