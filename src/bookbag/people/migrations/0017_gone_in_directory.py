"""Since when a directory says of somebody who leads that they are gone, until a person has said what holds."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column."""

    dependencies: ClassVar = [("people", "0016_telephone_desk")]
    operations: ClassVar = [
        migrations.AddField(
            "staffmember",
            "gone_in_directory_at",
            models.DateTimeField(
                "since when the school's directory says that they are gone, where only a person may say so",
                blank=True,
                null=True,
            ),
        )
    ]
