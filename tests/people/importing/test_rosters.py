"""OneRoster bundles of both versions, whole and as changes: pupils, their adults, staff and classes, and every broken bundle."""

import io
import zipfile
from datetime import date

import pytest

from bookbag.errors import Invalid
from bookbag.people.importing import rosters
from bookbag.people.importing.values import Reading

TODAY = date(2026, 3, 2)
USERS_11 = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
c1,,,true,s1,student,amira,,Amira,Khan,,,,,,"a1,a2",04,
c2,,,true,s1,student,ben,,Ben,Ash,,,,,,,04,
a1,,,true,s1,parent,sk,,Samina,Khan,,,samina@home.example,07700 900123,,c1,,
a2,,,true,s1,guardian,ok,,Omar,Khan,,,omar@home.example,,,,,
a3,,,true,s1,relative,ga,,Grace,Ash,,,grace@home.example,,01632 960555,c2,,
t1,,,true,s1,teacher,tb,,Tess,Barrow,,,tess@spring.example,,,,,
"""
CLASSES = """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,4B,04,,4B,homeroom,,s1,,,,
k2,,,Music,04,,MU,scheduled,,s1,,,,
"""
ENROLLED = """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,s1,c1,student,false,,
e2,,,k2,s1,c1,student,false,,
e3,,,k1,s1,t1,teacher,true,,
"""
BORN = "sourcedId,status,dateLastModified,birthDate,sex\nc1,,,2015-04-03,female\nc2,,,soon,male\n"
USERS_12 = """sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName
c1,,,true,amira,,Amira,Khan,,,,,,a1,04,,,,Mira
a1,,,true,sk,,Samina,Khan,,,samina@home.example,,,,,,,,
t1,,,true,tb,,Tess,Barrow,,,tess@spring.example,,,,,,,,
"""
ROLES_12 = """sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,c1,primary,student,,,s1,
r2,,,a1,primary,parent,,,s1,
r3,,,t1,primary,teacher,,,s1,
"""


def manifest(version: str = "1.1", manner: str = "bulk", **named: str) -> str:
    said = {"users": manner, **named}
    return (
        "propertyName,value\noneroster.version," + version + "\n" + "".join(f"file.{k},{v}\n" for k, v in said.items())
    )


def bundle(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
    return packed.getvalue()


def read(**files: str) -> Reading:
    return rosters.read(bundle(**files), today=TODAY)


WHOLE = {"manifest": manifest(), "users": USERS_11, "classes": CLASSES, "enrollments": ENROLLED, "demographics": BORN}


def test_version_1_1_is_read_whole() -> None:
    reading = read(**WHOLE)
    amira, ben = reading.pupils
    assert (amira.given_name, amira.class_name, amira.year, amira.born_on) == ("Amira", "4B", "4", date(2015, 4, 3))
    assert [adult.given_name for adult in amira.adults] == ["Samina", "Omar"]
    assert [(adult.given_name, adult.telephones) for adult in ben.adults] == [("Grace", ("+441632960555",))]
    assert reading.is_whole
    assert [str(one) for one in reading.remarks] == [
        "Line 3: demographics.csv: “soon” is no date of birth and is left out."
    ]


def test_the_class_is_where_a_child_is_registered_and_not_where_it_has_music() -> None:
    assert read(**WHOLE).pupils[0].class_name == "4B"
    lessons = CLASSES.replace("homeroom", "scheduled")
    assert read(**{**WHOLE, "classes": lessons}).pupils[0].class_name == ""


def test_staff_are_read_with_the_class_whose_families_write_to_them() -> None:
    (tess,) = read(**WHOLE).staff
    assert (tess.given_name, tess.email, tess.teaches) == ("Tess", "tess@spring.example", ("4B",))


def test_version_1_2_has_its_roles_in_a_file_of_their_own() -> None:
    reading = read(manifest=manifest("1.2", roles="bulk"), users=USERS_12, roles=ROLES_12)
    assert [(one.given_name, one.known_as) for one in reading.pupils] == [("Amira", "Mira")]
    assert [adult.given_name for adult in reading.pupils[0].adults] == ["Samina"]
    assert [one.family_name for one in reading.staff] == ["Barrow"]


def test_changes_say_who_has_gone_and_nobody_else_has() -> None:
    changed = USERS_11.replace("c2,,,true", "c2,tobedeleted,2026-03-01T00:00:00Z,true").replace(
        "c1,,,", "c1,active,2026-03-01T00:00:00Z,"
    )
    reading = read(manifest=manifest(manner="delta"), users=changed)
    assert reading.gone == ("c2",)
    assert not reading.is_whole
    assert [one.given_name for one in reading.pupils] == ["Amira"]


def test_one_sourced_id_is_one_person() -> None:
    reading = read(users=USERS_11 + "c1,,,true,s1,student,x,,Somebody,Else,,,,,,,,\n")
    assert [one.given_name for one in reading.pupils] == ["Amira", "Ben"]
    assert [str(one) for one in reading.refused] == ["Line 8: users.csv: the sourcedId c1 stands on line 2 too."]


def test_an_enrolment_in_no_class_is_said() -> None:
    reading = read(**{**WHOLE, "enrollments": ENROLLED + "e9,,,k9,s1,c2,student,false,,\n"})
    assert [str(one) for one in reading.refused] == ["Line 5: enrollments.csv: there is no class k9 in classes.csv."]


def test_files_may_lie_in_a_folder_and_carry_a_mark_of_their_encoding() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export/users.csv", USERS_11.encode("utf-8-sig"))
    assert len(rosters.read(packed.getvalue(), today=TODAY).pupils) == 2


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "This is no zip file, or only half of one."),
        (bundle(users=USERS_11)[:-40], "This is no zip file, or only half of one."),
        (bundle(manifest=manifest()), "users.csv is not in it"),
        (bundle(manifest=manifest("2.0"), users=USERS_11), "manifest.csv says OneRoster 2.0."),
        (
            bundle(manifest=manifest(classes="bulk"), users=USERS_11),
            "manifest.csv names classes.csv, and it is not in the bundle.",
        ),
        (bundle(users="name\nAmira\n"), "users.csv, line 1: there is no column sourcedId."),
        (bundle(users=USERS_11 + 'c9,,,true,"s1'), "users.csv, line 8: a quotation mark opens a cell"),
    ],
)
def test_a_bundle_that_is_none_is_refused_and_file_and_line_are_named(raw: bytes, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        rosters.read(raw, today=TODAY)
    assert str(refused.value).startswith(says), str(refused.value)


def test_a_zip_that_would_fill_the_memory_is_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosters, "LARGEST", 1_000_000)
    with pytest.raises(Invalid, match="larger than 1 MB"):
        rosters.read(bundle(users=USERS_11, classes="0" * 2_000_000), today=TODAY)
