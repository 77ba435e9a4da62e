"""What a form says, what is needed today, and the events on which clocks of law stand still or give more time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns with a default in the database, so that what is written in bulk need not know them."""

    dependencies = [("desk", "0008_breach")]
    operations = [
        migrations.AddField(
            "case",
            "needed",
            models.CharField(
                blank=True,
                choices=[
                    ("danger", "A child may be in danger"),
                    ("medicine", "Medicine or an allergy"),
                    ("collection", "Somebody else collects"),
                    ("absence", "Absent today"),
                    ("word_to_pupil", "A message for a pupil"),
                ],
                db_default="",
                max_length=20,
                verbose_name="what is needed today, until somebody has seen to it",
            ),
        ),
        migrations.AddField("case", "needed_since", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "message",
            "said",
            models.JSONField(
                db_default=models.Value({}, models.JSONField()),
                default=dict,
                verbose_name="what a form asked and its writer chose, by the form's own names",
            ),
        ),
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
                    ("noticed", "Noticed at the school"),
                    ("asked", "Asked what is meant"),
                    ("told", "Told what is meant"),
                    ("proof_asked", "Asked who is asking"),
                    ("proof_had", "Shown who is asking"),
                    ("longer", "Told that it takes longer"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            "arrival",
            models.Index(condition=models.Q(channel="form"), fields=["school", "received_at"], name="forms_lately"),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                condition=models.Q(needed_since__isnull=False), fields=["school", "needed_since"], name="needed_today"
            ),
        ),
    ]
