"""`/healthz`: is everything well? For monitors, and for `bookbag up` to say when the first page is ready."""

from datetime import timedelta

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookbag.desk import connections
from bookbag.schools import queries as schools

FRESH = timedelta(seconds=20)
"""A process that has given no sign of life for this long counts as gone."""
ROLES = ("web", "worker", "receiver")


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """200 when database, web, worker and receiver are all well; else 503, and each that is not is named.

    Mailboxes that cannot be read are counted beside: that is for a school to mend, and no reason to start anything again.
    """
    try:
        beats = schools.last_beats()
        now = timezone.now()
        shut = connections.how_many_wrong(
            [school.id for school in schools.all_schools()], now=now, today=timezone.localdate(now)
        )
    except DatabaseError:
        states = {"database": "unreachable"} | dict.fromkeys(ROLES, "unknown")
        return JsonResponse({"ok": False, **states, "wrong": ["database"]}, status=503)
    states = {role: "ok" if role in beats and now - beats[role] < FRESH else "no sign of life" for role in ROLES}
    wrong = [role for role, state in states.items() if state != "ok"]
    return JsonResponse(
        {
            "ok": not wrong,
            "database": "ok",
            **states,
            "mailboxes": f"{shut} silent or shut" if shut else "ok",
            "wrong": wrong,
        },
        status=503 if wrong else 200,
    )
