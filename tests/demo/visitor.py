"""Somebody with a browser without JavaScript: keeps cookies, reads pages, fills in forms."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass

from lxml import html


@dataclass(frozen=True)
class Page:
    """A page as it was shown."""

    url: str
    status: int
    tree: html.HtmlElement

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    def link(self, words: str) -> str:
        """Where the first link with these words leads; empty where there is none."""
        found = [link for link in self.tree.iter("a") if words in " ".join(link.text_content().split())]
        return urllib.parse.urljoin(self.url, found[0].get("href")) if found else ""


class Visitor:
    """Goes from page to page at one address."""

    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(cookies, urllib.request.ProxyHandler({}))

    def see(self, where: str, data: bytes | None = None, *, referer: str = "") -> Page:
        """Open an address, or post to it."""
        url = urllib.parse.urljoin(self.address, where)
        request = urllib.request.Request(url, data, {"Referer": referer or url})
        try:
            with self._opener.open(request, timeout=30) as answer:
                return Page(answer.url, answer.status, html.document_fromstring(answer.read().decode()))
        except urllib.error.HTTPError as refused:
            return Page(url, refused.code, html.document_fromstring(refused.read().decode() or "<p></p>"))

    def press(self, page: Page, button: str, **filled: str) -> Page:
        """Press the first button with these words, with these fields filled in before."""
        pressed = next(b for b in page.tree.iter("button") if button in " ".join(b.text_content().split()))
        form = next(pressed.iterancestors("form"))
        for name, value in filled.items():
            form.fields[name] = value
        values = form.form_values()
        if pressed.get("name"):
            values.append((pressed.get("name"), pressed.get("value") or ""))
        to = urllib.parse.urljoin(page.url, pressed.get("formaction") or form.get("action") or "")
        return self.see(to, urllib.parse.urlencode(values).encode(), referer=page.url)
