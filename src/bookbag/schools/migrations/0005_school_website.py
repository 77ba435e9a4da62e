"""The website on which the school's form may stand."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty where no website may show the form."""

    dependencies: ClassVar = [("schools", "0004_failed_sign_in")]
    operations: ClassVar = [
        migrations.AddField(
            "school",
            "website",
            models.CharField(
                blank=True,
                db_default="",
                max_length=200,
                verbose_name="the website on which its form may stand, without a path",
            ),
        ),
    ]
