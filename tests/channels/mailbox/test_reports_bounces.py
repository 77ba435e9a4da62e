"""Status reports (RFC 3464): whom, which status, which action, which message of ours; odd forms included."""

import email

import pytest

from bookbag.channels.mailbox import reports
from bookbag.channels.mailbox.values import Bounce

FRAME = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.far.test>
To: office@wyton.test
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Your message could not be delivered.

--B
Content-Type: message/delivery-status

{fields}

--B
Content-Type: message/rfc822

From: office@wyton.test
To: mum@family.test
Message-ID: <trip.1@wyton.test>
Subject: Trip

Dear parents
--B--
"""

REPORTS = {
    "postfix": (
        "Reporting-MTA: dns; mx.far.test\n\nFinal-Recipient: rfc822; mum@family.test\nOriginal-Recipient: rfc822;mum@family.test\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 <mum@family.test>: user\n unknown",
        ("mum@family.test", "5.1.1", "failed", "550 5.1.1 <mum@family.test>: user unknown"),
    ),
    "odd case and spaces": (
        "reporting-mta:dns;mx\n\nFINAL-RECIPIENT :RFC822;<Mum@FAMILY.test>\nACTION:  Failed (bad destination)\nSTATUS: 5.1.1 (unknown)\nDIAGNOSTIC-CODE: SMTP;550 no",
        ("Mum@family.test", "5.1.1", "failed", "550 no"),
    ),
    "second recipient failed": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; dad@family.test\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; mum@family.test\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 full",
        ("mum@family.test", "5.2.2", "failed", "552 full"),
    ),
    "delayed": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; mum@family.test\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; connection timed out",
        ("mum@family.test", "4.4.1", "delayed", "connection timed out"),
    ),
    "delivered": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; mum@family.test\nAction: delivered\nStatus: 2.0.0\nDiagnostic-Code: smtp; 250 ok",
        ("mum@family.test", "2.0.0", "delivered", "250 ok"),
    ),
    "expanded": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; all@family.test\nAction: expanded\nStatus: 2.0.0\nDiagnostic-Code: smtp; 250 ok",
        ("all@family.test", "2.0.0", "expanded", "250 ok"),
    ),
    "no action": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; mum@family.test\nStatus: 5.4.4\nDiagnostic-Code: smtp; host not found",
        ("mum@family.test", "5.4.4", "failed", "host not found"),
    ),
    "status made exact by the diagnostic": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; mum@family.test\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 not allowed",
        ("mum@family.test", "5.7.1", "failed", "550 5.7.1 not allowed"),
    ),
    "no status": (
        "Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; mum@family.test\nAction: failed\nDiagnostic-Code: smtp; 550 no such user here",
        ("mum@family.test", "5.1.1", "failed", "550 no such user here"),
    ),
    "only the original recipient": (
        "Reporting-MTA: dns; mx\n\nOriginal-Recipient: rfc822;mum@family.test\nFinal-Recipient: x400; /G=Mum/\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: X-Notes; not listed",
        ("mum@family.test", "5.1.1", "failed", "not listed"),
    ),
    "recipient in the first block": (
        "Final-Recipient: rfc822;mum@family.test\nDiagnostic-Code: smtp; 550 no\nAction: failed\nStatus: 5.5.0",
        ("mum@family.test", "5.5.0", "failed", "550 no"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "said"), REPORTS.values(), ids=REPORTS.keys())
def test_a_status_report_is_read(fields: str, said: tuple[str, str, str, str]) -> None:
    report = reports.examine(
        email.message_from_string(FRAME.format(fields=fields)), "Your message could not be delivered."
    )
    assert report == reports.Report(
        auto_reply=True, abuse_report=False, bounce=Bounce(*said, original_message_id="<trip.1@wyton.test>")
    )


def test_a_report_without_boundaries_is_read_from_its_text() -> None:
    raw = FRAME.format(fields=REPORTS["postfix"][0]).replace("--B", "").replace('boundary="B"', 'boundary="C"')
    bounce = reports.examine(email.message_from_string(raw), "").bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.status, bounce.action) == ("mum@family.test", "5.1.1", "failed")


def test_a_report_in_base64_is_read() -> None:
    fields = "UmVwb3J0aW5nLU1UQTogZG5zOyBteAoKRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IG11bUBmYW1pbHkudGVzdApBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg=="
    raw = FRAME.replace("message/delivery-status", "message/delivery-status\nContent-Transfer-Encoding: base64").format(
        fields=fields
    )
    bounce = reports.examine(email.message_from_string(raw), "").bounce
    assert bounce is not None
    assert (bounce.recipient, bounce.status) == ("mum@family.test", "5.1.1")


def test_the_headers_alone_of_our_message_name_it() -> None:
    raw = FRAME.format(fields=REPORTS["postfix"][0]).replace("message/rfc822", "text/rfc822-headers")
    bounce = reports.examine(email.message_from_string(raw), "").bounce
    assert bounce is not None
    assert bounce.original_message_id == "<trip.1@wyton.test>"


def test_a_report_inside_a_message_of_a_mail_system_is_read() -> None:
    inner = FRAME.format(fields=REPORTS["postfix"][0])
    raw = f"From: MAILER-DAEMON@gate.test\nSubject: Returned mail\nContent-Type: multipart/mixed; boundary=O\n\n--O\n\nErrors:\n--O\nContent-Type: message/rfc822\n\n{inner}\n--O--\n"
    bounce = reports.examine(email.message_from_string(raw), "Errors:").bounce
    assert bounce is not None
    assert bounce.recipient == "mum@family.test"


def test_a_person_who_sends_a_report_on_is_no_bounce() -> None:
    inner = FRAME.format(fields=REPORTS["postfix"][0])
    raw = f"Return-Path: <mum@family.test>\nFrom: Mum <mum@family.test>\nSubject: Fwd: Undelivered\nContent-Type: multipart/mixed; boundary=O\n\n--O\n\nI got this when I wrote to you. Why?\n--O\nContent-Type: message/rfc822\n\n{inner}\n--O--\n"
    report = reports.examine(email.message_from_string(raw), "I got this when I wrote to you. Why?")
    assert report == reports.Report(auto_reply=False, abuse_report=False, bounce=None)
