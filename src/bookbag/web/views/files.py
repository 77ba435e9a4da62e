"""Files that came with a message, and mails as they came. Only handed over when asked for, never to be run by a browser."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from bookbag.errors import NotFound, Unavailable
from bookbag.people import consents
from bookbag.policy.permissions import Act
from bookbag.schools import storing
from bookbag.web import access
from bookbag.web.requests import AtSchool

SEALED = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
LINKS = f"{SEALED} allow-popups allow-popups-to-escape-sandbox"
"""A link in a family's mail may be opened, in a window of its own; nothing else on that page works."""

BYTES = "application/octet-stream"
ENDINGS = {"letter": "txt", "form": "json"}
"""How the original of what is no e-mail is written."""
PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


@require_safe
def download(request: AtSchool, attachment_id: UUID) -> HttpResponse:
    """Hand an attachment over to be saved."""
    attachment = access.attachment_for(request, attachment_id)
    return _given(_bytes(request, attachment.sha256), BYTES, attachment.name or "attachment")


@require_safe
def preview(request: AtSchool, attachment_id: UUID) -> HttpResponse:
    """Show a picture or plain text in the browser, by what the bytes are and not by what the mail says they are."""
    attachment = access.attachment_for(request, attachment_id)
    content = _bytes(request, attachment.sha256)
    kind = picture(content)
    if kind is None and attachment.type == "text/plain":
        kind, content = "text/plain; charset=utf-8", content.decode("utf-8", "replace").encode()
    if kind is None:
        raise NotFound
    return _given(content, kind, attachment.name, to_keep=False)


def handed_over(request: AtSchool, sha256: str, name: str) -> HttpResponse:
    """A file to be saved; who may have it is for the caller to say."""
    return _given(_bytes(request, sha256), BYTES, name)


def picture(content: bytes) -> str | None:
    """The type of a picture that a browser draws without a program in it, by its first bytes; None for all else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in PICTURES.items() if content.startswith(start)), None)


@require_safe
def original(request: AtSchool, arrival_id: UUID) -> HttpResponse:
    """Hand over a mail exactly as it came in."""
    arrival = access.arrival_for(request, arrival_id)
    ending = ENDINGS.get(arrival.channel, "eml")
    return _given(_bytes(request, arrival.sha256), BYTES, f"{arrival.received_at:%Y-%m-%d %H.%M} message.{ending}")


@require_safe
def as_sent(request: AtSchool, message_id: UUID) -> HttpResponse:
    """Show a mail's own HTML, harmless, on a page where nothing else works."""
    message = access.message_for(request, message_id)
    if not message.html:
        raise NotFound
    return _sealed(render(request, "case/as_sent.html", {"message": message}), LINKS)


@require_safe
def consent_scan(request: AtSchool, answer_id: UUID) -> HttpResponse:
    """Hand over the scan of a slip, to those who keep consents."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    answer = consents.answer(request.school.id, answer_id)
    if answer is None or not answer.scan or not access.allows(request, Act.KEEP_CONSENTS, of=answer.pupil_id):
        raise NotFound
    return _given(_bytes(request, answer.scan), BYTES, answer.scan_name or "slip")


def _bytes(request: AtSchool, sha256: str) -> bytes:
    try:
        return storing.fetch(request.school.id, sha256)
    except FileNotFoundError as fault:
        raise Unavailable("This file cannot be found in the file store. Tell whoever looks after Bookbag.") from fault


def _given(content: bytes, kind: str, name: str, *, to_keep: bool = True) -> HttpResponse:
    disposition = content_disposition_header(to_keep, name) or "attachment"
    return _sealed(HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition}))


def _sealed(response: HttpResponse, policy: str = SEALED) -> HttpResponse:
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    return response
