"""The web room as a Django app, so that its templates and static files are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """What people see."""

    name = "bookbag.web"
