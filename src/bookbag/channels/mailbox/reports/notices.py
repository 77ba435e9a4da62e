"""Bounces written for people to read: telling that a mail is one, and finding whom and why in its words."""

import re
from dataclasses import dataclass
from email.message import Message

from bookbag.channels.mailbox.reports import absence, codes, pieces

_LOOKED_AT = 12_000  # characters of a notice that are looked at
_DIAGNOSTIC = 500


@dataclass(frozen=True, slots=True)
class Notice:
    """What a wordy bounce says."""

    recipient: str | None
    status: str
    action: str
    diagnostic: str | None


_MACHINE_NAMES = re.compile(
    r"^(?:mailer[-_.]?daemon|mail[-_.]?daemon|daemon|post[-_]?master|mdaemon|mailsystem|mail[-_]?system|bounces?|mail[-_]?delivery|delivery|microsoftexchange[0-9a-f]*|root|mailadmin|administrator|smtp[-_]?(?:gateway|error)?)(?:[+=_.-].*)?@",
    re.IGNORECASE,
)
_MACHINE_TITLES = re.compile(
    r"mail(?:er)?[ -]?daemon|mail deliver|delivery (?:sub)?system|system administrator|postmaster|mail (?:system|administrator)|interscan",
    re.IGNORECASE,
)

_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|notification|report|failure|has failed|failed|problem|delayed|error|incomplete)|non[- ]?deliver|failure notice|returned? (?:mail|to sender|message)|returning (?:message|mail)|mail (?:system error|delivery|failure|error)|failed (?:mail|delivery|message)"
    r"|mail failed|message delivery|(?:message|mail) (?:status|delayed|could not|not delivered)|(?:could|can) ?not (?:be )?(?:send|sent|deliver)|couldn't be delivered|warning: (?:message|could)|delayed (?:mail|message)|bounced? (?:mail|message|back)|error sending|not delivered|delivery to .* failed"
    r"|unzustellbar|nicht zugestellt|zustellung|non (?:remis|distribu)|non[- ]?recapitat|mancato recapito|onbestelbaar|niet bezorgd|no se (?:puede|pudo|ha podido) entregar|no entregado|não entregue|falha na entrega|nie dostarczono|niedoręcz|не доставлен|недоставлен|olevererbar|kunde inte levereras"
    r"|ikke leveres|toimittaminen|teslim edil|配信|送信できません|エラー|退信|系统退信|无法投递|無法傳遞|전송 ?실패|반송",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"qmail-send program|did not receive a copy|failed (?:addresses|recipients)|error-for:|just a warning|advisory-only|has been postponed|created automatically by (?:mail delivery|the mail)|this is the mail (?:system|delivery agent)|(?:could|can|was|were|has|have|did)(?: ?n[o']t|n't| not) (?:be |been |yet been |able to be )?(?:delivered|deliver|reach(?:ed)?|relayed|sent|send|processed|accepted)"
    r"|undeliver|un?able to (?:deliver|send|relay)|deliver(?:y|ing)(?: to| of)? .{0,80}fail|delivery (?:has )?failed|delivery (?:error|failure|status|attempt)|failed to (?:deliver|send|reach)|fatal error|transcript of session|unsent message|failure reasons|returned (?:message|mail)|returned to (?:you|sender)"
    r"|(?:user|recipient|mailbox|host|domain) (?:is )?(?:unknown|not found|unavailable)|unknown (?:user|recipient|host)|no such (?:user|mailbox|recipient)|mail ?box.{0,20}full|invalid (?:user|recipient|address)|has been delayed|delivery delay|not yet been delivered|will be retried|rejected by|was rejected|automatically rejected"
    r"|rcpt to:|no mailbox here|recipient address|permanent (?:error|failure)|over quota|message filter|blocked by|wasn't delivered|couldn't be delivered"
    r"|zugestellt werden|zustellung|unzustellbar|pas pu être (?:remis|distribu|envoy|livr|transmis)|n['’]a pas été (?:remis|distribu)|impossible d['’]|no (?:se )?(?:pudo|ha podido|puede) (?:ser )?entregar|no se ha entregado|não (?:pôde|foi possível|pode) |non è stato possibile|impossibile (?:recapitare|consegnare)"
    r"|niet (?:worden )?(?:bezorgd|afgeleverd)|dostarcz|не может быть доставлен|не удалось доставить|не доставлен|levereras|leveres|toimittaa|teslim edil|送信できません|配信できません|送信に失敗|エラー|届け|退信|投递|无法|전송|배달",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|vl|antw|odp|ynt|i|enc|rif|回复|答复|转发)\s*[:：]", re.IGNORECASE
)

_RETURNED = re.compile(
    r"^[ \t>*|]{0,4}(?:[-=_ ]{0,60}(?:original (?:message|mail)(?: (?:follows|header|text|is|attached|below|received))|below this line is a copy|(?:this|here|following|included) is a copy of (?:the|your) (?:message|mail|original)|the header of the original|unsent message|returned (?:message|mail)|original message|message header|copy of (?:the |your )?(?:original )?message|begin(?:ning)? of (?:the )?(?:original|returned)|start of (?:forwarded|returned)|enclosed is|headers? of (?:the )?original)"
    r"|included is a copy|the (?:original|returned) message (?:is|follows|header)|here is your returned|message text follows|old message:|-{2,} ?returned mail|-{2,} ?start of returned|-{3,} ?message headers? follow|received:[ \t]+(?:from|by|\())",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = r"<?[ ]?((?:\"[^\"\n]{1,64}\"|[^\s<>;:,\"()\[\]=]{1,100})@[\w.\-]{1,200}|(?<=<)[^\s<>@]{1,64}(?=>))"
_FIELD = re.compile(
    rf"^[ \t]*(?:final|original)-recipient[ \t]*:[ \t]*(?:[\w-]+;)?[ \t]*{_ADDRESS}", re.IGNORECASE | re.MULTILINE
)
_AFTER_PHRASE = re.compile(
    r"(?:following (?:e-?mail )?(?:address|recipient|user|person|mailbox|destination)|recipient\(s\)|recipients?:|address(?:\(es\)|es)? (?:below|had|failed|could)|not (?:be )?deliver(?:ed|able)? (?:to|for)|deliver (?:the |your |this )?(?:message|mail|e-?mail)? ?(?:below )?to|wasn't delivered to|couldn't be delivered to|was not delivered to|delivery to|message to|recipient address|rejected your message|had (?:permanent|transient|delivery)"
    r"|not relayed to|did not reach|recipients were affected|fatal errors|unknown user|intended recipient|undeliverable address|addressed to|failed addresses|did not receive|error-for|final delivery userid|failed recipients?|mailbox for|sent to|empfänger|destinataires?|destinatarios?|destinatari|geadresseerde|adresat|получател|宛先|あて先|アドレス|收件人)",
    re.IGNORECASE,
)
_LINE = re.compile(
    rf"^[ \t]*{_ADDRESS.replace('<?[ ]?', '<[ ]?', 1)}[ ]?>?(?:[ \t]*[:(,]|[ \t]*$|[ \t]+\S)",
    re.IGNORECASE | re.MULTILINE,
)
_RCPT = re.compile(rf"RCPT[ \t]?TO:?[ \t]*{_ADDRESS}", re.IGNORECASE)
_REASON = re.compile(
    r"^.*(?:(?<![\d.])[45]\d\d[ -]\S|(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])|deferred:|unknown user|user unknown|no such user|mailbox is full|reason:).*$",
    re.IGNORECASE | re.MULTILINE,
)


def is_from_machine(message: Message) -> bool:
    """Whether the sender is a mail system and no person, by name, by the empty envelope or by a header of its own."""
    sender = pieces.header(message, "From")
    address = pieces.address_in(sender) or f"{sender.strip('<> ')}@"
    if _MACHINE_NAMES.match(address) or not sender or _MACHINE_TITLES.search(sender.split("<")[0]):
        return True
    report = (
        message.get_content_type() == "multipart/report"
        and "delivery" in pieces.header(message, "Content-Type").lower()
    )
    return pieces.has_empty_envelope(message) or report or message.get("X-Failed-Recipients") is not None


def is_notice(message: Message, text: str) -> bool:
    """Whether a mail without a status report is a bounce all the same."""
    if message.get("X-Failed-Recipients") is not None:
        return True
    subject = pieces.header(message, "Subject")
    machine = is_from_machine(message)
    titled = bool(_SUBJECT.search(subject)) and not _ANSWER.match(subject)
    if absence.SUBJECT.match(subject) or not (machine or titled):
        return False
    notice = notification(text)
    if machine and titled:
        return bool(notice.strip())
    return bool(_BODY.search(notice if machine else notice[:600])) and _names_failure(notice)


def _names_failure(notice: str) -> bool:
    """Whether a notice carries what only a mail system writes: an address in brackets, a reply code, a command."""
    return bool(
        _RCPT.search(notice)
        or _REASON.search(notice)
        or _LINE.search(notice)
        or _FIELD.search(notice)
        or (_AFTER_PHRASE.search(notice) and pieces.address_in(notice))
    )


def notification(text: str) -> str:
    """The notice itself, without the message that it returns."""
    start = text[:_LOOKED_AT]
    marks = (mark for mark in _RETURNED.finditer(start) if start[: mark.start()].strip())
    mark = next(marks, None)
    return start[: mark.start()] if mark else start


def returned(text: str) -> str:
    """The message that a notice returns below its words, if it does."""
    return text[len(notification(text)) : 60_000]


def read(message: Message, text: str) -> Notice:
    """Whom a notice is about, and what became of the message."""
    notice = notification(text)
    action = codes.told_action(f"{pieces.header(message, 'Subject')}\n{notice}")
    reason = _REASON.search(notice)
    status = codes.status_in(notice) or codes.derived(notice, action)
    if status[0] == "2":
        status = "5.0.0"
    return Notice(
        recipient=_recipient(message, notice), status=status, action=action, diagnostic=_diagnostic(notice, reason)
    )


def _diagnostic(notice: str, reason: re.Match[str] | None) -> str | None:
    """The line with the server's answer, and what it was folded into; else the first words of the notice."""
    if reason is None:
        return " ".join(notice.split())[:_DIAGNOSTIC] or None
    following = notice[reason.end() :].split("\n")[1:2]
    folded = following[0] if following and following[0][:1] in {" ", "\t"} and following[0].strip() else ""
    return " ".join(f"{reason[0]} {folded}".split())[:_DIAGNOSTIC]


def _recipient(message: Message, notice: str) -> str | None:
    """The first recipient that failed, by the surest place that names one."""
    failed = pieces.address_in(pieces.header(message, "X-Failed-Recipients"))
    if failed:
        return failed
    own = {
        address.lower()
        for name in ("To", "From", "Delivered-To", "Reply-To")
        for address in pieces.addresses_in(pieces.header(message, name))
    }
    if found := _FIELD.search(notice):
        return pieces.tidy(found[1]) if "@" in found[1] else None
    for phrase in _AFTER_PHRASE.finditer(notice):
        near = notice[phrase.end() : phrase.end() + 300]
        if address := next((address for address in pieces.addresses_in(near) if address.lower() not in own), None):
            return address
    for pattern in (_LINE, _RCPT):
        for found in pattern.finditer(notice):
            if "@" in found[1]:
                return pieces.tidy(found[1])
    others = (address for address in pieces.addresses_in(_without_ids(notice)) if address.lower() not in own)
    return next(others, None)


def _without_ids(notice: str) -> str:
    """A notice without its Message-IDs, which look like addresses."""
    return re.sub(r"message-id[ \t]*:?\s{0,4}<?[^\s<>]{1,300}>?", " ", notice, flags=re.IGNORECASE)
