"""The words of the e-mail that asks whether somebody's details are right. It says none of them, and names nobody."""

from bookbag.desk.wording.receipt import Notice


def still_right(school_name: str, *, often: str, link: str, ring: str) -> Notice:
    """Ask, and lead to the page that asks for a code."""
    office = f" ({ring})" if ring else ""
    return Notice(
        f"Are your contact details still right? {school_name}",
        f"{often.capitalize()} {school_name} asks every parent and carer whether what it holds for them is still right: "
        "telephone numbers, addresses, e-mail.\n\n"
        f"Open this page. It sends you a code, and shows you what we hold for you alone:\n{link}\n\n"
        "If all is right, press the button there. If something has changed, change it there, or tell the school "
        f"office{office}.\n\n"
        f"This is an automatic note from {school_name}. We never ask you for a code on the telephone.\n",
    )
