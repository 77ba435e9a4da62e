"""The form from outside: nothing that was typed is lost, sent twice is one, what looks like a machine's is put aside."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.builders import browsing, forms, worlds
from tests.builders.answering import london
from tests.builders.browsing import Browser, Desk
from tests.builders.forms import MOTHER, NEIGHBOUR, Clock

from bookbag.channels import webform
from bookbag.desk.actions import forms as actions
from bookbag.desk.models import Arrival, Attachment, Case, CaseParty, CasePupil, Message
from bookbag.policy.permissions import Role, Sight
from bookbag.schools import storing, tenancy, tokens
from bookbag.schools.models import School, Term

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def typed(page: browsing.Page) -> dict[str, str | None]:
    """What stands in the fields of a page."""
    return {str(each["name"]): each.get("value") for each in page.controls if each.get("name")}


def test_what_came_is_kept_whole_before_it_is_read(desk: Desk, at: Clock) -> None:
    forms.send(MOTHER | {"telephone": "01632 960001"}, at, "2026-03-02 09:00")
    (arrival,) = forms.arrivals(desk.school)
    kept = webform.unpacked(storing.fetch(desk.school.id, arrival.sha256))
    assert (kept.text, kept.telephone, kept.child) == (MOTHER["text"], "01632 960001", "Amira Khan")
    words = Browser(desk.office).get("case", "wyton", forms.latest(desk.school)).words
    assert "Samina Khan filled in our form" in words
    assert "Telephone 01632 960001." in words


def test_it_needs_no_cookie_and_sets_none(desk: Desk, at: Clock) -> None:
    client = Client(enforce_csrf_checks=True)
    at("2026-03-02 09:00")
    _, sheet = forms.opened(MOTHER, client=client)
    at("2026-03-02 09:01")
    assert "We have your message" in forms.posted(MOTHER | {"sheet": sheet}, client=client).words
    assert not client.cookies


def test_sent_twice_is_one(desk: Desk, at: Clock) -> None:
    at("2026-03-02 09:00")
    _, sheet = forms.opened(MOTHER)
    at("2026-03-02 09:01")
    first, second = (forms.posted(MOTHER | {"sheet": sheet}) for _ in range(2))
    assert len(forms.arrivals(desk.school)) == 1
    assert first.words == second.words
    with tenancy.atomic(desk.school.id):
        assert Message.objects.filter(channel="form").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Write your name."),
        ({"email": ""}, "Give an e-mail address or a telephone number, so that we can answer you."),
        ({"email": "nonsense"}, "Write the e-mail address as in name@example.com."),
        ({"subject": ""}, "Say in a few words what it is about."),
        ({"who": "king"}, "Say who you are."),
        ({"sheet": "made-up"}, "send it once more"),
    ],
)
def test_whatever_is_wrong_the_words_are_still_there(
    desk: Desk, at: Clock, change: dict[str, str], sentence: str
) -> None:
    at("2026-03-02 09:00")
    _, sheet = forms.opened(MOTHER)
    at("2026-03-02 09:01")
    page = forms.posted(MOTHER | {"sheet": sheet} | change)
    assert sentence in page.words
    assert MOTHER["text"] in page.words
    assert typed(page)["child"] == "Amira Khan"
    assert forms.arrivals(desk.school) == []


@pytest.mark.parametrize(
    ("opened", "sent"), [("2026-03-02 09:00", "2026-03-02 09:00"), ("2026-03-01 08:00", "2026-03-02 09:00")]
)
def test_too_soon_and_too_late_ask_once_more(desk: Desk, at: Clock, opened: str, sent: str) -> None:
    at(opened)
    _, sheet = forms.opened(MOTHER)
    at(sent)
    response = Client().post("/wyton/write", MOTHER | {"sheet": sheet, "do": "send"})
    assert "Look it over, and send it once more." in response.content.decode()
    at("2026-03-02 09:02")
    again = forms.posted(MOTHER | {"sheet": forms.sheet_of(response.content)})
    assert "We have your message" in again.words


def test_changing_what_it_is_about_keeps_the_words(desk: Desk, at: Clock) -> None:
    at("2026-03-02 09:00")
    page = forms.posted(MOTHER | {"do": "change"})
    assert MOTHER["text"] in page.words
    page = forms.posted(MOTHER | {"do": "chosen", "topic": "complaint"})
    assert MOTHER["text"] in page.words
    assert "A complaint" in page.words
    assert "There is a problem" not in page.words


def test_a_full_disk_loses_no_words(desk: Desk, at: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath("file").write_text("no folder can be made under a file")
    store: Any = storing._store()
    monkeypatch.setattr(store, "location", str(tmp_path / "file"))
    page = forms.send(MOTHER, at, "2026-03-02 09:00")
    assert "We could not take your message just now." in page.words
    assert MOTHER["text"] in page.words


def test_a_machine_gives_itself_away_and_is_put_aside(desk: Desk, at: Clock) -> None:
    page = forms.send(NEIGHBOUR | {"trap": "Acme"}, at, "2026-03-02 09:00")
    assert "somebody at the office looks at it first" in page.words
    assert forms.cases(desk.school) == []
    office = Browser(desk.office)
    aside = office.get("put-aside", "wyton").words
    assert "Cars before my drive A field that people do not see was filled in." in aside
    (arrival,) = forms.arrivals(desk.school)
    office.post("take-up", "wyton", arrival.id)
    (arrival,) = forms.arrivals(desk.school)
    assert arrival.state == "waiting"


def test_what_is_needed_today_is_never_put_aside(desk: Desk, at: Clock) -> None:
    forms.send(MOTHER | {"topic": "medicine", "trap": "Acme"}, at, "2026-03-02 09:00")
    assert "Medicine or an allergy" in Browser(desk.office).get("today", "wyton").words


def test_too_many_are_refused_to_their_writer_with_the_words_kept(desk: Desk, at: Clock) -> None:
    with tenancy.atomic(desk.school.id):
        many = [
            Arrival(
                school=desk.school,
                channel="form",
                sha256=f"{number:064}",
                size=1,
                peer="127.0.0.1",
                state="read",
                received_at=london("2026-03-02 08:30"),
            )
            for number in range(actions.FROM_ONE_MACHINE)
        ]
        Arrival.objects.bulk_create(many)
    page = forms.send(MOTHER, at, "2026-03-02 09:00")
    assert "it takes no more just now" in page.words
    assert MOTHER["text"] in page.words
    assert "We have your message" in forms.send(MOTHER, at, "2026-03-02 09:31").words


def test_files_come_along_and_too_many_are_asked_for_again(desk: Desk, at: Clock) -> None:
    def files(number: int) -> list[SimpleUploadedFile]:
        return [SimpleUploadedFile(f"{each}.txt", f"File {each}".encode(), "text/plain") for each in range(number)]

    page = forms.send(MOTHER | {"attached": files(4)}, at, "2026-03-02 09:00")
    assert "Send 3 files at the most, of 5 MB each." in page.words
    assert MOTHER["text"] in page.words
    forms.send(MOTHER | {"attached": files(3)}, at, "2026-03-02 09:05")
    with tenancy.atomic(desk.school.id):
        assert list(Attachment.objects.values_list("name", flat=True)) == ["0.txt", "1.txt", "2.txt"]


def test_a_file_too_large_loses_no_words(desk: Desk, at: Clock) -> None:
    large = SimpleUploadedFile("film.mp4", b"0" * 5_000_001, "video/mp4")
    page = forms.send(MOTHER | {"attached": large}, at, "2026-03-02 09:00")
    assert "Send 3 files at the most, of 5 MB each." in page.words
    assert MOTHER["text"] in page.words


def test_an_address_that_we_hold_is_that_adult_and_nobody_has_checked_it(desk: Desk, at: Clock) -> None:
    forms.send(MOTHER, at, "2026-03-02 09:00")
    words = Browser(desk.office).get("case", "wyton", forms.latest(desk.school)).words
    assert "Somebody typed the e-mail address that we hold. Nobody has checked who." in words


def test_a_name_that_we_know_is_a_hint_and_no_more(desk: Desk, at: Clock) -> None:
    forms.send(MOTHER | {"email": "sk@elsewhere.example"}, at, "2026-03-02 09:00")
    case = forms.latest(desk.school)
    words = Browser(desk.office).get("case", "wyton", case).words
    assert "A parent of Amira Khan has this name. Make sure before you say that it is them." in words
    with tenancy.atomic(desk.school.id):
        assert CaseParty.objects.get(case=case).contact is None
        assert CasePupil.objects.get(case=case).pupil.full_name == "Amira Khan"


def test_the_answer_does_not_say_whether_a_child_is_known(desk: Desk, at: Clock) -> None:
    def said(child: str, when: str) -> str:
        words = forms.send(MOTHER | {"child": child, "subject": child}, at, when).words
        return words.replace(actions.reference(forms.arrivals(desk.school)[-1].id), "")

    assert said("Amira Khan", "2026-03-02 09:05") == said("Nobody Atall", "2026-03-02 09:10")


def test_only_the_school_s_website_may_show_it_and_nothing_else_may_be_shown(desk: Desk) -> None:
    def framed_by(path: str) -> str:
        policy = Client().get(path).headers["Content-Security-Policy"]
        return policy.partition("frame-ancestors ")[2].partition(";")[0]

    assert framed_by("/wyton/write") == "'none'"
    Browser(worlds.staff(desk.school, "Bea Moss", Role.BUSINESS_MANAGER)).post(
        "our-form", "wyton", website="https://www.Wyton.example/contact-us"
    )
    assert School.objects.get(slug="wyton").website == "https://www.wyton.example"
    assert framed_by("/wyton/write") == "'self' https://www.wyton.example"
    assert framed_by("/sign-in") == "'none'"


def test_staff_find_a_message_by_the_number_that_its_writer_reads_out(desk: Desk, at: Clock) -> None:
    forms.send(NEIGHBOUR, at, "2026-03-02 09:00")
    (arrival,) = forms.arrivals(desk.school)
    spoken = actions.reference(arrival.id).lower().replace("-", " ")
    response = Browser(desk.office).client.get("/wyton/our-form", {"reference": spoken})
    assert response.headers["Location"] == f"/wyton/cases/{arrival.case_id}"
    assert "No message has the number" in Browser(desk.office).get("our-form", "wyton", reference="2222-2222").words


def test_another_school_s_page_of_what_was_sent_is_not_found(desk: Desk, at: Clock) -> None:
    at("2026-03-02 09:00")
    _, sheet = forms.opened(MOTHER)
    at("2026-03-02 09:01")
    where = Client().post("/wyton/write", MOTHER | {"sheet": sheet, "do": "send"}).headers["Location"]
    assert Client().get(where).status_code == 200
    assert Client().get(where.replace("wyton", "norton", 1)).status_code == 404
    assert Client().get("/wyton/write/sent/made-up").status_code == 404


def test_it_is_behind_a_proxy_that_the_machine_is_known(desk: Desk, at: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "BEHIND_PROXY", True)
    at("2026-03-02 09:00")
    _, sheet = forms.opened(MOTHER)
    at("2026-03-02 09:01")
    Client().post(
        "/wyton/write",
        MOTHER | {"sheet": sheet, "do": "send"},
        headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"},
    )
    (arrival,) = forms.arrivals(desk.school)
    assert arrival.peer == "198.51.100.7"


def test_the_answer_goes_to_the_address_that_was_typed(desk: Desk, at: Clock) -> None:
    forms.send(NEIGHBOUR, at, "2026-03-02 09:00")
    case = forms.latest(desk.school)
    office = Browser(desk.office)
    office.post("begin-reply", "wyton", case, body="Dear Norah Pike, we look into it.")
    page = office.get("reply", "wyton", case)
    offered = [each["value"] for each in page.controls if each.get("name") == "to"]
    assert offered == ["norah.pike@street.example"]


def test_what_goes_on_with_a_case_but_is_for_something_else_waits_for_a_person(desk: Desk, at: Clock) -> None:
    at("2026-03-02 09:00")
    _, sheet = forms.opened(NEIGHBOUR)
    at("2026-03-02 09:01")
    where = Client().post("/wyton/write", NEIGHBOUR | {"sheet": sheet, "do": "send"}).headers["Location"]
    again = next(link for link in browsing.read(Client().get(where)).links if "continues=" in link)  # type: ignore[arg-type]
    token = again.partition("continues=")[2]

    forms.send(NEIGHBOUR | {"continues": token, "subject": "One more thing"}, at, "2026-03-03 09:00")
    assert len(forms.cases(desk.school)) == 1
    forms.send(NEIGHBOUR | {"continues": token, "topic": "complaint", "subject": "Enough"}, at, "2026-03-04 09:00")
    assert len(forms.cases(desk.school)) == 2
    words = Browser(desk.office).get("case", "wyton", forms.latest(desk.school)).words
    assert "It goes on from this case, but is for something else." in words


def test_a_stranger_who_has_the_way_to_write_again_joins_nothing(desk: Desk, at: Clock) -> None:
    forms.send(MOTHER, at, "2026-03-02 09:00")
    token = tokens.issue(desk.school.id, forms.latest(desk.school))
    forms.send(NEIGHBOUR | {"continues": token}, at, "2026-03-02 10:00")
    assert len(forms.cases(desk.school)) == 2


def test_out_of_hours_it_says_first_that_nobody_reads_it_and_whom_to_ring(desk: Desk, at: Clock) -> None:
    at("2026-03-07 20:00")
    for page in (browsing.read(Client().get("/wyton/write")), forms.opened(NEIGHBOUR)[0]):  # type: ignore[arg-type]
        assert "Nobody reads this until Monday 9 March, 8.15 am. If a child is in danger ring 999." in page.words
        assert "01632 960555 by day, 01632 960999 at night" in page.words
    sent = forms.send(MOTHER | {"topic": "absence"}, at, "2026-03-07 20:05")
    assert "Nobody reads this until Monday 9 March, 8.15 am." in sent.words
    assert "on top of its list at once" not in sent.words


def test_whoever_fears_for_a_child_sees_the_numbers_at_any_hour(desk: Desk, at: Clock) -> None:
    at("2026-03-02 10:00")
    assert "01632 960555 by day" not in forms.opened(MOTHER)[0].words
    assert "01632 960555 by day" in forms.opened(MOTHER | {"topic": "danger"})[0].words


def test_a_school_whose_terms_nobody_has_entered_can_be_written_to(desk: Desk, at: Clock) -> None:
    with tenancy.atomic(desk.school.id):
        Term.objects.all().delete()
    page = forms.send(MOTHER | {"topic": "concern"}, at, "2026-03-02 10:00")
    assert "We cannot say yet when somebody reads this." in page.words
    assert "We have your message" in page.words
    Browser(desk.teacher).get("today", "wyton")


def test_a_sealed_case_tells_the_writer_nothing(desk: Desk, at: Clock) -> None:
    forms.send(NEIGHBOUR | {"topic": "concern"}, at, "2026-03-02 10:00")
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        Case.objects.filter(channel="form").update(sight=Sight.SAFEGUARDING)
    again = forms.send(NEIGHBOUR | {"topic": "concern"}, at, "2026-03-03 10:00").words
    other = forms.send(NEIGHBOUR | {"topic": "concern", "subject": "Dogs"}, at, "2026-03-03 10:00").words
    first, second = (actions.reference(each.id) for each in forms.arrivals(desk.school)[-2:])
    for number in (first, second):
        again, other = again.replace(number, ""), other.replace(number, "")
    assert again == other
