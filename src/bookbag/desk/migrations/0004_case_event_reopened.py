"""That a person opened a case again is an event, as dates hang on it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more choice; the table stays as it is."""

    dependencies: ClassVar = [("desk", "0003_message_reply_to")]
    operations: ClassVar = [
        migrations.AlterField(
            "caseevent",
            "kind",
            models.CharField(
                choices=[
                    ("received", "Received"),
                    ("acknowledged", "Acknowledged by a person"),
                    ("answered", "Answered in full"),
                    ("no_answer_needed", "No answer needed"),
                    ("reopened", "Opened again by a person"),
                ],
                max_length=20,
            ),
        ),
    ]
