"""Raw bytes in, a `Mail` out, whatever the bytes. Every cut and every guess is a warning in plain words."""

from dataclasses import replace
from datetime import datetime

from bookbag.channels.mailbox import addresses, bodies, dates, headers, language, limits, parts, quoting, reports
from bookbag.channels.mailbox.limits import Notes
from bookbag.channels.mailbox.parts import Part
from bookbag.channels.mailbox.values import Address, Bounce, Mail

_UNREADABLE = "The mail could not be read; only its bytes were kept."
_WRITERS = ("sender", "reply-to", "return-path")


def read(raw: bytes, *, languages: tuple[str, ...] = language.USUAL) -> Mail:
    """The mail in these bytes. Never raises: a mail is never refused, nor lost, for the way it is written."""
    notes = Notes()
    try:
        return _read(raw, notes, languages)
    except Exception:  # noqa: BLE001  what a stranger sends must never stop the post; the fuzz test looks for this sentence
        notes.add(_UNREADABLE)
        return unread(notes)


def unread(notes: Notes) -> Mail:
    """A mail of which nothing is known but the warnings."""
    return Mail(
        message_id=None, sender=None, to=(), cc=(), reply_to=(), subject="", date=None, text="", new_text="", html=None,
        attachments=(), in_reply_to=None, references=(), auto_reply=False, abuse_report=False, bounce=None, language=None,
        calendar=None, warnings=notes.sentences(),
    )  # fmt: skip


def _read(raw: bytes, notes: Notes, languages: tuple[str, ...]) -> Mail:
    root = parts.split(_usual_form(raw, notes), notes)
    hint = _charset(root)
    contents = bodies.collect(root, hint, notes)
    text, html = contents.text(), contents.html()
    split = quoting.split(text, html)
    report = reports.examine(parts.as_message(root), text)
    replied = headers.message_ids(root.first("in-reply-to"))
    return Mail(
        message_id=headers.message_id(root.first("message-id")),
        sender=_sender(root, hint, notes),
        to=_addresses(root, "to", hint, notes),
        cc=_addresses(root, "cc", hint, notes),
        reply_to=_addresses(root, "reply-to", hint, notes),
        subject=headers.text(root.first("subject"), hint, notes),
        date=_date(root, notes),
        text=text,
        new_text=split.new_text,
        html=html,
        attachments=tuple(contents.attachments),
        in_reply_to=replied[0] if replied else None,
        references=headers.message_ids(b" ".join(root.all("references")[: limits.REPEATS])),
        auto_reply=report.auto_reply,
        abuse_report=report.abuse_report,
        bounce=_bounce(report.bounce),
        language=language.detect(split.new_text or text, languages),
        calendar=contents.calendar,
        warnings=notes.sentences(),
    )


def _bounce(found: Bounce | None) -> Bounce | None:
    """A bounce with the identity of our message in the same form as every other."""
    if found is None or found.original_message_id is None:
        return found
    return replace(found, original_message_id=headers.message_id(found.original_message_id.encode("utf-8", "replace")))


def _usual_form(raw: bytes, notes: Notes) -> bytes:
    """Bytes that a mail parser may expect: not too many, not UTF-16, not with the line ends of old Macs."""
    if len(raw) > limits.MESSAGE:
        notes.add(f"The mail is larger than {limits.MESSAGE // 1024 // 1024} MiB; the rest was left out.")
        raw = raw[: limits.MESSAGE]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes.add("The whole mail came as UTF-16.")
        raw = raw[: limits.MESSAGE // 4].decode("utf-16", "replace").encode("utf-8", "replace")
    if b"\r" in raw[:4096] and b"\n" not in raw[:65536]:
        notes.add("The lines of the mail end in bare carriage returns.")
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw


def _charset(root: Part) -> str:
    """The first charset that a part names: what raw letters in the headers are probably written in."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if charset := part.parameters.get("charset"):
            return charset
        waiting.extend(reversed(part.parts))
    return ""


def _addresses(root: Part, name: str, hint: str, notes: Notes) -> tuple[Address, ...]:
    found = (one for value in root.all(name)[: limits.REPEATS] for one in addresses.read(value, hint, notes))
    return tuple(dict.fromkeys(found))


def _sender(root: Part, hint: str, notes: Notes) -> Address | None:
    """The first writer that From names; where it names none, the next best field, with a warning."""
    named = _addresses(root, "from", hint, notes)
    if len(named) > 1:
        notes.add("The mail names several writers; the first was taken.")
    if named and named[0].address:
        return next((one for one in named if "@" in one.address), named[0])
    for name in _WRITERS:
        for one in _addresses(root, name, hint, Notes()):
            if "@" in one.address:
                notes.add(f"The mail names no writer with an address; it was taken from {name.title()}.")
                return Address(named[0].name if named else one.name, one.address)
    if not named:
        notes.add("The mail names no writer.")
    return named[0] if named else None


def _date(root: Part, notes: Notes) -> datetime | None:
    if written := root.first("date"):
        found = dates.read(headers.raw_text(written, "", notes), notes)
        if found is None:
            notes.add("The date of the mail cannot be read.")
        return found
    received = root.first("received")
    if received and (found := dates.read(headers.raw_text(received, "", notes).rpartition(";")[2], notes)):
        notes.add("The mail has no date; it was taken from the journey (Received).")
        return found
    notes.add("The mail has no date.")
    return None
