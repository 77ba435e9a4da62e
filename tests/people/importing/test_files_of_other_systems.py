"""Common Transfer Files and OneRoster bundles taken over: numbers of the other system, staff, classes, what is to go."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from tests.builders import worlds

from bookbag.people.actions import importing
from bookbag.people.actions.importing import Options
from bookbag.people.importing import classlists, rosters, transferfiles
from bookbag.people.models import Contact, Leaving, Pupil, Relationship, SchoolClass, StaffMember, StaffRole
from bookbag.policy.permissions import Role, process
from bookbag.schools import tenancy
from bookbag.schools.models import School

TODAY = date(2026, 3, 2)
CTF = """<?xml version="1.0"?><CTfile><Header><DocumentName>Common Transfer File</DocumentName></Header><CTFpupilData>{}
</CTFpupilData></CTfile>"""
PUPIL = """<Pupil><UPN>B801200005001</UPN><Surname>Khan</Surname><Forename>Amira</Forename><DOB>2015-04-03</DOB>
<Contacts>{}</Contacts></Pupil>"""
MOTHER = """<Contact><Order>1</Order><Surname>Khan</Surname><Forename>Samina</Forename><Relationship>PAM</Relationship>
<Responsibility>1</Responsibility></Contact>"""
GRANDMOTHER = """<Contact><Order>2</Order><Surname>Khan</Surname><Forename>Nadia</Forename><Relationship>GPM</Relationship>
<Responsibility>0</Responsibility></Contact>"""
USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,agentSourcedIds\n"


def bundle(users: str, manner: str = "bulk") -> bytes:
    files = {
        "manifest.csv": f"propertyName,value\noneroster.version,1.1\nfile.users,{manner}\nfile.classes,bulk\nfile.enrollments,bulk\n",
        "users.csv": USERS + users,
        "classes.csv": "sourcedId,status,title,classType\nc1,active,3B,homeroom\n",
        "enrollments.csv": "sourcedId,status,classSourcedId,userSourcedId,role,primary\n"
        "e1,active,c1,p1,student,false\ne2,active,c1,p2,student,false\ne3,active,c1,t1,teacher,true\n",
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


P1 = "p1,active,,true,o1,student,p1,Sam,Lee,,a1\n"
P2 = "p2,active,,true,o1,student,p2,Sam,Lee,,a1\n"
A1 = "a1,active,,true,o1,guardian,a1,Kim,Lee,kim@lee.example,\n"
T1 = "t1,active,,true,o1,teacher,t1,Ada,Moss,ada.moss@wyton.bookbag.test,\n"


@pytest.fixture
def school(db: None) -> School:
    return worlds.school()


def take(school: School, source: str, raw: bytes) -> dict[str, Any]:
    reading = {"ctf": transferfiles, "oneroster": rosters, "csv": classlists}[source].read(raw, today=TODAY)
    with tenancy.atomic(school.id):
        return importing.take_over(reading, Options(source), by=process("test", school.id), now=worlds.NOW, today=TODAY)


def test_a_transfer_file_brings_adults_and_whoever_is_no_parent_is_not_told(school: School) -> None:
    take(school, "ctf", CTF.format(PUPIL.format(MOTHER + GRANDMOTHER)).encode())
    with tenancy.atomic(school.id):
        ties = Relationship.objects.order_by("contact__given_name")
        assert [(one.kind, one.parental_responsibility, one.told) for one in ties] == [
            ("grandmother", False, False),
            ("mother", True, True),
        ]


def test_the_order_of_contacts_changes_nothing(school: School) -> None:
    take(school, "ctf", CTF.format(PUPIL.format(MOTHER + GRANDMOTHER)).encode())
    again = take(school, "ctf", CTF.format(PUPIL.format(GRANDMOTHER + MOTHER.replace(">1</O", ">9</O"))).encode())
    assert (again["counts"]["changes"], again["counts"]["adults"], again["leaves"]) == (
        0,
        0,
        ["1 child stays as they are"],
    )


def test_a_transfer_file_without_a_child_says_nothing_of_it(school: School) -> None:
    take(school, "ctf", CTF.format(PUPIL.format(MOTHER)).encode())
    other = PUPIL.replace("B801200005001", "").replace("Amira", "Zoe")
    assert take(school, "ctf", CTF.format(other.format("")).encode())["leavers"] == []


def test_a_child_whom_a_list_brought_is_known_by_the_upn_of_a_transfer_file(school: School) -> None:
    take(school, "ctf", CTF.format(PUPIL.format(MOTHER)).encode())
    renamed = PUPIL.replace("Khan</Surname><Forename>Amira", "Malik</Surname><Forename>Amira")
    report = take(school, "ctf", CTF.format(renamed.format(MOTHER)).encode())
    assert report["changes"] == ["Amira Khan: family name changes from Khan to Malik"] or report["changes"] == [
        "Amira Malik: family name changes from Khan to Malik"
    ]


def test_two_children_of_one_name_stay_two_by_their_numbers(school: School) -> None:
    first = take(school, "oneroster", bundle(P1 + P2 + A1 + T1))
    again = take(school, "oneroster", bundle(P2 + P1 + A1 + T1))
    assert (first["counts"]["children"], first["counts"]["adults"], again["counts"]["same"]) == (2, 1, 2)


def test_a_bundle_brings_staff_and_the_teacher_of_a_class(school: School) -> None:
    take(school, "oneroster", bundle(P1 + A1 + T1))
    with tenancy.atomic(school.id):
        teacher = SchoolClass.objects.get(name="3B").teacher
        assert teacher is not None
        assert str(teacher) == "Ada Moss"
    assert take(school, "oneroster", bundle(P1 + A1 + T1))["counts"]["staff"] == 0


def test_a_bundle_of_changes_marks_only_whom_it_names(school: School) -> None:
    take(school, "oneroster", bundle(P1 + P2 + A1))
    report = take(school, "oneroster", bundle(P1.replace("active", "tobedeleted") + A1, "delta"))
    assert report["counts"]["leavers"] == 1
    with tenancy.atomic(school.id):
        assert Pupil.objects.filter(left_on=None).count() == 1


def test_a_transfer_file_says_the_name_in_use_and_who_looks_after_the_child_and_nothing_of_section_576(
    school: School,
) -> None:
    told = PUPIL.replace(
        "<Contacts>",
        "<BasicDetails><PreferredSurname>Cole</PreferredSurname></BasicDetails>"
        "<LookedAfter><InCare>true</InCare><CareAuthority>873</CareAuthority></LookedAfter><Contacts>",
    )
    take(school, "ctf", CTF.format(told.format(MOTHER)).encode())
    with tenancy.atomic(school.id):
        (child,), (tie,) = Pupil.objects.all(), Relationship.objects.all()
        assert (child.full_name, child.family_name, child.surname) == ("Amira Cole", "Khan", "cole")
        assert (child.looked_after_by, child.looked_after_from) == ("Local authority 873", None)
        assert (tie.parental_responsibility, tie.section_576, tie.priority) == (True, None, None)


def test_a_child_who_is_not_in_care_is_in_nobody_s(school: School) -> None:
    told = PUPIL.replace("<Contacts>", "<LookedAfter><InCare>false</InCare></LookedAfter><Contacts>")
    take(school, "ctf", CTF.format(told.format(MOTHER)).encode())
    with tenancy.atomic(school.id):
        assert Pupil.objects.get().looked_after_by == ""


def test_a_list_says_an_adult_s_language_and_the_default_is_no_correction(school: School) -> None:
    plain = "Forename,Surname,Class,Mum,Mum email\nAmira,Khan,3B,Samina Khan,samina@home.example\n"
    take(school, "csv", plain.encode())
    told = plain.replace("Mum email\n", "Mum email,Mum's language\n").replace("home.example\n", "home.example,Urdu\n")
    report = take(school, "csv", told.encode())
    assert (report["asks"], report["changes"]) == ([], ["Samina Khan: language changes from en to ur"])
    with tenancy.atomic(school.id):
        assert Contact.objects.get().language == "ur"


def test_a_colleague_whom_a_bundle_says_to_have_left_is_marked_and_their_roles_end(school: School) -> None:
    take(school, "oneroster", bundle(P1 + A1 + T1))
    report = take(school, "oneroster", bundle(P1 + A1 + T1.replace("active", "tobedeleted"), "delta"))
    assert report["leavers"] == ["Ada Moss has left, the file says: their place here has ended"]
    with tenancy.atomic(school.id):
        member = StaffMember.objects.get(name="Ada Moss")
        assert (member.left_on, Leaving.objects.get().takes_over_id) == (TODAY, None)
        assert list(StaffRole.objects.filter(staff=member).values_list("ends_on", flat=True)) == [TODAY]
    assert take(school, "oneroster", bundle(P1 + A1 + T1.replace("active", "tobedeleted"), "delta"))["leavers"] == []


def test_whoever_leads_the_school_is_ended_by_no_file(school: School) -> None:
    take(school, "oneroster", bundle(P1 + A1 + T1))
    with tenancy.atomic(school.id):
        StaffRole.objects.update(role=Role.HEAD)
    report = take(school, "oneroster", bundle(P1 + A1 + T1.replace("active", "tobedeleted"), "delta"))
    assert (report["counts"]["staff_leavers"], "a headteacher says when they go" in report["leavers"][0]) == (0, True)
    with tenancy.atomic(school.id):
        assert StaffMember.objects.get(name="Ada Moss").left_on is None
