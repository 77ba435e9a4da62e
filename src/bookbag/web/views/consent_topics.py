"""What families are asked, in the school's words: added, reworded, retired; and from which age pupils answer themselves."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookbag.adoption import queries as adoption
from bookbag.errors import Invalid
from bookbag.people import consents
from bookbag.people.actions import consent_topics as actions
from bookbag.people.actions.consent_topics import Words
from bookbag.policy.permissions import Act
from bookbag.web import access
from bookbag.web.forms.consents import Age, NewTopic, TopicWords
from bookbag.web.requests import AtSchool, sent
from bookbag.web.views.consents import today, topic_called, topics_of


@require_safe
def topics(request: AtSchool) -> HttpResponse:
    """All that families are asked, and what is asked no longer."""
    access.leave_for(request, Act.KEEP_CONSENTS)
    return _page(request, Age(initial={"age": request.school.own_consent_from}))


def _page(request: AtSchool, form: Age) -> HttpResponse:
    told = {
        "topics": topics_of(request),
        "retired": consents.retired(request.school, adoption.packs_of(request.school)),
        "form": form,
        "shapes": access.allows(request, Act.SHAPE_CONSENTS),
    }
    return render(request, "consents/topics.html", told)


@require_http_methods(["GET", "POST"])
def new(request: AtSchool) -> HttpResponse:
    """Ask families something more, or name a club that is told something."""
    access.leave_for(request, Act.SHAPE_CONSENTS)
    form = NewTopic(sent(request))
    if form.is_bound and form.is_valid():
        passes, asked = form.cleaned_data["passes_data"] == "yes", topics_of(request)
        try:
            actions.add(_words(form), passes_data=passes, asked=asked, by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Families are asked from now on: {form.cleaned_data['label']}.")
            return redirect("consent-topics", request.school.slug)
    return render(request, "consents/topic.html", {"form": form})


@require_http_methods(["GET", "POST"])
def topic(request: AtSchool, topic_name: str) -> HttpResponse:
    """Put a topic in other words, or say that a yes ends with the school year."""
    access.leave_for(request, Act.SHAPE_CONSENTS)
    found = topic_called(request, topic_name)
    form = TopicWords(sent(request), initial={name: asdict(found)[name] for name in ("label", "explained", "yearly")})
    if form.is_bound and form.is_valid():
        try:
            actions.reword(found, _words(form), by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Kept: {form.cleaned_data['label']}.")
            return redirect("consent-topics", request.school.slug)
    return render(request, "consents/topic.html", {"form": form, "topic": found})


def _words(form: TopicWords) -> Words:
    given = form.cleaned_data
    return Words(given["label"], given["explained"], given["yearly"])


@require_POST
def retire(request: AtSchool, topic_name: str) -> HttpResponse:
    """Ask for it no longer."""
    access.leave_for(request, Act.SHAPE_CONSENTS)
    found = topic_called(request, topic_name)
    actions.retire(found, today=today(request), by=request.actor, now=request.now)
    messages.success(request, f"Nobody is asked any longer: {found.label}. What was answered stays readable.")
    return redirect("consent-topics", request.school.slug)


@require_POST
def resume(request: AtSchool, topic_name: str) -> HttpResponse:
    """Ask for it again."""
    access.leave_for(request, Act.SHAPE_CONSENTS)
    actions.resume(topic_name, by=request.actor, now=request.now)
    messages.success(
        request, "Families are asked again. What they answered before counts where the words are the same."
    )
    return redirect("consent-topics", request.school.slug)


@require_POST
def age(request: AtSchool) -> HttpResponse:
    """Say from which age a pupil's own answer counts."""
    access.leave_for(request, Act.SHAPE_CONSENTS)
    form = Age(request.POST)
    if form.is_valid():
        try:
            actions.say_age(request.school, form.cleaned_data["age"], by=request.actor, now=request.now)
        except Invalid as wrong:
            form.complain(wrong)
        else:
            messages.success(request, f"Pupils answer beside their parents from {form.cleaned_data['age']}.")
            return redirect("consent-topics", request.school.slug)
    return _page(request, form)
