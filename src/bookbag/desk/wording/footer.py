"""What stands at the foot of every mail to a parent or carer: the office's number, where they tell of a new one, and of a concern."""

from django.conf import settings

from bookbag.schools.models import School


def to_family(school: School) -> str:
    """The lines of this school. They lead to the page that asks for a code and to one open to all, and name nobody."""
    page = f"{settings.PUBLIC_URL}/{school.slug}"
    named = f"{school.name}, telephone {school.telephone}" if school.telephone else school.name
    where = f"{named}. A new address, telephone number or e-mail? Tell us here: {page}/family/details"
    return f"{where}\nA concern or a complaint? How we hear it: {page}/write/concerns"
