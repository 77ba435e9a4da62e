"""What an adult and the school write to each other, on the family pages; and a new message, with its dates before it is sent."""

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk import families, intake, outlook
from bookbag.desk.actions import forms
from bookbag.desk.topics import TOPICS, Who
from bookbag.desk.whom import Whom, offered
from bookbag.errors import Invalid, Unavailable
from bookbag.policy.permissions import process
from bookbag.schools import tenancy
from bookbag.web import sheets
from bookbag.web.forms.family import ChooseTopic, WriteLetter
from bookbag.web.requests import OfFamily, peer
from bookbag.web.uploads import WHOLE, Bounded
from bookbag.web.views.family import for_family, shown, today
from bookbag.web.views.form import AGAIN, FILES_AGAIN, NOT_NOW, file_of

if TYPE_CHECKING:
    from bookbag.people.models import Pupil


@require_safe
@for_family
def letters(request: OfFamily) -> HttpResponse:
    """All that this adult wrote and was sent."""
    return shown(request, "family/messages.html", {"letters": families.letters_of(request.family)})


@csrf_exempt  # only so far as how files are taken is said before anything is read: what follows is protected
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: OfFamily) -> HttpResponse:
    """Ask what it is about; then, with the dates that follow, for the words. It opens its own blocks: to be kept comes first."""
    if request.family is None:
        return redirect("family-sign-in", request.school.slug)
    if int(request.META.get("CONTENT_LENGTH") or 0) > WHOLE:
        return shown(request, "family/too_large.html", {}, status=413)
    uploads = Bounded(request)
    request.upload_handlers = [uploads]
    return _write(request, uploads)


@dataclass(frozen=True, slots=True)
class Writing:
    """What was chosen before the words: topic and child; and those whom it can go to."""

    topic: str
    pupil: "Pupil | None"
    children: list[tuple[str, str]]
    offered: list[Whom]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Those whom it can go to, as the form names them."""
        return [(str(each.post), _name(each, self.pupil)) for each in self.offered]

    def chosen(self, post: str) -> Whom:
        """The one who was chosen; where there was no choice, the only one."""
        return next((each for each in self.offered if each.post == post), self.offered[0])


def _name(whom: Whom, pupil: "Pupil | None") -> str:
    if whom.teacher is None or pupil is None or pupil.school_class is None:
        return _("The school office")
    facts = {"teacher": whom.teacher.name, "class": pupil.school_class.name}
    return _("%(teacher)s, the teacher of class %(class)s") % facts


@csrf_protect
def _write(request: OfFamily, uploads: Bounded) -> HttpResponse:
    with tenancy.atomic(request.school.id):
        pupils = families.pupils_of(request.family, today=today(request))
        email = families.email_of(request.family.school_id, request.family.contact_id)
    children = [(str(pupil.id), pupil.known_as or pupil.given_name) for pupil in pupils]
    chosen = ChooseTopic(request.POST or (request.GET if "topic" in request.GET else None), children=children)
    if not chosen.is_valid():
        return shown(request, "family/choose.html", {"form": chosen})
    topic, pupil = (
        chosen.cleaned_data["topic"],
        {str(each.id): each for each in pupils}.get(chosen.cleaned_data["child"]),
    )
    with tenancy.atomic(request.school.id):
        writing = Writing(topic, pupil, children, offered(topic, pupil, school=request.school, now=request.now))
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = WriteLetter(
        *given,
        children=children,
        offered=writing.choices,
        left_out=uploads.left_out,
        initial=chosen.cleaned_data,
    )
    if request.method == "POST" and form.is_valid() and (kept := _kept(request, form, writing, email=email)):
        number = {"number": forms.reference(kept)}
        messages.success(request, _("We have your message. Its number is %(number)s.") % number)
        return redirect("family-messages", request.school.slug)
    if request.FILES and "attached" not in form.errors:
        form.add_error("attached", FILES_AGAIN)
    return _words(request, form, writing)


def _kept(request: OfFamily, form: WriteLetter, writing: Writing, *, email: str) -> UUID | None:
    """Keep the message as the school's own form is kept; where it cannot be taken, say why on the form."""
    sheet = sheets.read(request.POST.get("sheet", ""), request.school.id)
    if sheet is None or request.now - sheet.since > sheets.MOST:
        form.add_error(None, AGAIN)
        return None
    given, by, pupil = form.cleaned_data, process("form", request.school.id), writing.pupil
    teacher = writing.chosen(given.get("to", "")).teacher
    letter = forms.Form(
        sheet=sheet.number,
        who=Who.PARENT,
        topic=writing.topic,
        name=request.family.name,
        subject=given["subject"],
        text=given["text"],
        adult=str(request.family.contact_id),
        to=str(teacher.id) if teacher else "",
        email=email,
        child=pupil.full_name if pupil else "",
        school_class=pupil.school_class.name if pupil and pupil.school_class else "",
        files=tuple(file_of(each) for each in given["attached"]),
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


def _words(request: OfFamily, form: WriteLetter, writing: Writing) -> HttpResponse:
    token = request.POST.get("sheet", "")
    sheet = sheets.read(token, request.school.id)
    if sheet is None or request.now - sheet.since > sheets.MOST:
        token = sheets.hand_out(request.school.id, since=request.now)
    with tenancy.atomic(request.school.id):
        expects = outlook.of_form(Who.PARENT, writing.topic, school=request.school, now=request.now)
    told = {"form": form, "topic": TOPICS[writing.topic], "outlook": expects, "sheet": token}
    return shown(request, "family/write.html", told | {"first": writing.offered[0]})
