"""The governance room as a Django app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.governance"
