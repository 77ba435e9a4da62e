"""What a person does to a case: gives it, sorts it, closes it, writes a note, joins, splits, says who wrote."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.desk import writers
from bookbag.desk.queries import CATEGORIES

if TYPE_CHECKING:
    from bookbag.desk.models import Case, Message
    from bookbag.people.models import Contact, Pupil, StaffMember


class Assign(forms.Form):
    """Who has the case; nobody is an answer too."""

    owner = forms.TypedChoiceField(label="Give it to", required=False, empty_value=None)

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", "Nobody yet"), *((str(one.id), with_job(one)) for one in staff)]


def with_job(member: "StaffMember") -> str:
    """A colleague as a choice: the name, and the job where one is held."""
    return f"{member.name}, {member.job_title}" if member.job_title else member.name


class Categorise(forms.Form):
    """What the case is for."""

    category = forms.ChoiceField(label="What it is for", choices=CATEGORIES)


class SettleSuggestion(forms.Form):
    """What a message is, of which triage has suggested something."""

    suggestion = forms.UUIDField()
    category = forms.ChoiceField(choices=CATEGORIES)
    urgent = forms.BooleanField(required=False)


class Close(forms.Form):
    """Closing. Whether a reason is needed is for the action to say."""

    reason = forms.CharField(
        label="Why is no answer needed?",
        help_text="Leave this empty where the case has been answered. The reason stays with the case.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WriteNote(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(
        label="Note for colleagues",
        help_text="It stays in the school. A parent may one day ask to read it.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Write the note first."},
    )


class Split(forms.Form):
    """Which messages leave for a case of their own."""

    messages = forms.MultipleChoiceField(
        label="Messages about another matter",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one message to split off."},
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        messages = self.fields["messages"]
        assert isinstance(messages, forms.ChoiceField)
        messages.choices = choices


class Join(forms.Form):
    """The case that this one belongs to."""

    into = forms.ChoiceField(label="It belongs to", widget=forms.RadioSelect)

    def __init__(self, cases: Iterable["Case"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField)
        into.choices = [(str(case.id), f"{case.subject or 'No subject'} · {case.who}") for case in cases]


class Search(forms.Form):
    """Looking for an adult by name, number or address."""

    search = forms.CharField(
        label="Name, telephone number or address",
        help_text="Of a name the beginning is enough. Numbers and addresses are found however they are written.",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )


class Choose(forms.Form):
    """One adult of those that were found, told apart by their children."""

    contact = forms.ChoiceField(label="Who is it?", widget=forms.RadioSelect)

    def __init__(self, found: list[tuple["Contact", list["Pupil"]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact = self.fields["contact"]
        assert isinstance(contact, forms.ChoiceField)
        contact.choices = people_found(found)


class SayHat(forms.Form):
    """As what somebody with two hats writes."""

    address = forms.CharField()
    hat = forms.ChoiceField(choices=writers.HATS)

    @property
    def worn(self) -> writers.Hat:
        """The hat that was chosen."""
        return writers.Hat(self.cleaned_data["hat"])


def people_found(found: list[tuple["Contact", list["Pupil"]]]) -> list[tuple[str, str]]:
    """Adults as choices: each with the children by whom the office tells them apart."""
    return [(str(contact.id), _with_children(contact, children)) for contact, children in found]


def _with_children(contact: "Contact", children: list["Pupil"]) -> str:
    names = [f"{child.full_name}{f', {child.school_class.name}' if child.school_class else ''}" for child in children]
    return f"{contact.full_name} ({'; '.join(names) or 'no child here now'})"


def messages_to_split(messages: Iterable["Message"], said: Any) -> list[tuple[str, str]]:
    """Messages as choices: when, who, and how each begins. `said` writes a time."""
    return [
        (str(message.id), f"{said(message.at)}, {message.from_name or message.from_address}: {_begins(message)}")
        for message in messages
    ]


def _begins(message: "Message") -> str:
    words = " ".join((message.new_text or message.subject).split())
    return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]} …"
