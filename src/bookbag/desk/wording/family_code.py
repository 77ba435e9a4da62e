"""The words of the e-mails that bring a code to a family, in the reader's language. They name no child and no adult."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Notice:
    """A subject and a body."""

    subject: str
    body: str


def code(school_name: str, *, code: str, link: str, minutes: int) -> Notice:
    """The code and the way to type it in."""
    facts = {"school": school_name, "code": code, "link": link, "minutes": minutes}
    return Notice(
        _("Your code for %(school)s: %(code)s") % facts,
        _paragraphs(
            _("Somebody, we think you, wants to sign in to the family pages of %(school)s.") % facts,
            _("Your code is %(code)s. It works once, for %(minutes)s minutes.") % facts,
            _("You can also open this page and press the button there:\n%(link)s") % facts,
            _(
                "If it was not you, do nothing. Nobody can sign in without this code. "
                "We never ask you for it on the telephone."
            ),
        ),
    )


def shared(school_name: str, *, telephone: str) -> Notice:
    """What goes to an address that is held for more than one adult: no code, and where to get one."""
    facts = {"school": school_name, "telephone": telephone}
    return Notice(
        _("Signing in at %(school)s") % facts,
        _paragraphs(
            _("Somebody wants to sign in to the family pages of %(school)s with this e-mail address.") % facts,
            _("We hold this address for more than one adult, so that a code sent here could be read by somebody else."),
            _("Please ask the school office: it gives you a code in person or by post."),
            _("You can also give the office an address of your own."),
            _("Telephone: %(telephone)s") % facts if telephone else "",
        ),
    )


def new_address(school_name: str, *, code: str, minutes: int) -> Notice:
    """What goes to an address that an adult wants to be reached at, to make sure that they read it."""
    facts = {"school": school_name, "code": code, "minutes": minutes}
    return Notice(
        _("Your code for %(school)s: %(code)s") % facts,
        _paragraphs(
            _("Somebody, we think you, wants %(school)s to write to this e-mail address.") % facts,
            _("Your code is %(code)s. It works once, for %(minutes)s minutes.") % facts,
            _("Type it in on the page that is open. If it was not you, do nothing."),
        ),
    )


def address_changed(school_name: str, *, telephone: str) -> Notice:
    """What goes to the address that was held before."""
    facts = {"school": school_name, "telephone": telephone}
    return Notice(
        _("Your e-mail address at %(school)s was changed") % facts,
        _paragraphs(
            _("On the family pages of %(school)s you gave another e-mail address. We use that one from now on.")
            % facts,
            _("If it was not you, tell the school office at once."),
            _("Telephone: %(telephone)s") % facts if telephone else "",
        ),
    )


def given(school_name: str, *, telephone: str) -> Notice:
    """What goes to an adult for whom the office has made a code."""
    facts = {"school": school_name, "telephone": telephone}
    return Notice(
        _("A code for you was given at the office of %(school)s") % facts,
        _paragraphs(
            _("The school office gave a code with which you can sign in to the family pages of %(school)s.") % facts,
            _("If it was not you, tell the school office at once."),
            _("Telephone: %(telephone)s") % facts if telephone else "",
        ),
    )


def _paragraphs(*said: str) -> str:
    return "\n\n".join(filter(None, said)) + "\n"
