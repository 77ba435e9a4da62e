"""HTML mail to text that reads as it looked: paragraphs, lists, tables, links. Nothing is fetched and nothing is run."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from bookbag.channels.mailbox import charsets, limits

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "applet", "svg", "select"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
    }
    | {
        "footer",
        "form",
        "header",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
    }
    | {"ul"}
)
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"})
_CELLS = frozenset({"td", "th"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px)?\s*(?:;|!|\Z)",
    re.IGNORECASE,
)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|\Z)", re.IGNORECASE)
_WORD = re.compile(r"\w")
_QUOTES = re.compile(r"\b(?:gmail_quote|yahoo_quoted|protonmail_quote)\b")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE = re.compile("[\u00ad\u034f\u200b\u2060\ufeff]+")
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LINK_LENGTH = 100
_SCHEME = re.compile(r"\Ahttps?://(?:www\.)?")


def declared_charset(content: bytes) -> str:
    """The charset that the document names itself, for a part that names none."""
    match = _CHARSET.search(content, 0, 4096)
    return match.group(1).decode("ascii", "replace") if match else ""


def to_text(html: str) -> str:
    """The words of an HTML document."""
    source = _DECLARATION.sub("", html[: limits.TEXT])
    if not source.strip():
        return ""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None or any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        # Nested beyond what the parser follows, or nothing that it knows: the words without any layout.
        return charsets.clean(unescape(re.sub(r"<[^<>]*>", " ", source))).strip()
    seen = _Page(root, unseen=False).text()
    return seen if _WORD.search(seen) else _Page(root, unseen=True).text()


def _walk(root: etree._Element, *, unseen: bool) -> Iterator[tuple[str, etree._Element]]:
    """Every element as it opens and as it closes, without recursion; what is silent or hidden is passed over."""
    stack: list[tuple[str, etree._Element]] = [("start", root)]
    while stack:
        event, element = stack.pop()
        if event == "end":
            yield event, element
            continue
        stack.append(("end", element))
        if isinstance(element.tag, str) and element.tag not in _SILENT and (unseen or not _hidden(element)):
            yield event, element
            stack.extend(("start", child) for child in reversed(element))


def _hidden(element: etree._Element) -> bool:
    """Not shown. Letters of no size hide their own words only: templates set them on boxes whose insides are shown."""
    style = element.get("style")
    if style and (_HIDDEN.search(style) or (_NO_SIZE.search(style) and len(element) == 0)):
        return True
    return element.get("hidden") is not None


class _Page:
    """Text laid out line by line. White space collapses as in a browser; quoted blocks get a mark on each line.

    `unseen` adds what a page without any other word has to say: the words of its pictures and its hidden parts.
    """

    def __init__(self, root: etree._Element, *, unseen: bool) -> None:
        self._unseen = unseen
        self._lines: list[str] = []
        self._line = ""
        self._quotes = 0
        self._verbatim = 0
        self._lists: list[int | None] = []
        self._length = 0
        self._seen: set[int] = set()
        for event, element in _walk(root, unseen=unseen):
            self._close(element) if event == "end" else self._open(element)

    def text(self) -> str:
        self._break()
        text = "\n".join(_INVISIBLE.sub("", line).replace("\xa0", " ").rstrip() for line in self._lines)
        return re.sub(r"\n{3,}", "\n\n", text).strip()

    def _open(self, element: etree._Element) -> None:
        tag = str(element.tag)
        self._seen.add(id(element))
        if tag == "br":
            self._lines.append(self._finished())
        elif tag in _PARAGRAPHS:
            self._break()
            self._blank()
        elif tag in _BLOCKS:
            self._break()
        elif tag in _CELLS and self._line.strip():
            self._line = self._line.rstrip() + "  "
        self._begin(tag, element)
        self._write(element.text)

    def _close(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if id(element) in self._seen:
            self._seen.discard(id(element))
            self._finish(tag, element)
        self._write(element.tail)

    def _begin(self, tag: str, element: etree._Element) -> None:
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._line = "  " * min(max(len(self._lists) - 1, 0), 8) + self._bullet()
        elif tag == "pre":
            self._verbatim += 1
        elif tag == "hr":
            self._lines.append(self._mark() + "-" * 20)
        elif tag == "img" and self._unseen:
            self._write(f"[{(element.get('alt') or '').strip()}] ".removeprefix("[] "))
        elif tag == "blockquote" and _is_quote(element):
            self._quotes += 1

    def _finish(self, tag: str, element: etree._Element) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._verbatim -= 1
        elif tag == "a":
            self._link(element)
        if tag in _PARAGRAPHS or tag in _BLOCKS:
            self._break()
        if tag == "blockquote" and _is_quote(element):
            self._quotes -= 1
        if tag in _PARAGRAPHS or tag in {"ul", "ol", "table"}:
            self._blank()

    def _bullet(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "* "
        self._lists[-1] += 1
        return f"{self._lists[-1]}. "

    def _link(self, element: etree._Element) -> None:
        """Where a link leads, beside its words, if that is short enough to read and not what the words say anyway."""
        href = (element.get("href") or "").strip()
        if len(href) > _LINK_LENGTH or not _SCHEME.match(href) or not self._line.strip():
            return
        if _SCHEME.sub("", href).rstrip("/") not in self._line.rpartition("<")[2]:
            self._line = f"{self._line.rstrip()} <{href}>"

    def _write(self, text: str | None) -> None:
        if not text or self._length > limits.TEXT:
            return
        self._length += len(text)
        if self._verbatim:
            *lines, self._line = (self._line + text).split("\n")
            self._lines += [self._mark() + line.rstrip() for line in lines]
            return
        plain = _SPACE.sub(" ", text)
        if not self._line or self._line[-1] == " ":
            plain = plain.removeprefix(" ")
        self._line += plain

    def _mark(self) -> str:
        return "> " * min(self._quotes, 10)

    def _finished(self) -> str:
        line, self._line = self._line, ""
        return (self._mark() + line).rstrip()

    def _break(self) -> None:
        if self._line.strip(" *") or self._line.lstrip(" ").startswith("* "):
            self._lines.append(self._finished())
        self._line = ""

    def _blank(self) -> None:
        if self._lines and self._lines[-1].strip(" >"):
            self._lines.append(self._mark().rstrip())


def _is_quote(element: etree._Element) -> bool:
    return element.get("type") == "cite" or bool(_QUOTES.search(element.get("class") or ""))
