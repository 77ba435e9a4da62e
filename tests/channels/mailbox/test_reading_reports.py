"""What a machine sent back reaches the reader's answer: bounces with our identity, automatic answers, abuse reports."""

from tests.channels.mailbox.mails import HEADER, mail, multipart, part

from bookbag.channels.mailbox import reading

STATUS = b"Reporting-MTA: dns; mx.test\n\nFinal-Recipient: rfc822; ana@home.test\nAction: failed\nStatus: 5.1.1\n"
OURS = b"Message-ID: <d-7@spring.test>\nSubject: Trip\nFrom: office@spring.test\n\nDear parent\n"


def test_a_bounce_names_our_message_without_brackets() -> None:
    raw = HEADER + multipart(
        b"report; report-type=delivery-status",
        part(b"text/plain", b"Your message was not delivered."),
        part(b"message/delivery-status", STATUS),
        part(b"message/rfc822", OURS),
    )
    read = reading.read(raw)
    assert read.bounce is not None
    assert (read.bounce.recipient, read.bounce.status, read.bounce.action) == ("ana@home.test", "5.1.1", "failed")
    assert read.bounce.original_message_id == "d-7@spring.test"
    assert [one.name for one in read.attachments] == ["message.txt", "Trip.eml"]


def test_an_automatic_answer_is_one() -> None:
    assert reading.read(mail(b"I am away.", b"Auto-Submitted: auto-replied")).auto_reply
    assert not reading.read(mail()).auto_reply


def test_a_report_of_abuse_is_one() -> None:
    feedback = b"Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n"
    raw = HEADER + multipart(
        b"report; report-type=feedback-report",
        part(b"text/plain", b"Abuse."),
        part(b"message/feedback-report", feedback),
        part(b"message/rfc822", OURS),
    )
    assert reading.read(raw).abuse_report
    assert not reading.read(mail()).abuse_report
