"""Telephone numbers in an answer, where the policy has all calls come in at the office. Changes nothing."""

from collections.abc import Iterable
from typing import TypedDict

from bookbag.adoption import queries as adoption
from bookbag.compose.context import DraftText
from bookbag.desk.models import Message, Reply
from bookbag.people import points, telephones
from bookbag.policy.packs import Pack
from bookbag.policy.rules import Route
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Channel
from bookbag.schools.models import School

FOR_EMERGENCIES = ("0800 1111", "0808 800 5000")
"""Childline and the NSPCC: whoever worries about a child may be told of them by anybody."""


class Numbers(TypedDict):
    """What the check is told: see `compose.context.Context`."""

    office_number: str
    other_numbers: tuple[str, ...]
    calls_clause: str


def of(reply: Reply, text: DraftText) -> Numbers:
    """The numbers in these words that are neither the school's own nor known of the family, each as it is dialled."""
    said = telephones.all_in(f"{text.subject}\n{text.body}")
    school = School.objects.get(id=reply.school_id) if said else None
    clause = _clause(adoption.packs_of(school)) if school else ""
    if school is None or not clause:
        return Numbers(office_number="", other_numbers=(), calls_clause="")
    own = {number for each in _of_school(school) for number in telephones.all_in(each)}
    theirs = {number for words in _of_family(reply) for number in telephones.all_in(words)}
    others = [telephones.as_dialled(each) for each in said if each not in own | theirs]
    return Numbers(office_number=school.telephone, other_numbers=tuple(others), calls_clause=clause)


def _clause(packs: Iterable[Pack]) -> str:
    """The clause by which all calls come in at the office, or nothing."""
    routes = (route for pack in packs for route in pack.routes)
    return next((each.clause for each in routes if each.first and _is_for_calls(each)), "")


def _is_for_calls(route: Route) -> bool:
    return Post.OFFICE in route.to and route.channels == {Channel.PHONE} and route.who == "anyone"


def _of_school(school: School) -> tuple[str, ...]:
    return (
        school.telephone,
        school.childrens_services_day,
        school.childrens_services_night,
        *FOR_EMERGENCIES,
    )


def _of_family(reply: Reply) -> Iterable[str]:
    """What the family has written, and the numbers that we hold of it."""
    adults = [each.contact_id for each in reply.case.parties.all() if each.contact_id]
    for held in points.telephones_of(adults).values():
        yield from held
    for message in Message.objects.filter(school_id=reply.school_id, case=reply.case_id, direction="in"):
        yield f"{message.text}\n{message.said.get('telephone', '')}"
    yield from (each.number for each in reply.case.calls.all())
