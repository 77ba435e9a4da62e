"""Signing in, and proving who one is with a second factor."""

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

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
