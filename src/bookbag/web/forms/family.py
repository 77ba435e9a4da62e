"""Forms of the family pages, in the reader's language; and the office's slip with a code, in English."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from bookbag.desk.families import NEEDS
from bookbag.desk.topics import TOPICS
from bookbag.web.forms.form import FILES_HINT, LONGEST, TOO_LARGE, Files

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrPromise

LABELS: "dict[str, _StrPromise]" = {
    "email": _("E-mail"),
    "telephone": _("Telephone"),
    "post": _("Address"),
    "large_print": _("Large print"),
    "braille": _("Braille"),
    "audio": _("Audio"),
    "easy_read": _("Easy read"),
    "interpreter": _("An interpreter"),
    "captioner": _("A captioner"),
    "phone_call": _("A phone call instead of a letter"),
    "email_only": _("E-mail only"),
}
"""Ways of reaching somebody, and needs, as their own adult reads them."""
KIN = (
    *(gettext_noop("mother"), gettext_noop("father"), gettext_noop("parent"), gettext_noop("stepmother")),
    *(
        gettext_noop("stepfather"),
        gettext_noop("step-parent"),
        gettext_noop("grandmother"),
        gettext_noop("grandfather"),
    ),
    *(gettext_noop("guardian"), gettext_noop("carer"), gettext_noop("foster mother"), gettext_noop("foster father")),
    *(gettext_noop("foster carer"), gettext_noop("social worker"), gettext_noop("childminder")),
    *(gettext_noop("other relative"), gettext_noop("other family member"), gettext_noop("other contact")),
    gettext_noop("self"),
)
"""What an adult may be to a child. What is not here is shown as the school holds it."""


class AskForCode(forms.Form):
    """The address to which a code goes."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that the school has for you."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write the e-mail address as in name@example.com."),
        },
    )


class EnterCode(forms.Form):
    """The code of an e-mail."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("6 digits."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Type in the code.")},
    )


class EnterSlip(forms.Form):
    """The code that the office gave."""

    code = forms.CharField(
        label=_("Code from the school office"),
        help_text=_("16 letters and digits, for instance K7QM-2X9D-ABCD-EFGH."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "autocapitalize": "characters",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={"required": _("Type in the code.")},
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
        label=_("What is it about?"),
        choices=[(key, topic.label) for key, topic in TOPICS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what it is about."), "invalid_choice": _("Say what it is about.")},
    )
    child = forms.ChoiceField(
        label=_("Which child?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which child."), "invalid_choice": _("Say which child.")},
    )

    def __init__(self, *args: Any, children: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["child"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*children, ("none", _("It is not about a child"))]


class WriteLetter(ChooseTopic):
    """The words, whom they go to, and files. `offered` are those whom it may go to, the proposed one first."""

    to = forms.ChoiceField(
        label=_("Who should get it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who should get it."), "invalid_choice": _("Say who should get it.")},
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
    attached = Files(label=_("Files"), help_text=FILES_HINT, required=False)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], left_out: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left_out = left_out
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial = list(offered), offered[0][0]
        if len(offered) == 1:
            del self.fields["to"]

    def clean_text(self) -> str:
        """The words with plain line ends, as they were typed."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean_attached(self) -> "list[UploadedFile[Any]]":
        """The files, of which none was too much."""
        if self.left_out:
            raise forms.ValidationError(TOO_LARGE)
        chosen: list[UploadedFile[Any]] = self.cleaned_data["attached"]
        return chosen


class ChangeDetail(forms.Form):
    """A telephone number, an address or an e-mail address of one's own."""

    value = forms.CharField(
        label=_("What we should hold"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write what we should hold.")},
    )


class Preferences(forms.Form):
    """How an adult wants to be written to and spoken with."""

    language = forms.ChoiceField(
        label=_("Language of these pages and of your codes"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language."), "invalid_choice": _("Choose a language.")},
    )
    on_paper = forms.BooleanField(label=_("Send me everything on paper"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("What helps you"),
        help_text=_("Choose all that you need. We do not ask why."),
        choices=[(need, LABELS[need]) for need in NEEDS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, spoken: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(spoken)
