"""What of a sent message is to be made for adults who need another form of it, and who gets the ordinary one all the same."""

import uuid
from typing import Any, ClassVar

from django.db import migrations, models
from django.db.models import Q

from bookbag.schools.rls import guard, refer

MAKING = "desk_making"


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

    dependencies: ClassVar = [
        ("desk", "0022_suggestions"),
        ("outbox", "0005_files"),
        ("people", "0011_restrictions_live"),
    ]
    operations: ClassVar = [
        migrations.AddField(
            "reply",
            "ordinary",
            models.JSONField(
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="the ids of adults who get the ordinary version all the same",
            ),
        ),
        migrations.CreateModel(
            "Making",
            [
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "school",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="schools.school"),
                ),
                ("sight", models.SmallIntegerField(default=0)),
                ("reply", _to("desk.reply", name="makings")),
                ("contact", _to("people.contact")),
                ("form", models.CharField(max_length=20)),
                (
                    "address",
                    models.CharField(
                        max_length=254,
                        verbose_name="the e-mail address to which it goes; empty where it is handed over",
                    ),
                ),
                ("since", models.DateTimeField()),
                ("dispatch", _to("outbox.dispatch", null=True)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("settled_by", _to("people.staffmember", null=True)),
                ("how", models.TextField(blank=True, verbose_name="how it reached them")),
            ],
            options={
                "indexes": [
                    models.Index(condition=Q(settled_at=None), fields=["school", "since"], name="makings_not_settled")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "reply", "contact", "form"), name="one_making_a_form"),
                    models.CheckConstraint(
                        condition=Q(
                            Q(("how", ""), ("settled_at", None), ("settled_by", None)),
                            Q(~Q(how=""), ("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="settled_by_somebody_with_words",
                    ),
                ],
            },
        ),
        guard(MAKING, sight=True),
        refer(MAKING, "reply_id", "desk_reply", sight=True),
        refer(MAKING, "contact_id", "people_contact"),
        refer(MAKING, "dispatch_id", "outbox_dispatch"),
        refer(MAKING, "settled_by_id", "people_staffmember"),
    ]
