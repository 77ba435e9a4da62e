"""Addresses as families, offices and other systems write them: which are one front door, and which are not."""

import pytest

from bookbag.people.postal import door_of, same_door

SAME = [
    ("14 High Street, Little Wickham, FN4 7QD", "14 High St, Little Wickham FN4 7QD"),
    ("14 High Street, Little Wickham, FN4 7QD", "14, High Street, Little Wickham, Fenshire, FN47QD"),
    ("14 High Street, Little Wickham, FN4 7QD", "14 HIGH STREET\nLITTLE WICKHAM\nFENSHIRE\nfn4 7qd"),
    ("14 High Street, FN4 7QD", "No. 14 High Street, FN4 7QD"),
    ("14 High Street, FN4 7QD", "Number 14, High Str., FN4 7QD, United Kingdom"),
    ("14 High Street, FN4 7QD", "14 High Street; Little Wickham; FN4-7QD; England"),
    ("14 High Street, FN4 7QD", "014 High Street, FN4 7QD"),
    ("14 High Street, FN4 7QD", "Mrs G Doyle, 14 High Street, FN4 7QD"),
    ("14 High Street, FN4 7QD", "The Parents of Finn Doyle\n14 High Street\nFN4 7QD"),
    ("14 High Street, FN4 7QD", "14 FN4 7QD"),
    ("Flat 2, 14 High Street, FN4 7QD", "14 High Street, Flat 2, FN4 7QD"),
    ("Flat 2, 14 High Street, FN4 7QD", "Flt 2 14 High St FN4 7QD"),
    ("Flat 2, 14 High Street, FN4 7QD", "Apt. 2, 14 High Street, FN4 7QD"),
    ("Flat 2, 14 High Street, FN4 7QD", "Apartment No 2, 14 High Street, FN4 7QD"),
    ("Flat 2, 14 High Street, FN4 7QD", "14/2 High Street, FN4 7QD"),
    ("Flat A, 14 High Street, FN4 7QD", "14a High Street, FN4 7QD"),
    ("14A High Street, FN4 7QD", "14 a High Street, FN4 7QD"),
    ("Ground Floor Flat, 14 High Street, FN4 7QD", "14 High Street, ground floor flat, FN4 7QD"),
    ("1st floor flat, 14 High Street, FN4 7QD", "First Floor Flat, 14 High Street, FN4 7QD"),
    ("3 Queen's Road, FN4 7QD", "3 Queens Rd, FN4 7QD"),
    ("3 Queen’s Road, FN4 7QD", "3 Queens Road FN4 7QD"),
    ("7 St John's Avenue, FN4 7QD", "7 Saint Johns Ave, FN4 7QD"),
    ("7 St. Mary's St., FN4 7QD", "7 Saint Marys Street, FN4 7QD"),
    ("7 Church Street North, FN4 7QD", "7 Church St Nth, FN4 7QD"),
    ("9 Mill Lane, FN4 7QD", "9 Mill Ln, FN4 7QD"),
    ("9 Mill Close, FN4 7QD", "9 Mill Cl., FN4 7QD"),
    ("9 Mill Gardens, FN4 7QD", "9 Mill Gdns, FN4 7QD"),
    ("9 Mill Crescent, FN4 7QD", "9 Mill Cres FN4 7QD"),
    ("9 Mill Terrace, FN4 7QD", "9 Mill Terr, FN4 7QD"),
    ("9 Mill Drive, FN4 7QD", "9 Mill Dr, FN4 7QD"),
    ("9 Mill Court, FN4 7QD", "9 Mill Ct, FN4 7QD"),
    ("9 Mill Square, FN4 7QD", "9 Mill Sq, FN4 7QD"),
    ("9 Mill Place, FN4 7QD", "9 Mill Pl, FN4 7QD"),
    ("9 Mill Park, FN4 7QD", "9 Mill Pk, FN4 7QD"),
    ("9 Great Mill Way, FN4 7QD", "9 Gt Mill Wy, FN4 7QD"),
    ("Rose Cottage, Mill Lane, Little Wickham, FN4 7QD", "Rose Cottage, Little Wickham, FN4 7QD"),
    ("Rose Cottage, Mill Lane, FN4 7QD", "Rose Cott., Mill Ln, FN4 7QD"),
    ("Rose Cottage, 3 Mill Lane, FN4 7QD", "3 Mill Lane, FN4 7QD"),
    ("Manor Fm, Long Drove, FN4 7QD", "Manor Farm, Long Drove, FN4 7QD"),
    ("14 High Street, FN4 7QD", "14 High Street, FN4 7QD."),
    ("14 High Street, FN4 OQD", "14 High Street, FN4 0QD"),
    ("14 High Street, FNO 7QD", "14 High Street, FN0 7QD"),
    ("14 High Street, FN4 IQD", "14 High Street, FN4 1QD"),
    ("14 High Street, W1A 1AA", "14 High St, W1A1AA"),
    ("14 High Street, SW1A 1AA", "14 High St, sw1a 1aa"),
    ("14 High Street, Little Wickham", "14 High St, Little Wickham"),
    ("14-16 High Street, FN4 7QD", "14 - 16 High Street, FN4 7QD"),
    ("14 to 16 High Street, FN4 7QD", "14-16 High St, FN4 7QD"),
    ("Siân's House, Mill Lane, FN4 7QD", "Sians House, Mill Lane, FN4 7QD"),
    ("c/o Mrs Bell, 14 High Street, FN4 7QD", "14 High Street, FN4 7QD"),
    ("Unit 3, Mill Park, FN4 7QD", "Unit 3 Mill Pk, FN4 7QD"),
]

APART = [
    ("14 High Street, FN4 7QD", "15 High Street, FN4 7QD"),
    ("14 High Street, FN4 7QD", "14 High Street, FN4 7QE"),
    ("14 High Street, FN4 7QD", "14a High Street, FN4 7QD"),
    ("14 High Street, FN4 7QD", "Flat 2, 14 High Street, FN4 7QD"),
    ("Flat 1, 14 High Street, FN4 7QD", "Flat 2, 14 High Street, FN4 7QD"),
    ("Flat 12, 4 High Street, FN4 7QD", "Flat 1, 24 High Street, FN4 7QD"),
    ("14 High Street, FN4 7QD", "14 Church Lane, FN4 7QD"),
    ("14 High Road, FN4 7QD", "14 High Street, FN4 7QD"),
    ("1 High Street, FN4 7QD", "11 High Street, FN4 7QD"),
    ("Rose Cottage, Mill Lane, FN4 7QD", "Ivy Cottage, Mill Lane, FN4 7QD"),
    ("Rose Cottage, FN4 7QD", "Rose House, FN4 7QD"),
    ("14 High Street, Little Wickham", "14 High Street, Great Wickham"),
    ("14 High Street", "14 High Street, FN4 7QD"),
    ("Little Wickham", "Little Wickham"),
    ("FN4 7QD", "FN4 7QD"),
    ("", ""),
    ("14/2 High Street, FN4 7QD", "14/3 High Street, FN4 7QD"),
    ("Ground Floor Flat, 14 High Street, FN4 7QD", "Top Flat, 14 High Street, FN4 7QD"),
    ("14-16 High Street, FN4 7QD", "14 High Street, FN4 7QD"),
    ("Flat A, 14 High Street, FN4 7QD", "Flat B, 14 High Street, FN4 7QD"),
    ("3 St John's Road, FN4 7QD", "3 St James's Road, FN4 7QD"),
    ("3 Mill Lane, EC1A 1BB", "3 Mill Lane, EC1V 1BB"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_they_are_one_front_door(one: str, other: str) -> None:
    assert same_door(one, other), (door_of(one), door_of(other))
    assert same_door(other, one), "it holds one way round only"


@pytest.mark.parametrize(("one", "other"), APART)
def test_they_are_two_front_doors(one: str, other: str) -> None:
    assert not same_door(one, other), (door_of(one), door_of(other))
    assert not same_door(other, one), "it holds one way round only"


@pytest.mark.parametrize(
    ("one", "other"), [pair for pair in SAME if not pair[1].startswith("14 FN4") and "Rose" not in pair[0]]
)
def test_one_door_has_one_key(one: str, other: str) -> None:
    assert door_of(one).key == door_of(other).key != ""


@pytest.mark.parametrize("address", ["", "Little Wickham", "FN4 7QD", "14", "The Old Rectory"])
def test_an_address_that_says_too_little_has_no_key(address: str) -> None:
    assert door_of(address).key == ""
