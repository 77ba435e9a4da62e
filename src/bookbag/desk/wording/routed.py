"""The words of e-mails to colleagues about what came in and waits: for a post, for anybody. They name no family and no subject."""

from collections.abc import Sequence

from bookbag.desk.wording.receipt import Notice


def waits_for(name: str, post: str, *, link: str, school_name: str) -> Notice:
    """Something goes to whoever fills a post, and the first of them to open it has it before them."""
    parts = [
        f"Dear {name}",
        f"Something came in that goes to {post} under the policy. Open it, and take it or pass it on:",
        link,
        _foot(school_name),
    ]
    return Notice(subject=f"For {post}: something waits", body="\n\n".join(parts))


def not_opened(name: str, post: str, *, link: str, school_name: str) -> Notice:
    """An hour of the school day has passed and nobody has opened it."""
    parts = [
        f"Dear {name}",
        f"Something went to {post} an hour of the school day ago, and none of them has opened it:",
        link,
        _foot(school_name),
    ]
    return Notice(subject="Nobody has opened this yet", body="\n\n".join(parts))


def with_you(name: str, *, link: str, school_name: str) -> Notice:
    """Something urgent is with one person."""
    parts = [f"Dear {name}", "Something urgent came in and is with you:", link, _foot(school_name)]
    return Notice(subject="Something urgent is with you", body="\n\n".join(parts))


def nobody_has(name: str, links: Sequence[str], *, hours: int, school_name: str) -> Notice:
    """Cases that nobody has taken in so many hours in which the office was open."""
    many, since = len(links), "an hour" if hours == 1 else f"{hours} hours"
    what = "One message" if many == 1 else f"{many} messages"
    parts = [
        f"Dear {name}",
        f"{what} came in and nobody has taken {'it' if many == 1 else 'them'} for {since} of office time:",
        "\n".join(links),
        _foot(school_name),
    ]
    return Notice(subject=f"{what} that nobody has", body="\n\n".join(parts))


def _foot(school_name: str) -> str:
    return f"This is an automatic note from Bookbag at {school_name}."
