"""From the routes of a policy to one who has a matter: a person, or the queue of a post. Knows no tables and no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from bookbag.policy.rules.words import Post
from bookbag.policy.values import Route

OF_ONE = frozenset({Post.TEACHER, Post.PERSON_ASKED_FOR})
"""Posts that are one person of each matter: the teacher of the child, whoever is asked for."""


@dataclass(frozen=True, slots=True)
class There:
    """Who there is for one matter. `acting` says who does somebody's work today: they themselves, or whoever stands in;
    whom it leaves out is not to have it, or is away and nobody stands in.
    """

    teachers: tuple[UUID, ...] = ()
    asked_for: tuple[UUID, ...] = ()
    posts: Mapping[Post, Sequence[UUID]] = field(default_factory=dict)
    acting: Mapping[UUID, UUID] = field(default_factory=dict)

    def one(self, post: Post) -> UUID | None:
        """The one person who fills a post for this matter; None where nobody does, or several do."""
        people = {Post.TEACHER: self.teachers, Post.PERSON_ASKED_FOR: self.asked_for}.get(post)
        held = self.posts.get(post, ()) if people is None else people
        return self.acting.get(held[0]) if len(set(held)) == 1 else None

    def fills(self, post: Post) -> bool:
        """Whether anybody fills a post."""
        return bool(self.posts.get(post))


@dataclass(frozen=True, slots=True)
class Taker:
    """Who has a matter: a person, or without one whoever fills the post. `route` is what says so."""

    route: Route
    post: Post
    staff: UUID | None = None


def ordered(routes: Sequence[Route]) -> list[Route]:
    """The routes as they are tried: those who are the first to ask, then the others, as the packs name them."""
    return sorted(routes, key=lambda route: not route.first)


def choose(routes: Sequence[Route], there: There) -> Taker | None:
    """Say who has a matter; None where no route finds anybody, and it is the office's as everything is that comes in.

    What goes to the safeguarding lead has a way of its own and is in nobody's queue.
    """
    for route in ordered(routes):
        post = Post(route.to)
        if post is Post.DSL:
            continue
        if post is Post.OFFICE:
            return Taker(route, post)
        if staff := there.one(post):
            return Taker(route, post, staff)
        if post not in OF_ONE and there.fills(post):
            return Taker(route, post)
    return None
