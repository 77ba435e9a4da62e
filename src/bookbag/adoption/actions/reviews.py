"""Reviews of a policy: asked for early with a reason, written down clause by clause, signed off once every law line is answered."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from bookbag.adoption import queries
from bookbag.adoption.actions import rulings
from bookbag.adoption.changes import leave, owner
from bookbag.adoption.models import Review, Ruling
from bookbag.adoption.models.review import State
from bookbag.adoption.models.ruling import Kind as Ruled
from bookbag.errors import Invalid, NotFound, Stale
from bookbag.policy import english
from bookbag.policy.packs import Pack
from bookbag.policy.permissions import Act, Actor, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School


def ask_early(school: School, slug: str, *, reason: str, by: Actor, now: datetime) -> Review:
    """Ask for a review before its day, because something has happened that calls for a change."""
    may(by, Act.SEE_PROOF, Standing(school_id=school.id)).require()
    with tenancy.atomic():
        bound = queries.binding_of(school, slug)
        if not reason.strip():
            raise Invalid(fields={"reason": "Say what has happened that calls for a change. Name nobody."})
        review = Review.objects.create(
            **owner(school, of_trust=bound.of_trust),
            pack=slug,
            reason=reason.strip(),
            asked_by=by.name,
            asked_at=now,
        )
        _note(Kind.REVIEW_ASKED, review, by=by, now=now)
        return review


def decide_early(school: School, review_id: UUID, *, outcome: str, by: Actor, now: datetime, today: date) -> None:
    """Enter what was decided about an early review, which closes it."""
    with tenancy.atomic():
        review = _open(school, review_id, by)
        if not outcome.strip():
            raise Invalid(fields={"outcome": "Say what was decided: for instance that a new version is being drafted."})
        review.outcome = outcome.strip()
        _sign_off(review, today, by=by, now=now)


def begin(school: School, slug: str, *, by: Actor, now: datetime) -> Review:
    """The review of a pack that is going on, or a new one."""
    with tenancy.atomic():
        bound = queries.binding_of(school, slug)
        leave(by, school, of_trust=bound.of_trust).require()
        going_on = Review.objects.filter(queries.theirs(school), pack=slug, reason="", state=State.OPEN).first()
        if going_on:
            return going_on
        mine = owner(school, of_trust=bound.of_trust)
        begun = Review.objects.create(**mine, pack=slug, asked_by=by.name, asked_at=now)
        _note(Kind.REVIEW_WRITTEN, begun, by=by, now=now)
        return begun


def write(
    school: School,
    review_id: UUID,
    *,
    law: Mapping[str, str],
    decisions: Mapping[str, str],
    outcome: str,
    by: Actor,
    now: datetime,
) -> Review:
    """Keep what has been answered so far: the law line of each rule, what is decided of each clause, and the rest."""
    with tenancy.atomic():
        review = _open(school, review_id, by)
        review.law = {rule: answer for rule, answer in law.items() if answer}
        review.decisions = {clause: said.strip() for clause, said in decisions.items() if said.strip()}
        review.outcome = outcome.strip()
        review.save(update_fields=["law", "decisions", "outcome"])
        _note(Kind.REVIEW_WRITTEN, review, by=by, now=now)
        return review


def sign_off(
    school: School, review_id: UUID, *, held_on: date, next_on: date | None, by: Actor, now: datetime, today: date
) -> None:
    """Close a review of a day. The next one follows from the policy's own figure, or is on the day that is given.

    Raises `Invalid` while the law line of a rule is unanswered, and names each.
    """
    with tenancy.atomic():
        review = _open(school, review_id, by)
        pack = queries.binding_of(school, review.pack).pack
        if unanswered := missing_lines(review, pack):
            raise Invalid(f"The law line is not answered for {english.listed([said for _, said in unanswered])}.")
        if held_on > today:
            raise Invalid(fields={"held_on": "A review is recorded once it has been held."})
        if next_on and next_on <= held_on:
            raise Invalid(fields={"next_on": "The next review comes after this one."})
        _sign_off(review, held_on, by=by, now=now)
        for set_by_hand in Ruling.objects.filter(
            queries.theirs(school), kind=Ruled.NEXT_REVIEW, pack=review.pack, ended_at=None
        ):
            set_by_hand.ended_at, set_by_hand.ended_by = now, by.name
            set_by_hand.save(update_fields=["ended_at", "ended_by"])
        if next_on:
            rulings.set_review_day(school, review.pack, next_on, by=by, now=now)


def missing_lines(review: Review, pack: Pack) -> list[tuple[str, str]]:
    """The rules whose law line is unanswered: each one's name, and its clause with the name in words."""
    return [
        (rule.id, f"{rule.clause}: {rule.id.replace('-', ' ')}")
        for rule in (*pack.rules, *pack.off)
        if rule.id not in review.law
    ]


def _open(school: School, review_id: UUID, by: Actor) -> Review:
    found = Review.objects.select_for_update(no_key=True).filter(queries.theirs(school), id=review_id).first()
    if found is None:
        raise NotFound
    leave(by, school, of_trust=found.of_trust).require()
    if found.state != State.OPEN:
        raise Stale("This review has been decided already.")
    return found


def _sign_off(review: Review, held_on: date, *, by: Actor, now: datetime) -> None:
    review.state, review.held_on = State.HELD, held_on
    review.signed_by, review.signed_staff, review.signed_at = by.name, by.person, now
    review.save(update_fields=["state", "held_on", "outcome", "signed_by", "signed_staff", "signed_at"])
    _note(Kind.REVIEW_HELD, review, by=by, now=now)


def _note(kind: Kind, review: Review, *, by: Actor, now: datetime) -> None:
    early = bool(review.reason)
    note(kind, by=by, now=now, thing="review", thing_id=review.id, pack=review.pack, early=early)
