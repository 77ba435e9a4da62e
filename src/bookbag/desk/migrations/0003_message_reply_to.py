"""Where the writer of a message asks for answers to go."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; what came before asked for nothing."""

    dependencies: ClassVar = [("desk", "0002_guard")]
    operations: ClassVar = [
        migrations.AddField("message", "reply_to", models.JSONField("where its writer asks for answers", default=list)),
    ]
