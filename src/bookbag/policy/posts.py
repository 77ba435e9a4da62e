"""Who fills a post that a policy names: the one place where posts of packs meet roles of people."""

from bookbag.policy.permissions import OF_TRUST, Actor, Role
from bookbag.policy.rules.words import People, Post

_NOT_STAFF = frozenset({Role.GOVERNOR, Role.CHAIR, Role.CLERK}) | (OF_TRUST - {Role.EXECUTIVE_HEAD})

_ROLES: dict[Post, frozenset[Role]] = {
    Post.CHAIR_OF_GOVERNORS: frozenset({Role.CHAIR}),
    Post.CHAIR_OF_TRUSTEES: frozenset({Role.CHAIR_OF_TRUSTEES}),
    Post.CHIEF_EXECUTIVE: frozenset({Role.CHIEF_EXECUTIVE}),
    Post.DIGITAL_CHAMPION: frozenset({Role.DIGITAL_CHAMPION}),
    Post.DSL: frozenset({Role.DSL, Role.DEPUTY_DSL}),
    Post.EXECUTIVE_HEAD: frozenset({Role.EXECUTIVE_HEAD}),
    Post.GOVERNING_BODY: frozenset({Role.GOVERNOR, Role.CHAIR}),
    Post.HEAD: frozenset({Role.HEAD}),
    Post.HEAD_OF_FACULTY: frozenset({Role.SENIOR_LEADER}),
    Post.HR: frozenset({Role.HR}),
    Post.MANAGER: frozenset({Role.SENIOR_LEADER, Role.HEAD, Role.BUSINESS_MANAGER}),
    Post.OFFICE: frozenset({Role.OFFICE}),
    Post.SENIOR_LEADER: frozenset({Role.SENIOR_LEADER, Role.HEAD}),
    Post.STAFF: frozenset(Role) - _NOT_STAFF,
    Post.TEACHER: frozenset({Role.TEACHER}),
}


def roles_of(post: Post) -> frozenset[Role]:
    """The roles of which any one fills a post.

    None for a post that is no role: an author, a parent, the person asked for. Those are found by who did what.
    """
    return _ROLES.get(post, frozenset())


def fills(actor: Actor, post: Post) -> bool:
    """Say whether somebody fills a post by a role that they have today."""
    return bool(actor.roles & roles_of(post))


def people(actor: Actor) -> frozenset[People]:
    """Those among whom a policy counts somebody, as far as roles say."""
    groups = {
        People.STAFF: roles_of(Post.STAFF),
        People.GOVERNORS: frozenset({Role.GOVERNOR, Role.CHAIR, Role.CLERK}),
        People.TRUSTEES: frozenset({Role.CHAIR_OF_TRUSTEES}),
    }
    return frozenset(group for group, roles in groups.items() if actor.roles & roles)
