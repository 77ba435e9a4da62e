"""A mother writes "please do not tell his father" and is answered: for him, and for who has no part in it, she never wrote."""

import pytest
from tests.builders import looking
from tests.whole.two_worlds import hiding
from tests.whole.two_worlds.conftest import Tell, Told, apart

from bookbag.policy.permissions import PROOF_ONLY, WHOLE_DESK, Role

NO_PART = [role for role in Role if role not in WHOLE_DESK | PROOF_ONLY]
"""Those who see of the desk what is theirs alone: the case is another's, of a class that is not theirs."""


@pytest.fixture(scope="module")
def told(tell: Tell) -> Told:
    return tell(hiding.not_for_him, NO_PART)


def test_his_family_pages_are_the_same(without: Told, told: Told) -> None:
    assert looking.differences(without.homes["Omar"], told.homes["Omar"]) == {}
    assert looking.differences(without.homes["anybody"], told.homes["anybody"]) == {}
    assert set(looking.differences(without.homes["Samina"], told.homes["Samina"])) == {"family-messages"}


def test_her_receipt_and_answer_reach_her_alone(without: Told, told: Told) -> None:
    # Her words look like a safeguarding matter: the leads, and the heads for want of them, are told to look, and no more.
    differ = set(looking.differences(without.mails, told.mails))
    assert "samina.khan@home.example" in differ
    assert "omar.khan@home.example" not in differ
    for address, some in told.mails.items():
        held = [mail for mail in some if b"father" in mail or b"telling us" in mail or b"quiet" in mail]
        assert bool(held) == (address == "samina.khan@home.example"), address


@pytest.mark.parametrize("role", NO_PART)
def test_nothing_but_the_figures_tells_colleagues_without_a_part_in_it(without: Told, told: Told, role: Role) -> None:
    # It is an ordinary matter: the figures of the policy count it, and so do its lines, without a name or a word.
    beside = {page for page in apart(without, told, role) if not page.startswith(("policy", "clause"))}
    assert beside == set()
    assert not any(b"not even through" in seen.content for seen in told.pages[role].values())
    # Its rows are of the sight of all, so that the database may be asked of them; what comes back is what is not there.
    for there, nowhere in told.hidden.values():
        assert {name: seen.content for name, seen in there.items()} == {
            name: no.content for name, no in nowhere.items()
        }


def test_the_log_holds_no_word_of_it(told: Told) -> None:
    assert [line for line in told.logged if "solicitor" in line or "quiet" in line.lower()] == []
