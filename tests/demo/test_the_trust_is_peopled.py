"""The demo's schools have somebody in every role, and families of every kind that the pages must get right."""

from collections import Counter
from datetime import timedelta

from tests.demo.conftest import NOW, Sown

from bookbag.people import presence
from bookbag.people import queries as people
from bookbag.people.models import Contact, ContactPoint, Pupil, Relationship, Restriction, StaffMember, WorkingPattern
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import queries as schools
from bookbag.schools import tenancy

PACKS = {"spring": "spring-partnership", "wyton": "wyton", "norton": "norton-west-chinnock"}


def test_three_schools_keep_three_packs_and_know_where_to_turn(sown: Sown) -> None:
    assert {slug: school.packs for slug, school in sown.schools.items()} == {s: [p] for s, p in PACKS.items()}
    assert all(school.tells_where_to_turn for school in sown.schools.values())
    for slug, school in sown.schools.items():
        mailbox = schools.mailbox_for(f"office@{slug}.bookbag.test")
        assert mailbox
        assert mailbox.school_id == school.id
    assert len({school.trust_id for school in sown.schools.values()}) == 1


def test_every_role_is_held_by_somebody_with_a_login_that_no_password_opens(sown: Sown) -> None:
    held: set[Role] = set()
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            for member, roles in people.staff_with_roles(school.id, today=NOW.date()):
                held |= set(roles)
                assert member.user
                assert not member.user.has_usable_password()
    assert held == set(Role)


def test_heads_and_a_deputy_take_emergencies_and_some_teachers_work_part_of_the_week(sown: Sown) -> None:
    part_timers = 0
    for school in sown.schools.values():
        assert school.core_from == school.opens
        with tenancy.atomic(school.id):
            accepted = [each.staff for each in presence.emergency_rota(school.id, on=NOW.date())]
            assert sum(each.job_title.startswith("Headteacher") for each in accepted) == 1
            assert len(accepted) == 2
            part_timers += WorkingPattern.objects.values("staff").distinct().count()
    assert part_timers == 2


def test_somebody_works_at_all_three_schools_with_one_login(sown: Sown) -> None:
    logins: Counter[int | None] = Counter()
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            logins.update(StaffMember.objects.filter(school=school).values_list("user_id", flat=True))
    assert max(logins.values()) == 3


def test_as_many_pupils_as_wanted_are_in_classes_with_teachers(sown: Sown) -> None:
    pupils = 0
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            mine = Pupil.objects.filter(school=school)
            pupils += mine.count()
            assert not mine.filter(school_class__teacher=None).exists()
    assert pupils == 60


def test_families_differ_as_families_do(sown: Sown) -> None:
    languages, paper, apart, shared, staff_too = set(), 0, 0, 0, 0
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            contacts = Contact.objects.filter(school=school)
            languages |= set(contacts.values_list("language", flat=True))
            paper += contacts.filter(on_paper=True).count()
            apart += Relationship.objects.filter(school=school, lives_with=False).count()
            emails = Counter(ContactPoint.objects.filter(school=school, kind="email").values_list("folded", flat=True))
            shared += sum(number > 1 for number in emails.values())
            names = {contact.full_name for contact in contacts}
            staff_too += StaffMember.objects.filter(school=school, name__in=names).count()
    assert {"en", "pl", "ur"} <= languages
    assert (paper > 0, apart > 0, shared > 0, staff_too > 0) == (True, True, True, True)


def test_the_head_has_seen_a_court_order_and_the_office_does_not_read_it(sown: Sown) -> None:
    school = sown.schools["wyton"]
    with tenancy.atomic(school.id):
        assert not Restriction.objects.filter(school=school).exists()
    with tenancy.atomic(school.id, sight=Sight.CONFIDENTIAL):
        order = Restriction.objects.select_related("contact", "checked_by").get(school=school)
        assert order.contact.full_name == "Kieran Doyle"
        assert order.checked_by.job_title == "Headteacher"
        assert order.ends_on > NOW.date() + timedelta(days=100)
