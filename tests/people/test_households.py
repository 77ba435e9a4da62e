"""The homes of a child come from front doors, whatever order its adults are held in, and nothing is made up."""

from itertools import permutations

from bookbag.people.households import Home, Living, homes, in_words
from bookbag.people.points import compared

HILL, MILL = "14 Hill Road, Wyton, WY1 2AB", "Flat 2, 3 Mill Lane, Wyton, WY1 4CD"


def living(name: str, *addresses: str, responsible: bool | None = True, lives_with: bool | None = None) -> Living:
    doors = tuple((compared("post", each), each) for each in addresses)
    return Living(name, doors, responsible, lives_with)


def test_the_order_of_the_adults_changes_nothing() -> None:
    adults = [living("Samina Khan", HILL), living("Omar Khan", MILL), living("Noor Khan", "14 hill rd, WY1 2AB")]
    expected = (
        Home(MILL, ("Omar Khan",)),
        Home("14 Hill Road, Wyton, WY1 2AB", ("Noor Khan", "Samina Khan")),
    )
    for order in permutations(adults):
        found = homes(order)
        assert {home.adults for home in found} == {home.adults for home in expected}
        assert found == homes(adults)


def test_one_door_in_two_spellings_is_one_home() -> None:
    (home,) = homes([living("Samina Khan", HILL), living("Omar Khan", "14, Hill Rd., Wyton WY12AB")])
    assert home.adults == ("Omar Khan", "Samina Khan")


def test_a_grandmother_with_whom_the_child_does_not_live_makes_no_home() -> None:
    found = homes([living("Samina Khan", HILL), living("Noor Khan", MILL, responsible=False, lives_with=False)])
    assert [home.adults for home in found] == [("Samina Khan",)]


def test_a_grandmother_with_whom_the_child_lives_makes_one() -> None:
    found = homes([living("Noor Khan", MILL, responsible=False, lives_with=True)])
    assert [home.address for home in found] == [MILL]


def test_of_whom_nobody_has_said_anything_the_address_counts() -> None:
    assert len(homes([living("Samina Khan", HILL), living("Omar Khan", MILL, responsible=None)])) == 2


def test_what_the_page_says_makes_nothing_up() -> None:
    one = homes([living("Samina Khan", HILL)])
    two = homes([living("Samina Khan", HILL), living("Omar Khan", MILL)])
    assert in_words((), told_apart=False) == "No address is held for this child."
    assert in_words(one, told_apart=False) == "One home:"
    assert in_words(one, told_apart=True) == "The parents live apart, and one address is held. Ask for the other."
    assert in_words(two, told_apart=False) == in_words(two, told_apart=True) == "Two homes:"
