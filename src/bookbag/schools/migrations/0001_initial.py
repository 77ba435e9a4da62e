"""The first tables of the room, as the models describe them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=20)),
                ("instance", models.CharField(max_length=100, unique=True)),
                ("beat_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                (
                    "legal_kind",
                    models.CharField(
                        choices=[
                            ("maintained", "Maintained school"),
                            ("academy", "Academy"),
                            ("non_maintained_special", "Non-maintained special school"),
                            ("independent", "Independent school"),
                            ("pupil_referral_unit", "Pupil referral unit"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("england", "England"),
                            ("wales", "Wales"),
                            ("scotland", "Scotland"),
                            ("northern_ireland", "Northern Ireland"),
                        ],
                        default="england",
                        max_length=20,
                    ),
                ),
                ("local_authority", models.CharField(blank=True, max_length=100)),
                ("packs", models.JSONField(default=list)),
                ("email", models.EmailField(max_length=254)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("postal_address", models.TextField(blank=True)),
                ("colour", models.CharField(default="#1d5c4d", max_length=7)),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                ("office_opens", models.TimeField()),
                ("office_closes", models.TimeField()),
                (
                    "childrens_services_day",
                    models.CharField(blank=True, max_length=40, verbose_name="children's services by day"),
                ),
                (
                    "childrens_services_night",
                    models.CharField(blank=True, max_length=40, verbose_name="children's services at night"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trust",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=254, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("takes_tags", models.BooleanField(default=True, verbose_name="takes plus-addresses")),
                ("last_arrival_at", models.DateTimeField(blank=True, null=True)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mailboxes", to="schools.school"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="school",
            name="trust",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="schools",
                to="schools.trust",
            ),
        ),
        migrations.CreateModel(
            name="ClosedDay",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("why", models.CharField(max_length=100)),
                ("stops", models.JSONField(blank=True, default=list)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closed_days", to="schools.school"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("school", "day"), name="one_closure_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="schools.school"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))), name="term_ends_after_start"
                    )
                ],
            },
        ),
    ]
