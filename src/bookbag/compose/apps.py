"""The compose room as a Django app."""

from django.apps import AppConfig


class ComposeConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.compose"
