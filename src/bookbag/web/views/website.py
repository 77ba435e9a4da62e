"""The school's form as staff see it: where it is, how it comes onto the website, and whose message has which number."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bookbag.desk.actions import forms
from bookbag.policy.permissions import Act, Standing, may
from bookbag.record.kinds import Kind
from bookbag.record.writing import note
from bookbag.schools.actions import setting_up
from bookbag.web import access
from bookbag.web.forms.form import Reference, Website
from bookbag.web.requests import AtSchool, sent


@require_http_methods(["GET", "POST"])
def our_form(request: AtSchool) -> HttpResponse:
    """Show the way to the form, find a message by its number, and set which website may show the form."""
    access.whole_desk_for(request)
    form = Website(sent(request), initial={"website": request.school.website})
    if request.method == "POST" and form.is_valid():
        setting_up.show_form_on(request.school, form.cleaned_data["website"], by=request.actor)
        note(Kind.FORM_PLACED, by=request.actor, now=request.now, thing="school", thing_id=None)
        messages.success(request, "Noted where the form may stand.")
        return redirect("our-form", request.school.slug)
    spoken = request.GET.get("reference", "")
    found = forms.find(request.actor, spoken) if spoken else []
    if len(found) == 1 and found[0].case_id:
        return redirect("case", request.school.slug, found[0].case_id)
    address = settings.PUBLIC_URL + reverse("write", args=[request.school.slug])
    told = {
        "form": form,
        "may_set_up": may(request.actor, Act.SET_UP, Standing(school_id=request.school.id)),
        "reference": Reference(initial={"reference": spoken}),
        "spoken": spoken,
        "found": found,
        "address": address,
        "snippet": render_to_string("website/snippet.html", {"address": address, "name": request.school.name}).strip(),
    }
    return render(request, "website/our_form.html", told)
