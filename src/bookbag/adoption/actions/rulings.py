"""What a head or manager decides about the packs in force: a rule off, a need met, a conflict settled. Each ends, none goes."""

from datetime import date, datetime
from typing import Any

from bookbag.adoption import queries
from bookbag.adoption.changes import Change, leave, owner, reached, refusal
from bookbag.adoption.models import Ruling
from bookbag.adoption.models.ruling import Kind
from bookbag.adoption.queries import Binding
from bookbag.errors import Denied, Invalid, NotFound, Stale
from bookbag.policy import precedence
from bookbag.policy.permissions import Act, Actor, Role, Verdict
from bookbag.policy.rules import AnyRule
from bookbag.record.kinds import Kind as Noted
from bookbag.record.writing import note
from bookbag.schools import tenancy
from bookbag.schools.models import School

NO_REASON = "Say why, in a few words. The headteacher and the governors read it."


def switch_off(school: School, slug: str, rule_id: str, *, reason: str, by: Actor, now: datetime) -> Change | Verdict:
    """Switch a rule off, with a reason that the head is shown. What binds all of a trust is refused at a school, and noted."""
    with tenancy.atomic():
        bound = queries.binding_of(school, slug)
        rule = _rule(bound, rule_id)
        if bound.of_trust:
            refused = refusal(by, school, "rule_off", slug, now=now, rule=rule_id, clause=rule.clause)
            if refused is not None:
                return refused
        leave(by, school, of_trust=bound.of_trust).require()
        if rule in bound.pack.off:
            raise Stale("This rule is off already.")
        if not reason.strip():
            raise Invalid(fields={"reason": NO_REASON})
        _make(
            school,
            Kind.RULE_OFF,
            slug,
            rule_id,
            of_trust=bound.of_trust,
            says=reason,
            clause=rule.clause,
            by=by,
            now=now,
        )
        return _change("rule_off", school, bound)


def switch_on(school: School, slug: str, rule_id: str, *, by: Actor, now: datetime) -> Change | Verdict:
    """Switch a rule on again."""
    with tenancy.atomic():
        bound = queries.binding_of(school, slug)
        rule = _rule(bound, rule_id)
        if bound.of_trust:
            refused = refusal(by, school, "rule_on", slug, now=now, rule=rule_id, clause=rule.clause)
            if refused is not None:
                return refused
        leave(by, school, of_trust=bound.of_trust).require()
        _end(school, Kind.RULE_OFF, slug, rule_id, clause=rule.clause, by=by, now=now)
        return _change("rule_on", school, bound)


def meet_need(school: School, slug: str, need_id: str, *, document: str, by: Actor, now: datetime) -> Change:
    """Say in which document of the school a need is met: the rules that rest on it run from now on."""
    with tenancy.atomic():
        leave(by, school, of_trust=False).require()
        bound = queries.binding_of(school, slug)
        if not any(need.id == need_id for need in bound.pack.unmet):
            raise Stale("This is not missing any more.")
        if not document.strip():
            raise Invalid(fields={"document": "Name the document, and where it lies."})
        _make(school, Kind.NEED_MET, slug, need_id, says=document, by=by, now=now)
        return _change("need_met", school, bound, of_trust=False)


def unmeet_need(school: School, slug: str, need_id: str, *, by: Actor, now: datetime) -> Change:
    """Say that a need is not met any more: the rules that rest on it stand still."""
    with tenancy.atomic():
        leave(by, school, of_trust=False).require()
        bound = queries.binding_of(school, slug)
        _end(school, Kind.NEED_MET, slug, need_id, by=by, now=now)
        return _change("need_open", school, bound, of_trust=False)


def settle(school: School, between: tuple[str, str], rules: str, *, reason: str, by: Actor, now: datetime) -> Change:
    """Decide once, as the head, which of two clauses holds that cannot both be met."""
    with tenancy.atomic():
        leave(by, school, of_trust=False, act=Act.SETTLE_CONFLICT).require()
        bindings = queries.bindings(school)
        found = precedence.conflicts([each.pack for each in bindings])
        conflict = next((each for each in found if {each.first, each.second} == {*between}), None)
        if conflict is None or conflict.settled:
            raise Stale("These two clauses do not wait to be decided.")
        if rules not in between:
            raise Invalid(fields={"rules": "Say which of the two clauses holds."})
        loses = next(clause for clause in between if clause != rules)
        if any(loses in each.pack.clauses and each.of_trust for each in bindings):
            raise Invalid(fields={"rules": f"{loses} binds every school of the trust. Only the trust can change it."})
        if not reason.strip():
            raise Invalid(fields={"reason": NO_REASON})
        pair = " ".join(sorted(between))
        _make(school, Kind.SETTLED, "", pair, says=reason, rules=rules, by=by, now=now)
        return Change("conflict_settled", "", "", (school.id,))


def set_review_day(school: School, slug: str, day: date, *, by: Actor, now: datetime) -> None:
    """Set the day of a pack's next review, in place of the one that was set or counted."""
    with tenancy.atomic():
        bound = queries.binding_of(school, slug)
        leave(by, school, of_trust=bound.of_trust).require()
        held = _in_force(school, Kind.NEXT_REVIEW, slug, "")
        if held:
            _finish(held, by=by, now=now)
        _make(school, Kind.NEXT_REVIEW, slug, "", of_trust=bound.of_trust, says="Set by hand.", day=day, by=by, now=now)


def see(school: School, *, by: Actor, now: datetime) -> None:
    """Note that the head has seen which rules others have switched off."""
    if Role.HEAD not in by.roles:
        raise Denied("This is for the headteacher to see.")
    with tenancy.atomic():
        for off in Ruling.objects.filter(school_id=school.id, kind=Kind.RULE_OFF, seen_at=None):
            off.seen_at = now
            off.save(update_fields=["seen_at"])
            _note(Noted.RULING_SEEN, off, clause="", by=by, now=now)


def _rule(bound: Binding, rule_id: str) -> AnyRule:
    found = next((rule for rule in (*bound.pack.rules, *bound.pack.off) if rule.id == rule_id), None)
    if found is None:
        raise NotFound
    return found


def _make(
    school: School,
    kind: Kind,
    slug: str,
    subject: str,
    *,
    of_trust: bool = False,
    says: str,
    by: Actor,
    now: datetime,
    rules: str = "",
    day: date | None = None,
    clause: str = "",
) -> None:
    """Write a ruling down. The head needs no telling of what the head has decided."""
    made = Ruling.objects.create(
        **owner(school, of_trust=of_trust),
        kind=kind,
        pack=slug,
        subject=subject,
        rules=rules,
        day=day,
        says=says.strip(),
        name=by.name,
        staff=by.person,
        at=now,
        seen_at=now if Role.HEAD in by.roles else None,
    )
    _note(Noted.RULING_MADE, made, clause=clause, by=by, now=now)


def _end(school: School, kind: Kind, slug: str, subject: str, *, by: Actor, now: datetime, clause: str = "") -> None:
    held = _in_force(school, kind, slug, subject)
    if held is None:
        raise Stale("This has been ended already.")
    _finish(held, clause=clause, by=by, now=now)


def _in_force(school: School, kind: Kind, slug: str, subject: str) -> Ruling | None:
    held = Ruling.objects.select_for_update(no_key=True).filter(queries.theirs(school), kind=kind, ended_at=None)
    return held.filter(pack=slug, subject=subject).first()


def _finish(held: Ruling, *, by: Actor, now: datetime, clause: str = "") -> None:
    held.ended_at, held.ended_by = now, by.name
    held.save(update_fields=["ended_at", "ended_by"])
    _note(Noted.RULING_ENDED, held, clause=clause, by=by, now=now)


def _note(kind: Noted, of: Ruling, *, clause: str, by: Actor, now: datetime) -> None:
    note(kind, by=by, now=now, thing="ruling", thing_id=of.id, clause=clause, **_told(of))


def _told(of: Ruling) -> dict[str, Any]:
    return {"what": of.kind, "pack": of.pack, "subject": of.subject}


def _change(what: str, school: School, bound: Binding, *, of_trust: bool | None = None) -> Change:
    reaches = bound.of_trust if of_trust is None else of_trust
    return Change(what, bound.pack.slug, bound.pack.version, reached(school, of_trust=reaches))
