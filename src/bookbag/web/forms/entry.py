"""Signing in."""

from django import forms


class SignIn(forms.Form):
    """Address and password. Whether they are right is Django's to say."""

    email = forms.EmailField(
        label="Your school e-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))
