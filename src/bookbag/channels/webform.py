"""What somebody sent by the school's own form: kept whole as one JSON text, read back, and given on as a mail would be.

What the answers mean, and whose they are, is for the desk.
"""

import base64
import hashlib
import json
from dataclasses import asdict, dataclass, field

from bookbag.channels.mailbox import language
from bookbag.channels.mailbox.values import Address, Attachment, Mail


@dataclass(frozen=True, slots=True)
class File:
    """A file that was sent along."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was filled in. `sheet` is the number of the blank one: the same sheet twice is sent twice."""

    sheet: str
    who: str
    topic: str
    name: str
    subject: str
    text: str
    email: str = ""
    telephone: str = ""
    child: str = ""
    school_class: str = ""
    continues: str = ""
    """The token of the case that it goes on with, where its writer followed the way to write again."""
    adult: str = ""
    """The id of the adult who was signed in to the family pages; no form that is open to all can set it."""
    to: str = ""
    """The id of the member of staff whom that adult chose, from those who were offered."""
    since: str = ""
    whom: str = ""
    """Whom they would like to speak to, in their own words."""
    times: str = ""
    """When they can well be rung."""
    """Since when it has been so, as a day in ISO 8601; nothing where that was not said."""
    files: tuple[File, ...] = ()


def packed(form: Form) -> bytes:
    """The form as the bytes that are kept: JSON that a person can read, the files in base64."""
    plain = asdict(form)
    plain["files"] = [
        {"name": file.name, "type": file.type, "content": base64.b64encode(file.content).decode()}
        for file in form.files
    ]
    return json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")


def unpacked(raw: bytes) -> Form:
    """The form that was packed into these bytes."""
    plain = json.loads(raw.decode("utf-8", "surrogatepass"))
    files = [File(each["name"], each["type"], base64.b64decode(each["content"])) for each in plain.pop("files")]
    return Form(**plain, files=tuple(files))


def as_mail(form: Form) -> Mail:
    """The form as intake takes it: all its words are new, and it answers nothing but what `continues` says."""
    return Mail(
        message_id=None,
        sender=Address(form.name, form.email),
        to=(),
        cc=(),
        reply_to=(),
        subject=form.subject,
        date=None,
        text=form.text,
        new_text=form.text,
        html=None,
        attachments=tuple(_attachment(file) for file in form.files),
        in_reply_to=None,
        references=(form.continues,) if form.continues else (),
        auto_reply=False,
        abuse_report=False,
        bounce=None,
        language=language.detect(form.text),
        calendar=None,
        warnings=(),
    )


def _attachment(file: File) -> Attachment:
    return Attachment(file.name, file.type, file.content, hashlib.sha256(file.content).hexdigest())
