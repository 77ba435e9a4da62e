"""The day that an answer names, why one takes longer, and by when the school asks for an answer of its own."""

from typing import Any, ClassVar

from django.db import migrations, models

EVENTS = [
    ("received", "Received"),
    ("acknowledged", "Acknowledged by a person"),
    ("delayed", "Not likely to be answered in time"),
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
KINDS = [
    ("full", "The full answer"),
    ("holding", "A holding answer: we have it, and the full answer comes later"),
    ("delay", "Word that it takes longer, with the reason"),
    ("call", "An invitation to a telephone call"),
    ("meeting", "An invitation to a meeting"),
]
TIME = "the time of the call or the meeting"


def _day(name: str) -> "models.DateField[Any, Any]":
    return models.DateField(null=True, verbose_name=name)


class Migration(migrations.Migration):
    """Columns, and the index of what is waited for."""

    dependencies: ClassVar = [("desk", "0011_ask")]
    operations: ClassVar = [
        migrations.AddField(
            "caseevent", "promised", _day("the day that an answer named: of the full one, the call, the meeting")
        ),
        migrations.AddField("caseevent", "promised_at", models.TimeField(null=True, verbose_name=TIME)),
        migrations.AlterField("caseevent", "kind", models.CharField(choices=EVENTS, max_length=20)),
        migrations.AddField(
            "reply", "promised", _day("the day that it names: of the full answer, the call, the meeting")
        ),
        migrations.AddField("reply", "promised_at", models.TimeField(null=True, verbose_name=TIME)),
        migrations.AddField(
            "reply", "why", models.TextField(blank=True, db_default="", verbose_name="why it takes longer")
        ),
        migrations.AddField(
            "reply",
            "settled",
            models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="the family's questions that it answers",
            ),
        ),
        migrations.AddField("reply", "wanted_by", _day("the day by which its recipients are asked to answer")),
        migrations.AddField(
            "reply",
            "reminds",
            models.BooleanField(
                db_default=False, verbose_name="whoever has not answered is reminded on the day before"
            ),
        ),
        migrations.AlterField("reply", "kind", models.CharField(choices=KINDS, default="full", max_length=10)),
        migrations.AddField("message", "wanted_by", _day("the day by which its recipient is asked to answer")),
        migrations.AddIndex(
            "message",
            models.Index(
                condition=models.Q(wanted_by__isnull=False),
                fields=["school", "author", "wanted_by"],
                name="answers_wanted",
            ),
        ),
    ]
