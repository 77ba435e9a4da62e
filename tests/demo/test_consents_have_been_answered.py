"""The demo shows consents as a school knows them: given, not answered yet, parents who differ, a yes that was taken back."""

from tests.demo.conftest import NOW, Sown

from bookbag.adoption import queries as adoption
from bookbag.people import consents
from bookbag.policy.consenting import State
from bookbag.schools import tenancy

TODAY = NOW.date()


def test_some_have_answered_some_not_one_pair_differs_and_one_yes_was_taken_back(sown: Sown) -> None:
    school = sown.schools["wyton"]
    with tenancy.atomic(school.id):
        asked = consents.topics_of(school, adoption.packs_of(school))
        pupils = consents.pupils_in(consents.classes(school.id)[0])
        found = consents.of_pupils(school, pupils, asked, today=TODAY)
        states = {one.holding.state for of in found for one in of.standings}
        differ = [standing for of in found for standing in of.conflicts()]
        back = [standing for of in found for standing in of.to_stop()]
    assert {State.GIVEN, State.NEVER_ASKED, State.REFUSED, State.WITHDRAWN} <= states
    assert len(differ) >= 1
    assert len(back) == 1
