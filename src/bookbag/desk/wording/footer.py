"""What stands at the foot of every mail to a parent or carer: where they tell the school of a new address or number."""

from django.conf import settings

from bookbag.schools.models import School


def to_family(school: School) -> str:
    """The line of this school. It leads to the page that asks for a code, and names nobody."""
    where = f"{settings.PUBLIC_URL}/{school.slug}/family/details"
    return f"{school.name}. A new address, telephone number or e-mail? Tell us here: {where}"
