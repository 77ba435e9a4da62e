"""Checks: each one function in one file, from words and context to findings. Gathered here by id."""

from collections.abc import Callable

from bookbag.compose.checks.another_child import another_child
from bookbag.compose.checks.answered_already import answered_already
from bookbag.compose.checks.asked_elsewhere import asked_elsewhere
from bookbag.compose.checks.both_homes import both_homes
from bookbag.compose.checks.day_named import day_named
from bookbag.compose.checks.delay_explained import delay_explained
from bookbag.compose.checks.empty import empty
from bookbag.compose.checks.left_out import left_out
from bookbag.compose.checks.looked_into import looked_into
from bookbag.compose.checks.no_recipient import no_recipient
from bookbag.compose.checks.office_number import office_number
from bookbag.compose.checks.other_home import other_home
from bookbag.compose.checks.other_home_shown import other_home_shown
from bookbag.compose.checks.other_version import other_version
from bookbag.compose.checks.outside_the_case import outside_the_case
from bookbag.compose.checks.procedure_read import procedure_read
from bookbag.compose.checks.questions_left import questions_left
from bookbag.compose.checks.restricted import restricted
from bookbag.compose.checks.shared_mailbox import shared_mailbox
from bookbag.compose.context import Context, DraftText
from bookbag.policy.clearing import Finding

Check = Callable[[DraftText, Context], list[Finding]]

CHECKS: dict[str, Check] = {
    "empty": empty,
    "no_recipient": no_recipient,
    "outside_the_case": outside_the_case,
    "another_child": another_child,
    "restricted": restricted,
    "shared_mailbox": shared_mailbox,
    "left_out": left_out,
    "both_homes": both_homes,
    "other_home": other_home,
    "other_home_shown": other_home_shown,
    "other_version": other_version,
    "office_number": office_number,
    "day_named": day_named,
    "delay_explained": delay_explained,
    "looked_into": looked_into,
    "procedure_read": procedure_read,
    "asked_elsewhere": asked_elsewhere,
    "answered_already": answered_already,
    "questions_left": questions_left,
}


def review(text: DraftText, about: Context) -> list[Finding]:
    """What all checks say, the hardest first."""
    order = ["block", "hold", "ask", "advise"]
    found = [finding for check in CHECKS.values() for finding in check(text, about)]
    return sorted(found, key=lambda finding: order.index(finding.severity))
