"""The words of the message by which a school tries whether its mail goes out and comes in."""

from bookbag.desk.wording.receipt import Notice


def asked(school_name: str) -> Notice:
    """What goes to whoever tries it."""
    return Notice(
        f"Test of the mail of {school_name}",
        f"You asked Bookbag to test the mail of {school_name}. That this reached you shows that mail goes out.\n\n"
        "Please reply to it, with any words or none. Once your reply has come, Bookbag shows that mail comes in too.\n",
    )
