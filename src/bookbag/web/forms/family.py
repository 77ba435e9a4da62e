"""Forms of the family pages, and the office's slip with a code."""

from django import forms


class AskForCode(forms.Form):
    """The address to which a code goes."""

    email = forms.EmailField(
        label="Your e-mail address",
        help_text="The one that the school has for you.",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write your e-mail address.",
            "invalid": "Write the e-mail address as in name@example.com.",
        },
    )


class EnterCode(forms.Form):
    """The code of an e-mail."""

    code = forms.CharField(
        label="Code",
        help_text="6 digits.",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Type in the code."},
    )


class EnterSlip(forms.Form):
    """The code that the office gave."""

    code = forms.CharField(
        label="Code from the school office",
        help_text="16 letters and digits, for instance K7QM-2X9D-ABCD-EFGH.",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "autocapitalize": "characters",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={"required": "Type in the code."},
    )


class GiveCode(forms.Form):
    """How the office hands a code over."""

    how = forms.ChoiceField(
        label="How do you give it?",
        choices=[
            ("hand", "In person. I know this adult, or have seen who it is."),
            ("post", "By post, to the address that we hold"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you give the code."},
    )
