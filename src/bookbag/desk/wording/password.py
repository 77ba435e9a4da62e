"""The words of the e-mails about somebody's own way in: a link to choose a password, and word that a factor was ended."""

from bookbag.desk.wording.receipt import Notice


def forgotten(school_name: str, *, link: str) -> Notice:
    """What goes to whoever has forgotten their password."""
    return Notice(
        f"Choose a new password for Bookbag at {school_name}",
        "Somebody, we think you, has said that they forgot the password with which they sign in to Bookbag at "
        f"{school_name}.\n\nTo choose a new one, open this page within an hour:\n{link}\n\n"
        "If it was not you, do nothing: your password stays as it is. If such mails go on coming, tell your school office.\n",
    )


def factor_ended(school_name: str, *, by: str) -> Notice:
    """What goes to somebody whose second factor a colleague has ended."""
    return Notice(
        f"Your second factor for Bookbag at {school_name} was ended",
        f"{by} has ended your authenticator app and your passkeys, because you said that you lost them. You are signed out "
        "everywhere. Sign in with your password, and set a new one up when you are asked to.\n\n"
        "If you did not ask for that, tell your headteacher at once, in person or by telephone.\n",
    )
