"""The form that says whence a school's list is fetched at night. A token is entered and never shown again."""

from django import forms

from bookbag.people.importing.files import NAMES, Format
from bookbag.web.forms.calendar import Complaining

REACHES = [
    ("folder", "From a folder on the server of Bookbag"),
    ("sftp", "By SFTP, from another server"),
    ("wonde", "From Wonde"),
]


def _line(label: str, help_text: str = "", *, most: int = 200) -> forms.CharField:
    wide = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False, widget=wide)


class Nightly(Complaining):
    """Whence the list is fetched."""

    reach = forms.ChoiceField(
        label="How is it fetched?",
        choices=REACHES,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how the list is fetched."},
    )
    source = forms.ChoiceField(label="What is it?", choices=[(str(key), name) for key, name in NAMES.items()])
    folder = _line("Folder", "Where the files lie. Of several the newest is taken.", most=300)
    host = _line("SFTP: server")
    port = forms.IntegerField(
        label="SFTP: port",
        min_value=1,
        max_value=65_535,
        initial=22,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    user = _line("SFTP: user’s name", most=100)
    host_key = forms.CharField(
        label="SFTP: the server’s key",
        help_text="Whoever runs it knows it. It begins with ssh-ed25519, ssh-rsa or ecdsa. A server with another key is not trusted.",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    school_number = _line("Wonde: the school’s number there", most=40)
    token = forms.CharField(
        label="Wonde: token",
        help_text="It is kept unreadable and not shown again. Leave it empty to keep the one that was entered.",
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
    )
    alone = forms.BooleanField(
        label="Take it over unseen when nothing is odd",
        help_text="Odd is what cannot be read, what was corrected here, and more than three who left: that waits for somebody.",
        required=False,
    )

    def clean_port(self) -> int:
        """The usual port where none was entered."""
        return self.cleaned_data["port"] or 22

    def clean_source(self) -> str:
        """What kind of file it is."""
        return str(Format(self.cleaned_data["source"]))
