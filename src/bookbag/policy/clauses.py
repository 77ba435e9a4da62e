"""A clause of a written policy, as its pack's ledger holds it, in Bookbag's own words."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

Duty = Literal["must", "must_not", "should", "should_not", "may", "right"]
Area = Literal[
    "intake",
    "clocks",
    "compose",
    "sending",
    "people",
    "phone",
    "meetings",
    "video",
    "social",
    "conduct",
    "safeguarding",
    "incidents",
    "complaints",
    "records",
    "governance",
    "schoollife",
]


def _as_list(given: object) -> object:
    return [given] if isinstance(given, str) else given


class Clause(BaseModel):
    """What one clause says, whom it binds and how hard, with the figures that the school itself wrote."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    section: str
    actor: str
    duty: Duty
    says: str
    kind: Annotated[tuple[str, ...], BeforeValidator(_as_list)]
    area: Area
    software: str
    scenario: str
    figures: dict[str, object] = {}
    same_as: str = ""
    kept: Literal["", "elsewhere"] = ""
