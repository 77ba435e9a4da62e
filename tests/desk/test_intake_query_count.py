"""How often one arrival asks the database: the number is what a worker's speed hangs on, so it may only fall."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders import mails, worlds
from tests.builders.worlds import NOW

from bookbag.desk import intake

pytestmark = pytest.mark.usefixtures("db")

A_NEW_MATTER = 25
AN_ANSWER = 22
"""Two of them lock the case, so that nobody joins or seals it meanwhile, and keep the event that dates come from. Of a new
matter two ask which versions bind the school and what it has ruled about them: both may change between two arrivals."""


def asked(raw: bytes) -> int:
    school = worlds.School.objects.get(slug="wyton")
    mails.store(raw, school, now=NOW)
    with CaptureQueriesContext(connection) as asked_for:
        outcome = intake.read_next(school.id, now=NOW)
    assert outcome is not None
    assert outcome.state == "read"
    return len([one for one in asked_for.captured_queries if one["sql"] not in {"BEGIN", "COMMIT"}])


def test_a_new_matter_with_its_duties_and_receipt() -> None:
    worlds.family(worlds.school())
    assert asked(mails.mail()) <= A_NEW_MATTER


def test_an_answer_that_joins_its_case() -> None:
    worlds.family(worlds.school())
    asked(mails.mail())
    assert asked(mails.mail(message_id="second@home.example", in_reply_to="first@home.example")) <= AN_ANSWER
