"""The note to whoever is alerted to a call. It says where to look, and nothing of who called or why."""

from bookbag.desk.wording.receipt import Notice

SAYS = {
    "urgent": "An urgent call came to the school office, and it could not be put through. Please take it:",
    "stands_in": "An urgent call came for a colleague for whom you stand in. Please take it:",
    "collection": "A caller said who collects a child, and it needs your decision before anybody acts on it:",
}


def alert(name: str, *, why: str, link: str, school_name: str) -> Notice:
    """Write the note."""
    parts = [f"Dear {name}", SAYS[why], link, f"This is an automatic note from Bookbag at {school_name}."]
    return Notice(subject="Please look at a call now", body="\n\n".join(parts))
