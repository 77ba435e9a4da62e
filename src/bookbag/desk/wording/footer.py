"""What stands at the foot of every mail to a parent or carer: the office's number, and where they tell of a new one of theirs."""

from django.conf import settings

from bookbag.schools.models import School


def to_family(school: School) -> str:
    """The line of this school. It leads to the page that asks for a code, and names nobody."""
    where = f"{settings.PUBLIC_URL}/{school.slug}/family/details"
    named = f"{school.name}, telephone {school.telephone}" if school.telephone else school.name
    return f"{named}. A new address, telephone number or e-mail? Tell us here: {where}"
