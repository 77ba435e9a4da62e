"""References that the guard in a migration makes: Django is to make neither constraint nor index."""

from typing import Any

from django.db import models


def to(model: str, *, null: bool = False, name: str = "+") -> "models.ForeignKey[Any, Any]":
    """A reference within the school."""
    return models.ForeignKey(
        model,
        null=null,
        blank=null,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name=name,
    )


def of_school() -> "models.ForeignKey[Any, Any]":
    """The school whose row it is."""
    return models.ForeignKey("schools.School", on_delete=models.PROTECT, db_index=False, related_name="+")
