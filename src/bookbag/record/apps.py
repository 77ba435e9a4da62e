"""The record room as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """See the room's own docstring."""

    name = "bookbag.record"
