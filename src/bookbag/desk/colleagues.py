"""Who works at a school as far as telling them of things goes: what each may see, their hours, their posts, their address."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bookbag.adoption import queries as adoption
from bookbag.people import presence
from bookbag.people import queries as people
from bookbag.policy.availability import Hours, lessons
from bookbag.policy.permissions import PROOF_ONLY, SIGHT_OF, WHOLE_DESK, Role, Sight
from bookbag.policy.posts import roles_of
from bookbag.policy.reminding import Colleagues
from bookbag.policy.rules.words import Post
from bookbag.schools import queries as schools
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Colleague:
    """One member of staff, with the roles that hold today."""

    id: UUID
    name: str
    email: str
    roles: frozenset[Role]

    @property
    def sight(self) -> Sight:
        """The most that any of their roles may see."""
        return max((SIGHT_OF.get(role, Sight.ORDINARY) for role in self.roles), default=Sight.ORDINARY)

    @property
    def works_whole_desk(self) -> bool:
        """Whether they may open every ordinary case."""
        return bool(self.roles & WHOLE_DESK)


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody at the desk of one school."""

    members: Mapping[UUID, Colleague]
    hours: Mapping[UUID, Hours]
    posts: Mapping[Post, Sequence[UUID]]
    managers: Mapping[UUID, UUID]

    def seeing(self, sight: int, *, apart: Collection[UUID] = ()) -> Colleagues:
        """Those who may see something of this sight and are not kept from it: to everybody else it does not exist."""
        may = {one for one, member in self.members.items() if member.sight >= sight and one not in apart}
        return Colleagues(
            hours={one: hours for one, hours in self.hours.items() if one in may},
            posts={post: [one for one in held if one in may] for post, held in self.posts.items()},
            managers=self.managers,
        )


def members_of(school: School, *, today: date) -> dict[UUID, Colleague]:
    """Everybody who works at the desk of a school, by id; those who see proof and no post are not among them."""
    return {
        member.id: Colleague(member.id, member.name, member.email, frozenset(roles))
        for member, roles in people.staff_with_roles(school.id, today=today)
        if not roles or not frozenset(roles) <= PROOF_ONLY
    }


def staff_of(school: School, *, now: datetime) -> Staff:
    """Everybody who works at the desk of a school, with their hours and posts as they are today."""
    calendar = schools.calendar_of(school)
    today = now.astimezone(calendar.zone).date()
    members = members_of(school, today=today)
    held = {post: [one.id for one in members.values() if one.roles & roles_of(post)] for post in Post}
    taught = lessons(adoption.packs_of(school))
    return Staff(
        members=members,
        hours=presence.hours_of(school, members, calendar=calendar, lessons=taught, today=today),
        posts=held | _turns(school, members, today),
        managers=people.managers_of(school.id, members),
    )


def _turns(school: School, members: Mapping[UUID, Colleague], today: date) -> dict[Post, list[UUID]]:
    """Who does the work of a post today in place of whoever holds it."""
    turns: dict[Post, list[UUID]] = {}
    for turn in presence.duty_turns(school.id, today=today):
        if turn.first_day <= today and turn.staff_id in members:
            turns.setdefault(Post(turn.post), []).append(turn.staff_id)
    return turns
