"""Signing in, and proving who one is with a second factor."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, SignupWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError

from bookbag.web.forms.calendar import Complaining

DIGITS = {"autocomplete": "one-time-code", "class": "govuk-input--width-10", "spellcheck": "false"}


class SignIn(forms.Form):
    """Address and password. Whether they are right is Django's to say."""

    email = forms.EmailField(
        label="Your school e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class Code(AuthenticateForm):
    """A code of the app, or one of those on paper. Whether it is right is allauth's to say."""

    code = forms.CharField(
        label="Code",
        help_text="The six digits that your authenticator app shows now, or one of the codes that you printed.",
        widget=forms.TextInput(attrs=DIGITS),
    )


class FirstCode(ActivateTOTPForm):
    """The first code of an app, which proves that it was set up."""

    code = forms.CharField(
        label="The six digits that the app shows now", widget=forms.TextInput(attrs={**DIGITS, "inputmode": "numeric"})
    )


class Again(forms.Form):
    """The password once more, of somebody who has no second factor yet."""

    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.user = user

    def clean_password(self) -> str:
        """The password, if it is right."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError("This is not your password.")
        return password


TOO_MANY = "Too many wrong tries. Wait a quarter of an hour, then try again."
NOT_ACCEPTED = "This passkey was not accepted. Try again, or sign in another way."
MALFORMED = (ValidationError, ValueError, TypeError, KeyError, AttributeError)
"""What allauth and fido2 raise for an answer that is none of an authenticator's: it comes from the browser, and may be anything."""


class Passkey(AuthenticateWebAuthnForm):
    """What a passkey has signed: of somebody who has given their password, or (`user` is None) of whoever it belongs to."""

    def clean_credential(self) -> Authenticator:
        """The passkey that has signed."""
        try:
            return super().clean_credential()
        except MALFORMED as error:
            raise ValidationError(NOT_ACCEPTED) from error

    @property
    def authenticator(self) -> Authenticator:
        """The passkey that has signed, once it is known."""
        known: Authenticator = self.cleaned_data["credential"]
        return known

    @property
    def claims(self) -> str:
        """Which passkey the answer says that it is of: by it, and not by anybody's name, wrong answers are counted."""
        try:
            return ascii(self.fields["credential"].clean(self.data.get("credential"))["id"])[:200]
        except MALFORMED:
            return ""


def _passkey_name() -> forms.CharField:
    return forms.CharField(
        label="Name of the passkey",
        help_text="So that you know it again: “my phone”, “the laptop in the office”.",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "autocomplete": "off"}),
    )


class NewPasskey(SignupWebAuthnForm):
    """A new passkey, and what its owner calls it."""

    name = _passkey_name()

    def clean(self) -> dict[str, Any]:
        """Take what the authenticator has made, if it has made anything."""
        try:
            if self.errors.pop("credential", None) is None:
                return super().clean()
        except MALFORMED:
            pass
        raise ValidationError("This passkey could not be kept. Try again.")


class PasskeyName(forms.Form):
    """Another name for a passkey."""

    name = _passkey_name()


class Forgotten(Complaining):
    """Whose password is forgotten."""

    email = forms.EmailField(
        label="Your school e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class NewPassword(Complaining):
    """A password that somebody chooses. Whether it will do is for schools.actions.logins to say."""

    password = forms.CharField(
        label="New password",
        help_text="12 characters or more. Three words that have nothing to do with each other are good, and easy to keep.",
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class FactorForAll(forms.Form):
    """Who needs a second factor."""

    all = forms.ChoiceField(
        label="Who needs a second factor to sign in?",
        choices=[
            ("no", "Whoever leads the school, sees safeguarding matters, keeps its business or works for the trust"),
            ("yes", "Everybody who works here"),
        ],
        widget=forms.RadioSelect,
    )
