"""The adoption room as a Django app."""

from django.apps import AppConfig


class AdoptionConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.adoption"
