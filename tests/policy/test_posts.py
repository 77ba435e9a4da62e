"""Who fills a post that a policy names."""

from uuid import uuid4

from bookbag.policy.permissions import Actor, Role
from bookbag.policy.posts import fills, roles_of
from bookbag.policy.rules.words import Post

NO_ROLE = {Post.AUTHOR, Post.PARENTS, Post.PERSON_ASKED_FOR}


def test_every_post_is_filled_by_a_role_or_is_none() -> None:
    assert {post for post in Post if not roles_of(post)} == NO_ROLE


def test_one_of_the_roles_is_enough() -> None:
    deputy = Actor("Dee", 1, staff_id=uuid4(), roles=frozenset({Role.TEACHER, Role.DEPUTY_DSL}))
    assert fills(deputy, Post.DSL)
    assert not fills(deputy, Post.HEAD)


def test_governors_and_trustees_are_not_staff() -> None:
    assert not roles_of(Post.STAFF) & {Role.GOVERNOR, Role.CHAIR, Role.CHAIR_OF_TRUSTEES}
