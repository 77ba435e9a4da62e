"""The school's form: open to all, without a session, a cookie or a script. Nothing that was typed is ever lost.

It may be shown within the school's own website. A forged request could do no more than whoever types into the form.
"""

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.adoption import queries as adoption
from bookbag.desk import intake, outlook, voicemail
from bookbag.desk.actions import forms
from bookbag.desk.outlook import Outlook
from bookbag.desk.topics import TOPICS, WHO, Who
from bookbag.errors import Invalid, NotFound, Unavailable
from bookbag.policy.permissions import Sight, process
from bookbag.schools import tenancy, tokens
from bookbag.web import sheets, tongues
from bookbag.web.forms.form import Choose, Write
from bookbag.web.requests import FromOutside, peer
from bookbag.web.security import shown_on
from bookbag.web.uploads import WHOLE, Bounded

AGAIN = gettext_lazy(
    "This page is new, or was open for a long time. Look it over, and send it once more. Your words are still here."
)
NOT_NOW = gettext_lazy(
    "We could not take your message just now. Your words are still here: try again in a minute, or ring the school."
)
FILES_AGAIN = gettext_lazy("Choose your files again: a browser cannot keep them.")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: FromOutside) -> HttpResponse:
    """Ask what it is about; then, with the dates that follow from it, for the words."""
    if request.method == "POST":
        return _sent(request)
    chosen = Choose(request.GET if "who" in request.GET or "topic" in request.GET else None)
    if chosen.is_bound and chosen.is_valid():
        return _words(request, Write(initial=chosen.cleaned_data), chosen)
    if not chosen.is_bound:
        chosen = Choose(initial={"continues": request.GET.get("continues", "")})
    with tenancy.atomic(request.school.id):
        reads = outlook.of_form(Who.PARENT, "message", school=request.school, now=request.now)
        spells = voicemail.spells(adoption.packs_of(request.school))
    return _shown(request, "form/choose.html", {"form": chosen, "outlook": reads, "spells": spells})


def _sent(request: FromOutside) -> HttpResponse:
    if int(request.META.get("CONTENT_LENGTH") or 0) > WHOLE:
        return _shown(request, "form/too_large.html", {}, status=413)
    uploads = Bounded(request)
    request.upload_handlers = [uploads]
    form = Write(request.POST, request.FILES, left_out=uploads.left_out)
    chosen, do = Choose(request.POST), request.POST.get("do")
    if do in {"change", "chosen"} or not chosen.is_valid():
        form = form if do == "send" else Write(initial=request.POST.dict())
        choosing = do == "change" or not chosen.is_valid()
        return _words(request, form, None if choosing else chosen)
    if form.is_valid() and (done := _kept(request, form)):
        return redirect(reverse("form-sent", args=[request.school.slug, done]) + tongues.asked(request))
    if request.FILES and "attached" not in form.errors:
        form.add_error("attached", FILES_AGAIN)
    return _words(request, form, chosen)


def _kept(request: FromOutside, form: Write) -> str:
    """Keep the form and sign what to tell its writer; where it cannot be taken, say why on the form."""
    sheet = sheets.read(request.POST.get("sheet", ""), request.school.id)
    if sheet is None or not sheet.is_ripe(request.now):
        form.add_error(None, AGAIN)
        return ""
    by, filled_in = process("form", request.school.id), _filled_in(form, sheet.number)
    trapped = bool(form.cleaned_data["trap"])
    try:
        kept = forms.keep(filled_in, peer=peer(request), trapped=trapped, by=by, now=request.now)
    except Invalid as too_many:
        form.add_error(None, str(too_many))
        return ""
    except (OSError, Unavailable):
        form.add_error(None, NOT_NOW)
        return ""
    with suppress(Unavailable):  # it is kept, and the worker reads it
        intake.read_now(request.school.id, kept, now=request.now)
    return sheets.sign(_told(request, filled_in, kept))


def _sheet(request: FromOutside) -> str:
    """The sheet that goes back with the form: the same one, or where it is none of ours or too old, one that is ripe."""
    token = request.POST.get("sheet", "")
    sheet = sheets.read(token, request.school.id)
    if sheet and request.now - sheet.since <= sheets.MOST:
        return token
    since = request.now - sheets.LEAST if request.method == "POST" else request.now
    return sheets.hand_out(request.school.id, since=since)


def _filled_in(form: Write, number: str) -> forms.Form:
    given = form.cleaned_data
    names = (
        "who",
        "topic",
        "name",
        "email",
        "telephone",
        "child",
        "school_class",
        "subject",
        "text",
        "continues",
        "whom",
        "times",
    )
    files = [file_of(file) for file in given["attached"]]
    since = given["since"].isoformat() if given["since"] and TOPICS[given["topic"]].asks_since else ""
    return forms.Form(sheet=number, since=since, files=tuple(files), **{name: given[name] for name in names})


def file_of(upload: "UploadedFile[Any]") -> forms.File:
    """A file that was sent along, as it is kept."""
    return forms.File(upload.name or "file", upload.content_type or "application/octet-stream", upload.read())


def _told(request: FromOutside, form: forms.Form, arrival: UUID) -> dict[str, Any]:
    """What the writer is told afterwards, in full: the page that tells it asks the database nothing that is guarded."""
    taken = forms.taken(request.school.id, arrival)
    with tenancy.atomic(request.school.id, sight=Sight.SAFEGUARDING):
        expects = outlook.of_form(Who(form.who), form.topic, school=request.school, now=request.now)
        if taken.case and not taken.put_aside:
            expects = outlook.of_case(request.school.id, taken.case, expects)
    times = {name: at.isoformat() for name, at in asdict(expects).items() if at}
    return {
        "at": request.school.id,
        "reference": forms.reference(arrival),
        "case": str(taken.case or ""),
        "aside": taken.put_aside,
        "needed": bool(TOPICS[form.topic].needed),
        "times": times,
    }


@require_safe
def sent(request: FromOutside, done: str) -> HttpResponse:
    """Tell the writer the number of the message, and when to expect what. It can be read again and again."""
    told = sheets.signed(done)
    if told is None or told["at"] != request.school.id:
        raise NotFound
    again = reverse("write", args=[request.school.slug])
    if told["case"]:
        again += f"?continues={tokens.issue(request.school.id, UUID(told['case']))}"
    again += tongues.asked(request).replace("?", "&" if told["case"] else "?")
    times = {name: datetime.fromisoformat(at) for name, at in told["times"].items()}
    expects = replace(Outlook(now=times["now"], read_at=None), **times)
    return _shown(request, "form/sent.html", told | {"outlook": expects, "again": again})


def _words(request: FromOutside, form: Write, chosen: Choose | None) -> HttpResponse:
    """The form for the words; without a choice, with the choices on it."""
    told: dict[str, Any] = {"form": form, "sheet": _sheet(request)}
    if chosen:
        who, topic = Who(chosen.cleaned_data["who"]), chosen.cleaned_data["topic"]
        with tenancy.atomic(request.school.id):
            expects = outlook.of_form(who, topic, school=request.school, now=request.now)
        told |= {"who": WHO[who], "topic": TOPICS[topic], "outlook": expects}
    return _shown(request, "form/words.html", told)


def _shown(request: FromOutside, template: str, told: dict[str, Any], *, status: int = 200) -> HttpResponse:
    frame = {
        "school": request.school,
        "now": timezone.localtime(request.now),
        "languages": tongues.choices(request.school),
        "asked": tongues.asked(request),
    }
    response = render(request, template, frame | told, status=status)
    response["Content-Security-Policy"] = shown_on(request.school.website, nonce=request.csp_nonce)
    return response
