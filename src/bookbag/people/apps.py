"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.people"
