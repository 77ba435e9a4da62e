"""What SCIM 2.0 says (RFC 7643 and 7644), as far as this school's directory and Bookbag speak it: shapes in, shapes out.

Pure: knows no table and no request. Attribute names are compared without their capitals, as 7643, 2.1 asks; where the
RFC leaves a choice, what Microsoft Entra and Okta send is read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from bookbag.policy.permissions import SECOND_FACTOR, WHOLE_DESK, Role

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
CONFIG = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
RESOURCE_TYPE = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Schema"
MOST = 200
LAST = 2**31
"""The highest result that is asked of the database, which refuses numbers that are far larger."""
GIVEN = tuple(role for role in Role if role not in SECOND_FACTOR | WHOLE_DESK)
"""The roles that a directory may give: none that leads, or sees more of the post than what is one's own."""


class ScimError(Exception):
    """What cannot be done, with the status and the RFC's own word for why, where it has one (7644, 3.12)."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind

    @property
    def body(self) -> dict[str, Any]:
        """As it is answered."""
        said: dict[str, Any] = {"schemas": [ERROR], "status": str(self.status), "detail": self.detail}
        return said | ({"scimType": self.kind} if self.kind else {})


class PersonDecidesError(ScimError):
    """That somebody is gone, said of whoever leads: a person has to say it, and hears that the directory did."""

    def __init__(self, staff_id: UUID) -> None:
        super().__init__(403, "A directory does not put out somebody who leads: a person says in Bookbag when they go.")
        self.staff_id = staff_id


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a directory says who they are. `roles` is None where it says nothing of them."""

    user_name: str = ""
    external_id: str = ""
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    active: bool = True
    roles: tuple[Role, ...] | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """An attribute that is to equal a value: the one kind of question that is answered (7644, 3.4.2.2)."""

    attribute: str
    value: str


_FILTER = re.compile(r'\s*([A-Za-z:.0-9_-]+)\s+eq\s+("(?:[^"\\]|\\.)*")\s*', re.IGNORECASE)


def filter_of(text: str) -> Filter:
    """Read a filter. Raises `ScimError` for any but `userName eq "…"`, `externalId eq "…"` and `id eq "…"`."""
    read = _FILTER.fullmatch(text)
    name = read.group(1).lower().removeprefix(f"{USER.lower()}:") if read else ""
    if read is None or name not in {"username", "externalid", "id"}:
        raise ScimError(
            400, 'Only userName, externalId and id are looked up, each with eq and a "value".', "invalidFilter"
        )
    try:
        return Filter(name, _storable(json.loads(read.group(2))))
    except ValueError as error:
        raise ScimError(400, "The value in the filter is not well formed.", "invalidFilter") from error


def _storable(text: str) -> str:
    """The text, if the database can hold it. Raises `ValueError` for one with a zero byte or half a character."""
    if "\0" in text:
        raise ValueError
    text.encode()
    return text


def paging(start: str, count: str) -> tuple[int, int]:
    """From which result on, counted from one, and how many (7644, 3.4.2.4)."""
    try:
        first, number = int(start or "1"), int(count) if count else MOST
    except ValueError as error:
        raise ScimError(400, "startIndex and count are whole numbers.", "invalidValue") from error
    return min(max(first, 1), LAST), min(max(number, 0), MOST)


def body_of(content: bytes, schema: str) -> dict[str, Any]:
    """The message in a request. Raises `ScimError` for what is no JSON object or names another schema."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ScimError(400, "This is not JSON.", "invalidSyntax") from error
    if not isinstance(said, dict):
        raise ScimError(400, "A message is a JSON object.", "invalidSyntax")
    schemas = _folded(said).get("schemas")
    if not isinstance(schemas, list) or schema.lower() not in {str(each).lower() for each in schemas}:
        raise ScimError(400, f"The message must name the schema {schema}.", "invalidSyntax")
    return said


def created(said: Mapping[str, Any]) -> Person:
    """Somebody new, or somebody as they now are (PUT); what the message does not say stands as in `Person`."""
    return _read(Person(), said)


def replaced(held: Person, said: Mapping[str, Any]) -> Person:
    """Somebody as PUT says: what it leaves out is cleared, but for the address, their being here, and their roles."""
    kept = Person(user_name=held.user_name, active=held.active, roles=held.roles, external_id=held.external_id)
    return _read(kept, said)


def patched(held: Person, said: Mapping[str, Any]) -> Person:
    """Somebody after every operation of a PATCH (7644, 3.5.2); all of it or, where one is refused, nothing."""
    operations = _folded(said).get("operations")
    if not isinstance(operations, list) or not operations:
        raise ScimError(400, "A patch has a list of operations.", "invalidSyntax")
    for each in operations:
        if not isinstance(each, dict):
            raise ScimError(400, "An operation is an object.", "invalidSyntax")
        held = _operated(held, _folded(each))
    return held


def _operated(held: Person, operation: Mapping[str, Any]) -> Person:
    act, path = str(operation.get("op", "")).lower(), operation.get("path")
    if act not in {"add", "replace", "remove"}:
        raise ScimError(400, "An operation is add, replace or remove.", "invalidSyntax")
    if path is not None and not isinstance(path, str):
        raise ScimError(400, "A path is text.", "invalidPath")
    if act == "remove":
        if not path:
            raise ScimError(400, "What is to be removed needs a path.", "noTarget")
        return _removed(held, _attribute(path))
    if "value" not in operation:
        raise ScimError(400, f"The operation {act} needs a value.", "invalidValue")
    value = operation["value"]
    if path:
        return _set(held, act, _attribute(path), value)
    if not isinstance(value, dict):
        raise ScimError(400, "Without a path the value is an object of attributes.", "invalidValue")
    for name, each in _flat(value):
        held = _set(held, act, _attribute(name), each)
    return held


def _flat(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The attributes of an object, those of `name` one by one."""
    for name, each in value.items():
        if name.lower() == "name" and isinstance(each, dict):
            yield from ((f"name.{part}", part_value) for part, part_value in each.items())
        else:
            yield name, each


_PATH = re.compile(r"(?P<name>[A-Za-z0-9.]+)(?:\[[^\]]*\](?:\.[A-Za-z]+)?)?")


def _attribute(path: str) -> str:
    """The attribute that a path means, folded: the schema in front and a choice among values behind say no more here."""
    name = path.strip()
    if name.lower().startswith("urn:"):
        if not name.lower().startswith(f"{USER.lower()}:"):
            return ""
        name = name[len(USER) + 1 :]
    read = _PATH.fullmatch(name)
    if read is None:
        raise ScimError(400, f"This path is not understood: {path[:100]}", "invalidPath")
    return read.group("name").lower()


_TEXTS = {
    "username": ("user_name", 254),
    "externalid": ("external_id", 200),
    "name.givenname": ("given_name", 100),
    "name.familyname": ("family_name", 100),
    "title": ("title", 100),
}
_READ_ONLY = {"id", "meta", "schemas", "groups"}


def _set(held: Person, act: str, attribute: str, value: Any) -> Person:
    """One attribute with its new value. What Bookbag does not hold is passed over, as 7644, 3.3 allows."""
    if attribute == "name" and isinstance(value, dict):
        for name, each in _flat({"name": value}):
            held = _set(held, act, _attribute(name), each)
        return held
    if attribute in _TEXTS:
        field, longest = _TEXTS[attribute]
        return _with(held, field, _text(attribute, value, longest))
    if attribute == "active":
        return replace(held, active=_truth(value))
    if attribute.startswith("roles"):
        before = (held.roles or ()) if act == "add" else ()
        return replace(held, roles=tuple(dict.fromkeys((*before, *_roles(value)))))
    if attribute in _READ_ONLY:
        raise ScimError(400, f"{attribute} cannot be changed.", "mutability")
    return held


def _with(held: Person, field: str, text: str) -> Person:
    change: dict[str, Any] = {field: text}
    return replace(held, **change)


def _removed(held: Person, attribute: str) -> Person:
    if attribute in {"username", "active", "name.familyname", *_READ_ONLY}:
        raise ScimError(400, f"{attribute} cannot be removed.", "mutability")
    if attribute in _TEXTS:
        return _with(held, _TEXTS[attribute][0], "")
    return replace(held, roles=()) if attribute.startswith("roles") else held


def _read(held: Person, said: Mapping[str, Any]) -> Person:
    for name, value in _flat(said):
        if value is not None and name.lower() not in _READ_ONLY:
            held = _set(held, "replace", name.lower(), value)
    if not held.user_name:
        raise ScimError(400, "userName is required.", "invalidValue")
    whole = _folded(said).get("displayname")
    if isinstance(whole, str) and not (held.given_name or held.family_name):
        given, _, family = whole.strip().rpartition(" ")
        return replace(held, given_name=given[:100], family_name=family[:100])
    return held


def _text(attribute: str, value: Any, longest: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ScimError(400, f"{attribute} is text.", "invalidValue")
    try:
        text = _storable(value).strip()
    except ValueError as error:
        raise ScimError(400, f"{attribute} is text.", "invalidValue") from error
    if len(text) > longest:
        raise ScimError(400, f"{attribute} has {longest} characters at the most.", "invalidValue")
    if attribute == "username" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text):
        raise ScimError(400, "userName is the e-mail address with which they sign in.", "invalidValue")
    return text


def _truth(value: Any) -> bool:
    """True or false, also in the words that Entra sends."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise ScimError(400, "active is true or false.", "invalidValue")


def _roles(value: Any) -> Iterator[Role]:
    """Roles, each as a word, as an object with a value, or as such an object in text (Entra)."""
    for each in value if isinstance(value, list) else [value]:
        said = each.get("value") if isinstance(each, dict) else each
        if isinstance(said, str) and said.startswith("{"):
            try:
                said = json.loads(said).get("value")
            except (ValueError, AttributeError):
                said = None
        word = str(said).strip().lower().replace(" ", "_")
        if word not in set(Role):
            raise ScimError(400, f"There is no role {str(said)[:40]}.", "invalidValue")
        if Role(word) not in GIVEN:
            raise ScimError(400, f"A directory does not give the role {word}: a person does.", "invalidValue")
        yield Role(word)


def without_roles(said: Person) -> Person:
    """The same, with nothing said of roles."""
    return replace(said, roles=None)


def _folded(said: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in said.items()}


def shown(id_: str, held: Person, *, location: str) -> dict[str, Any]:
    """Somebody as a resource."""
    told: dict[str, Any] = {
        "schemas": [USER],
        "id": id_,
        "userName": held.user_name,
        "name": {
            "givenName": held.given_name,
            "familyName": held.family_name,
            "formatted": f"{held.given_name} {held.family_name}".strip(),
        },
        "displayName": f"{held.given_name} {held.family_name}".strip(),
        "active": held.active,
        "emails": [{"value": held.user_name, "type": "work", "primary": True}],
        "roles": [{"value": role.value} for role in held.roles or ()],
        "meta": {"resourceType": "User", "location": location},
    }
    told |= {"externalId": held.external_id} if held.external_id else {}
    return told | ({"title": held.title} if held.title else {})


def listed(resources: list[dict[str, Any]], *, total: int, start: int) -> dict[str, Any]:
    """A page of resources."""
    return {
        "schemas": [LIST],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(resources),
        "Resources": resources,
    }
