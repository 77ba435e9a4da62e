"""How many notices an address has had on a day, asked with each receipt."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies: ClassVar = [("outbox", "0002_guard")]
    operations: ClassVar = [
        migrations.AddIndex(
            "noticegiven", models.Index(fields=["school", "address", "day"], name="notices_of_an_address")
        ),
    ]
