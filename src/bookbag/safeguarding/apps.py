"""The safeguarding room as a Django app."""

from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.safeguarding"
