"""`bookbag triage`: what messages seem to be, judged on this machine alone. It reads no database and keeps nothing."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from bookbag.errors import Invalid


def triage(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read {id, channel, subject, text}, one a line, from standard input.")
    ] = False,
) -> None:
    """Print category, urgency and flags of each message, with the words that caused them; each answer is flushed at once."""
    if not jsonl:
        raise Invalid("Say --jsonl, and give one message a line on standard input.")
    for line in _lines():
        print(json.dumps(_answer(line), ensure_ascii=False), flush=True)


def _lines() -> Iterator[str]:
    return (raw.decode("utf-8", "replace") for raw in sys.stdin.buffer if raw.strip())


def _answer(line: str) -> dict[str, Any]:
    """The judgement on one line, or what is wrong with the line. One bad line stops none of the others."""
    from bookbag.channels.mailbox.language import detect
    from bookbag.triage.judging import judge

    try:
        told = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"This is not JSON: {error}."}
    if not isinstance(told, dict):
        return {"id": None, "error": "Each line must be an object with id, channel, subject and text."}
    channel, subject, text = (_words(told.get(name)) for name in ("channel", "subject", "text"))
    found = judge(channel, subject, text, language=detect(text))
    return {
        "id": told.get("id"),
        "category": found.category,
        "urgent": found.urgent,
        "flags": [str(flag) for flag in found.flags],
        "reasons": [{"flag": reason.flag, "words": reason.words} for reason in found.reasons],
    }


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
