"""Which link makes an adult a child's parent for the school: the one answer. Knows no question that needs it."""

from django.db.models import Q

KINDS = (
    *("parent", "mother", "father", "adoptive parent", "guardian", "carer", "self"),
    *("foster mother", "foster father", "foster carer", "foster parent"),
)
"""Whom a school takes for a parent where nobody has said more. A grandmother is one once somebody says so."""


def is_parent() -> Q:
    """Links of those who are said to be a parent, else of those who are one by what they are to the child."""
    said = Q(parental_responsibility=True) | Q(section_576=True)
    return said | Q(section_576=None, kind__in=KINDS)
