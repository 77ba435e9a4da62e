"""Forms about families: looking somebody up, a child, an adult, what one is to the other, a way of reaching, a group."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.people.families import NEEDS, POINTS, TOLD
from bookbag.people.groups import KINDS
from bookbag.people.reading import LANGUAGES
from bookbag.policy.consent_topics import Topic
from bookbag.web.forms.calendar import Complaining, day_field

if TYPE_CHECKING:
    from bookbag.people.models import SchoolClass, StaffMember

KIN = [
    *("mother", "father", "parent", "stepmother", "stepfather", "step-parent", "grandmother", "grandfather"),
    *("guardian", "carer", "foster mother", "foster father", "foster carer", "social worker", "childminder"),
    *("other relative", "other family member", "other contact", "self"),
]
"""What an adult may be to a child, as other systems of schools say it too."""
SAID = [("yes", "Yes"), ("no", "No"), ("", "Nobody has said")]
ACTS_FOR = "A local authority or an agency. Leave this empty for family."
_ANSWERS: dict[str, bool | None] = {"yes": True, "no": False}


def text_field(label: str, *, most: int = 100, required: str = "", help_text: str = "") -> forms.CharField:
    """A line of text of readable width."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(required),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": required},
    )


def said_field(label: str, *, help_text: str = "") -> forms.TypedChoiceField:
    """Yes, no, or that nobody has said: no answer is made up."""
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=SAID,
        required=False,
        coerce=_ANSWERS.get,
        empty_value=None,
        widget=forms.RadioSelect,
    )


class LookUp(forms.Form):
    """What a caller says: a name, a name and a class, a number, an e-mail address or a postcode."""

    q = forms.CharField(
        label="Child, adult, telephone number, e-mail or postcode",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "type": "search"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.data.get("q"):  # with an answer on the page, reading begins at its top
            self.fields["q"].widget.attrs["autofocus"] = True


class Kept(Complaining):
    """A form of something that somebody else may change meanwhile."""

    seen = forms.CharField(widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, for the action."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class PupilFields(Complaining):
    """A child's names, number and class."""

    given_name = text_field("First name, as registered", required="Enter the first name.")
    family_name = text_field("Family name, as registered", required="Enter the family name.")
    known_as = text_field("First name in use, if it is another")
    known_family_name = text_field("Family name in use, if it is another")
    born_on = day_field("Date of birth")
    upn = text_field("Unique pupil number", most=13)
    school_class = forms.ChoiceField(label="Class", required=False)

    def __init__(self, classes: Iterable["SchoolClass"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.classes = {str(each.id): each for each in classes}
        field = self.fields["school_class"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "No class"), *((key, each.name) for key, each in self.classes.items())]

    def clean_school_class(self) -> "SchoolClass | None":
        """The class itself."""
        return self.classes.get(self.cleaned_data["school_class"])


class NewPupil(PupilFields):
    """A child who joins the school."""


class CorrectPupil(PupilFields, Kept):
    """A child who is held, or was."""

    left_on = day_field("Last day at the school", help_text="Leave this empty while the child is here.")


class CorrectCare(Kept):
    """Two homes, care and private fostering: what somebody has told the school, and when."""

    told_apart_on = day_field(
        "The parents live apart: told to the school on", help_text="Leave this empty where nobody has told us."
    )
    told_apart_by = text_field(
        "Who told the school?", most=200, help_text="For example: the mother, on the admission form."
    )
    looked_after_by = text_field("In care: which local authority looks after the child?", most=200)
    looked_after_from = day_field("In care from")
    privately_fostered_from = day_field(
        "Privately fostered from", help_text="By somebody who is no close relative, for 28 days or more."
    )
    authority_told_on = day_field("We told the local authority of the private fostering on")


class AdultFields(Complaining):
    """What is held of an adult, whoever's adult it is."""

    title = text_field("Title", most=20)
    given_name = text_field("First name")
    family_name = text_field("Family name", required="Enter the family name.")
    organisation = text_field("Acts for", most=200, help_text=ACTS_FOR)
    language = forms.ChoiceField(label="Language")
    needs = forms.MultipleChoiceField(
        label="How to write to or speak with them",
        choices=NEEDS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on_paper = forms.BooleanField(label="Gets everything on paper", required=False)
    staff = forms.ChoiceField(label="Works here too", required=False)

    def offer(self, staff: Iterable["StaffMember"], language: str) -> None:
        """Fill in who works here, and a language that the list does not know."""
        self.colleagues = {str(each.id): each for each in staff}
        works, speaks = self.fields["staff"], self.fields["language"]
        assert isinstance(works, forms.ChoiceField)
        assert isinstance(speaks, forms.ChoiceField)
        works.choices = [("", "No"), *((key, f"Yes: {each.name}") for key, each in self.colleagues.items())]
        known = {code for code, _ in LANGUAGES}
        speaks.choices = [*LANGUAGES, *([] if language in known else [(language, language)])]

    @property
    def details(self) -> dict[str, Any]:
        """The adult's own details, with the colleague that they are."""
        given = {name: self.cleaned_data[name] for name in AdultFields.base_fields}
        return given | {"staff": self.colleagues.get(given["staff"])}


class CorrectAdult(AdultFields, Kept):
    """An adult's own details."""

    def __init__(self, staff: Iterable["StaffMember"], *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(staff, language)


class LinkFields(Complaining):
    """What an adult is to a child, and what the adult is told."""

    kind = forms.ChoiceField(label="Is the child’s", error_messages={"required": "Choose what they are to the child."})
    parental_responsibility = said_field("Parental responsibility?")
    section_576 = said_field(
        "A parent in the sense of education law?",
        help_text="Section 576 of the Education Act 1996: also who looks after the child without parental responsibility.",
    )
    lives_with = said_field("Does the child live with them?")
    told = forms.BooleanField(label="Is told what the school sends home", required=False)
    tells = forms.MultipleChoiceField(
        label="Told only of",
        help_text="Leave all empty where they are told everything.",
        choices=TOLD,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    priority = forms.IntegerField(
        label="To be rung in which place?",
        help_text="Only where the family asked for an order. 1 is rung first.",
        required=False,
        min_value=1,
        max_value=9,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )
    decides = forms.MultipleChoiceField(
        label="May decide",
        help_text="For a child in care: what the local authority has left to them.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def ask(self, held: Mapping[str, Any], topics: Iterable[Topic], *, in_care: bool) -> None:
        """Offer what may be said; what an adult in care may decide only for a child in care."""
        kind, decides = self.fields["kind"], self.fields["decides"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(decides, forms.MultipleChoiceField)
        other = held.get("kind", "")
        kinds = [*KIN, *([other] if other and other not in KIN else [])]
        kind.choices = [("", "Choose"), *((each, each.capitalize()) for each in kinds)]
        decides.choices = [(topic.name, topic.label) for topic in topics]
        if not in_care and not held.get("decides"):
            del self.fields["decides"]

    @property
    def link(self) -> dict[str, Any]:
        """What the adult is to the child, as far as it was asked."""
        return {name: self.cleaned_data[name] for name in LinkFields.base_fields if name in self.fields}


def as_said(held: Mapping[str, Any]) -> dict[str, Any]:
    """What is held, as the fields of yes, no and nobody has said hold it."""
    words = {True: "yes", False: "no", None: ""}
    said = ("parental_responsibility", "section_576", "lives_with")
    return {name: words[value] if name in said else value for name, value in held.items()}


class ChangeLink(LinkFields, Kept):
    """What an adult is to a child, changed."""

    def __init__(self, topics: Iterable[Topic], *args: Any, in_care: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(kwargs.get("initial") or {}, topics, in_care=in_care)


class NewLink(LinkFields):
    """What an adult whom we hold already is to another child."""

    def __init__(self, topics: Iterable[Topic], *args: Any, in_care: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask({}, topics, in_care=in_care)


class NewAdult(LinkFields):
    """An adult of a child whom we do not hold yet: what is needed now. The rest is said on the adult's own page."""

    title = text_field("Title", most=20)
    given_name = text_field("First name")
    family_name = text_field("Family name", required="Enter the family name.")
    organisation = text_field("Acts for", most=200, help_text=ACTS_FOR)
    telephone = text_field("Telephone", most=60)
    email = text_field("E-mail", most=254)
    post = text_field("Address", most=300)
    field_order = (
        *("title", "given_name", "family_name", "kind", "telephone", "email", "post"),
        *("parental_responsibility", "lives_with", "told", "organisation"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask({}, (), in_care=False)
        for name in ("section_576", "tells", "priority"):
            del self.fields[name]

    @property
    def details(self) -> dict[str, Any]:
        """The adult's own details."""
        return {name: self.cleaned_data[name] for name in ("title", "given_name", "family_name", "organisation")}

    @property
    def points(self) -> tuple[tuple[str, str], ...]:
        """How the adult is reached: kind and value of each that was entered."""
        return tuple((kind, self.cleaned_data[kind]) for kind, _ in POINTS if self.cleaned_data[kind])


class AddPoint(Complaining):
    """One more way of reaching an adult."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=POINTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    value = forms.CharField(
        label="Number, e-mail or address",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write the number, e-mail or address."},
    )


class ChangePoint(Kept):
    """Another value in place of one."""

    value = forms.CharField(
        label="Number, e-mail or address",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Write what works now, or take it out below."},
    )


class NameGroup(Complaining):
    """A group's name and kind."""

    name = text_field("Name", required="Give the group a name.")
    kind = forms.ChoiceField(label="What is it?", choices=KINDS)


class RenameGroup(NameGroup, Kept):
    """The same, of a group that is there."""
