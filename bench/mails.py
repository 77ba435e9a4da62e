"""Mails as a school gets them: half of them HTML beside text, some with a picture, one in ten from nobody known."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from random import Random

WORDS = """
    please could you tell me whether the trip on thursday is still going ahead because we have had no letter about it
    and my mother would collect the children at half past three if it is late back they have packed lunch and the blue
    form is signed thank you for your help with the reading book last week it has made such a difference at home
""".split()  # noqa: SIM905  # words are read as words
SUBJECTS = ("Trip on Thursday", "Lost coat", "Swimming", "Reading book", "Collection today", "Dinner money", "Homework")


def mails(count: int, parents: Sequence[str], to: str, *, now: datetime, seed: int) -> Iterator[bytes]:
    """Different mails with names of their own; the same seed makes the same mails."""
    dice = Random(seed)
    for number in range(count):
        yield _mail(number, parents, to, dice, now=now, seed=seed)


def _mail(number: int, parents: Sequence[str], to: str, dice: Random, *, now: datetime, seed: int) -> bytes:
    made = EmailMessage()
    known = dice.random() < 0.9
    made["From"] = dice.choice(parents) if known else f"Pat Stranger <stranger{number}@elsewhere.example>"
    made["To"], made["Subject"] = to, f"{dice.choice(SUBJECTS)} ({number})"
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{seed}.{number}@home.example>"
    made["Received"] = (
        f"from relay.example (relay.example [192.0.2.{number % 250}]) by mx.example; {format_datetime(now)}"
    )
    text = _text(dice)
    made.set_content(text)
    if dice.random() < 0.5:
        paragraphs = "".join(f'<p class="MsoNormal" style="margin:0">{line}</p>' for line in text.splitlines())
        made.add_alternative(
            f"<html><head><style>p {{margin: 0}}</style></head><body>{paragraphs}</body></html>", "html"
        )
    if dice.random() < 0.15:
        made.add_attachment(dice.randbytes(40_000), maintype="image", subtype="jpeg", filename="form.jpg")
    return made.as_bytes()


def _text(dice: Random) -> str:
    said = [" ".join(dice.choices(WORDS, k=dice.randint(12, 40))).capitalize() + "." for _ in range(dice.randint(1, 4))]
    own = "\n\n".join(["Dear school,", *said, "Kind regards"])
    if dice.random() < 0.3:
        quoted = "\n".join(f"> {' '.join(dice.choices(WORDS, k=10))}" for _ in range(12))
        return f"{own}\n\nOn Mon, 2 Mar 2026 at 09:12, School office wrote:\n{quoted}\n"
    return f"{own}\n"
