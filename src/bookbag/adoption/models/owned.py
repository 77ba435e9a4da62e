"""What is one school's, or one trust's."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Owned(models.Model):
    """A row of one school or of one trust. Row-level security shows a trust's rows to each of its schools."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey("schools.School", null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    trust = models.ForeignKey("schools.Trust", null=True, on_delete=models.PROTECT, db_index=False, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(school=None, trust__isnull=False) | Q(school__isnull=False, trust=None),
                name="%(class)s_of_one",
            )
        ]

    @property
    def of_trust(self) -> bool:
        """True where it binds every school of a trust."""
        return self.trust_id is not None


def once(*fields: str, name: str, when: Q = Q()) -> list[models.BaseConstraint]:  # noqa: B008 - a Q does not change
    """Constraints by which something stands once at a school, and once in a trust."""
    return [
        models.UniqueConstraint(fields=[owner, *fields], condition=when & Q(**{f"{owner}__isnull": False}), name=full)
        for owner in ("school", "trust")
        for full in [f"{name}_{owner}"]
    ]
