"""The words of the e-mail that brings a code for the family pages. It names no child and no adult."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A subject and a body."""

    subject: str
    body: str


def code(school_name: str, *, code: str, link: str, minutes: int) -> Notice:
    """The code and the way to type it in."""
    return Notice(
        f"Your code for {school_name}: {code}",
        f"Somebody, we think you, wants to sign in to the family pages of {school_name}.\n\n"
        f"Your code is {code}. It works once, for {minutes} minutes.\n\n"
        f"You can also open this page and press the button there:\n{link}\n\n"
        "If it was not you, do nothing. Nobody can sign in without this code. We never ask you for it on the telephone.\n",
    )


def shared(school_name: str, *, telephone: str) -> Notice:
    """What goes to an address that is held for more than one adult: no code, and where to get one."""
    ring = f" ({telephone})" if telephone else ""
    return Notice(
        f"Signing in at {school_name}",
        f"Somebody wants to sign in to the family pages of {school_name} with this e-mail address.\n\n"
        "We hold this address for more than one adult, so that a code sent here could be read by somebody else. "
        f"Please ask the school office{ring}: it gives you a code in person or by post. "
        "You can also give the office an address of your own.\n",
    )
