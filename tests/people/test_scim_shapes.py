"""What a directory sends, as the RFCs, Entra and Okta write it: filters, paging, patches; and what is refused, in which words."""

from typing import Any

import pytest

from bookbag.people import scim
from bookbag.people.scim import PATCH, USER, Filter, Person, ScimError
from bookbag.policy.permissions import SECOND_FACTOR, WHOLE_DESK, Role

TESS = Person("tess.barrow@wyton.example", "e-17", "Tess", "Barrow", "Year 4 teacher", roles=(Role.TEACHER,))


def patched(*operations: dict[str, Any], held: Person = TESS) -> Person:
    return scim.patched(held, {"schemas": [PATCH], "Operations": list(operations)})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('userName eq "tess@wyton.example"', Filter("username", "tess@wyton.example")),
        ('USERNAME Eq "tess@wyton.example"', Filter("username", "tess@wyton.example")),
        (f'{USER}:userName eq "t@w.example"', Filter("username", "t@w.example")),
        ('externalId eq "say \\"hi\\" \\u00e9"', Filter("externalid", 'say "hi" é')),
        ('id eq ""', Filter("id", "")),
    ],
)
def test_filters_that_are_read(text: str, read: Filter) -> None:
    assert scim.filter_of(text) == read


@pytest.mark.parametrize(
    "text",
    [
        'userName co "tess"',
        'userName eq "a" or userName eq "b"',
        "userName eq tess",
        'title eq "Head"',
        'userName eq "a',
        'userName eq "\\x"',
        "userName pr",
        'userName eq "\\u0000"',
        'userName eq "\\ud800"',
        "x" * 5_000,
    ],
)
def test_filters_that_are_refused_as_such(text: str) -> None:
    with pytest.raises(ScimError) as refused:
        scim.filter_of(text)
    assert (refused.value.status, refused.value.kind) == (400, "invalidFilter")


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (("", ""), (1, 200)),
        (("0", "10"), (1, 10)),
        (("-5", "-1"), (1, 0)),
        (("3", "0"), (3, 0)),
        (("1", "999"), (1, 200)),
        (("9" * 30, "1"), (2**31, 1)),
    ],
)
def test_pages_are_counted_from_one_and_bounded(asked: tuple[str, str], meant: tuple[int, int]) -> None:
    assert scim.paging(*asked) == meant


def test_a_page_that_is_no_number_is_refused() -> None:
    with pytest.raises(ScimError, match="whole numbers"):
        scim.paging("first", "")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "active", "value": False},
        {"op": "Replace", "path": "active", "value": "False"},
        {"op": "replace", "value": {"active": False}},
        {"op": "replace", "path": f"{USER}:active", "value": False},
        {"OP": "ADD", "Path": "ACTIVE", "Value": "false"},
    ],
    ids=["rfc", "entra", "okta", "with its schema", "capitals"],
)
def test_everybody_says_inactive_in_their_own_way(operation: dict[str, Any]) -> None:
    assert not patched(operation).active


def test_attributes_are_set_by_path_and_by_object_in_one_patch() -> None:
    after = patched(
        {"op": "Replace", "path": "name.familyName", "value": "Barrow-Hale"},
        {"op": "add", "value": {"title": "Assistant head", "name": {"givenName": "Tessa"}, "nickName": "T"}},
        {"op": "replace", "value": {"name.givenName": "Theresa"}},
        {"op": "Add", "path": 'emails[type eq "work"].value', "value": "other@wyton.example"},
        {"op": "Add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "Y4"},
        {"op": "replace", "path": "externalId", "value": "e-18"},
    )
    assert (after.given_name, after.family_name, after.title) == ("Theresa", "Barrow-Hale", "Assistant head")
    assert (after.external_id, after.user_name) == ("e-18", TESS.user_name)


@pytest.mark.parametrize(
    ("operation", "roles"),
    [
        ({"op": "add", "path": "roles", "value": [{"value": "hr"}]}, ("teacher", "hr")),
        ({"op": "replace", "path": "roles", "value": [{"value": "hr"}]}, ("hr",)),
        ({"op": "add", "path": 'roles[primary eq "True"].value', "value": "Governor"}, ("teacher", "governor")),
        (
            {"op": "add", "path": "roles", "value": ['{"id":"1","value":"supply","displayName":"Supply"}']},
            ("teacher", "supply"),
        ),
        ({"op": "remove", "path": "roles"}, ()),
    ],
)
def test_roles_are_added_replaced_and_removed(operation: dict[str, Any], roles: tuple[str, ...]) -> None:
    assert patched(operation).roles == roles


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR | WHOLE_DESK))
@pytest.mark.parametrize("shape", ["object", "text", "whole"])
def test_no_role_that_leads_or_sees_more_is_given(role: Role, shape: str) -> None:
    value: Any = {"object": [{"value": role.value}], "text": role.value.upper(), "whole": ["teacher", role.value]}[
        shape
    ]
    for said in ({"op": "add", "path": "roles", "value": value}, {"op": "replace", "value": {"roles": value}}):
        with pytest.raises(ScimError, match="A directory does not give the role") as refused:
            patched(said)
        assert refused.value.status == 400
    with pytest.raises(ScimError, match="A directory does not give the role"):
        scim.created({"schemas": [USER], "userName": "a@w.example", "roles": value})


@pytest.mark.parametrize(
    ("operations", "kind"),
    [
        ([], "invalidSyntax"),
        (["replace"], "invalidSyntax"),
        ([{"op": "move", "path": "active"}], "invalidSyntax"),
        ([{"op": "remove"}], "noTarget"),
        ([{"op": "remove", "path": "userName"}], "mutability"),
        ([{"op": "replace", "path": "id", "value": "1"}], "mutability"),
        ([{"op": "replace", "path": "active"}], "invalidValue"),
        ([{"op": "replace", "path": "active", "value": "maybe"}], "invalidValue"),
        ([{"op": "replace", "path": "title", "value": {"a": 1}}], "invalidValue"),
        ([{"op": "replace", "path": "userName", "value": "tess"}], "invalidValue"),
        ([{"op": "replace", "path": "title", "value": "a\0b"}], "invalidValue"),
        ([{"op": "replace", "path": "title", "value": "a" * 101}], "invalidValue"),
        ([{"op": "replace", "path": "a b", "value": "x"}], "invalidPath"),
        ([{"op": "replace", "path": 7, "value": "x"}], "invalidPath"),
        ([{"op": "replace", "value": "x"}], "invalidValue"),
        ([{"op": "replace", "path": "active", "value": False}, {"op": "remove"}], "noTarget"),
    ],
)
def test_a_patch_that_cannot_be_done_is_refused_whole_with_the_rfcs_word(operations: list[Any], kind: str) -> None:
    with pytest.raises(ScimError) as refused:
        patched(*operations)
    assert (refused.value.status, refused.value.kind) == (400, kind)
    assert refused.value.body["status"] == "400"


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"schemas": []}', b'{"schemas": "x"}', b"\xff\xfe", b"[" * 100_000],
)
def test_a_message_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(ScimError) as refused:
        scim.body_of(content, USER)
    assert refused.value.kind == "invalidSyntax"


def test_put_clears_what_it_leaves_out_and_keeps_the_address_and_whether_they_are_here() -> None:
    after = scim.replaced(TESS, {"schemas": [USER], "userName": TESS.user_name, "name": {"familyName": "Barrow"}})
    assert (after.given_name, after.title, after.active, after.roles) == ("", "", True, TESS.roles)


def test_somebody_new_with_a_name_in_one_piece() -> None:
    said = {"schemas": [USER], "userName": "Ann.Lee@w.example", "displayName": "Ann Mary Lee", "active": "True"}
    new = scim.created(said)
    assert (new.given_name, new.family_name, new.active, new.roles) == ("Ann Mary", "Lee", True, None)
    with pytest.raises(ScimError, match="userName is required"):
        scim.created({"schemas": [USER], "displayName": "Ann Lee"})
