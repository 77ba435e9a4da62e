"""The school's form for families and the public: what it is about, then the words. And where on the web it may stand."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from bookbag.desk.topics import TOPICS, WHO
from bookbag.web.uploads import EACH, FILES

LONGEST = 10_000
TOO_LARGE = format_lazy(
    _("Send {files} files at the most, of {size} MB each. Choose them again, or leave them out."),
    files=FILES,
    size=EACH // 1_000_000,
)
FILES_HINT = format_lazy(_("If you like: up to {files} files, of {size} MB each."), files=FILES, size=EACH // 1_000_000)


class Choose(forms.Form):
    """Who writes, and about what. From this follow the dates that the form states."""

    who = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[(who.value, label) for who, label in WHO.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who you are."), "invalid_choice": _("Say who you are.")},
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[(key, topic.label) for key, topic in TOPICS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is about."), "invalid_choice": _("Say what it is about.")},
    )
    continues = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


class SeveralFiles(forms.FileInput):
    """An input of which several files may be chosen."""

    allow_multiple_selected = True


class Files(forms.FileField):
    """So many files, each so large and no larger."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # noqa: ARG002 - the base class's signature
        """The files that were chosen."""
        return [file for file in data or [] if file]


class Write(Choose):
    """The words, whose they are, and how to answer. `left_out` says that a file was too much."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We answer to this address. Leave it empty if you have none."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Write the e-mail address as in name@example.com.")},
    )
    telephone = forms.CharField(
        label=_("Your telephone number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel", "class": "govuk-input--width-20"}),
    )
    child = forms.CharField(
        label=_("Name of the child, if it is about one"),
        help_text=_("First name and family name."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    school_class = forms.CharField(
        label=_("Class, if you know it"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-5"}),
    )
    subject = forms.CharField(
        label=_("In a few words"),
        help_text=_("For example: swimming on Friday."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Say in a few words what it is about.")},
    )
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write your message.")},
    )
    since = forms.DateField(
        label=_("Since when has it been so?"),
        help_text=_("If you know. It helps us to see how early we hear of things."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "govuk-input--width-10"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day as 2026-03-31, or leave it empty.")},
    )
    whom = forms.CharField(
        label=_("Whom would you like to speak to?"),
        help_text=_("A name, or for example: the teacher of Year 5."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    times = forms.CharField(
        label=_("Good times to ring you"),
        help_text=_("For example: on weekdays after 4 pm."),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    attached = Files(
        label=_("Files"),
        help_text=FILES_HINT,
        required=False,
    )
    trap = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, left_out: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out = left_out

    def clean(self) -> dict[str, Any]:
        """Ask for one way to answer, and for files that can be taken."""
        given = super().clean() or self.cleaned_data
        if self.left_out:
            self.add_error("attached", TOO_LARGE)
        wants_call = "topic" in given and TOPICS[given["topic"]].asks_for_call
        if wants_call and not given.get("telephone"):
            self.add_error("telephone", _("Give the telephone number under which we can ring you."))
        if not (given.get("email") or given.get("telephone") or "email" in self.errors):
            self.add_error("email", _("Give an e-mail address or a telephone number, so that we can answer you."))
        return given

    def clean_text(self) -> str:
        """The words with plain line ends, as they were typed."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class Website(forms.Form):
    """The website on which the form may stand."""

    website = forms.URLField(
        label="Address of the school’s website",
        help_text="For example https://www.ourschool.example. Leave it empty where the form stands on no other page.",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Write the address as in https://www.ourschool.example."},
    )

    def clean_website(self) -> str:
        """The site without a page: a browser asks for no more."""
        parts = urlsplit(self.cleaned_data["website"])
        return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""


class Reference(forms.Form):
    """What a caller gives as the number of their message."""

    reference = forms.CharField(
        label="Number of a message",
        help_text="The writer was shown it, for instance K7QM-2X9D.",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )
