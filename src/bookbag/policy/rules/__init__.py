"""The rules of a pack: fourteen kinds as one union, told apart by `kind`. What a rule leads to is for `decisions` and the rooms."""

from typing import Annotated, get_args

from pydantic import Field

from bookbag.policy.rules.base import Judged
from bookbag.policy.rules.sending import Approval, Audience, Channel, Consent, Content, Route
from bookbag.policy.rules.standing import Access, Declaration, Keep, Publication
from bookbag.policy.rules.timed import Hours, Procedure, Promise, Reminder

AnyRule = (
    Promise
    | Route
    | Approval
    | Channel
    | Audience
    | Consent
    | Content
    | Hours
    | Keep
    | Access
    | Reminder
    | Procedure
    | Publication
    | Declaration
)
Rule = Annotated[AnyRule, Field(discriminator="kind")]

KINDS: tuple[str, ...] = tuple(get_args(each.model_fields["kind"].annotation)[0] for each in get_args(AnyRule))

__all__ = ["KINDS", "AnyRule", "Declaration", "Judged", "Promise", "Reminder", "Route", "Rule"]
