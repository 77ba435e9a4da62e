"""Where the HTML of a mail says that the quotation begins. Nothing is rendered and nothing is parsed into a tree."""

import html as entities
import re

_MARK = re.compile(
    r"<(?:div|blockquote|span|table|hr|p|section)\b[^<>]{0,400}?(?:"
    r"(?:class|id|name)\s{0,2}=\s{0,2}[\"']?[^\"'<>]{0,120}?\b(?:(?:x_){0,3}gmail_quote\b|(?:x_){0,3}divRplyFwdMsg|(?:x_){0,3}appendonsend|yahoo_quoted|yahooQuoted|ydp\w{0,40}yahoo_quoted|OutlookMessageHeader"
    r"|moz-cite-prefix|moz-email-headers-table|protonmail_quote|tutanota_quote|zmail_extra|mail-editor-reference-message-container|reply-intro|ms-outlook-mobile-reference-message|hmquote|stopSpelling|replySplit|oriMsgHtmlSeparator)"
    r"|type\s{0,2}=\s{0,2}[\"']?cite"
    r"|name\s{0,2}=\s{0,2}[\"']?quote\b"
    r"|border-top\s{0,2}:\s{0,2}(?:solid\s#(?:E1E1E1|B5C4DF)|#(?:E1E1E1|B5C4DF)\s1(?:\.0)?pt\ssolid))",
    re.IGNORECASE,
)
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b", re.IGNORECASE)
_DROPPED = re.compile(
    r"<(style|script|head|title)\b.{0,20000}?</\1\s{0,2}>|<!--.{0,20000}?-->", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_WORD = re.compile(r"\w+")

_LOOKED_AT = 6_000  # characters behind the mark: enough for a dozen words
_WORDS = 8
_BODY = 400_000  # a longer body is judged by its plain text alone


def quote_line(html: str, lines: list[str]) -> int | None:
    """The line of the plain text at which the HTML's quotation begins, when own words stand before it and none after."""
    mark = _MARK.search(html) if len(html) <= _BODY else None
    if mark is None or not _words(html[: mark.start()]) or _answers_follow(html[mark.start() :]):
        return None
    sought = _words(html[mark.start() : mark.start() + _LOOKED_AT])[:_WORDS]
    if len(sought) < 2:
        return None
    return _line_of(sought, lines)


def _words(markup: str) -> list[str]:
    text = _TAG.sub(" ", _DROPPED.sub(" ", markup))
    return _WORD.findall(entities.unescape(re.sub(r"<[^<>]*$", "", text)))


def _answers_follow(markup: str) -> bool:
    """Whether words stand behind the first closed blockquote: the writer answered below, or in between."""
    depth = 0
    for tag in _BLOCKQUOTE.finditer(markup):
        depth += -1 if tag[1] else 1
        if depth == 0 and tag[1]:
            return bool(_words(markup[tag.start() :]))
    return False


def _line_of(sought: list[str], lines: list[str]) -> int | None:
    """The line on which the sought words begin, each compared whole and in order, over line ends."""
    found = [(word, number) for number, line in enumerate(lines) for word in _WORD.findall(line)]
    for at, (word, number) in enumerate(found):
        if word == sought[0] and [text for text, _ in found[at : at + len(sought)]] == sought:
            first_on_line = at == 0 or found[at - 1][1] != number
            return number if first_on_line and at else None
    return None
