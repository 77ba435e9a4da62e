"""The ways in and the pages before a school is known: signing in and out, choosing a school."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.people import queries as people
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.web import access, entrance
from bookbag.web.forms.entry import TOO_MANY, SignIn
from bookbag.web.requests import AtSchool, next_page, sent

if TYPE_CHECKING:
    from bookbag.schools.models import User


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with an address and a password; in the demo, choose somebody instead."""
    if settings.DEMO and request.method == "GET":
        return redirect("demo")
    form = SignIn(sent(request))
    user = _known(request, form) if request.method == "POST" and form.is_valid() else None
    if user:
        return entrance.enter(request, user, goes_to=next_page(request))
    return render(
        request, "entry/sign_in.html", {"form": form, "next": next_page(request), "providers": settings.PROVIDERS}
    )


def _known(request: HttpRequest, form: SignIn) -> "User | None":
    """Whose address and password these are; or say on the form why not. The same words for a wrong address as for a wrong password."""
    email = form.cleaned_data["email"].lower()
    if entrance.slowed_down(request, email):
        form.add_error(None, TOO_MANY)
        return None
    user = auth.authenticate(request, username=email, password=form.cleaned_data["password"])
    if user is None:
        entrance.in_vain(request, email)
        form.add_error(None, "The address or the password is not right. Check both and try again.")
    return user


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and go to the start."""
    auth.logout(request)
    return redirect("home")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The schools at which this person works; straight in where there is one."""
    if not request.user.is_authenticated:
        return redirect("demo" if settings.DEMO else "sign-in")
    user_id = request.user.pk
    with tenancy.atomic(person=user_id):
        at = {membership.school_id for membership in people.memberships(user_id)}
    mine = [school for school in schools.all_schools() if school.id in at]
    if len(mine) == 1:
        return redirect("school", mine[0].slug)
    return render(request, "entry/schools.html", {"schools": mine})


@require_safe
def school_home(request: AtSchool) -> HttpResponse:
    """What waits for me; for those who see proof and no post, the policy and how it is kept."""
    return redirect("today" if access.sees_desk(request) else "policy", request.school.slug)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use these pages, and whom to tell where they cannot."""
    return render(request, "entry/accessibility.html", {})
