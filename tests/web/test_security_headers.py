"""Every answer says what a page may do; scripts run only with the nonce of their own request."""

import re

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from bookbag.web.security import ContentSecurity


def answer(response: HttpResponse | None = None) -> HttpResponse:
    """What a browser gets of a page that shows its nonce."""

    def page(request: HttpRequest) -> HttpResponse:
        return response or HttpResponse(getattr(request, "csp_nonce", ""))

    got = ContentSecurity(page)(RequestFactory().get("/"))
    assert isinstance(got, HttpResponse)
    return got


def test_nothing_is_allowed_but_what_is_ours() -> None:
    policy = answer().headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "http" not in policy


def test_the_page_and_the_header_name_the_same_nonce() -> None:
    got = answer()
    named = re.search(r"script-src 'nonce-([\w-]{20,})'", got.headers["Content-Security-Policy"])
    assert named is not None
    assert named[1] == got.content.decode()


def test_no_two_requests_share_a_nonce() -> None:
    assert answer().content != answer().content


def test_a_view_may_be_stricter_for_its_own_page() -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert answer(own).headers["Content-Security-Policy"] == "sandbox"
