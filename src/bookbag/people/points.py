"""What a way to reach somebody is compared by: e-mail addresses, telephone numbers and front doors each in one form."""

from bookbag.people import postal, telephones
from bookbag.people.folding import folded, folded_email
from bookbag.people.models.family import PointKind

LONGEST = 300


def compared(kind: str, value: str) -> str:
    """The one form of an address or number, however it was written.

    What cannot be read as a number, or says too little to be a front door, is compared as it is written.
    """
    if kind == PointKind.EMAIL:
        return folded_email(value)[:LONGEST]
    known = telephones.e164(value) if kind == PointKind.TELEPHONE else postal.door_of(value).key
    return (known or folded(value))[:LONGEST]
