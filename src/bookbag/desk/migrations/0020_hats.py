"""As what somebody writes who works here and has a child here, where somebody has said."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies: ClassVar = [("desk", "0019_letters_home")]
    operations: ClassVar = [
        migrations.AddField(
            "caseparty",
            "hat",
            models.CharField(
                "as what they write, where somebody has said",
                max_length=6,
                choices=[("parent", "A parent"), ("staff", "A colleague")],
                blank=True,
                db_default="",
            ),
        )
    ]
