"""What machines send to a mailbox: bounces, automatic answers, receipts, abuse reports. No message of a person is one."""

import re
from dataclasses import dataclass
from email.message import Message

from bookbag.channels.mailbox.reports import automatic, bounces, pieces
from bookbag.channels.mailbox.values import Bounce

_COMPLAINT = re.compile(r"complaint about message from |e-?mail feedback report for ip", re.IGNORECASE)
_FEEDBACK = re.compile(r"^feedback-type[ \t]*:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Report:
    """What kind of machine mail a message is, if any. `list_mail` alone says nothing of who wrote it."""

    auto_reply: bool
    abuse_report: bool
    bounce: Bounce | None
    list_mail: bool = False


def examine(message: Message, text: str) -> Report:
    """Judge a parsed message and the text read from it; whatever its headers hold, this does not raise."""
    list_mail = automatic.is_list_mail(message)
    if _is_abuse_report(message):
        return Report(auto_reply=True, abuse_report=True, bounce=None, list_mail=list_mail)
    receipt = automatic.is_receipt(message)
    bounce = None if receipt else bounces.find(message, text)
    return Report(
        auto_reply=bounce is not None or receipt or automatic.is_automatic(message, text),
        abuse_report=False,
        bounce=bounce,
        list_mail=list_mail,
    )


def _is_abuse_report(message: Message) -> bool:
    """Whether a mail provider reports a complaint about a message of ours (RFC 5965)."""
    if "feedback-report" in pieces.header(message, "Content-Type").lower() or _COMPLAINT.match(
        pieces.header(message, "Subject")
    ):
        return True
    for part in pieces.walk(message, into_messages=False):
        if part.get_content_type() == "message/feedback-report":
            return True
        reported = message.get_content_type() == "multipart/report" and part.get_content_maintype() == "text"
        if reported and _FEEDBACK.search(pieces.text_of(part)):
            return True
    return False
