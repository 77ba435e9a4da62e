"""A person's own sign-in: the second factor, codes on paper, where they are signed in, and proving once more who they are."""

from typing import Any

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password, resume_request
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.internal import flows as paper
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.errors import NotFound
from bookbag.people.actions import staff
from bookbag.record.kinds import Kind
from bookbag.web import entrance
from bookbag.web.forms.entry import NOT_ACCEPTED, TOO_MANY, Again, Code, Passkey
from bookbag.web.requests import next_page, sent
from bookbag.web.views import passkeys


class SecondFactor(AuthenticateView):
    """A code or a passkey after the password. Wrong ones count with wrong passwords."""

    template_name = "entry/second_factor.html"

    def post(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        """Let in whose code is right, or whose passkey has signed."""
        if entrance.slowed_down(request, self.stage.login.user.email):
            self.form.errors.clear()
            self.form.add_error(None, TOO_MANY)
            return self.form_invalid(self.form)
        return super().post(request, *args, **named)

    def form_invalid(self, form: Form) -> HttpResponse:
        """Count what was wrong, and show the page again."""
        entrance.in_vain(self.request, self.stage.login.user.email)
        if form is self.webauthn_form:
            messages.error(self.request, NOT_ACCEPTED)
        return super().form_invalid(form)

    def get_context_data(self, **_named: Any) -> dict[str, Any]:
        """The form for a code, and what a passkey is to sign."""
        return {"form": self.auth_form, "options": passkeys.to_use(self.stage.login.user)}


class AddApp(ActivateTOTPView):
    """Set an authenticator app up, and show the codes for paper once."""

    template_name = "entry/add_app.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """Keep the app as second factor; this session has shown it."""
        factor, _ = activate_totp(self.request, form)
        post_authentication(self.request, factor, reauthenticated=True)
        staff.note_of_login(Kind.FACTOR_ADDED, self.request.user.pk or 0, now=timezone.now())
        return redirect("mfa_view_recovery_codes")


class RemoveApp(DeactivateTOTPView):
    """Take the app away, for one that replaces it."""

    template_name = "entry/remove_app.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it, with the codes on paper."""
        super().form_valid(form)
        staff.note_of_login(Kind.FACTOR_REMOVED, self.request.user.pk or 0, now=timezone.now())
        messages.success(self.request, "The authenticator app is removed.")
        return redirect("account")


second_factor = require_http_methods(["GET", "POST"])(SecondFactor.as_view())
add_app = login_required(entrance.freshly_proved(require_http_methods(["GET", "POST"])(AddApp.as_view())))
remove_app = login_required(require_http_methods(["GET", "POST"])(RemoveApp.as_view()))


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """How somebody signs in, and where they are signed in."""
    user: Any = request.user
    told = {
        "passkeys": entrance.passkeys(user.pk),
        "has_app": entrance.has_app(user.pk),
        "has_codes": entrance.has_factor(user.pk),
        "may_add": not settings.DEMO,
        "sessions": [
            {"session": each, "device": entrance.device(each.user_agent)}
            for each in UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at")
        ],
        "mine": request.session.session_key,
    }
    return render(request, "entry/account.html", told)


@login_required
@require_safe
def codes(request: HttpRequest) -> HttpResponse:
    """The codes for paper, shown to whoever has just proved who they are."""
    held, may_see = paper.view_recovery_codes(request)
    if held is None:
        raise NotFound
    if not may_see:
        return redirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
    return render(request, "entry/codes.html", {"codes": held.get_unused_codes()})


@login_required
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Prove once more who one is: with a second factor, or with the password where there is none, or at the provider."""
    user: Any = request.user
    form = Code(sent(request), user=user) if entrance.has_factor(user.pk) else Again(sent(request), user=user)
    if request.method == "POST":
        used = Passkey(request.POST, user=user) if "credential" in request.POST else form
        if _proved(request, used):
            return resume_request(request) or redirect("account")
        if used is not form:
            messages.error(request, NOT_ACCEPTED)
            return redirect(request.get_full_path())
    told = {"providers": settings.PROVIDERS, "may_prove": entrance.may_prove(user), "next": next_page(request)}
    return render(request, "entry/again.html", {"form": form, "options": passkeys.to_use(user), **told})


def _proved(request: HttpRequest, form: Code | Passkey | Again) -> bool:
    """Whether the form proves it, and note in the session how. Wrong ones count with wrong passwords."""
    user: Any = request.user
    if entrance.slowed_down(request, user.email):
        form.full_clean()
        form.errors.clear()
        form.add_error(None, TOO_MANY)
        return False
    if not form.is_valid():
        entrance.in_vain(request, user.email)
        return False
    if isinstance(form, Again):
        reauthenticate_by_password(request)
    else:
        post_authentication(request, form.authenticator, reauthenticated=True)
    return True


@login_required
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign out in one of the places where one is signed in."""
    number = request.POST.get("session", "")
    found = UserSession.objects.filter(user_id=request.user.pk, pk=number if number.isdecimal() else 0).first()
    if found is None:
        raise NotFound
    found.end()
    staff.note_of_login(Kind.SESSIONS_ENDED, request.user.pk or 0, now=timezone.now())
    messages.success(request, "You are signed out there.")
    return redirect("account")


@login_required
@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere, here too."""
    user_id = request.user.pk or 0
    entrance.end_sessions(user_id)
    staff.note_of_login(Kind.SESSIONS_ENDED, user_id, now=timezone.now())
    return redirect("sign-in")
