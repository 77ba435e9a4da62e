"""The events of a case, as they are named by now."""

from typing import ClassVar

from django.db import migrations, models

EVENTS = [
    ("received", "Received"),
    ("acknowledged", "Acknowledged by a person"),
    ("explained", "Told why it takes longer"),
    ("call_arranged", "Call arranged"),
    ("meeting_arranged", "Meeting arranged"),
    ("talk_logged", "Call or meeting noted"),
    ("answered", "Answered in full"),
    ("no_answer_needed", "No answer needed"),
    ("reopened", "Opened again by a person"),
    ("noticed", "Noticed at the school"),
    ("asked", "Asked what is meant"),
    ("told", "Told what is meant"),
    ("proof_asked", "Asked who is asking"),
    ("proof_had", "Shown who is asking"),
    ("longer", "Told that it takes longer"),
]


class Migration(migrations.Migration):
    """The list of a column's words; no row changes."""

    dependencies: ClassVar = [("desk", "0014_standing_still")]
    operations: ClassVar = [
        migrations.AlterField("caseevent", "kind", models.CharField(choices=EVENTS, max_length=20)),
    ]
