"""Since when a login is suspended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0011_mail_connections"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="suspended_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="since when nobody opens it again but who closed it"
            ),
        ),
    ]
