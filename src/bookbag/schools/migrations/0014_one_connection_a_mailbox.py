"""A unique key of a guarded table begins with the school, so that it tells nobody of another school's rows."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One key instead of another."""

    dependencies: ClassVar = [("schools", "0013_fax")]
    operations: ClassVar = [
        migrations.AlterField(
            "mailconnection",
            "mailbox",
            models.ForeignKey(on_delete=models.PROTECT, related_name="+", to="schools.mailbox"),
        ),
        migrations.AddConstraint(
            "mailconnection",
            models.UniqueConstraint(fields=("school", "mailbox"), name="one_connection_a_mailbox"),
        ),
    ]
