"""An answer belongs to the adult who wrote. The other home is never proposed, and added only with a reason."""

from bookbag.compose.context import Context, DraftText
from bookbag.people.folding import folded_email
from bookbag.policy.clearing import Finding, Severity


def other_home(text: DraftText, about: Context) -> list[Finding]:
    """Ask why an adult of the child's other home is to get a copy of an answer."""
    found = []
    for address in text.recipients:
        if beside := about.homes.beside.get(folded_email(address)):
            adult, child = beside
            sentence = (
                f"{adult} is of {child}’s other home and did not write. Say why they get a copy of their own, in a mail of"
                " their own."
            )
            found.append(Finding("other_home", Severity.ASK, sentence, about.homes.alike, quote=address))
    return found
