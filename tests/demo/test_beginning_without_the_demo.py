"""A real installation begins by three commands: a school, its terms, and the first member of staff, who can sign in."""

import os
import re
import subprocess
import sys
from pathlib import Path

from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from bookbag.people import queries as people
from bookbag.policy.permissions import Role
from bookbag.record.models import Entry
from bookbag.schools import queries as schools
from bookbag.schools import tenancy

ADD = ["school", "add", "wyton", "--name", "Wyton Green Primary School", "--email", "office@wyton.bookbag.test"]
STAFF = ["staff", "add", "wyton", "Janet", "Pugh", "--email", "Janet.Pugh@wyton.bookbag.test", "--role", "office"]


def run(*words: str, typed: str = "") -> tuple[int, str]:
    command = [sys.executable, "-P", "-m", "bookbag.cli.main", *words]
    environment = os.environ | {"PYTHONPATH": str(Path("src").resolve())}
    done = subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True, input=typed, timeout=60
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def test_a_school_is_opened_and_somebody_can_sign_in(db: None, assets: None) -> None:
    code, told = run(*ADD, "--pack", "wyton", "--opens", "08:30", "--closes", "16:00")
    assert (code, "sends no receipts yet" in told) == (0, True)
    code, _ = run(
        "school", "terms", "wyton", "--term", "Autumn 1=2026-09-02..2026-10-23", "--closed", "2026-09-02=INSET"
    )
    assert code == 0
    code, told = run(*STAFF, "--job-title", "School secretary")
    assert code == 0
    password = re.search(r"shown this once: (\S+)", told)
    assert password

    school = schools.school_by_slug("wyton")
    with tenancy.atomic(school.id):
        ((member, roles),) = people.staff_with_roles(school.id, today=timezone.localdate())
        calendar = schools.calendar_of(school)
        noted = set(Entry.objects.filter(school=school).values_list("act", flat=True))
    assert (member.name, roles) == ("Janet Pugh", (Role.OFFICE,))
    assert [term.name for term in calendar.terms] == ["Autumn 1"]
    assert noted == {"school_opened", "calendar_changed", "staff_appointed"}
    assert authenticate(username="janet.pugh@wyton.bookbag.test", password=password[1])
    answer = Client().post("/sign-in", {"email": "Janet.Pugh@wyton.bookbag.test", "password": password[1]})
    assert answer.status_code == 302


def test_a_password_can_be_given_and_a_weak_one_is_refused(db: None) -> None:
    run(*ADD)
    code, told = run(*STAFF, "--ask", typed="password\n")
    assert code == 1
    assert "too short" in told
    code, told = run(*STAFF, "--ask", typed="three-brooks-and-a-mill\n")
    assert code == 0
    assert "three-brooks" not in told
    assert authenticate(username="janet.pugh@wyton.bookbag.test", password="three-brooks-and-a-mill")


def test_a_role_that_nobody_at_the_school_may_give_is_given_by_a_command(db: None) -> None:
    run(*ADD)
    run(*STAFF)
    code, told = run("staff", "role", "wyton", "Janet.Pugh@wyton.bookbag.test", "dsl")
    assert (code, "Janet Pugh is dsl at Wyton Green Primary School" in told) == (0, True)
    school = schools.school_by_slug("wyton")
    with tenancy.atomic(school.id):
        ((_, roles),) = people.staff_with_roles(school.id, today=timezone.localdate())
    assert set(roles) == {Role.OFFICE, Role.DSL}
    assert run("staff", "role", "wyton", "janet.pugh@wyton.bookbag.test", "chair")[0] == 0
    code, told = run("staff", "role", "wyton", "janet.pugh@wyton.bookbag.test", "chair", "--end")
    assert (code, "Janet Pugh is no longer chair" in told) == (0, True)
    code, told = run("staff", "role", "wyton", "janet.pugh@wyton.bookbag.test", "chair", "--end")
    assert (code, "does not have this role" in told) == (1, True)
    with tenancy.atomic(school.id):
        ((_, roles),) = people.staff_with_roles(school.id, today=timezone.localdate())
    assert set(roles) == {Role.OFFICE, Role.DSL}
    for words, says in (("janet.pugh", "has this role then already"), ("nobody", "Nobody works at")):
        code, told = run("staff", "role", "wyton", f"{words}@wyton.bookbag.test", "dsl")
        assert (code, says in told) == (1, True)


def test_what_cannot_stand_is_refused_with_a_sentence(db: None) -> None:
    refused = {
        "address of one of Bookbag's own pages": [*ADD[:2], "demo", *ADD[3:]],
        "ships no pack": [*ADD, "--pack", "of-cards"],
        "is no time of day": [*ADD, "--opens", "early"],
        "A school is one of": [*ADD, "--legal-kind", "guildhall"],
    }
    for sentence, words in refused.items():
        code, told = run(*words)
        assert (code, sentence in told) == (1, True), told
    assert not schools.all_schools().exists()
    assert run(*ADD)[0] == 0
    code, told = run(*ADD)
    assert (code, "already" in told) == (1, True)
    code, told = run("school", "terms", "wyton", "--term", "Autumn")
    assert (code, "is no term" in told) == (1, True)
