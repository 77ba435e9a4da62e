"""Forms about who works at the school: somebody new, and their roles with dates. What each may give, the page says."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from bookbag.policy.permissions import Role
from bookbag.web.forms.calendar import Complaining, day_field
from bookbag.web.forms.staff import offer, person_field

if TYPE_CHECKING:
    from bookbag.people.models import StaffMember

ROLES = {
    Role.TEACHER: "Teacher",
    Role.OFFICE: "School office",
    Role.SENCO: "Special educational needs co-ordinator",
    Role.PASTORAL: "Pastoral lead",
    Role.ATTENDANCE: "Attendance officer",
    Role.SUPPLY: "Supply teacher",
    Role.DIGITAL_CHAMPION: "Digital champion",
    Role.HR: "HR",
    Role.DPO: "Data protection officer",
    Role.GOVERNOR: "Governor",
    Role.CHAIR: "Chair of governors",
    Role.CLERK: "Clerk to the governors",
    Role.BUSINESS_MANAGER: "Business manager",
    Role.SENIOR_LEADER: "Senior leader",
    Role.HEAD: "Headteacher",
    Role.DSL: "Designated Safeguarding Lead",
    Role.DEPUTY_DSL: "Deputy safeguarding lead",
    Role.TRUST_OFFICER: "Trust officer",
    Role.CHIEF_EXECUTIVE: "Chief executive",
    Role.EXECUTIVE_HEAD: "Executive headteacher",
    Role.CHAIR_OF_TRUSTEES: "Chair of trustees",
}
"""What a role is called on pages."""


def named(roles: Iterable[Role]) -> list[tuple[str, str]]:
    """Roles to choose from, in the order in which they stand above."""
    wanted = set(roles)
    return [(role.value, name) for role, name in ROLES.items() if role in wanted]


def _line(label: str, *, required: str = "", help_text: str = "", longest: int = 100, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(required),
        max_length=longest,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", **attrs}),
        error_messages={"required": required},
    )


def _email(label: str) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        help_text="They sign in with it.",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Write the e-mail address.",
            "invalid": "Write the e-mail address as in name@example.com.",
        },
    )


class Join(Complaining):
    """Somebody who begins to work at the school."""

    given_name = _line("Given name", required="Write the given name.")
    family_name = _line("Family name", required="Write the family name.")
    email = _email("E-mail address at the school")
    job_title = _line("Job, in the school’s own words", help_text="For example Year 4 teacher.")
    roles = forms.MultipleChoiceField(
        label="What are they?",
        help_text="It decides what they see. You can change it later.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    from_day = day_field("From which day?", required="Say from which day.")
    until_day = day_field("Until which day, if that is known?", help_text="For supply and fixed terms.")
    manager = person_field("Line manager", help_text="Hears of what is late.")
    invite = forms.BooleanField(
        label="Send them an e-mail now, so that they can choose a password",
        help_text="Not needed where they sign in with the school’s Google or Microsoft account.",
        required=False,
        initial=True,
    )

    def __init__(self, may_give: Iterable[Role], staff: Iterable["StaffMember"], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = self.fields["roles"]
        assert isinstance(roles, forms.ChoiceField)
        roles.choices = named(may_give)
        offer(self, "manager", staff, "Nobody yet")


class Readdress(Complaining):
    """Another e-mail address of somebody who works here."""

    email = _email("New e-mail address at the school")


class GiveRole(Complaining):
    """One more role of somebody, from a day on and perhaps until another."""

    role = forms.ChoiceField(
        label="Role", error_messages={"required": "Choose a role.", "invalid_choice": "Choose a role."}
    )
    from_day = day_field("From", required="Say from which day.")
    until_day = day_field("Until", help_text="Leave this empty where no end is known.")

    def __init__(self, may_give: Sequence[Role], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", "Choose"), *named(may_give)]
