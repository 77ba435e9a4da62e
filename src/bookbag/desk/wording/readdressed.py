"""The words of the e-mail to the address with which somebody signed in until now."""

from bookbag.desk.wording.receipt import Notice


def readdressed(school_name: str, *, by: str) -> Notice:
    """That it opens nothing any more, and whom to tell where nobody asked for that. The new address is not named."""
    return Notice(
        f"Your e-mail address for Bookbag at {school_name} was changed",
        f"{by} has entered another e-mail address for you in Bookbag at {school_name}. This one opens nothing any more: "
        "you are signed out everywhere, and your password has ended. An e-mail to choose a new one has gone to your new "
        "address.\n\n"
        "If you did not ask for that, tell your headteacher at once, in person or by telephone.\n",
    )
