"""Two months of mail went through the real doors: every kind of arrival, duties kept and missed, nothing from the future."""

from collections import Counter
from email import message_from_bytes

from tests.demo.conftest import NOW, Sown

from bookbag.desk.models import Arrival, Case, Duty, Message, Note, Proposal
from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight
from bookbag.record import sealing
from bookbag.record.models import Entry
from bookbag.record.verifying import verify
from bookbag.schools import tenancy


def test_every_kind_of_arrival_is_there_and_none_waits(sown: Sown) -> None:
    for school in sown.schools.values():
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            states = Counter(Arrival.objects.filter(school=school).values_list("state", flat=True))
            channels = set(Arrival.objects.filter(school=school).values_list("channel", flat=True))
            doors = set(Arrival.objects.filter(school=school).values_list("mailbox__address", flat=True))
        assert set(states) == {"read", "parked", "bounce", "repeated"}
        assert states["read"] >= 25
        assert channels == {"email", "form", "letter"}
        assert len(doors - {None}) == 2


def test_some_duties_were_kept_some_were_waived_and_some_are_late_or_due(sown: Sown) -> None:
    kept: Counter[str] = Counter()
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            for duty in Duty.objects.filter(school=school):
                late = bool(duty.due and duty.due < (duty.ended_at or NOW))
                kept[f"{duty.state} {'late' if late else 'in time'}"] += 1
    assert set(kept) == {"met in time", "met late", "waived in time", "waived late", "open late", "open in time"}
    assert kept["met in time"] > kept["met late"] + kept["open late"]


def test_nothing_comes_from_the_future_and_much_from_two_months(sown: Sown) -> None:
    for school in sown.schools.values():
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            times = sorted(Message.objects.filter(school=school).values_list("at", flat=True))
            assert times[-1] <= NOW
            assert (NOW - times[0]).days > 50
            assert Entry.objects.filter(school=school, at__gt=NOW).count() == 0


def test_answers_and_receipts_lie_in_the_sink_as_they_left(sown: Sown) -> None:
    sent = [message_from_bytes(file.read_bytes()) for file in sown.sink.glob("*.eml")]
    noted: list[str] = []
    for school in sown.schools.values():
        with tenancy.atomic(school.id, sight=Sight.SAFEGUARDING):
            noted += Dispatch.objects.filter(school=school, sent_at__lte=NOW).values_list("message_id", flat=True)
    assert sorted(mail["Message-ID"].strip("<>") for mail in sent) == sorted(noted)
    automatic = [mail for mail in sent if mail["Auto-Submitted"]]
    assert len(automatic) > 40
    assert len(sent) - len(automatic) > 20


def test_a_person_is_asked_about_a_look_alike_and_colleagues_left_notes(sown: Sown) -> None:
    proposals, notes, owners, languages = 0, 0, set(), set()
    for school in sown.schools.values():
        with tenancy.atomic(school.id):
            proposals += Proposal.objects.filter(school=school, state="open").count()
            notes += Note.objects.filter(school=school).count()
            owners |= set(Case.objects.filter(school=school).values_list("owner_id", flat=True))
            languages |= set(Message.objects.filter(school=school, direction="in").values_list("language", flat=True))
    assert proposals >= 1
    assert notes >= 1
    assert len(owners) > 5
    assert len(languages - {""}) >= 2


def test_the_record_of_it_can_be_proved(sown: Sown) -> None:
    for school in sown.schools.values():
        sealing.seal(school, now=NOW)
        report = verify(school, heads=())
        assert report.waiting == 0
        assert not report.findings
