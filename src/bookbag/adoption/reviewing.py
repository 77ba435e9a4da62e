"""When the policies that bind a school come up for review, and what is known of their reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bookbag.adoption import queries
from bookbag.adoption.models import Review, Ruling
from bookbag.adoption.models.review import State
from bookbag.adoption.models.ruling import Kind
from bookbag.adoption.queries import Binding
from bookbag.errors import NotFound
from bookbag.policy import posts, reviewing
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.policy.reviewing import Due
from bookbag.policy.rules.words import Post
from bookbag.schools.models import School


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A pack on the policy calendar: when its next review is due, early ones that wait, and the last that was held."""

    binding: Binding
    due: Due | None
    early: tuple[Review, ...]
    going_on: Review | None
    last: date | None
    reviewers: Post | None
    """Whom the policy itself names to review it. Else whoever keeps the policy does."""

    def waits(self, today: date) -> bool:
        """True where somebody has something to do about it today."""
        return bool(self.early) or (self.due is not None and (self.due.overdue(today) or bool(self.due.warned(today))))

    def falls_to(self, actor: Actor) -> bool:
        """True for those who are reminded of it."""
        if self.reviewers and posts.roles_of(self.reviewers):
            return posts.fills(actor, self.reviewers)
        standing = Standing(school_id=actor.school_id, of_trust=self.binding.of_trust)
        return bool(may(actor, Act.KEEP_POLICY, standing))


def calendar(school: School) -> list[Reviewed]:
    """Every policy that binds the school, with its reviews. The law is reviewed by others."""
    bindings = [each for each in queries.bindings(school) if not each.pack.is_law]
    reviews = list(Review.objects.filter(queries.theirs(school)).order_by("asked_at", "id"))
    days = dict(
        Ruling.objects.filter(queries.theirs(school), kind=Kind.NEXT_REVIEW, ended_at=None).values_list("pack", "day")
    )
    return [
        _reviewed(each, [review for review in reviews if review.pack == each.pack.slug], days.get(each.pack.slug))
        for each in bindings
    ]


def _reviewed(binding: Binding, reviews: Iterable[Review], set_by_hand: date | None) -> Reviewed:
    opened = [review for review in reviews if review.state == State.OPEN]
    held = [review.held_on for review in reviews if review.held_on and not review.reason]
    rule = binding.pack.review
    said = rule.review if rule else None
    last = max([*held, *([said.last] if said and said.last else [])], default=None)
    counted = reviewing.after(last, rule.every) if rule and rule.every and last else None
    day = set_by_hand or counted
    return Reviewed(
        binding=binding,
        due=reviewing.due(day, said.warn if said else ()) if day else None,
        early=tuple(review for review in opened if review.reason),
        going_on=next((review for review in opened if not review.reason), None),
        last=last,
        reviewers=rule.whom if rule else None,
    )


def reviews_due(school: School, today: date) -> list[Reviewed]:
    """The policies whose reviewers are to be told: the day comes near or has passed, or an early review waits."""
    return [each for each in calendar(school) if each.waits(today)]


def held(school: School) -> list[Review]:
    """The reviews that have been held, the newest first."""
    return list(Review.objects.filter(queries.theirs(school), state=State.HELD).order_by("-held_on", "-signed_at"))


def review(school: School, review_id: UUID) -> Review:
    """One review. Raises `NotFound`."""
    found = Review.objects.filter(queries.theirs(school), id=review_id).first()
    if found is None:
        raise NotFound
    return found
