"""What stands under the words of a draft."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("compose", "0002_guard")]
    operations: ClassVar = [
        migrations.AddField(
            "draft",
            "closing",
            models.TextField(
                blank=True, db_default="", verbose_name="what stands under the words, by what the message does"
            ),
        )
    ]
