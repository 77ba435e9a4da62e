"""The fixed words that go to whoever complained, and to those who are told of a complaint. A person presses the button."""

from bookbag.desk.wording.receipt import Notice


def procedure(subject: str, words: str, *, link: str, school_name: str) -> Notice:
    """How the school hears a complaint, for whoever has made one, and where to follow it."""
    parts = [
        f"We have your complaint: “{subject}”. This is how it goes on.",
        words,
        f"Where it stands, at any time: {link}",
        school_name,
    ]
    return Notice(subject=f"Your complaint: {subject}", body="\n\n".join(parts))


def passed_up(subject: str, role: str, *, school_name: str) -> Notice:
    """Who sees to it from now on, by their role."""
    parts = [
        f"You wrote to us about “{subject}”. It could not be settled so far.",
        f"The {role} sees to it from now on, and has all that was said and written. You need not say it again.",
        school_name,
    ]
    return Notice(subject=f"The {role} sees to it now: {subject}", body="\n\n".join(parts))


def was_it_settled(subject: str, *, school_name: str) -> Notice:
    """The one question at the end."""
    parts = [
        f"You raised “{subject}” with us, and we have closed it.",
        "Was this settled?",
        "If it was not, answer this e-mail and say why: your answer comes back to us as part of the same matter.",
        school_name,
    ]
    return Notice(subject=f"Was this settled? {subject}", body="\n\n".join(parts))


def to_leaders(name: str, *, link: str, school_name: str) -> Notice:
    """That a complaint has come, for those who lead. It names nobody and no matter."""
    parts = [
        f"Dear {name}",
        "A complaint has come. It waits until one of you takes it:",
        link,
        f"This is an automatic note from Bookbag at {school_name}.",
    ]
    return Notice(subject="A complaint has come", body="\n\n".join(parts))
