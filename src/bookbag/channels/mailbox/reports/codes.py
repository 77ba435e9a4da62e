"""What became of a message, as codes: enhanced status (RFC 3463) and action (RFC 3464), from fields or from words."""

import re

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)")
_REPLY = re.compile(r"(?<![\d.\-/:])([45])([0-5])(\d)(?=[\s\-#:,;)\]]|$)")

# Wordings by what they mean; the class (4 or 5) is put before. The first that fits decides.
_WORDINGS: tuple[tuple[str, str], ...] = (
    ("7.1", r"spam|blocked|blacklist|blocklist|black list|policy|not permitted|prohibited|denied|unsolicited|dmarc|\bspf\b|dkim|relay(?:ing)? (?:access |is )?(?:denied|not)|unable to relay|not authori[sz]ed|reputation|virus|content reject"),
    ("2.2", r"quota|(?:mail ?box|mail ?folder|inbox|account|maildrop).{0,30}\bfull\b|over(?:drawn| the allowed| its| storage| size)|insufficient (?:disk|system)? ?(?:space|storage)|not enough (?:disk )?(?:space|storage)|disk full|exceeded storage|容量|boîte .{0,30}pleine|postfach.{0,30}voll"),
    ("2.1", r"(?:account|mailbox|user|recipient|address).{0,40}(?:disabled|inactive|suspended|deactivated|expired|locked|closed)|not active|disabled (?:due|user)|inactive user|no longer (?:with|accept|active|in use|valid|works)"),
    ("3.4", r"too (?:large|big|long)|size (?:limit )?(?:exceed|limit)|exceeds? (?:the )?(?:maximum |allowed |fixed )?(?:message |size)|message size|maximum (?:message )?size|mail size limit|larger than"),
    ("4.6", r"too many hops|hop count|mail loop|loop(?:s|ing)? (?:back|detected)|routing loop|forwarded more than|maximum hops"),
    ("1.2", r"host (?:or domain name )?(?:unknown|not found|name not found)|unknown host|domain (?:name )?(?:not found|unknown|does not exist|invalid|couldn't be found)|unroute?able (?:mail )?(?:domain|address)|no such (?:host|domain)|nxdomain|illegal host|bad destination (?:host|system)|name or service not known|couldn't find any host|cannot resolve|domain .{0,60}not (?:be )?found|no mx|domain isn't in my"),
    ("1.1", r"user (?:is )?unknown|unknown (?:user|recipient|local|address|mailbox|account)|no such (?:user|mailbox|recipient|account|person|address|local)|no mailbox here|(?:user|mailbox|recipient|address|account|addressee|e-?mail account)\S* .{0,60}?(?:not found|does not exist|doesn't exist|doesn't have|unknown|is not known|not (?:be )?recogni[sz]ed|couldn't be found|isn't listed|not listed|wasn't found|not valid|invalid|unavailable|rejected|not available|not exist)|recipient not found|invalid (?:user|recipient|mailbox|address|user address)|not (?:a )?(?:known|valid) (?:user|recipient|mailbox)|not listed in|bad (?:destination )?(?:mailbox|address|user)|undeliverable address|dead letter|address rejected|mailbox unavailable|見つから|見つかりません|存在しません|あて先|listにありません|リストにありません|unbekannt|inconnu|desconocid|sconosciut|não existe|no existe|nieznany"),
    ("4.7", r"timed? ?out|timeout|(?:retry|delivery) time ?(?:out)?.{0,20}(?:exceed|expired)|expired|for \d+ (?:days|hours)|too long|retry timeout|delivery attempts|queue too long"),
    ("4.1", r"connection (?:refused|reset|lost|dropped|was)|no answer|not responding|did(?:n't| not) respond|unreachable|couldn't establish|could not connect|unable to connect|network error"),
    ("4.3", r"name ?server|dns (?:error|lookup|failure)|lookup fail|temporary (?:lookup|resolution)"),
    ("3.2", r"system not accepting|service (?:unavailable|not available)|try again later|system resources|too busy|resources temporarily"),
)  # fmt: skip
_COMPILED = tuple((code, re.compile(pattern, re.IGNORECASE)) for code, pattern in _WORDINGS)

_DELAYED = re.compile(
    r"\bdelay(?:ed)?\b|not yet been (?:delivered|possible)|will (?:be retried|continue|keep trying|be (?:re)?tr|retry|try)|still (?:being|trying|in (?:the )?queue)|do(?:n't| not) need to resend|warning message only|could not send message for past"
    r"|temporary problem|just a warning|advisory-only|has been postponed|attempts will continue|no action is required|tries will|wird weiter versucht|verzögert|retard|retras|vertraagd|fördröj|forsink|opóźni",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"giv(?:en|ing) up|permanent (?:fatal |delivery )?error|will not be (?:re)?tried|no further (?:delivery )?attempts|delivery (?:has )?failed|could not be delivered(?! yet)|undeliverable|i'm not going to try|cannot send message for|has been returned",
    re.IGNORECASE,
)

_ACTIONS = (("fail", "failed"), ("error", "failed"), ("expire", "failed"), ("reject", "failed"), ("bounce", "failed"), ("delay", "delayed"), ("defer", "delayed"), ("deliver", "delivered"), ("relay", "relayed"), ("expand", "expanded"))  # fmt: skip


def status_in(text: str) -> str | None:
    """The first enhanced status code in a text."""
    return next((found[0] for found in _STATUS.finditer(text) if int(found[2]) < 8), None)


def refined(status: str | None, diagnostic: str) -> str | None:
    """A status that says only "failed" (x.0.0), made exact by the diagnostic where that knows better."""
    if status is None or status.endswith(".0.0"):
        told = status_in(diagnostic)
        return (
            told if told and not told.endswith(".0.0") and (status is None or told[0] == status[0]) else status or told
        )
    return status


def derived(text: str, action: str) -> str:
    """A status from an SMTP reply or the wording, for a notice that states none."""
    reply = _REPLY.search(text)
    category = reply[1] if reply else "4" if action == "delayed" else "5"
    meaning = next((code for code, pattern in _COMPILED if pattern.search(text)), None)
    if meaning is None and reply:
        meaning = {
            "550": "1.1",
            "551": "1.6",
            "552": "2.2",
            "553": "1.3",
            "452": "2.2",
            "450": "2.0",
            "421": "4.2",
        }.get(reply[0])
    return f"{category}.{meaning or '0.0'}"


def action_of(field: str, status: str | None, text: str) -> str:
    """The action that a field names, or else what status and wording say of it."""
    word = field.strip().lower()
    for beginning, action in _ACTIONS:
        if word.startswith(beginning):
            return action
    if status and status[0] == "2":
        return "delivered"
    return "delayed" if status and status[0] == "4" and not _GIVEN_UP.search(text) else told_action(text)


def told_action(text: str) -> str:
    """Delayed or failed, by the wording of a notice."""
    return "delayed" if _DELAYED.search(text) and not _GIVEN_UP.search(text) else "failed"
