"""The index by which duties are counted clause by clause, without their rows being read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0006_case_category_of_law"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                fields=["school", "pack", "clause"],
                include=["sight", "state", "due", "ended_at"],
                name="duties_of_a_clause",
            ),
        ),
    ]
