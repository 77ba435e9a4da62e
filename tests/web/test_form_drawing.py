"""A plain form comes out as govuk-frontend wants it: labels, hints, and errors that lead to their fields."""

import re

from django import forms
from django.forms.renderers import get_default_renderer


class Answer(forms.Form):
    """One field of each kind."""

    subject = forms.CharField(label="Subject", widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}))
    words = forms.CharField(label="Your answer", help_text="As you would say it.", widget=forms.Textarea)
    category = forms.ChoiceField(label="What is it about?", choices=[("", "Choose"), ("trip", "A trip")])
    about_staff = forms.ChoiceField(
        label="Is it about somebody who works here?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        help_text="They are not told.",
    )
    tell = forms.MultipleChoiceField(
        label="Tell", choices=[("office", "The office")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Agreed with the head", error_messages={"required": "Ask the head first."})
    case = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(data: dict[str, str] | None) -> str:
    """The form as a page shows it, before (None) or after something was sent."""
    form = Answer(data, renderer=get_default_renderer())
    return form.render()


def test_a_fresh_form_has_a_label_for_each_control_and_no_errors() -> None:
    html = drawn(None)
    for name in ("subject", "words", "category", "about_staff_0", "tell_0", "agreed"):
        assert f'for="id_{name}"' in html
        assert html.count(f'id="id_{name}"') == 1
    assert "error" not in html
    assert '<input type="hidden" name="case"' in html


def test_a_widgets_own_class_stays_beside_the_components() -> None:
    assert 'class="govuk-input govuk-input--width-20"' in drawn(None)


def test_each_error_in_the_summary_leads_to_a_control_that_is_there() -> None:
    html = drawn({})
    targets = re.findall(r'<a href="#([^"]+)">', html)
    assert targets == ["id_subject", "id_words", "id_category", "id_about_staff_0", "id_tell_0", "id_agreed"]
    assert all(f'id="{target}"' in html for target in targets)


def test_hint_and_error_are_tied_to_the_control_they_speak_of() -> None:
    html = drawn({})
    assert 'aria-describedby="id_words_helptext id_words_error"' in html
    assert 'aria-describedby="id_about_staff_helptext id_about_staff_error"' in html
    for name in ("words_helptext", "words_error", "about_staff_helptext", "about_staff_error"):
        assert html.count(f'id="id_{name}"') == 1


def test_an_empty_field_is_asked_for_by_its_own_name() -> None:
    form = Answer({}, renderer=get_default_renderer())
    assert form.errors["words"] == ["Your answer: fill this in."]
    assert form.errors["category"] == ["What is it about? Choose an answer."]
    assert form.errors["agreed"] == ["Ask the head first."]


def test_the_browser_is_left_no_rule_of_its_own_to_complain_about() -> None:
    assert " required" not in drawn(None)


def test_what_was_typed_is_shown_again_and_escaped() -> None:
    html = drawn({"subject": '<b>"Trip"</b>'})
    assert "&lt;b&gt;&quot;Trip&quot;&lt;/b&gt;" in html
