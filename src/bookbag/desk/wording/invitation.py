"""The words of the e-mail in which a colleague is invited to choose a password."""

from bookbag.desk.wording.receipt import Notice


def invitation(name: str, *, school_name: str, link: str, days: int) -> Notice:
    """The link, and what to do where it is too old."""
    return Notice(
        f"Your sign-in to Bookbag at {school_name}",
        f"Hello {name},\n\n"
        f"{school_name} uses Bookbag to answer families. Choose a password here, and sign in with this e-mail address:\n"
        f"{link}\n\n"
        f"The link works once, for {days} days. If it is too old, ask the school for another.\n"
        "Nobody at the school can see your password, and nobody will ever ask you for it.\n",
    )
