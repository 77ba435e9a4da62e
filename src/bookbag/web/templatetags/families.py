"""How pages of families write what is held: numbers as they are dialled. Decides nothing, queries nothing."""

from django import template

from bookbag.people import telephones

register = template.Library()


@register.filter
def dialled(number: str) -> str:
    """`{{ point.value|dialled }}`: "07700 900123"."""
    return telephones.as_dialled(number)
