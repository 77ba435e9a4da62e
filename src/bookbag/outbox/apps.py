"""The outbox room as a Django app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.outbox"
