"""The address that works in place of one from which a message came back."""

from typing import Any

from django import forms


class Mend(forms.Form):
    """The new address, and whether what came back goes there."""

    value = forms.CharField(
        label="New e-mail address",
        max_length=254,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "inputmode": "email"}),
        error_messages={"required": "Enter the new e-mail address."},
    )
    again = forms.BooleanField(label="Send there what came back", required=False, initial=True)

    def __init__(self, *args: Any, came_back: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not came_back:
            del self.fields["again"]
