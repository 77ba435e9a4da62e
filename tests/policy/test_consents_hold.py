"""What holds of answers that differ: any no wins, only a yes that counts is a yes, and nobody's silence is one."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from bookbag.policy.consent_topics import Topic
from bookbag.policy.consenting import Adult, Answer, Child, How, Seen, State, child, differ, ends_with_year, holds, seen

TODAY = date(2026, 3, 2)
TOPIC = Topic("photo-website", "Photographs")
MOTHER, FATHER = (Adult(UUID(int=n), name, responsible=True) for n, name in ((1, "Samina Khan"), (2, "Omar Khan")))
SAYS = (None, State.ASKED, State.GIVEN, State.REFUSED, State.WITHDRAWN)


def said(state: State | None, who: UUID | None) -> list[Answer]:
    return [Answer(who, state, TODAY, How.SLIP)] if state else []


@pytest.mark.parametrize(("mother", "father", "pupil"), list(product(SAYS, repeat=3)))
def test_a_yes_holds_where_somebody_says_it_and_nobody_says_no(
    mother: State | None, father: State | None, pupil: State | None
) -> None:
    answers = [*said(mother, MOTHER.id), *said(father, FATHER.id), *said(pupil, None)]
    held = holds(TOPIC, [MOTHER, FATHER], answers, of=Child("Amira", own_counts=True), today=TODAY)
    everything = {mother, father, pupil}
    assert bool(held) == (State.GIVEN in everything and not everything & {State.REFUSED, State.WITHDRAWN})
    assert (seen(held) is Seen.NO) == bool(everything & {State.REFUSED, State.WITHDRAWN})


@pytest.mark.parametrize("no", [State.REFUSED, State.WITHDRAWN])
def test_a_no_holds_on_when_its_adult_is_no_longer_linked_and_is_told_as_a_difference(no: State) -> None:
    answers = [*said(no, FATHER.id), *said(State.GIVEN, MOTHER.id)]
    held = holds(TOPIC, [MOTHER], answers, of=Child("Amira"), today=TODAY)
    assert (held.state, held.by) == (no, "an adult who is no longer linked to the child")
    assert differ(TOPIC, [MOTHER], answers, of=Child("Amira"), today=TODAY)


@pytest.mark.parametrize("no", [State.REFUSED, State.WITHDRAWN])
def test_a_no_holds_on_when_its_adult_is_said_to_have_no_responsibility_and_is_told_as_a_difference(no: State) -> None:
    father = Adult(FATHER.id, "Omar Khan", responsible=False)
    answers = [*said(no, father.id), *said(State.GIVEN, MOTHER.id)]
    held = holds(TOPIC, [MOTHER, father], answers, of=Child("Amira"), today=TODAY)
    assert (held.state, held.by) == (no, "Omar Khan")
    assert differ(TOPIC, [MOTHER, father], answers, of=Child("Amira"), today=TODAY)


def test_a_yes_of_somebody_without_responsibility_is_none_and_undoes_none() -> None:
    father = Adult(FATHER.id, "Omar Khan", responsible=False)
    yes = said(State.GIVEN, father.id)
    assert not holds(TOPIC, [MOTHER, father], yes, of=Child("Amira"), today=TODAY)
    assert holds(TOPIC, [MOTHER, father], [*yes, *said(State.GIVEN, MOTHER.id)], of=Child("Amira"), today=TODAY)


@pytest.mark.parametrize(("said_before", "counts"), [(State.REFUSED, False), (State.WITHDRAWN, True)])
def test_beside_an_authority_only_what_a_parent_takes_back_counts(said_before: State, counts: bool) -> None:
    worker = Adult(MOTHER.id, "Kay Ross", responsible=None, decides=frozenset({TOPIC.name}))
    answers = [*said(said_before, FATHER.id), *said(State.GIVEN, worker.id)]
    held = holds(TOPIC, [worker, FATHER], answers, of=Child("Amira", in_care_of="Fenshire"), today=TODAY)
    assert bool(held) is not counts


def test_a_yes_of_somebody_no_longer_linked_is_none() -> None:
    assert not holds(TOPIC, [MOTHER], said(State.GIVEN, FATHER.id), of=Child("Amira"), today=TODAY)


def test_of_age_nobody_elses_no_counts_linked_or_not() -> None:
    answers = [*said(State.REFUSED, FATHER.id), *said(State.GIVEN, None)]
    assert holds(TOPIC, [], answers, of=Child("Amira", own_counts=True, of_age=True), today=TODAY)


def test_below_the_age_a_pupils_answer_does_not_count() -> None:
    answers = [*said(State.GIVEN, MOTHER.id), *said(State.REFUSED, None)]
    assert holds(TOPIC, [MOTHER], answers, of=Child("Amira"), today=TODAY)


@pytest.mark.parametrize(
    ("born_on", "counts", "of_age"),
    [
        (None, False, False),
        (date(2013, 3, 3), False, False),
        (date(2013, 3, 2), True, False),
        (date(2008, 3, 3), True, False),
        (date(2008, 3, 2), True, True),
    ],
)
def test_age_is_counted_to_the_day(born_on: date | None, counts: bool, of_age: bool) -> None:
    found = child("Amira", born_on, own_from=13, in_care_of="Fenshire", today=TODAY)
    assert (found.own_counts, found.of_age) == (counts, of_age)
    assert bool(found.in_care_of) is not of_age


@pytest.mark.parametrize(
    ("on", "ends"),
    [(date(2026, 8, 31), date(2026, 8, 31)), (date(2026, 9, 1), date(2027, 8, 31)), (TODAY, date(2026, 8, 31))],
)
def test_a_school_year_ends_with_august(on: date, ends: date) -> None:
    assert ends_with_year(on) == ends


def test_whom_an_order_keeps_away_gives_no_yes_but_their_no_stays() -> None:
    limited = Adult(FATHER.id, "Omar Khan", responsible=True, office_first=True)
    of = Child("Amira")
    assert not holds(TOPIC, [limited], said(State.GIVEN, limited.id), of=of, today=TODAY)
    assert holds(TOPIC, [limited], said(State.REFUSED, limited.id), of=of, today=TODAY).state is State.REFUSED
