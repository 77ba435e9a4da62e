"""A read mail as one JSON line: the contract of `bookbag mail parse`, which others check from outside."""

import json
from typing import Any

from bookbag.channels.mailbox.values import Address, Attachment, Bounce, Mail


def line(file: str, mail: Mail) -> str:
    """One line without a line end; letters beyond ASCII are escaped, so any terminal and any reader can take it."""
    return json.dumps(_mail(file, mail))


def _mail(file: str, mail: Mail) -> dict[str, Any]:
    return {
        "file": file.encode("utf-8", "replace").decode(),
        "message_id": mail.message_id,
        "from": _address(mail.sender) if mail.sender else None,
        "to": [_address(one) for one in mail.to],
        "cc": [_address(one) for one in mail.cc],
        "reply_to": [_address(one) for one in mail.reply_to],
        "subject": mail.subject,
        "date": mail.date.isoformat() if mail.date else None,
        "text": mail.text,
        "new_text": mail.new_text,
        "attachments": [_attachment(one) for one in mail.attachments],
        "in_reply_to": mail.in_reply_to,
        "references": list(mail.references),
        "auto_reply": mail.auto_reply,
        "abuse_report": mail.abuse_report,
        "bounce": _bounce(mail.bounce) if mail.bounce else None,
        "language": mail.language,
        "warnings": list(mail.warnings),
    }


def unreadable(file: str, because: str) -> str:
    """The line for a file that cannot be opened: the same keys, without values, and why."""
    empty = dict.fromkeys(_KEYS)
    return json.dumps({**empty, "file": file.encode("utf-8", "replace").decode(), "warnings": [because]})


_KEYS = (
    "file", "message_id", "from", "to", "cc", "reply_to", "subject", "date", "text", "new_text", "attachments", "in_reply_to",
    "references", "auto_reply", "abuse_report", "bounce", "language", "warnings",
)  # fmt: skip


def _address(one: Address) -> dict[str, str]:
    return {"name": one.name, "address": one.address}


def _attachment(one: Attachment) -> dict[str, str | int]:
    return {"name": one.name, "type": one.type, "size": one.size, "sha256": one.sha256}


def _bounce(one: Bounce) -> dict[str, str | None]:
    return {"recipient": one.recipient, "status": one.status, "action": one.action, "diagnostic": one.diagnostic}
