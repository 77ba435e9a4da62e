"""SCIM 2.0 for one school: its directory says who joins, who is who and who leaves. No page, no session, no cookie.

Every request shows a key of this school. What is asked is read by people.scim and done by people.actions.directory.
"""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from bookbag.desk.actions import handing_over
from bookbag.errors import Denied, Invalid
from bookbag.people import scim, scimtypes
from bookbag.people.actions import directory
from bookbag.people.scim import PersonDecidesError, ScimError
from bookbag.policy.permissions import Actor, process
from bookbag.schools import tenancy
from bookbag.schools.actions import logins
from bookbag.web.requests import FromOutside, peer

TYPE = "application/scim+json"
TAKEN = {TYPE, "application/json"}
LARGEST = 65_536
Act = Callable[[FromOutside, Actor], HttpResponse]


@csrf_exempt
def users(request: FromOutside) -> HttpResponse:
    """Those who work or worked here, found by a filter or page by page; and somebody new."""
    return _answered(request, {"GET": _list, "POST": _create})


@csrf_exempt
def user(request: FromOutside, user_id: str) -> HttpResponse:
    """One of them."""

    def of(act: Callable[[FromOutside, Actor, str], HttpResponse]) -> Act:
        return lambda asked, by: act(asked, by, user_id)

    return _answered(request, {"GET": of(_get), "PUT": of(_put), "PATCH": of(_patch), "DELETE": of(_delete)})


@csrf_exempt
def told(request: FromOutside, what: str) -> HttpResponse:
    """What there is to know beforehand: ServiceProviderConfig, ResourceTypes, Schemas. All else is not there."""

    def tell(asked: FromOutside, _by: Actor) -> HttpResponse:
        return _json(_known(asked, what))

    return _answered(request, {"GET": tell}, any_method=what.partition("/")[0] in _NOT_HERE)


_NOT_HERE = {"Me", "Bulk", ".search"}


def _known(request: FromOutside, what: str) -> dict[str, Any]:
    if what.partition("/")[0] in _NOT_HERE:
        raise ScimError(501, "Bookbag does not support this.")
    base = _base(request)
    types, schemas = [scimtypes.resource_type(base)], [scimtypes.schema(base)]
    known = {
        "ServiceProviderConfig": scimtypes.config(base),
        "ResourceTypes": scim.listed(types, total=1, start=1),
        "ResourceTypes/User": types[0],
        "Schemas": scim.listed(schemas, total=1, start=1),
        f"Schemas/{scim.USER}": schemas[0],
    }
    if what not in known:
        raise ScimError(404, "There is nothing at this address.")
    return known[what]


def _list(request: FromOutside, _by: Actor) -> HttpResponse:
    asked = scim.filter_of(request.GET["filter"]) if request.GET.get("filter") else None
    start, count = scim.paging(request.GET.get("startIndex", ""), request.GET.get("count", ""))
    fitting = directory.found(request.school.id, asked)
    members = list(fitting[start - 1 : start - 1 + count])
    people = directory.as_people(members, today=_today(request))
    page = [_resource(request, member, person) for member, person in zip(members, people, strict=True)]
    return _json(scim.listed(page, total=fitting.count(), start=start))


def _create(request: FromOutside, by: Actor) -> HttpResponse:
    said = scim.created(_body(request, scim.USER))
    return _json(_shown(request, directory.join(said, by=by, now=request.now, today=_today(request))), status=201)


def _get(request: FromOutside, _by: Actor, user_id: str) -> HttpResponse:
    return _json(_shown(request, directory.one(request.school.id, user_id)))


def _put(request: FromOutside, by: Actor, user_id: str) -> HttpResponse:
    return _changed(request, by, user_id, scim.replaced, scim.USER)


def _patch(request: FromOutside, by: Actor, user_id: str) -> HttpResponse:
    return _changed(request, by, user_id, scim.patched, scim.PATCH)


def _changed(
    request: FromOutside,
    by: Actor,
    user_id: str,
    read: Callable[[scim.Person, dict[str, Any]], scim.Person],
    schema: str,
) -> HttpResponse:
    member = directory.one(request.school.id, user_id)
    before = directory.as_person(member, today=_today(request))
    said = read(before, _body(request, schema))
    if said.roles == before.roles:
        said = scim.without_roles(said)
    directory.update(member, said, by=by, now=request.now, today=_today(request))
    if before.active and not said.active:
        handing_over.follow(by.school_id)
    return _json(_shown(request, member))


def _delete(request: FromOutside, by: Actor, user_id: str) -> HttpResponse:
    member = directory.one(request.school.id, user_id)
    directory.forget(member, by=by, now=request.now, today=_today(request))
    handing_over.follow(by.school_id)
    return HttpResponse(status=204)


def _answered(request: FromOutside, acts: dict[str, Act], *, any_method: bool = False) -> HttpResponse:
    """Do what is asked in one transaction of the school, or say in SCIM's own form why not."""
    try:
        _admit(request)
        act = next(iter(acts.values())) if any_method else acts.get(request.method or "")
        if act is None:
            refused = _refusal(ScimError(405, "This cannot be done here."))
            refused.headers["Allow"] = ", ".join(acts)
            return refused
        with tenancy.atomic(request.school.id):
            return act(request, process("directory", request.school.id))
    except PersonDecidesError as left_to_a_person:
        by = process("directory", request.school.id)
        directory.not_followed(request.school.id, left_to_a_person.staff_id, by=by, now=request.now)
        return _refusal(left_to_a_person)
    except ScimError as refused_for:
        return _refusal(refused_for)
    except Invalid as wrong:
        return _refusal(ScimError(400, str(wrong), "invalidValue"))
    except Denied as denied:
        return _refusal(ScimError(403, denied.because))


def _admit(request: FromOutside) -> None:
    """Let in who shows a key of this school. Raises `ScimError` for anybody else, and slows down who tries."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and directory.take(request.school.id, secret.strip(), now=request.now):
        return
    who, machine = f"scim {request.school.slug}", peer(request)
    if not logins.may_try(email=who, peer=machine, now=request.now):
        raise ScimError(429, "Too many requests with a wrong key. Wait a quarter of an hour.")
    logins.tried_in_vain(email=who, peer=machine, now=request.now)
    raise ScimError(401, "This needs a key of the school.")


def _body(request: FromOutside, schema: str) -> dict[str, Any]:
    if (request.content_type or "").lower() not in TAKEN:
        raise ScimError(415, f"Send {TYPE}.")
    if len(request.body) > LARGEST:
        raise ScimError(413, f"A message has {LARGEST} bytes at the most.")
    return scim.body_of(request.body, schema)


def _shown(request: FromOutside, member: Any) -> dict[str, Any]:
    return _resource(request, member, directory.as_person(member, today=_today(request)))


def _resource(request: FromOutside, member: Any, person: scim.Person) -> dict[str, Any]:
    return scim.shown(str(member.id), person, location=f"{_base(request)}/Users/{member.id}")


def _base(request: FromOutside) -> str:
    return f"{settings.PUBLIC_URL}/{request.school.slug}/scim/v2"


def _json(said: dict[str, Any], *, status: int = 200) -> HttpResponse:
    answer = HttpResponse(json.dumps(said), status=status, content_type=TYPE)
    if location := said.get("meta", {}).get("location"):
        answer.headers["Location"] = location
    return answer


def _refusal(refused: ScimError) -> HttpResponse:
    answer = _json(refused.body, status=refused.status)
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="Bookbag"'
    if refused.status == 429:
        answer.headers["Retry-After"] = "60"
    return answer


def _today(request: FromOutside) -> date:
    return timezone.localdate(request.now)
