"""Each clock of law ends with a letter, and each letter belongs to one."""

import pytest

from bookbag.policy import packs
from bookbag.policy.letters import letters

OF_THE_COMMISSIONER = {"freedom-of-information-answer", "subject-access-answer", "data-protection-complaint-receipt"}


def test_every_statute_names_a_letter_that_there_is_and_none_is_left_over() -> None:
    named = {rule.law.letter for rule in packs.load("law-england").promises if rule.law}
    assert named == set(letters())


@pytest.mark.parametrize("name", sorted(OF_THE_COMMISSIONER))
def test_whoever_asked_is_told_of_the_information_commissioner(name: str) -> None:
    assert "Information Commissioner" in letters()[name].body
