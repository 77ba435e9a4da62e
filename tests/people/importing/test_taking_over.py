"""A file taken over: what is new, what changes, who left; the second time nothing; and nobody's correction is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.builders import worlds

from bookbag.people.actions import importing
from bookbag.people.actions.importing import Options
from bookbag.people.importing import classlists
from bookbag.people.models import Contact, ContactPoint, PointChange, Pupil, Relationship
from bookbag.policy.permissions import process
from bookbag.record.models import Entry
from bookbag.schools import tenancy
from bookbag.schools.models import School

TODAY = date(2026, 3, 2)
HEAD = "Forename,Surname,DOB,Class,UPN,Parent 1 Name,Parent 1 Email,Parent 1 Mobile,Parent 2 Name,Parent 2 Email\n"
AMIRA = "Amira,Khan,03/04/2015,3B,,Samina Khan,samina@home.example,07700 900123,Omar Khan,omar@other.example\n"
YUSUF = "Yusuf,Khan,03/04/2015,3B,,Samina Khan,samina@home.example,07700 900123,Omar Khan,omar@other.example\n"
BEN = "Ben,Ash,21/12/2014,3B,,Jo Ash,jo@ash.example,,,\n"


@pytest.fixture
def school(db: None) -> School:
    return worlds.school()


def take(school: School, lines: str, *, dry: bool = False, today: date = TODAY, **options: Any) -> dict[str, Any]:
    reading = classlists.read((HEAD + lines).encode(), today=today)
    by = process("test", school.id)
    with tenancy.atomic(school.id):
        if dry:
            return importing.dry_run(reading, Options("csv", **options), by=by, today=today)
        return importing.take_over(reading, Options("csv", **options), by=by, now=worlds.NOW, today=today)


def held(school: School) -> dict[str, tuple[str, bool]]:
    with tenancy.atomic(school.id):
        return {
            str(one): (one.school_class.name if one.school_class else "", one.left_on is None)
            for one in Pupil.objects.filter(school=school).select_related("school_class")
        }


def test_a_dry_run_says_all_and_writes_nothing(school: School) -> None:
    report = take(school, AMIRA + YUSUF + BEN, dry=True)
    assert report["adds"][:3] == ["3 children are new", "3 adults are new", "1 class is opened"]
    assert held(school) == {}


def test_siblings_share_their_adults_and_twins_stay_two(school: School) -> None:
    take(school, AMIRA + YUSUF)
    assert set(held(school)) == {"Amira Khan", "Yusuf Khan"}
    with tenancy.atomic(school.id):
        assert Relationship.objects.count() == 4
        assert Relationship.objects.values("contact").distinct().count() == 2


def test_the_second_time_nothing_happens(school: School) -> None:
    take(school, AMIRA + YUSUF + BEN)
    again = take(school, BEN + YUSUF + AMIRA)
    assert again["leaves"] == ["3 children stay as they are"]
    assert [again[kind] for kind in ("adds", "changes", "leavers", "asks")] == [[], [], [], []]
    with tenancy.atomic(school.id):
        assert (Pupil.objects.count(), ContactPoint.objects.count()) == (3, 4)
        assert Entry.objects.filter(act="people_imported").count() == 2


def test_moves_and_leavers_are_said_in_sentences(school: School) -> None:
    take(school, AMIRA + BEN + "Cy,Doe,01/02/2015,4B,,,,,,\n")
    report = take(
        school, AMIRA.replace("3B", "4B") + "Di,Roe,01/02/2015,3B,,,,,,\nCy,Doe,01/02/2015,4B,,,,,,\n", dry=True
    )
    assert report["changes"] == ["Amira Khan moves from 3B to 4B"]
    assert report["leavers"] == ["Ben Ash is no longer in the file and would be marked as left on 2 March 2026"]


def test_leavers_are_marked_and_kept_and_may_come_back(school: School) -> None:
    take(school, AMIRA + BEN)
    take(school, AMIRA)
    assert held(school)["Ben Ash"] == ("3B", False)
    assert take(school, AMIRA + BEN)["changes"] == ["Ben Ash comes back to the school"]
    assert held(school)["Ben Ash"] == ("3B", True)


def test_half_a_list_makes_nobody_a_leaver_unless_it_is_said_to_be_whole(school: School) -> None:
    many = "".join(f"Child{letter},Poe,01/02/2015,3B,,,,,,\n" for letter in "abcdefgh")
    take(school, many + AMIRA)
    half = take(school, AMIRA, dry=True)
    assert half["leavers"] == []
    assert half["leaves"][-1].startswith("8 children are not in what could be read of the file.")
    assert len(take(school, AMIRA, dry=True, is_whole=True)["leavers"]) == 8


def test_a_line_that_cannot_be_read_makes_nobody_a_leaver(school: School) -> None:
    take(school, AMIRA + BEN)
    report = take(school, AMIRA + "Ben,Ash,31/02/2014,3B,,,,,,\n")
    assert (report["leavers"], [one["line"] for one in report["unread"]]) == ([], [3])


def test_what_was_corrected_here_stays_where_the_file_says_the_old_thing(school: School) -> None:
    take(school, AMIRA)
    with tenancy.atomic(school.id):
        Pupil.objects.update(born_on=date(2015, 4, 13))
    report = take(school, AMIRA)
    assert report["leaves"][0] == (
        "Amira Khan: date of birth stays 13 April 2015, as corrected here; the file still says 3 April 2015"
    )
    with tenancy.atomic(school.id):
        assert Pupil.objects.get().born_on == date(2015, 4, 13)


def test_a_name_corrected_here_makes_no_second_child_or_adult(school: School) -> None:
    take(school, AMIRA)
    with tenancy.atomic(school.id):
        Pupil.objects.update(given_name="Ameera", family_name="Kahn")
        Contact.objects.filter(given_name="Samina").update(given_name="Saminah")
    report = take(school, AMIRA)
    assert (report["counts"]["children"], report["counts"]["adults"], report["counts"]["kept"]) == (0, 0, 3)


def _corrected_twice(school: School) -> dict[str, Any]:
    take(school, AMIRA.replace(",3B,,", ",3B,B801200005001,"))
    with tenancy.atomic(school.id):
        Pupil.objects.update(born_on=date(2015, 4, 13))
    return take(school, AMIRA.replace("03/04", "23/04").replace(",3B,,", ",3B,B801200005001,"))


def test_where_the_file_says_a_third_thing_a_person_is_asked_until_they_answer(school: School) -> None:
    first = _corrected_twice(school)
    assert [one["says"] for one in first["asks"]] == [
        "Amira Khan: date of birth is 13 April 2015 here and 23 April 2015 in the file"
    ]
    third = AMIRA.replace("03/04", "23/04").replace(",3B,,", ",3B,B801200005001,")
    assert take(school, third)["asks"] == first["asks"]
    take(school, third, answers={first["asks"][0]["key"]: "ours"})
    assert take(school, third)["asks"] == []
    with tenancy.atomic(school.id):
        assert Pupil.objects.get().born_on == date(2015, 4, 13)


def test_an_answer_may_take_the_file_s_word(school: School) -> None:
    key = _corrected_twice(school)["asks"][0]["key"]
    take(school, AMIRA.replace("03/04", "23/04").replace(",3B,,", ",3B,B801200005001,"), answers={key: "theirs"})
    with tenancy.atomic(school.id):
        assert Pupil.objects.get().born_on == date(2015, 4, 23)


def test_an_address_changes_with_the_file_and_the_old_one_is_kept_in_the_history(school: School) -> None:
    take(school, BEN)
    report = take(school, BEN.replace("jo@ash", "jo.ash@new"))
    assert report["changes"] == ["Jo Ash: e-mail changes from jo@ash.example to jo.ash@new.example"]
    with tenancy.atomic(school.id):
        assert list(ContactPoint.objects.values_list("value", flat=True)) == ["jo.ash@new.example"]
        assert list(PointChange.objects.values_list("was", "because")) == [("jo@ash.example", "imported")]


def test_two_adults_with_one_mailbox_stay_two(school: School) -> None:
    take(school, "Amira,Khan,03/04/2015,3B,,Samina Khan,us@home.example,,Omar Khan,us@home.example\n")
    with tenancy.atomic(school.id):
        assert Relationship.objects.count() == 2


def test_a_new_family_name_is_the_same_mother(school: School) -> None:
    take(school, BEN)
    assert take(school, BEN.replace("Jo Ash", "Jo Moss"))["changes"] == ["Jo Ash: family name changes from Ash to Moss"]


def test_two_children_of_one_name_and_no_birth_date_are_told_to_be_in_doubt(school: School) -> None:
    take(school, "Sam,Lee,01/02/2015,3B,,,,,,\nSam,Lee,02/02/2015,3B,,,,,,\n")
    report = take(school, "Sam,Lee,,3B,,,,,,\n")
    assert report["unread"] == [{"line": 2, "says": "several children are called Sam Lee. Add the date of birth."}]


def test_a_wrong_check_letter_warns_and_refuses_nothing(school: School) -> None:
    report = take(school, AMIRA.replace(",3B,,", ",3B,A801200005001,"))
    assert any(
        one["says"].startswith("the UPN A801200005001 of Amira Khan should begin with B") for one in report["noted"]
    )
    assert held(school) == {"Amira Khan": ("3B", True)}


def test_what_the_file_leaves_out_stays(school: School) -> None:
    take(school, AMIRA)
    assert take(school, "Amira,Khan,,,,Samina Khan,,,,\n")["changes"] == []
    with tenancy.atomic(school.id):
        assert ContactPoint.objects.count() == 3


def test_a_child_entered_by_hand_is_known_by_name_and_asked_about(school: School) -> None:
    worlds.family(school)
    report = take(school, AMIRA, today=TODAY + timedelta(days=1))
    assert [one["says"] for one in report["asks"]] == [
        "Amira Khan: class is 4B here and 3B in the file",
        "Samina Khan: e-mail is samina.khan@home.example here and samina@home.example in the file",
    ]
    assert "1 adult is new" in report["adds"]


def test_a_child_of_another_school_is_nobody_here(school: School) -> None:
    take(school, AMIRA)
    other = worlds.school("holt")
    assert take(other, AMIRA)["counts"]["children"] == 1
