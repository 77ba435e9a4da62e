"""Bounces written in plain words: whom, which status, which action, in the wordings of many mail systems."""

import email

import pytest

from bookbag.channels.mailbox import reports

MACHINE = "Return-Path: <>\nFrom: MAILER-DAEMON@mx.far.test\nTo: office@wyton.test\nSubject: {subject}\n\n"
OURS = "Received: from mx.wyton.test by mx.far.test; Tue, 3 Mar 2026 09:12:00 +0000\nMessage-ID: <trip.1@wyton.test>\nFrom: office@wyton.test\nTo: mum@family.test\nSubject: Trip\n\nDear parents\n"

NOTICES = {
    "qmail": ("failure notice", f"Hi. This is the qmail-send program at mx.far.test.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up.\n\n<mum@family.test>:\nRemote host said: 550 sorry, no mailbox here by that name (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{OURS}", ("mum@family.test", "5.1.1", "failed")),
    "exim": ("Mail delivery failed: returning message to sender", f"This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  mum@family.test\n    host mx.family.test [192.0.2.7]: 552 5.2.2 mailbox full\n\n------ This is a copy of the message, including all the headers. ------\n\n{OURS}", ("mum@family.test", "5.2.2", "failed")),
    "exim warning": ("Warning: message 1abC delayed 24 hours", f"This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue.\n\nThe address to which the message has not yet been delivered is:\n\n  mum@family.test\n\nNo action is required on your part. Delivery attempts will continue.\n\n{OURS}", ("mum@family.test", "4.4.7", "delayed")),
    "postfix words": ("Undelivered Mail Returned to Sender", f"This is the mail system at host mx.far.test.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<mum@family.test>: host mx[192.0.2.7] said: 554 5.7.1 rejected by policy (in\n    reply to RCPT TO command)\n\n{OURS}", ("mum@family.test", "5.7.1", "failed")),
    "sendmail": ("Returned mail: see transcript for details", f"   ----- The following addresses had permanent fatal errors -----\n<mum@family.test>\n    (reason: 550 5.1.1 User unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.family.test.:\n>>> RCPT To:<mum@family.test>\n<<< 550 5.1.1 User unknown\n\n   ----- Original message follows -----\n\n{OURS}", ("mum@family.test", "5.1.1", "failed")),
    "old sendmail": ("Returned mail: User unknown", f"   ----- Transcript of session follows -----\n>>> RCPT To:<mum@family.test>\n<<< 550 <mum@family.test>, User unknown\n\n   ----- Unsent message follows -----\n{OURS}", ("mum@family.test", "5.1.1", "failed")),
    "exchange 5.5": ("Undeliverable: Trip", "Your message\n\n  To:      office@wyton.test\n  Subject: Trip\n\ndid not reach the following recipient(s):\n\nmum@family.test on Tue, 3 Mar 2026 09:12:00 -0000\n    The recipient name is not recognized\n", ("mum@family.test", "5.1.1", "failed")),
    "exchange 365": ("Undeliverable: Trip", "Your message to mum@family.test couldn't be delivered.\nmum wasn't found at family.test.\n\nError: 550 5.1.10 RESOLVER.ADR.RecipientNotFound\n", ("mum@family.test", "5.1.10", "failed")),
    "gmail": ("Delivery Status Notification (Failure)", f"** Address not found **\n\nYour message wasn't delivered to mum@family.test because the address couldn't be found.\n\nThe response from the remote server was:\n550 5.1.1 no such user\n\n----- Original message -----\n\n{OURS}", ("mum@family.test", "5.1.1", "failed")),
    "domino": ("DELIVERY FAILURE: User not listed", "Your message\n\n  Subject: Trip\n\nwas not delivered to:\n\n  mum@family.test\n\nbecause:\n\n  User mum (mum@family.test) not listed in the directory\n", ("mum@family.test", "5.1.1", "failed")),
    "notes": ("Undeliverable message", f"------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nmum@family.test\n\n------- Returned Message --------\n{OURS}", ("mum@family.test", "5.1.1", "failed")),
    "groupwise": ("Message status - undeliverable", "The message that you sent was undeliverable to the following:\n\tmum@family.test (user not found)\n", ("mum@family.test", "5.1.1", "failed")),
    "mailbox full": ("Mail System Error - Returned Mail", "Your mail could not be delivered to: <mum@family.test>\nas their mailbox is full.\n", ("mum@family.test", "5.2.2", "failed")),
    "opensmtpd": ("Delivery status notification: error", f"    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nmum@family.test: Envelope expired\n\n    Below is a copy of the original message:\n\n{OURS}", ("mum@family.test", "5.4.7", "failed")),
    "imail": ("Undeliverable Mail", f"Unknown user: mum@family.test\n\n\nOriginal message follows.\n\n{OURS}", ("mum@family.test", "5.1.1", "failed")),
    "no address in the words": ("Undeliverable mail", f"Message has exceeded maximum hop count\n\n------- Returned Message --------\n{OURS}", ("mum@family.test", "5.4.6", "failed")),
    "size": ("Mail delivery failed", "The following address failed:\n\nmum@family.test\n\nFor the following reason:\n\nMail size limit exceeded.\n", ("mum@family.test", "5.3.4", "failed")),
    "unknown host": ("Undelivered mail", "<mum@family.test>: Host or domain name not found. Name service error for name=family.test\n", ("mum@family.test", "5.1.2", "failed")),
    "greylisted": ("Delivery delayed", "Delivery to the following recipient has been delayed:\n\n     mum@family.test\n\nMessage will be retried for 2 more days.\n451 4.7.1 try again later\n", ("mum@family.test", "4.7.1", "delayed")),
    "german": ("Unzustellbar: Ausflug", "Ihre Nachricht konnte nicht zugestellt werden an:\n\nmum@family.test\n\nEmpfänger unbekannt\n", ("mum@family.test", "5.1.1", "failed")),
    "french": ("Non remis : Sortie", "Votre message n'a pas été remis aux destinataires suivants :\n\nmum@family.test\n\n550 5.1.1 utilisateur inconnu\n", ("mum@family.test", "5.1.1", "failed")),
    "russian": ("Письмо не доставлено", "К сожалению, Ваше письмо не может быть доставлено получателю:\n\n  mum@family.test\n    550 5.2.1 account disabled\n", ("mum@family.test", "5.2.1", "failed")),
    "japanese": ("配信できません", "以下のメールアドレスへの送信に失敗しました。\nmum@family.test\n\n550 unknown user <mum@family.test>\n", ("mum@family.test", "5.1.1", "failed")),
}  # fmt: skip


@pytest.mark.parametrize(("subject", "text", "said"), NOTICES.values(), ids=NOTICES.keys())
def test_a_notice_is_read(subject: str, text: str, said: tuple[str, str, str]) -> None:
    report = reports.examine(email.message_from_string(MACHINE.format(subject=subject) + text), text)
    assert report.bounce is not None
    assert (report.bounce.recipient, report.bounce.status, report.bounce.action) == said
    assert report.auto_reply


@pytest.mark.parametrize("name", [name for name, (_, text, _) in NOTICES.items() if OURS in text])
def test_a_notice_names_our_message(name: str) -> None:
    subject, text, _ = NOTICES[name]
    bounce = reports.examine(email.message_from_string(MACHINE.format(subject=subject) + text), text).bounce
    assert bounce is not None
    assert bounce.original_message_id == "<trip.1@wyton.test>"


def test_the_header_names_the_recipient_before_the_words_do() -> None:
    raw = "From: postmaster@far.test\nX-Failed-Recipients: mum@family.test\nSubject: Oh dear\n\nSee other@place.test for help.\n"
    bounce = reports.examine(email.message_from_string(raw), "See other@place.test for help.").bounce
    assert bounce is not None
    assert bounce.recipient == "mum@family.test"


PEOPLE = {
    "sends a notice on": (
        "Fwd: Undeliverable: Trip",
        "I got this:\n\nYour message to office@wyton.test couldn't be delivered.\n550 5.1.1 no such user",
    ),
    "answers a notice": (
        "Re: Mail delivery failed: returning message to sender",
        "Did you get my note? It said 550 user unknown.",
    ),
    "writes of post": ("Letter returned", "The letter to our old address was returned to sender. We moved in May."),
    "writes of an inbox": ("Mail", "My mailbox is full, please use dad@family.test from now on."),
    "writes of a delivery": ("Delivery problem", "The delivery of the uniform failed again. Can you ring the shop?"),
}


@pytest.mark.parametrize(("subject", "text"), PEOPLE.values(), ids=PEOPLE.keys())
def test_a_person_who_writes_of_failed_post_is_no_bounce(subject: str, text: str) -> None:
    raw = f"Return-Path: <mum@family.test>\nFrom: Mum <mum@family.test>\nTo: office@wyton.test\nSubject: {subject}\n\n{text}"
    assert reports.examine(email.message_from_string(raw), text) == reports.Report(
        auto_reply=False, abuse_report=False, bounce=None
    )
