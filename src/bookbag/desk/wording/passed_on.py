"""The words of an e-mail to whoever is given a case because of whom it is about. It names nobody and no matter."""

from bookbag.desk.wording.receipt import Notice


def notice(name: str, *, link: str, school_name: str) -> Notice:
    """Write the note: where to look, and that it is to be kept close."""
    parts = [
        f"Dear {name}",
        "Something has been passed to you because of whom it is about. Look at it before you speak of it to anybody:",
        link,
        f"This is an automatic note from Bookbag at {school_name}.",
    ]
    return Notice(subject="Something has been passed to you", body="\n\n".join(parts))
