"""The headers that tell a browser what a page may do. Whether a person may see the page is not decided here."""

import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
}


class ContentSecurity:
    """Give each request a nonce for its scripts and each answer its policy; a view that sets a header itself keeps it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]  # read by layout/base.html
        response = self.get_response(request)
        for name, value in {"Content-Security-Policy": POLICY.format(nonce=nonce), **HEADERS}.items():
            response.headers.setdefault(name, value)
        return response


def shown_on(website: str, *, nonce: str) -> str:
    """The policy of a page that one website may show within its own, beside ourselves; where there is none, nobody."""
    sites = f"'self' {website}" if website else "'none'"
    return POLICY.format(nonce=nonce).replace("frame-ancestors 'none'", f"frame-ancestors {sites}")
