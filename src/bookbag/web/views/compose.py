"""Writing an answer: begun from the case, read over with what the checks say beside it, sent, undone, discarded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bookbag.adoption import queries as adoption
from bookbag.compose import queries as drafts_read
from bookbag.compose.actions import drafts
from bookbag.compose.actions.drafts import Recipient
from bookbag.desk import homecopies, questions, readers, twohomes
from bookbag.desk import queries as desk
from bookbag.desk.actions import replies
from bookbag.errors import NotFound, Stale
from bookbag.outbox import queries as outbox
from bookbag.people import restrictions
from bookbag.people.sending import Addressee
from bookbag.policy import english
from bookbag.policy.clearing import Finding
from bookbag.policy.permissions import Act
from bookbag.policy.telling import WRITING
from bookbag.web import access
from bookbag.web.forms.compose import Answer, Begin, known_to_the_case
from bookbag.web.requests import AtSchool

if TYPE_CHECKING:
    from bookbag.desk.models import Case, Reply


@require_POST
def begin(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Begin an answer to whoever wrote, or go on with one: words typed in the case are added to what stands there."""
    case = access.case_for(request, case_id, Act.ANSWER)
    form = Begin(request.POST)
    writing = replies.begin(case, answers=None, by=request.actor, now=request.now)
    if form.is_valid() and form.cleaned_data["body"]:
        words = "\n\n".join(filter(None, [writing.draft.body, form.cleaned_data["body"]]))
        drafts.write(writing.draft, subject=writing.draft.subject, body=words, by=request.actor, now=request.now)
    return redirect("reply", request.school.slug, case.id)


@require_http_methods(["GET", "POST"])
def reply(request: AtSchool, case_id: UUID) -> HttpResponse:
    """The answer as it stands. Every post keeps the words; htmx is told what the checks say, a button what to do next."""
    case = access.case_for(request, case_id, Act.ANSWER)
    begun = desk.reply_begun(case, request.actor)
    if request.method == "POST":
        if begun is None:
            raise Stale("This answer has been sent or discarded already. Look at the case again.")
        return _written(request, case, begun)
    if begun is None:
        return redirect("case", request.school.slug, case.id)
    offered, asked = _offered(request, case, begun), questions.of(case).questions
    form = Answer(offered, asked, initial=_so_far(begun), home=bool(begun.home))
    _ask_for_versions(request, form, begun)
    findings = replies.review(begun, begun.draft, by=request.actor, now=request.now)
    form.ask(findings)
    return _page(request, case, begun, form, findings)


def _offered(request: AtSchool, case: "Case", begun: "Reply") -> list[Recipient]:
    """Whom the page offers: of two homes, for a letter home both, and for an answer that of whoever wrote."""
    told = _told(request, begun)
    parties = [] if begun.home else desk.parties(case)
    return known_to_the_case(parties, _recipients(begun), told, elsewhere=twohomes.of_other_home(begun))


def _told(request: AtSchool, begun: "Reply") -> Sequence[Addressee]:
    """Who is told what a letter home is about; nobody of an answer."""
    return homecopies.to_tell(begun.case, desk.Home(begun.home), now=request.now).addressees if begun.home else ()


def _so_far(begun: "Reply") -> dict[str, object]:
    """The answer as it was kept."""
    talks = begun.kind in desk.TALKS
    return {
        "to": [one.address for one in _recipients(begun)],
        "subject": begun.draft.subject,
        "body": begun.draft.body,
        "settled": begun.settled,
        "kind": begun.kind,
        "why": begun.why,
        "answer_on": None if talks else begun.promised,
        "talk_on": begun.promised if talks else None,
        "talk_at": begun.promised_at,
        "wanted_by": begun.wanted_by,
        "reminds": begun.reminds,
        "ordinary": begun.ordinary,
    }


def _ask_for_versions(request: AtSchool, form: Answer, begun: "Reply") -> None:
    """Ask in the form for what those who get it need, as it stands now."""
    draft = drafts_read.draft(request.school.id, begun.draft_id)
    form.offer(readers.of(begun, now=request.now).each, draft.versions.all())


def _written(request: AtSchool, case: "Case", begun: "Reply") -> HttpResponse:
    offered, asked = _offered(request, case, begun), questions.of(case).questions
    form = Answer(offered, asked, request.POST, request.FILES, home=bool(begun.home))
    _ask_for_versions(request, form, begun)
    if not form.is_valid():
        return _page(request, case, begun, form, [])
    words = form.cleaned_data
    replies.write(
        begun,
        begun.draft,
        subject=words["subject"],
        body=words["body"],
        recipients=form.recipients(),
        shape=form.shape(),
        otherwise=replies.Otherwise(form.versions(), words["ordinary"]),
        by=request.actor,
        now=request.now,
    )
    begun = desk.reply_begun(case, request.actor) or begun
    _ask_for_versions(request, form, begun)
    findings = replies.review(begun, begun.draft, by=request.actor, now=request.now)
    form.ask(findings)
    if request.htmx:
        return _page(request, case, begun, form, findings)
    if request.POST.get("do") == "save":
        messages.success(request, "Your answer is kept. Nothing has been sent.")
        return redirect("case", request.school.slug, case.id)
    if form.stands_in_the_way(findings):
        return _page(request, case, begun, form, findings)
    return _sent(request, case, begun, form, findings)


def _sent(request: AtSchool, case: "Case", begun: "Reply", form: Answer, findings: Sequence[Finding]) -> HttpResponse:
    replies.seen(begun, upto=form.cleaned_data["seen"])
    try:
        replies.send(
            begun,
            kind=desk.ReplyKind(begun.kind),
            reasons=form.reasons(findings),
            undo_seconds=settings.UNDO_SECONDS,
            by=request.actor,
            now=request.now,
        )
    except Stale as crossed:
        form.add_error(None, str(crossed))
        return _page(request, case, begun, form, findings)
    return redirect("case", request.school.slug, case.id)


def _page(request: AtSchool, case: "Case", begun: "Reply", form: Answer, findings: Sequence[Finding]) -> HttpResponse:
    """The whole page; of htmx's questions while somebody writes, only what the checks say and what Send would do."""
    recipients = _recipients(begun)
    otherwise = [each for each in _told(request, begun) if not each.email]
    on_paper = [each.name for each in otherwise if not each.rung]
    by_mail = [one.name or one.address for one in recipients]
    told: dict[str, object] = {
        "form": form,
        "findings": form.beside(findings),
        "packs": adoption.packs_of(request.school),
        "names": english.listed(by_mail or [each.name for each in otherwise]) or "nobody yet",
        "consequence": _without_mail(on_paper)
        if otherwise and not recipients
        else consequence(recipients, begun, on_paper),
        "home": begun.home,
        "closing": begun.draft.closing,
        "asks_anew": request.POST.get("asked_for", "") != form.asked_for,
        "reminder": replies.reminder_of(begun, now=request.now),
    }
    if request.htmx:
        return render(request, "compose/reply.html#findings", told)
    received = desk.last_received(case)
    pupils = [about.pupil_id for about in case.about_pupils.all()]
    told |= {
        "case": case,
        "received": received,
        "seen": received[-1].at if received else case.last_message_at,
        "instructed": restrictions.ring_office_first(
            request.school.id, pupils, today=timezone.localdate(request.now), scopes=WRITING
        ),
    }
    return render(request, "compose/reply.html", told)


def consequence(recipients: Sequence[Recipient], begun: "Reply", on_paper: Sequence[str] = ()) -> str:
    """What will happen when Send is pressed, in sentences."""
    if not recipients:
        return "Nobody would get this yet."
    wrote = begun.answers.from_address.strip().lower() if begun.answers else ""
    names = [f"{one.name or one.address}{', who wrote' if one.address.lower() == wrote else ''}" for one in recipients]
    apart = " Each gets a copy of their own." if len(names) > 1 else ""
    seconds = english.count(settings.UNDO_SECONDS, "second")
    return (
        f"Goes to {'; and to '.join(names)}, by e-mail. Nobody else gets it.{apart}{_by_post(on_paper)}"
        f" It leaves {seconds} after you press Send; until then you can undo it."
    )


def _without_mail(on_paper: Sequence[str]) -> str:
    """The same where nobody is mailed: copies go on paper, or the adults are rung."""
    return (
        f"Nobody gets it by e-mail.{_by_post(on_paper)} Nothing leaves by itself: it is on Today to print or to ring."
    )


def _by_post(on_paper: Sequence[str]) -> str:
    return f" The copy for {english.listed(on_paper)} goes by post: you print it from the case." if on_paper else ""


def _recipients(begun: "Reply") -> list[Recipient]:
    return [Recipient(one.address, one.name, one.contact_id) for one in begun.draft.recipients.all()]


@require_POST
def discard(request: AtSchool, case_id: UUID) -> HttpResponse:
    """Put the answer aside for good."""
    case = access.case_for(request, case_id, Act.ANSWER)
    begun = desk.reply_begun(case, request.actor)
    if begun is None:
        raise Stale("This answer has been sent or discarded already. Look at the case again.")
    drafts.discard(begun.draft, by=request.actor, now=request.now)
    messages.success(request, "Discarded. Nothing was sent.")
    return redirect("case", request.school.slug, case.id)


@require_POST
def undo(request: AtSchool, case_id: UUID, draft_id: UUID) -> HttpResponse:
    """Take an answer back while it has not left, and go on writing it."""
    case = access.case_for(request, case_id, Act.ANSWER)
    sent = outbox.of_draft(request.school.id, draft_id).filter(about=case.id, author=request.actor.staff_id)
    if not sent.exists():
        raise NotFound
    replies.undo(draft_id, by=request.actor, now=request.now)
    messages.success(request, "Undone: your answer has not left. Here it is again.")
    return redirect("reply", request.school.slug, case.id)
