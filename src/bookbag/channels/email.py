"""E-mail out: a parcel as a MIME message (RFC 5322), and its hand-over to the school's submission server (RFC 6409).

What a refusal means stands in channels.refusals; when to try again is the outbox's business.
"""

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bookbag.channels import refusals
from bookbag.channels.ports import Parcel, Receipt
from bookbag.errors import Unavailable

if TYPE_CHECKING:
    from email.policy import Policy

ANCESTORS = 20  # identities in References: the first, and the latest of the others
LONGEST_IDENTITY = 900  # a line holds 998 bytes
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TYPE = re.compile(r"(?!text/|message/|multipart/)[a-z]+/[a-z0-9.+-]+")
"""Of a file that goes as it is: its bytes are no line of ours, so text goes as bytes too."""
_IDENTITY = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]+")
_ADDRESS = re.compile(r"{0}@{0}".format(r"[^\s\x00-\x20\x7f-\x9f\ud800-\udfff<>(),:;\[\]\\\"@]+"))


class Tls(StrEnum):
    """How the way to the server is kept private."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


class _Identities(UniqueUnstructuredHeader, BaseHeader):  # type: ignore[misc]  # the stubs differ on max_count
    """One identity a line. The library would fold a long one into encoded words, and break the thread."""

    def fold(self, *, policy: "Policy[Any]") -> str:
        return f"{self.name}: " + f"{policy.linesep} ".join(str(self).split()) + policy.linesep


_headers = HeaderRegistry()
for _name in ("message-id", "in-reply-to", "references"):
    _headers.map_to_type(_name, _Identities)
# Seven bits throughout, so that no server on the way has a reason to recode, and break, a signature.
_SEVEN_BIT = SMTP.clone(header_factory=_headers, cte_type="7bit")


def can_reach(address: str) -> bool:
    """Whether this is the address of one mailbox that mail can be handed over for (RFC 5321, 4.5.3.1)."""
    local, _, domain = address.rpartition("@")
    return (
        _ADDRESS.fullmatch(address) is not None
        and local.strip("'") == local  # quotes that programs put round an address; nobody's name ends in one
        and len(local.encode()) <= 64
        and len(address.encode()) <= 254
        and _encoded_domain(domain) is not None
    )


def build(parcel: Parcel) -> EmailMessage:
    """The message of a parcel. A line break in a name or a subject becomes a space, so it can make no header."""
    message = EmailMessage(policy=_SEVEN_BIT.clone(utf8=_needs_utf8(parcel)))
    message["Date"] = format_datetime(parcel.date)
    message["From"] = _address(parcel.from_name, parcel.from_address)
    message["To"] = _address(parcel.to_name, parcel.to_address)
    if parcel.reply_to:
        message["Reply-To"] = _address("", parcel.reply_to)
    message["Subject"] = _one_line(parcel.subject)
    message["Message-ID"] = f"<{parcel.message_id}>"
    ancestors = _ancestors(parcel)
    if _IDENTITY.fullmatch(parcel.in_reply_to):
        message["In-Reply-To"] = f"<{parcel.in_reply_to}>"
    if ancestors:
        message["References"] = " ".join(f"<{one}>" for one in ancestors)
    if parcel.automatic:
        # RFC 3834, 5; the second is read by Exchange, the third by older vacation programs.
        message["Auto-Submitted"] = "auto-replied" if parcel.in_reply_to else "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        message["Precedence"] = "bulk"
    message.set_content(parcel.body, charset="utf-8")
    for file in parcel.files:
        kind, _, subtype = (file.type if _TYPE.fullmatch(file.type) else "application/octet-stream").partition("/")
        message.add_attachment(file.content, kind, subtype, filename=_one_line(file.name) or "file")
    return message


@dataclass(frozen=True, slots=True)
class Submission:
    """The school's own submission server. One conversation a parcel, so that no parcel waits for another's trouble."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: Tls = Tls.STARTTLS
    timeout: float = 15.0

    def send(self, parcel: Parcel) -> Receipt:
        """Hand the parcel to the server and return what it said. Raises `Unavailable`.

        Only a refusal of this recipient or this content is permanent. Trouble with the server, the password or the
        sender's own address is the school's set-up: it is tried again, and never blamed on the recipient.
        """
        if not can_reach(parcel.to_address):
            raise Unavailable("This is not an address that e-mail can be sent to.", permanent=True)
        content = build(parcel).as_bytes()
        if parcel.automatic:
            # The null sender leaves bounces and answering machines nowhere to answer to (RFC 3834, 3.3). Some providers
            # let nobody use it; then the school's own address, at which we answer no machine, does as well.
            with contextlib.suppress(refusals.NotLetIn):
                return self._converse(parcel, content, sender="")
        return self._converse(parcel, content, sender=_wire_address(parcel.from_address))

    def _converse(self, parcel: Parcel, content: bytes, *, sender: str) -> Receipt:
        """1. Connect, secure, sign in. 2. Sender, recipient, content: what each answer means is in refusals. 3. Leave."""
        server: smtplib.SMTP | None = None
        try:
            server = self._connect()
            self._enter(server)
            return _hand_over(server, parcel, content, sender=sender)
        except smtplib.SMTPNotSupportedError as fault:
            raise Unavailable(f"{refusals.SET_UP} {fault}") from fault
        except smtplib.SMTPResponseException as fault:
            raise refusals.before_recipient(fault.smtp_code, fault.smtp_error) from fault
        except (smtplib.SMTPException, OSError) as fault:  # OSError: refused, reset, timed out, TLS, no such host
            raise Unavailable(f"{refusals.UNREACHABLE} {fault or type(fault).__name__}") from fault
        finally:
            if server:
                _leave(server)

    def _connect(self) -> smtplib.SMTP:
        if self.tls is Tls.TLS:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=self.timeout)

    def _enter(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self.tls is Tls.STARTTLS:
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self.user:
            server.login(self.user, self.password)


def _hand_over(server: smtplib.SMTP, parcel: Parcel, content: bytes, *, sender: str) -> Receipt:
    options = [f"SIZE={len(content)}"] if server.has_extn("size") else []
    if _needs_utf8(parcel):
        if not server.has_extn("smtputf8"):
            raise Unavailable(refusals.NO_UTF8, permanent=True)
        options.append("SMTPUTF8")
    code, said = server.mail(sender, options)
    if code != 250:
        raise refusals.before_recipient(code, said)
    code, said = server.rcpt(_wire_address(parcel.to_address))
    if code not in {250, 251}:
        raise refusals.of_recipient(code, said)
    try:
        code, said = server.data(content)
    except smtplib.SMTPDataError as fault:
        raise refusals.of_content(fault.smtp_code, fault.smtp_error) from fault
    if code != 250:
        raise refusals.of_content(code, said)
    return Receipt(refusals.in_words(code, said))


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye where the line still stands. The parcel's fate is settled by now and does not depend on the answer."""
    with contextlib.suppress(smtplib.SMTPException, OSError):
        server.quit()
    server.close()


def _ancestors(parcel: Parcel) -> list[str]:
    """References: all ancestors in order; where there are many, the first and the latest, as RFC 5537 3.4.4 does for news."""
    known = [*parcel.references, parcel.in_reply_to]
    usable = [one for one in known if _IDENTITY.fullmatch(one) and len(one) <= LONGEST_IDENTITY]
    latest_last = list(dict.fromkeys(reversed(usable)))[::-1]
    return latest_last if len(latest_last) <= ANCESTORS else [latest_last[0], *latest_last[1 - ANCESTORS :]]


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text.encode("utf-8", "replace").decode()).strip()


def _address(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(_one_line(name), local, _encoded_domain(domain) or domain)


def _wire_address(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{_encoded_domain(domain) or domain}"


def _encoded_domain(domain: str) -> str | None:
    """An international domain in its ASCII form, which every server takes; None where there is no such form."""
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None


def _needs_utf8(parcel: Parcel) -> bool:
    """A name before the @ has no ASCII form: it needs a server that speaks RFC 6531."""
    addresses = (parcel.to_address, parcel.from_address, parcel.reply_to)
    return not all(address.rpartition("@")[0].isascii() for address in addresses)
