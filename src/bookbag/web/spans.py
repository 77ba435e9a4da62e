"""How long something took, in words: "1 hour 5 minutes"."""

from datetime import timedelta


def said(span: timedelta) -> str:
    """In hours and minutes; nothing where it was at once."""
    hours, minutes = divmod(int(span.total_seconds() // 60), 60)
    parts = ((hours, "hour"), (minutes, "minute"))
    return " ".join(f"{many} {unit}{'' if many == 1 else 's'}" for many, unit in parts if many)
