"""What a case is about, for comparing; the index by which the next arrival is found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0004_case_event_reopened"),
        ("people", "0003_ring_office_first"),
        ("schools", "0004_failed_sign_in"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="arrival",
            name="arrivals_waiting",
        ),
        migrations.AddField(
            model_name="case",
            name="matter",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="the subject for comparing, see desk.matters"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["school", "attempts", "received_at"],
                name="arrivals_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)), fields=["school", "matter"], name="cases_by_matter"
            ),
        ),
    ]
