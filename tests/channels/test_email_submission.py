"""The conversation with the submission server: its answers become receipts or faults that say whether to try again."""

from dataclasses import replace

import pytest
from tests.builders.sending import post_office
from tests.channels.parcels import PARCEL

from bookbag.channels.email import Tls
from bookbag.errors import Unavailable


def test_the_receipt_is_what_the_server_said() -> None:
    with post_office(says={"DATA": ["250 2.0.0 Ok: queued as A1"]}) as office:
        assert office.submission.send(PARCEL).reference == "250 2.0.0 Ok: queued as A1"
    (envelope,) = office.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (PARCEL.from_address, [PARCEL.to_address])


def test_an_address_in_another_script_is_sent_where_the_server_can() -> None:
    with post_office() as office:
        office.submission.send(replace(PARCEL, to_address="ثمینہ@schüle.example"))
    (envelope,) = office.taken
    assert envelope.rcpt_tos == ["ثمینہ@xn--schle-mva.example"]
    assert "SMTPUTF8" in envelope.mail_options


def test_an_address_that_is_none_is_refused_before_any_conversation() -> None:
    with post_office() as office, pytest.raises(Unavailable) as refused:
        office.submission.send(replace(PARCEL, to_address="a@b.example\r\nRCPT TO:<c@d.example>"))
    assert refused.value.permanent
    assert office.taken == []


@pytest.mark.parametrize("how", [{"tls": Tls.STARTTLS}, {"user": "school", "password": "wrong"}])
def test_what_the_server_does_not_offer_is_a_matter_of_set_up(how: dict[str, str]) -> None:
    with post_office() as office, pytest.raises(Unavailable, match="matter of set-up") as refused:
        replace(office.submission, **how).send(PARCEL)
    assert not refused.value.permanent


def test_tls_that_is_none_sends_nothing() -> None:
    with post_office() as office, pytest.raises(Unavailable) as refused:
        replace(office.submission, tls=Tls.TLS).send(PARCEL)
    assert not refused.value.permanent
    assert office.taken == []


@pytest.mark.parametrize("command", ["MAIL", "DATA"])
def test_where_nobody_may_use_the_null_sender_a_notice_leaves_in_the_schools_name(command: str) -> None:
    with post_office(says={command: ["550 5.7.60 Not allowed to send as this sender"]}) as office:
        office.submission.send(replace(PARCEL, automatic=True))
    assert [envelope.mail_from for envelope in office.taken] == [PARCEL.from_address]


def test_a_notice_refused_for_its_recipient_is_not_offered_twice() -> None:
    with post_office(says={"RCPT": ["550 5.1.1 No such user"]}) as office, pytest.raises(Unavailable) as refused:
        office.submission.send(replace(PARCEL, automatic=True))
    assert refused.value.permanent
    assert office.taken == []
