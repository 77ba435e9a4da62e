"""The demo's sink as pages show it: the files in HOME/sink, newest first. Where they come from is the door's business."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import DateHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.policy import default
from pathlib import Path
from typing import cast

PAGE = 40
SHOWN = ("Date", "From", "To", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "Auto-Submitted")
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,80}")


@dataclass(frozen=True, slots=True)
class Sent:
    """One mail that was sent."""

    name: str
    to: str
    subject: str
    at: datetime | None
    automatic: bool
    headers: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what was sent, and the name after which the next page goes on."""

    mails: list[Sent]
    total: int
    next: str


def newest(folder: Path, *, before: str = "") -> Page:
    """A page of what was sent, newest first; the names of files stand in the order of time."""
    names = sorted((file.stem for file in folder.glob("[!.]*.eml")), reverse=True)
    rest = [name for name in names if not before or name < before]
    shown = rest[:PAGE]
    return Page(
        mails=[_read(folder, name, BytesHeaderParser(policy=default).parsebytes) for name in shown],
        total=len(names),
        next=shown[-1] if len(rest) > PAGE else "",
    )


def find(folder: Path, name: str) -> Sent | None:
    """One mail with its words, or None."""
    if not _NAME.fullmatch(name) or not (folder / f"{name}.eml").is_file():
        return None
    return _read(folder, name, BytesParser(policy=default).parsebytes)


def _read(folder: Path, name: str, parse: Callable[[bytes], object]) -> Sent:
    mail = cast("EmailMessage", parse((folder / f"{name}.eml").read_bytes()))
    body = mail.get_body(("plain",)) if mail.get_content_maintype() == "text" else None
    date = mail["Date"]
    return Sent(
        name=name,
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or ""),
        at=date.datetime if isinstance(date, DateHeader) else None,
        automatic="Auto-Submitted" in mail,
        headers=tuple((header, str(mail[header])) for header in SHOWN if header in mail),
        text=body.get_content() if body else "",
    )
