"""What a school says of itself once: core hours, office hours, the local authority's numbers. The record of it is kept by
whoever calls (the record stands above this room), in the same block.
"""

from dataclasses import asdict, dataclass
from datetime import time

from bookbag.errors import Invalid
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.schools import tenancy
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Details:
    """What is entered."""

    core_from: time
    core_until: time
    office_opens: time
    office_closes: time
    telephone: str
    postal_address: str
    fax: str
    local_authority: str
    childrens_services_day: str
    childrens_services_night: str
    languages: list[str]


def set_up(school: School, details: Details, *, by: Actor) -> list[str]:
    """Enter what is said, and name the details that changed. Raises `Invalid` for hours that end before they begin."""
    may(by, Act.SET_UP, Standing(school_id=school.id)).require()
    faults = {}
    if details.core_until <= details.core_from:
        faults["core_until"] = "The core of the day must end after it begins."
    if details.office_closes <= details.office_opens:
        faults["office_closes"] = "The office must close after it opens."
    if faults:
        raise Invalid(fields=faults)
    with tenancy.atomic(school.id):
        kept = School.objects.select_for_update(no_key=True).get(id=school.id)
        changed = [name for name, value in asdict(details).items() if getattr(kept, name) != value]
        for name in changed:
            setattr(kept, name, getattr(details, name))
        kept.save(update_fields=changed)
        return changed


def demand_factors(school: School, *, of_all: bool, by: Actor) -> bool:
    """Say whether everybody at the school needs a second factor; whether that is new. Asks `Act.END_FACTOR`."""
    may(by, Act.END_FACTOR, Standing(school_id=school.id)).require()
    return bool(School.objects.filter(id=school.id).exclude(factor_for_all=of_all).update(factor_for_all=of_all))


def show_form_on(school: School, website: str, *, by: Actor) -> None:
    """Say which website may show the school's form within its own pages; an empty one stands for none."""
    may(by, Act.SET_UP, Standing(school_id=school.id)).require()
    School.objects.filter(id=school.id).update(website=website)
