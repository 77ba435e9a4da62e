"""What a school says of itself: core hours, office hours, the local authority's numbers."""

from django import forms

from bookbag.schools import languages
from bookbag.schools.actions.setting_up import Details
from bookbag.web.forms.calendar import Complaining
from bookbag.web.forms.staff import time_field


def _number(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "inputmode": "tel", "autocomplete": "off"}),
    )


class SchoolDetails(Complaining):
    """The details, all of which may be changed at once."""

    core_from = time_field("Core of the day, from", required="Say when the core of the day begins.")
    core_until = time_field("Core of the day, until", required="Say when the core of the day ends.")
    office_opens = time_field("Office, from", required="Say when the office opens.")
    office_closes = time_field("Office, until", required="Say when the office closes.")
    telephone = _number("Telephone number of the school office", "It stands in every letter, mail and page.")
    postal_address = forms.CharField(
        label="Postal address of the school",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fax = _number("Fax number, if there is one")
    local_authority = forms.CharField(
        label="Local authority",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    childrens_services_day = _number("Children’s services, by day", "For somebody who is worried about a child.")
    childrens_services_night = _number("Children’s services, at night and at weekends")
    languages = forms.MultipleChoiceField(
        label="Languages of the family pages, beside English",
        help_text="Offer one once somebody who speaks it has read its pages.",
        choices=list(languages.BESIDE.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @property
    def details(self) -> Details:
        """What was entered."""
        given = self.cleaned_data
        words = (
            "telephone",
            "postal_address",
            "fax",
            "local_authority",
            "childrens_services_day",
            "childrens_services_night",
        )
        return Details(**{name: value.strip() if name in words else value for name, value in given.items()})
