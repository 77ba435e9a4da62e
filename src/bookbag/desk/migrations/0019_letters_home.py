"""Letters that the school sends home of its own accord, and each adult's own copy of them."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, keyed, refer

COPY, REPLY = "desk_homecopy", "desk_reply"


def _to(model: str, *, name: str = "+", null: bool = False) -> "models.ForeignKey[Any, Any]":
    """A reference that the guard below makes."""
    return models.ForeignKey(
        blank=null,
        db_constraint=False,
        db_index=False,
        null=null,
        on_delete=models.DO_NOTHING,
        related_name=name,
        to=model,
    )


class Migration(migrations.Migration):
    """A column and a table."""

    dependencies: ClassVar = [("desk", "0018_handed_over"), ("people", "0011_restrictions_live")]
    operations: ClassVar = [
        migrations.AddField(
            "reply",
            "home",
            models.CharField(
                blank=True,
                choices=[
                    ("child", "The child"),
                    ("event", "An event at the school"),
                    ("report", "A report or how the child is getting on"),
                ],
                db_default="",
                max_length=10,
                verbose_name="what a letter home is about; empty for an answer",
            ),
        ),
        migrations.CreateModel(
            "HomeCopy",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("reply", _to("desk.reply", name="copies")),
                ("contact", _to("people.contact")),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        max_length=254,
                        verbose_name="the e-mail address to which it went; empty where it goes by post",
                    ),
                ),
                (
                    "due",
                    models.DateTimeField(
                        null=True,
                        verbose_name="one school day after it was sent; None where the calendar does not reach so far",
                    ),
                ),
                ("posted_on", models.DateField(blank=True, null=True)),
                ("posted_by", _to("people.staffmember", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=Q(posted_on=None), fields=["school", "due"], name="copies_not_posted")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reply", "contact"), name="one_copy_an_adult"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(posted_on=None, posted_by=None),
                            Q(posted_on__isnull=False, posted_by__isnull=False),
                            _connector="OR",
                        ),
                        name="posted_by_somebody",
                    ),
                ],
            },
        ),
        keyed(REPLY, sight=True),
        guard(COPY, sight=True),
        refer(COPY, "reply_id", REPLY, sight=True),
        refer(COPY, "contact_id", "people_contact"),
        refer(COPY, "posted_by_id", "people_staffmember"),
    ]
