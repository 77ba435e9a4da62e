"""What the demo shows of a policy's life, of who is in, and of promises of every kind; all of it as pages would find it."""

from datetime import timedelta

import pytest
from tests.demo.conftest import NOW, Sown

from bookbag.adoption import acknowledging, reviewing, waiting
from bookbag.adoption import queries as adoption
from bookbag.adoption.models import Ruling
from bookbag.adoption.models.version import State
from bookbag.cli.demo import occasions
from bookbag.desk.models import Breach, Case, CaseEvent, Duty, Reminder
from bookbag.desk.models.case import EventKind
from bookbag.governance import queries as governance
from bookbag.governance.queries import Attested
from bookbag.people import queries as people
from bookbag.people.models import Absence, BusyWindow, DutyTurn, StaffMember
from bookbag.policy.permissions import Actor, Role, Sight
from bookbag.schools import tenancy

TODAY = NOW.date()


def everybody(sown: Sown, slug: str) -> list[Actor]:
    school_id = sown.schools[slug].id
    found = people.staff_with_roles(school_id, today=TODAY)
    return [Actor(member.name, school_id, member.id, roles=frozenset(roles)) for member, roles in found]


def test_a_policy_has_a_past_version_one_in_force_and_one_that_waits_for_one_signature(sown: Sown) -> None:
    school = sown.schools["spring"]
    with tenancy.atomic(school.id):
        states = {version.number: version.state for version in adoption.versions(school)}
        draft = next(each for each in adoption.versions(school) if each.state == State.AWAITING)
        missing = [agreement.clause for agreement in adoption.missing(adoption.version(school, draft.id), school)]
        asked = [each.name for each in everybody(sown, "spring") if _is_asked_to_sign(sown, each)]
    assert states == {"1.5": State.AWAITING, "1.4": State.IN_FORCE, "1.3": State.PAST}
    assert missing == ["SPT-003"]
    assert asked == ["Geoffrey Tindall"]


def _is_asked_to_sign(sown: Sown, actor: Actor) -> bool:
    return any(each.page == "policy-version" for each in waiting.for_person(sown.schools["spring"], actor, today=TODAY))


def test_a_review_was_held_one_is_due_soon_and_somebody_asks_for_one_early(sown: Sown) -> None:
    with tenancy.atomic(sown.schools["spring"].id):
        [spring] = reviewing.calendar(sown.schools["spring"])
        assert len(reviewing.held(sown.schools["spring"])) == 1
        assert spring.early
    with tenancy.atomic(sown.schools["wyton"].id):
        [wyton] = reviewing.calendar(sown.schools["wyton"])
        assert wyton.due
        assert wyton.due.warned(TODAY)
        assert not wyton.due.overdue(TODAY)


def test_somebody_has_switched_a_rule_off_and_the_head_has_not_seen_it(sown: Sown) -> None:
    with tenancy.atomic(sown.schools["wyton"].id):
        off = Ruling.objects.get(school=sown.schools["wyton"], kind="rule_off")
    assert off.name == "Alison Frayne"
    assert off.says
    assert off.seen_at is None


def test_some_have_confirmed_the_version_in_force_and_some_have_not(sown: Sown) -> None:
    for slug, school in sown.schools.items():
        with tenancy.atomic(school.id):
            waits = [bool(acknowledging.open_for(school, each)) for each in everybody(sown, slug)]
        assert 0 < sum(waits) < len(waits) / 2


def test_clauses_kept_elsewhere_are_confirmed_and_one_is_due_again(sown: Sown) -> None:
    school = sown.schools["wyton"]
    with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
        head = next(each for each in everybody(sown, "wyton") if Role.HEAD in each.roles)
        period = governance.periods(school, now=NOW).years[0]
        count = governance.confirmations(governance.clauses(school, head, period, now=NOW))
    assert count[Attested.CONFIRMED] >= 1
    assert count[Attested.DUE_AGAIN] >= 1
    assert count[Attested.OVERDUE] >= 1


def test_people_are_away_with_a_stand_in_meet_today_and_have_managers(sown: Sown) -> None:
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            away = Absence.objects.filter(school=school, first_day__lte=TODAY, last_day__gte=TODAY)
            assert away.filter(stand_in__isnull=False).count() == 1
            assert BusyWindow.objects.filter(school=school, day=TODAY).count() >= 1
            assert BusyWindow.objects.filter(school=school, weekday__isnull=False).count() >= 1
            assert StaffMember.objects.filter(school=school, manager__isnull=False).count() > 8
            assert DutyTurn.objects.get(school=school).post == "head"


def test_promises_of_every_kind_stand_open_at_each_school(sown: Sown) -> None:
    kinds = {EventKind.ACKNOWLEDGED, EventKind.EXPLAINED, EventKind.CALL_ARRANGED, EventKind.TALK_LOGGED}
    for school in sown.schools.values():
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            events = CaseEvent.objects.filter(school=school)
            assert kinds <= set(events.values_list("kind", flat=True))
            named = events.filter(kind__in=kinds, promised__gt=TODAY)
            assert named.count() >= 3
            assert Duty.objects.filter(school=school, state="open", due__gt=NOW + timedelta(days=1)).exists()


def test_a_clock_of_law_stands_still_and_a_breach_runs(sown: Sown) -> None:
    for school in sown.schools.values():
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            own_data = Case.objects.get(school=school, category="subject_access")
            kinds = list(own_data.events.filter(kind__in=["proof_asked", "proof_had", "asked"]).order_by("at"))
            assert [each.kind for each in kinds] == ["proof_asked", "proof_had", "asked"]
            breach = Breach.objects.get(school=school)
            assert NOW - breach.aware_at < timedelta(hours=72)
            assert breach.told_at is None


def test_late_duties_say_who_was_told(sown: Sown) -> None:
    told = 0
    for school in sown.schools.values():
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            rows = Reminder.objects.filter(school=school, told_at__isnull=False, duty__state="open", duty__due__lt=NOW)
            told += rows.count()
    assert told >= 1


@pytest.mark.parametrize("needed", ["absence", "collection"])
def test_what_is_needed_today_came_by_the_form(sown: Sown, needed: str) -> None:
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            case = Case.objects.get(school=school, needed=needed)
            assert case.channel == "form"
            assert case.needed_since
            assert NOW - case.needed_since < occasions.HOUR
