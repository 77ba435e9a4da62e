"""The words that go back to whoever said that a child is away. They name no child: an address may be another's."""

from bookbag.desk.wording.receipt import Notice


def noted(subject: str, *, school_name: str, telephone: str) -> Notice:
    """What they said is on the school's list, and when to say so again."""
    parts = ["Thank you. The absence that you told us about is on our list, and the class knows of it."]
    parts.append("Please tell us again on each further day of absence, unless you have said how long it will be.")
    if telephone:
        parts.append(f"If this is not from you, or anything has changed, ring the school office: {telephone}.")
    parts.append(f"This was sent by the office of {school_name}. If you answer it, it joins your message.")
    return Notice(subject=f"Re: {subject}" if subject else "Absence noted", body="\n\n".join(parts))
