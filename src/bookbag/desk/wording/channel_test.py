"""The words of the message by which a line of the channels register is tried."""

from bookbag.desk.wording.receipt import Notice


def sent(school_name: str, *, audience: str, owner: str) -> Notice:
    """What goes to the mailbox of the line, and comes to the desk of whoever keeps it."""
    return Notice(
        f"Test of the line to: {audience}",
        f"This is a test of how {audience.lower()} reach {school_name}. It came to {owner}, who keeps this line. "
        "Nothing is asked of you: close it.\n",
    )
