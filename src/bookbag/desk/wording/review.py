"""The words of an e-mail to whoever reviews a policy, when its day comes near or has passed."""

from bookbag.desk.wording.receipt import Notice


def review(name: str, *, title: str, stands: str, link: str, school_name: str) -> Notice:
    """Say which policy is to be reviewed and how it stands: "next review by 1 September 2026"."""
    parts = [
        f"Dear {name}",
        f"{title}: {stands}.",
        f"The policy calendar: {link}",
        f"This is an automatic note from Bookbag at {school_name}. You get it because the policy is yours to review.",
    ]
    return Notice(subject="A policy is to be reviewed", body="\n\n".join(parts))
