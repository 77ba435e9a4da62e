"""What Bookbag tells a directory about itself before anything is asked: its abilities, its one type, that type's schema."""

from typing import Any

from bookbag.people.scim import CONFIG, GIVEN, MOST, RESOURCE_TYPE, SCHEMA, USER


def config(base: str) -> dict[str, Any]:
    """What is supported and what is not (RFC 7643, 5)."""
    return {
        "schemas": [CONFIG],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": False},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "Key of the school",
                "description": "A key made on the page “What the school must enter”, sent as a bearer token.",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig", "location": f"{base}/ServiceProviderConfig"},
    }


def resource_type(base: str) -> dict[str, Any]:
    """The one type there is (7643, 6)."""
    return {
        "schemas": [RESOURCE_TYPE],
        "id": "User",
        "name": "User",
        "endpoint": "/Users",
        "description": "Somebody who works at the school",
        "schema": USER,
        "schemaExtensions": [],
        "meta": {"resourceType": "ResourceType", "location": f"{base}/ResourceTypes/User"},
    }


def schema(base: str) -> dict[str, Any]:
    """The attributes of a user that Bookbag holds (7643, 7)."""
    return {
        "schemas": [SCHEMA],
        "id": USER,
        "name": "User",
        "description": "Somebody who works at the school",
        "attributes": [
            _attribute("userName", "The e-mail address with which they sign in", required=True, uniqueness="server"),
            _attribute("externalId", "Their number in the directory", exact=True, uniqueness="server"),
            _complex(
                "name",
                "The name",
                [
                    _attribute("givenName", "Given name"),
                    _attribute("familyName", "Family name"),
                    _attribute("formatted", "Both", mutability="readOnly"),
                ],
            ),
            _attribute("displayName", "The name in one piece", mutability="readOnly"),
            _attribute("title", "The job, in the school's own words"),
            _attribute("active", "Whether they work here; false ends their sign-in at once", type_="boolean"),
            _complex(
                "emails",
                "The same address as userName",
                [_attribute("value", "The address", mutability="readOnly")],
                several=True,
                mutability="readOnly",
            ),
            _complex(
                "roles",
                "What they are, from today on; roles that lead or see more are given on the Staff page",
                [_attribute("value", "The role") | {"canonicalValues": [role.value for role in GIVEN]}],
                several=True,
            ),
        ],
        "meta": {"resourceType": "Schema", "location": f"{base}/Schemas/{USER}"},
    }


def _attribute(
    name: str,
    says: str,
    *,
    type_: str = "string",
    required: bool = False,
    exact: bool = False,
    mutability: str = "readWrite",
    uniqueness: str = "none",
) -> dict[str, Any]:
    return {
        "name": name,
        "type": type_,
        "multiValued": False,
        "description": says,
        "required": required,
        "caseExact": exact,
        "mutability": mutability,
        "returned": "default",
        "uniqueness": uniqueness,
    }


def _complex(
    name: str, says: str, parts: list[dict[str, Any]], *, several: bool = False, mutability: str = "readWrite"
) -> dict[str, Any]:
    made = _attribute(name, says, type_="complex", mutability=mutability)
    return made | {"multiValued": several, "subAttributes": parts}
