"""Who may do what: the verdicts, and that a refusal says why without saying what the thing is."""

from uuid import uuid4

import pytest

from bookbag.errors import Denied
from bookbag.policy.permissions import Act, Actor, Role, Sight, Standing, may, process

SCHOOL, OTHER = 1, 2


def somebody(*roles: Role, school: int = SCHOOL) -> Actor:
    return Actor("Somebody", school, staff_id=uuid4(), user_id=7, roles=frozenset(roles))


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD, Role.DSL, Role.SENCO, Role.ATTENDANCE])
def test_whoever_works_the_desk_may_see_an_ordinary_case(role: Role) -> None:
    assert may(somebody(role), Act.SEE_CASE, Standing(SCHOOL))


def test_a_teacher_sees_their_own_and_what_they_take_part_in() -> None:
    teacher = somebody(Role.TEACHER)
    assert teacher.staff_id
    assert may(teacher, Act.ANSWER, Standing(SCHOOL, owner_id=teacher.staff_id))
    assert may(teacher, Act.SEE_CASE, Standing(SCHOOL, taking_part=frozenset({teacher.staff_id})))
    assert not may(teacher, Act.SEE_CASE, Standing(SCHOOL, owner_id=uuid4()))


def test_the_desk_itself_is_open_to_a_teacher() -> None:
    assert may(somebody(Role.TEACHER), Act.SEE_DESK, Standing(SCHOOL))


@pytest.mark.parametrize("roles", [(Role.GOVERNOR,), (Role.CHAIR, Role.GOVERNOR), (Role.CLERK,)])
def test_governors_see_no_post(roles: tuple[Role, ...]) -> None:
    assert not may(somebody(*roles), Act.SEE_DESK, Standing(SCHOOL))


def test_a_teacher_who_is_also_a_governor_is_still_a_teacher() -> None:
    assert may(somebody(Role.TEACHER, Role.GOVERNOR), Act.SEE_DESK, Standing(SCHOOL))


def test_whoever_has_no_role_today_may_nothing() -> None:
    assert not may(somebody(), Act.SEE_DESK, Standing(SCHOOL))


def test_another_schools_head_may_nothing_here() -> None:
    assert not may(somebody(Role.HEAD, school=OTHER), Act.SEE_CASE, Standing(SCHOOL))


@pytest.mark.parametrize(
    ("role", "sight", "allowed"),
    [
        (Role.OFFICE, Sight.CONFIDENTIAL, False),
        (Role.HEAD, Sight.CONFIDENTIAL, True),
        (Role.HEAD, Sight.SAFEGUARDING, False),
        (Role.DSL, Sight.SAFEGUARDING, True),
        (Role.DEPUTY_DSL, Sight.SAFEGUARDING, True),
    ],
)
def test_sight_goes_by_role(role: Role, sight: Sight, *, allowed: bool) -> None:
    assert bool(may(somebody(role), Act.SEE_CASE, Standing(SCHOOL, sight=sight))) is allowed


def test_a_verdict_can_be_required() -> None:
    may(somebody(Role.OFFICE), Act.CLOSE, Standing(SCHOOL)).require()
    with pytest.raises(Denied, match="another school"):
        may(somebody(Role.OFFICE), Act.CLOSE, Standing(OTHER)).require()


def test_a_process_of_ours_sees_what_it_carries_and_is_nobody() -> None:
    intake = process("intake", SCHOOL)
    assert intake.sight is Sight.SAFEGUARDING
    assert may(intake, Act.SEE_CASE, Standing(SCHOOL, sight=Sight.SAFEGUARDING))
    assert not may(intake, Act.SEE_CASE, Standing(OTHER))
    with pytest.raises(Denied):
        _ = intake.person


@pytest.mark.parametrize(
    "role", [Role.TRUST_OFFICER, Role.CHIEF_EXECUTIVE, Role.EXECUTIVE_HEAD, Role.CHAIR_OF_TRUSTEES]
)
def test_the_trusts_people_see_proof_and_no_post(role: Role) -> None:
    assert may(somebody(role), Act.SEE_PROOF, Standing(SCHOOL))
    assert not may(somebody(role), Act.SEE_DESK, Standing(SCHOOL))
    assert not may(somebody(role), Act.SEE_CASE, Standing(SCHOOL))


@pytest.mark.parametrize(
    ("role", "own", "of_trust"),
    [
        (Role.HEAD, True, False),
        (Role.BUSINESS_MANAGER, True, False),
        (Role.TRUST_OFFICER, False, True),
        (Role.EXECUTIVE_HEAD, False, True),
        (Role.CHIEF_EXECUTIVE, False, True),
        (Role.CHAIR_OF_TRUSTEES, False, False),
        (Role.OFFICE, False, False),
        (Role.GOVERNOR, False, False),
    ],
)
def test_a_school_keeps_its_own_policy_and_the_trust_what_binds_all(role: Role, *, own: bool, of_trust: bool) -> None:
    assert bool(may(somebody(role), Act.KEEP_POLICY, Standing(SCHOOL))) is own
    assert bool(may(somebody(role), Act.KEEP_POLICY, Standing(SCHOOL, of_trust=True))) is of_trust


def test_the_head_alone_settles_what_pulls_apart_at_a_school() -> None:
    assert may(somebody(Role.HEAD), Act.SETTLE_CONFLICT, Standing(SCHOOL))
    assert not may(somebody(Role.BUSINESS_MANAGER), Act.SETTLE_CONFLICT, Standing(SCHOOL))
    assert not may(somebody(Role.HEAD), Act.SETTLE_CONFLICT, Standing(SCHOOL, of_trust=True))
