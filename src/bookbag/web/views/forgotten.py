"""For whoever has forgotten their password or lost their telephone: a link by e-mail, and what to do. And a new password."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.desk.actions import passwords
from bookbag.errors import Invalid, NotFound
from bookbag.people.actions import staff
from bookbag.record.kinds import Kind
from bookbag.schools import links
from bookbag.schools.actions import logins
from bookbag.schools.links import Purpose
from bookbag.web import entrance
from bookbag.web.forms.entry import Forgotten, NewPassword
from bookbag.web.requests import peer, sent

if TYPE_CHECKING:
    from bookbag.schools.models import User


@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link. Nobody learns here whether an address is known."""
    form = Forgotten(sent(request))
    if form.is_bound and form.is_valid():
        try:
            passwords.ask(form.cleaned_data["email"], peer=peer(request), now=timezone.now())
        except Invalid as refusal:
            form.complain(refusal)
        else:
            return redirect("link-sent")
    return render(request, "entry/forgotten.html", {"form": form})


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """What happens now, the same for every address."""
    return render(request, "entry/link_sent.html", {})


@require_safe
def lost(request: HttpRequest) -> HttpResponse:
    """What to do without the telephone, the key or the app."""
    return render(request, "entry/lost.html", {})


@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, purpose: str, token: str) -> HttpResponse:
    """Choose a password with a link that came by e-mail. Opening it changes nothing."""
    if purpose not in list(Purpose):
        raise NotFound
    user = links.user_of(token, Purpose(purpose))
    if user is None:
        return render(request, "entry/link_over.html", {"invited": purpose == Purpose.INVITED}, status=410)
    return _choose(request, user, first=purpose == Purpose.INVITED)


@login_required
@entrance.freshly_proved
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Choose another password, of one's own accord."""
    user: Any = request.user
    return _choose(request, user)


def _choose(request: HttpRequest, user: "User", *, first: bool = False) -> HttpResponse:
    """The password that is chosen is then typed in: whoever was signed in with the old one is signed in no more."""
    form = NewPassword(sent(request))
    if form.is_bound and form.is_valid():
        try:
            logins.choose_password(user, form.cleaned_data["password"])
        except Invalid as refusal:
            form.complain(refusal)
        else:
            entrance.end_sessions(user.pk)
            staff.note_of_login(Kind.PASSWORD_CHANGED, user.pk, now=timezone.now())
            messages.success(request, "Your password is set. Sign in with it now.")
            return redirect("sign-in")
    return render(request, "entry/choose_password.html", {"form": form, "email": user.email, "first": first})
