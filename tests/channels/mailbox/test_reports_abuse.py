"""Complaints that mail providers pass on (RFC 5965) are abuse reports, whatever they carry, and no bounces."""

import email

import pytest

from bookbag.channels.mailbox import reports

BODY = '--B\nContent-Type: text/plain\n\nThis is an abuse report.\n--B\nContent-Type: {type}\n\nFeedback-Type: {kind}\nUser-Agent: Far/1\nVersion: 1\n\n--B\nContent-Type: message/rfc822\n\nFrom: office@wyton.test\nMessage-ID: <trip.1@wyton.test>\n\nDear parents\n--B--\n'  # fmt: skip
HEAD = "From: complaints@far.test\nTo: office@wyton.test\nSubject: Trip\n"
REPORT = f'{HEAD}Content-Type: multipart/report; report-type="feedback-report"; boundary="B"\n\n{BODY}'

MAILS = {
    "abuse": REPORT.format(type="message/feedback-report", kind="abuse"),
    "fraud": REPORT.format(type="message/feedback-report", kind="fraud"),
    "authentication": REPORT.format(type="message/feedback-report", kind="auth-failure"),
    "opt out": REPORT.format(type="message/feedback-report", kind="opt-out"),
    "report type missing": REPORT.replace('report-type="feedback-report"; ', "").format(type="message/feedback-report", kind="abuse"),
    "mixed": REPORT.replace("multipart/report", "multipart/mixed").replace('report-type="feedback-report"; ', "").format(type="message/feedback-report", kind="abuse"),
    "fields as plain text": REPORT.replace('report-type="feedback-report"; ', "").format(type="text/plain", kind="abuse"),
    "older form": HEAD.replace("Trip", "complaint about message from 192.0.2.9") + "Content-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: message/rfc822\n\nFrom: office@wyton.test\n\nDear parents\n--B--\n",
}  # fmt: skip


@pytest.mark.parametrize("raw", MAILS.values(), ids=MAILS.keys())
def test_a_feedback_report_is_an_abuse_report(raw: str) -> None:
    report = reports.examine(email.message_from_string(raw), "This is an abuse report.")
    assert report == reports.Report(auto_reply=True, abuse_report=True, bounce=None)


def test_a_parents_complaint_is_none() -> None:
    raw = "From: Mum <mum@family.test>\nSubject: Complaint about a message from the school\n\nI found the letter rude and wish to complain of abuse."
    assert not reports.examine(email.message_from_string(raw), raw.partition("\n\n")[2]).abuse_report
