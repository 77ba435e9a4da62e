"""Files that go with a mail, frozen like its words."""

from typing import ClassVar

from django.db import migrations, models

from bookbag.schools.rls import Statements


class Migration(migrations.Migration):
    """One column, under the trigger of the others."""

    dependencies: ClassVar = [("outbox", "0004_foot")]
    operations: ClassVar = [
        migrations.AddField(
            "dispatch",
            "files",
            models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="name, type, size and digest of each file that goes with it",
            ),
        ),
        Statements(
            "create trigger files_frozen before update of files on outbox_dispatch for each row"
            " execute function outbox_dispatch_is_frozen()",
            backwards=("drop trigger files_frozen on outbox_dispatch",),
        ),
    ]
