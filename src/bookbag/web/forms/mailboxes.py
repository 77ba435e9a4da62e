"""The form that says how a mailbox is read. Secrets are entered and never shown again."""

from typing import Any

from django import forms

from bookbag.web.forms.calendar import Complaining, day_field

TLS = [
    ("tls", "Secure from the start (usual, port 993)"),
    ("starttls", "Made secure after the greeting (port 143)"),
    ("none", "Not secure: only for a server on this machine"),
]
WAYS = [
    ("password", "With a password"),
    ("token", "With an app registered at Microsoft or Google"),
]
SECRETS = ("password", "client_secret", "refresh")
KEEP = "It is kept unreadable and not shown again. Leave it empty to keep the one that was entered."


def _line(label: str, help_text: str = "", *, most: int = 200) -> forms.CharField:
    wide = forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=False, widget=wide)


def _secret(label: str, help_text: str = KEEP, *, most: int = 300) -> forms.CharField:
    hidden = forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "govuk-input--width-20"})
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=False, strip=False, widget=hidden
    )


class Reading(Complaining):
    """How a mailbox is entered."""

    host = _line("Mail server", "Microsoft 365: outlook.office365.com. Google: imap.gmail.com.")
    port = forms.IntegerField(
        label="Port",
        min_value=1,
        max_value=65_535,
        initial=993,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    tls = forms.ChoiceField(label="How is the line kept private?", choices=TLS, initial="tls", widget=forms.RadioSelect)
    user = _line("Name with which the mailbox is opened", "Most often its address.", most=254)
    way = forms.ChoiceField(label="What lets us in?", choices=WAYS, initial="password", widget=forms.RadioSelect)
    password = _secret("Password")
    token_url = _line("App: address that gives tokens", "It begins with https.", most=300)
    client_id = _line("App: its number (client ID)")
    client_secret = _secret("App: its secret")
    refresh = _secret(
        "App: refresh token", f"Only where the app reads in somebody’s name, as at Google. {KEEP}", most=4_000
    )
    scope = _line("App: scope", most=300)
    ends_on = day_field("Last day of the password or the secret", help_text="We warn you a month before.")

    def clean_port(self) -> int:
        """The usual port where none was entered."""
        return self.cleaned_data["port"] or 993

    @property
    def secrets(self) -> dict[str, str]:
        """What is entered and never shown."""
        return {name: self.cleaned_data[name] for name in SECRETS}

    @property
    def said(self) -> dict[str, Any]:
        """All the rest."""
        return {name: value for name, value in self.cleaned_data.items() if name not in SECRETS}


class TestMail(forms.Form):
    """Where a test of the school's mail goes."""

    to = forms.EmailField(
        label="Send a test to",
        help_text="Your own address. Reply to what comes: that shows that mail goes out and comes in.",
        max_length=254,
        widget=forms.EmailInput(attrs={"class": "govuk-input--width-20", "autocomplete": "email"}),
    )
