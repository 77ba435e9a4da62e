"""Forms of the family pages, and the office's slip with a code."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bookbag.desk.topics import TOPICS
from bookbag.web.forms.form import LONGEST


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


class ChooseTopic(forms.Form):
    """What a message is about, and which of one's own children."""

    topic = forms.ChoiceField(
        label="What is it about?",
        choices=[(key, topic.label) for key, topic in TOPICS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Say what it is about.", "invalid_choice": "Say what it is about."},
    )
    child = forms.ChoiceField(
        label="Which child?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say which child.", "invalid_choice": "Say which child."},
    )

    def __init__(self, *args: Any, children: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["child"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*children, ("none", "It is not about a child")]


class WriteLetter(ChooseTopic):
    """The words."""

    subject = forms.CharField(
        label="In a few words",
        help_text="For example: swimming on Friday.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say in a few words what it is about."},
    )
    text = forms.CharField(
        label="Your message",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write your message."},
    )

    def clean_text(self) -> str:
        """The words with plain line ends, as they were typed."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class ChangeDetail(forms.Form):
    """A telephone number or an address of one's own."""

    value = forms.CharField(
        label="What we should hold",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write what we should hold."},
    )
