"""The demo's own pages: signing in as anybody, and what was sent. In a real installation there is nothing here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bookbag.errors import NotFound
from bookbag.people import queries as people
from bookbag.people.actions import staff
from bookbag.policy.permissions import PROOF_ONLY, WHOLE_DESK, Role
from bookbag.schools import queries as schools
from bookbag.schools import tenancy
from bookbag.web import sink as sent

if TYPE_CHECKING:
    from bookbag.schools.models import School

View = TypeVar("View", bound=Callable[..., HttpResponse])
BACKEND = "django.contrib.auth.backends.ModelBackend"
IN_FULL = {Role.DSL: "safeguarding lead", Role.DEPUTY_DSL: "deputy safeguarding lead", Role.HR: "HR", Role.DPO: "DPO"}


@dataclass(frozen=True, slots=True)
class Hat:
    """Somebody whom one can be at a school, as what, and what they see."""

    user_id: int
    name: str
    job: str
    roles: str
    sees: str


@dataclass(frozen=True, slots=True)
class Cast:
    """A school and everybody whom one can be there."""

    school: "School"
    hats: list[Hat]


def demo_only(view: View) -> View:
    """Nothing is found here unless this installation is a demo."""

    @wraps(view)
    def guarded(request: HttpRequest, **named: str) -> HttpResponse:
        if not settings.DEMO:
            raise NotFound
        return view(request, **named)

    return guarded  # type: ignore[return-value]  # the same view, guarded


@require_safe
@demo_only
def demo(request: HttpRequest) -> HttpResponse:
    """Choose who to be."""
    return render(request, "demo/demo.html", {"casts": [_cast(school) for school in schools.all_schools()]})


@require_POST
@demo_only
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as somebody of the demo, without a password, and go to their school."""
    school = schools.school_by_slug(request.POST.get("school", ""))
    with tenancy.atomic(school.id):
        hats = {str(hat.user_id): hat for hat in _hats(school)}
    hat = hats.get(request.POST.get("person", ""))
    user = ModelBackend().get_user(hat.user_id) if hat else None
    if user is None:
        raise NotFound
    staff.signed_in(user.pk, now=timezone.now())
    auth.login(request, user, backend=BACKEND)
    return redirect("school", school.slug)


@require_safe
@demo_only
def sink(request: HttpRequest) -> HttpResponse:
    """What was sent, newest first."""
    page = sent.newest(settings.HOME / "sink", before=request.GET.get("before", ""))
    return render(request, "demo/sink.html", {"page": page, "now": timezone.now()})


@require_safe
@demo_only
def sink_mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail as it left."""
    mail = sent.find(settings.HOME / "sink", name)
    if mail is None:
        raise NotFound
    return render(request, "demo/sink_mail.html", {"mail": mail})


def _cast(school: "School") -> Cast:
    with tenancy.atomic(school.id):
        return Cast(school, _hats(school))


def _hats(school: "School") -> list[Hat]:
    """Whoever has a login, those first who see most, the office before all."""
    order = ["the whole desk", "their own cases and class", "proof, no post"]
    with_login = [
        (member.user_id, member, roles)
        for member, roles in people.staff_with_roles(school.id, today=timezone.localdate())
        if member.user_id
    ]
    with_login.sort(key=lambda each: (order.index(_sees(each[2])), min(map(list(Role).index, each[2]), default=0)))
    return [
        Hat(user_id, member.name, member.job_title, ", ".join(map(_in_words, roles)), _sees(roles))
        for user_id, member, roles in with_login
    ]


def _in_words(role: Role) -> str:
    return IN_FULL.get(role, role.value.replace("_", " "))


def _sees(roles: tuple[Role, ...]) -> str:
    if set(roles) & WHOLE_DESK:
        return "the whole desk"
    return "proof, no post" if set(roles) <= PROOF_ONLY else "their own cases and class"
