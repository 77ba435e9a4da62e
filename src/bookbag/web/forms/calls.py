"""A call as it is typed while the caller speaks; ringing back; who collects; the ready answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.web.forms.case import people_found
from bookbag.web.forms.staff import offer, person_field

if TYPE_CHECKING:
    from django.http import QueryDict

    from bookbag.desk.models import ReadyAnswer
    from bookbag.people.models import Contact, Pupil, Relationship, StaffMember

ELSE, NOT_MEANT = "else", "not-meant"


@dataclass(frozen=True, slots=True)
class Known:
    """What is held of the words typed so far: who is at the number, which children and colleagues are called so."""

    adults: "list[tuple[Contact, list[Pupil]]]"
    children: "list[Pupil]"
    staff: "list[StaffMember]"
    ties: "list[Relationship]"
    collecting: bool
    answers: "list[ReadyAnswer]"


def _line(label: str, width: int, *, most: int = 100, hint: str = "") -> forms.CharField:
    typed = forms.TextInput(attrs={"class": f"govuk-input--width-{width}", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most, widget=typed)


def _radios(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=forms.RadioSelect)


class NewCall(forms.Form):
    """The note of a call. What must be there is for the action to say; which of several is meant is asked when it matters."""

    number = _line("Number", 20, most=60, hint="Or why there is none: withheld.")
    contact = _radios("At this number")
    name = _line("Name of the caller", 20, most=200, hint="Where it is nobody at this number.")
    purpose = _line("Why they call", 30, most=1000)
    child = _line("About which child", 20, hint="The first letters do.")
    pupil = _radios("Which child is it?")
    word = _line("Message for the child", 30, most=500, hint="Where the child is to be told something.")
    collector = _radios("Who collects?")
    adult = _line("Name of somebody else, or “nobody, walks home”", 20, most=200)
    for_whom = _line("For whom", 20, hint="The first letters of a name, or a class. Leave it empty for the office.")
    recipient = _radios("Who is it for?")
    urgent = forms.BooleanField(label="Urgent", required=False)
    answer = forms.ChoiceField(label="Settled at once with", required=False)

    def __init__(
        self,
        known: Known,
        data: "QueryDict | None" = None,
        *,
        initial: dict[str, str] | None = None,
        focus: str,
    ) -> None:
        super().__init__(data, initial=initial)
        self._offer("contact", people_found(known.adults))
        self._offer("pupil", [(str(each.id), _in_class(each)) for each in known.children])
        self._offer("recipient", [(str(each.id), each.name) for each in known.staff])
        listed = [(str(tie.contact_id), f"{tie.contact.full_name}, {tie.kind}") for tie in known.ties]
        others = [(ELSE, "Somebody else, or nobody"), (NOT_MEANT, "The call is not about who collects")]
        self._offer("collector", [*listed, *others])
        self._offer(
            "answer", [("", "Nothing: a note is kept"), *((str(each.id), each.subject) for each in known.answers)]
        )
        self.fields[focus].widget.attrs["autofocus"] = True

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def complain(self, faults: dict[str, str]) -> None:
        """Show what is missing, or not clear, each beside its field."""
        for name, sentence in faults.items():
            self.add_error(name if name in self.fields else None, sentence)


def _in_class(pupil: "Pupil") -> str:
    return f"{pupil.full_name}, {pupil.school_class.name}" if pupil.school_class else pupil.full_name


class RingBack(forms.Form):
    """What came of ringing back."""

    text = forms.CharField(
        label="What was said, and what was agreed",
        help_text="Where nobody answered it may stay empty.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AcceptCall(forms.Form):
    """On whose list a call back goes that was asked for by the form."""

    recipient = person_field("Who rings back?", required="Choose who rings back.")

    def __init__(self, staff: "Iterable[StaffMember]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "recipient", staff, "Choose")


class ConfirmCollection(forms.Form):
    """By what the office knows who collects."""

    how = forms.ChoiceField(
        label="How do you know?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say how you know."},
    )
    rang = forms.ChoiceField(label="Whom did you ring?", required=False)

    def __init__(self, ways: list[tuple[str, str]], ties: "Iterable[Relationship]", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        how, rang = self.fields["how"], self.fields["rang"]
        assert isinstance(how, forms.ChoiceField)
        assert isinstance(rang, forms.ChoiceField)
        how.choices = ways
        rang.choices = [("", "Nobody"), *((str(tie.contact_id), tie.contact.full_name) for tie in ties)]


class NewReadyAnswer(forms.Form):
    """What is often asked, and what the office says to it."""

    subject = forms.CharField(
        label="What is asked", max_length=100, error_messages={"required": "Type what is asked, as “Term dates”."}
    )
    words = forms.CharField(
        label="What we say",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Type what we say to it."},
    )
