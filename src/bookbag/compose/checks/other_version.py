"""Each adult is to be able to read what they get: in their language, in the form and by the way that they need."""

from collections.abc import Iterator

from bookbag.compose.context import Context, DraftText, Met, Reader, Readers, Want
from bookbag.people.models.family import Need
from bookbag.people.reading import PAPER, is_language
from bookbag.policy.clearing import Finding, Severity
from bookbag.policy.english import listed

OPEN = frozenset({Met.MISSING, Met.MADE, Met.TASK})


def other_version(text: DraftText, about: Context) -> list[Finding]:  # noqa: ARG001 - every check is told the same
    """Name who needs another version; ask where a language is missing, and where the ordinary one goes instead."""
    readers = about.readers
    return [*_versions(readers), *(finding for each in readers.each for finding in _of_one(each, readers.adjusted))]


def _versions(readers: Readers) -> Iterator[Finding]:
    """One finding for all who need another version of the words and do not have it yet."""
    open_to = [
        (each, wants) for each in readers.each if (wants := [w for w in each.wants if w.is_version and w.met in OPEN])
    ]
    if not open_to:
        return
    wanted = [want for _, wants in open_to for want in wants]
    names = "; ".join(f"{each.name}, {listed([want.label for want in wants])}" for each, wants in open_to)
    many = len(open_to) > 1
    said = [f"{len(open_to)} recipient{'s need' if many else ' needs'} another version: {names}.", *_what_now(wanted)]
    missing = any(want.met is Met.MISSING for want in wanted)
    in_words = any(is_language(want.form) for want in wanted)
    yield Finding(
        "other_version",
        Severity.ASK if missing else Severity.ADVISE,
        " ".join(said),
        (in_words and readers.understood) or readers.adjusted or readers.understood,
        quote=names,
    )


def _what_now(wanted: list[Want]) -> Iterator[str]:
    missing, tasks = _labels(wanted, Met.MISSING), _labels(wanted, Met.TASK)
    if missing:
        yield f"Type or attach the {listed(missing)} words under “Other versions”, or say why the English ones will do."
    if made := _labels(wanted, Met.MADE):
        yield f"{listed(made).capitalize()} is made by itself."
    if by_hand := [label for label in tasks if label != PAPER]:
        yield f"The office makes {listed(by_hand)}: it is on Today until then. The ordinary words go at once."
    if PAPER in tasks:
        yield "A copy on paper stands in the list to print."


def _labels(wanted: list[Want], met: Met) -> list[str]:
    return list(dict.fromkeys(want.label for want in wanted if want.met is met))


def _of_one(reader: Reader, clause: str) -> Iterator[Finding]:
    """What is asked or said about one adult alone."""
    ordinary = [want.label for want in reader.wants if want.met is Met.ORDINARY]
    if ordinary:
        sentence = f"{reader.name} needs {listed(ordinary)} and would get the ordinary version instead. Say why."
        yield Finding("other_version", Severity.ASK, sentence, clause, quote=reader.name)
    for want in reader.wants:
        if not want.is_version and want.met in _SAID:
            severity, sentence = _SAID[want.met], _SENTENCES[want.form, want.met]
            yield Finding("other_version", severity, sentence.format(reader.name), clause, quote=reader.name)


_SAID = {Met.AGAINST: Severity.ASK, Met.TASK: Severity.ADVISE}
_ARRANGED = "{{}} needs {}: it is a task on the office’s Today until one is arranged."
_SENTENCES: dict[tuple[str, Met], str] = {
    (Need.PHONE_CALL, Met.AGAINST): (
        "{} asks for a phone call instead of a letter. Take them out above and ring, or say why this goes by e-mail."
    ),
    (Need.PHONE_CALL, Met.TASK): "{} is rung instead: it is a task on the office’s Today until somebody has.",
    (Need.EMAIL_ONLY, Met.AGAINST): (
        "{} takes e-mail only, and no e-mail address of theirs works: the copy would go by post. Ask for an address, or "
        "say why."
    ),
    (Need.INTERPRETER, Met.TASK): _ARRANGED.format("an interpreter"),
    (Need.CAPTIONER, Met.TASK): _ARRANGED.format("a captioner"),
}
