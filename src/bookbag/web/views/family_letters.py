"""What an adult and the school write to each other, on the family pages; and a new message, with its dates before it is sent."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk import families, intake, outlook
from bookbag.desk.actions import forms
from bookbag.desk.topics import TOPICS, Who
from bookbag.errors import Invalid, Unavailable
from bookbag.policy.permissions import process
from bookbag.schools import tenancy
from bookbag.web import sheets
from bookbag.web.forms.family import ChooseTopic, WriteLetter
from bookbag.web.requests import OfFamily, peer, sent
from bookbag.web.views.family import for_family, shown, today
from bookbag.web.views.form import AGAIN, NOT_NOW


@require_safe
@for_family
def letters(request: OfFamily) -> HttpResponse:
    """All that this adult wrote and was sent."""
    return shown(request, "family/messages.html", {"letters": families.letters_of(request.family)})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: OfFamily) -> HttpResponse:
    """Ask what it is about; then, with the dates that follow, for the words. It opens its own blocks: to be kept comes first."""
    if request.family is None:
        return redirect("family-sign-in", request.school.slug)
    with tenancy.atomic(request.school.id):
        pupils = families.pupils_of(request.family, today=today(request))
        email = families.email_of(request.family)
    children = [(str(pupil.id), pupil.known_as or pupil.given_name) for pupil in pupils]
    chosen = ChooseTopic(request.POST or (request.GET if "topic" in request.GET else None), children=children)
    if not chosen.is_valid():
        return shown(request, "family/choose.html", {"form": chosen})
    form = WriteLetter(sent(request), children=children, initial=chosen.cleaned_data)
    if request.method == "POST" and form.is_valid():
        named = {str(pupil.id): pupil for pupil in pupils}.get(form.cleaned_data["child"])
        group = named.school_class if named else None
        filled_in = {
            "child": named.full_name if named else "",
            "school_class": group.name if group else "",
            "email": email,
        }
        if kept := _kept(request, form, filled_in):
            messages.success(request, f"We have your message. Its number is {forms.reference(kept)}.")
            return redirect("family-messages", request.school.slug)
    return _words(request, form, chosen)


def _kept(request: OfFamily, form: WriteLetter, filled_in: dict[str, str]) -> UUID | None:
    """Keep the message as the school's own form is kept; where it cannot be taken, say why on the form."""
    sheet = sheets.read(request.POST.get("sheet", ""), request.school.id)
    if sheet is None or request.now - sheet.since > sheets.MOST:
        form.add_error(None, AGAIN)
        return None
    given, by = form.cleaned_data, process("form", request.school.id)
    letter = forms.Form(
        sheet=sheet.number,
        who=Who.PARENT,
        topic=given["topic"],
        name=request.family.name,
        subject=given["subject"],
        text=given["text"],
        adult=str(request.family.contact_id),
        email=filled_in["email"],
        child=filled_in["child"],
        school_class=filled_in["school_class"],
    )
    try:
        kept = forms.keep(letter, peer=peer(request), trapped=False, by=by, now=request.now)
    except Invalid as too_many:
        form.add_error(None, str(too_many))
        return None
    except (OSError, Unavailable):
        form.add_error(None, NOT_NOW)
        return None
    with suppress(Unavailable):  # it is kept, and the worker reads it
        intake.read_now(request.school.id, kept, now=request.now)
    return kept


def _words(request: OfFamily, form: WriteLetter, chosen: ChooseTopic) -> HttpResponse:
    topic, token = TOPICS[chosen.cleaned_data["topic"]], request.POST.get("sheet", "")
    sheet = sheets.read(token, request.school.id)
    if sheet is None or request.now - sheet.since > sheets.MOST:
        token = sheets.hand_out(request.school.id, since=request.now)
    with tenancy.atomic(request.school.id):
        expects = outlook.of_form(Who.PARENT, chosen.cleaned_data["topic"], school=request.school, now=request.now)
    return shown(request, "family/write.html", {"form": form, "topic": topic, "outlook": expects, "sheet": token})
