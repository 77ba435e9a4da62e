"""The schools room as a Django app."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """Schools, trusts, logins, terms."""

    name = "bookbag.schools"
    default_auto_field = "django.db.models.AutoField"
