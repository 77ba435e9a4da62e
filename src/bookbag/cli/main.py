"""The `bookbag` command: a table of its words. Only the file of the word that is asked for is loaded, so that reading a
mail loads no policy, watching processes loads neither, and none but those that need it load Django.
"""

import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from bookbag.errors import BookbagError

# A word, its file in this folder, and what it is there: a group (`app`) or one command.
WORDS = {
    "demo": ("demo.command", "app"),
    "up": ("up", "up"),
    "doctor": ("doctor", "doctor"),
    "web": ("web", "web"),
    "work": ("work", "work"),
    "sink": ("sink", "sink"),
    "receive": ("receive", "receive"),
    "migrate": ("migrate", "migrate"),
    "mail": ("mail", "app"),
    "policy": ("policy", "app"),
    "triage": ("triage", "triage"),
    "record": ("record", "app"),
    "school": ("school", "app"),
    "calendar": ("calendar", "app"),
    "staff": ("staff", "app"),
    "people": ("people", "app"),
}


def bookbag() -> None:
    """The desk through which a school's messages pass, and which runs its written communications policy."""


def command(words: Iterable[str]) -> typer.Typer:
    """The command with these of its words."""
    built = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    built.callback()(bookbag)
    for word in words:
        file, name = WORDS[word]
        found = getattr(import_module(f"bookbag.cli.{file}"), name)
        if isinstance(found, typer.Typer):
            built.add_typer(found, name=word)
        else:
            built.command(word)(found)
    return built


def main() -> None:
    """Run the command line; what went wrong and has a sentence is told as one, without a traceback."""
    asked = [word for word in sys.argv[1:2] if word in WORDS]
    try:
        command(asked or WORDS)()
    except BookbagError as error:
        sys.exit(f"bookbag: {error}")


if __name__ == "__main__":
    main()
