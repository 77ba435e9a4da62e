"""The request of somebody at work: a signed-in member of staff at one school, inside that school's block."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

from bookbag.policy.permissions import Actor

if TYPE_CHECKING:
    from bookbag.schools.models import School


class AtSchool(HttpRequest):
    """What a view under `/SCHOOL/…` is given by the middleware. `now` is read once a request."""

    school: "School"
    actor: Actor
    now: datetime
    htmx: HtmxDetails
    csp_nonce: str


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form has sent, if only that it was empty; None where the page is only read."""
    return request.POST if request.method == "POST" else None
