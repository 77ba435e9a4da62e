"""Rules about what stands: keep, access, publication, declaration."""

from typing import Literal, Self

from pydantic import Field, model_validator

from bookbag.policy import english
from bookbag.policy.rules.base import Cited, Figure, Line
from bookbag.policy.rules.timed import Lapse
from bookbag.policy.rules.words import Occasion, People, Post, Thing, Way


class Keep(Cited):
    """What is kept, where, for how long, and whether it may be removed."""

    kind: Literal["keep"]
    what: Line
    where: Literal["pupil_file", "record", "website", "central_log", "meeting_file", "evidence", "archive"]
    time: Lapse | None = None
    """How long; without it as long as the school's retention schedule says."""
    removal: Literal["by_schedule", "never_by_staff"] = "by_schedule"
    of: frozenset[Thing] = frozenset()
    """Of what that leaves it is kept."""
    events: frozenset[Occasion] = frozenset()
    """On what that happens it is kept."""

    @property
    def figures(self) -> str:
        return str(self.time or "")


class Access(Cited):
    """Who may see something, and who may open it for others."""

    kind: Literal["access"]
    what: Line
    posts: tuple[Post, ...] = ()
    people: tuple[People, ...] = ()
    opened_by: tuple[Post, ...] = ()
    """Who may look further by a procedure that the policy names."""
    of: frozenset[Thing] = frozenset()
    """The same in the words of the packs, by which several policies are held against each other."""

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.posts or self.people or self.opened_by):
            raise ValueError("name somebody under posts, people or opened_by")
        return self


class Publication(Cited):
    """What stands where people find it."""

    kind: Literal["publication"]
    what: tuple[Line, ...] = Field(min_length=1)
    where: tuple[Way, ...] = Field(min_length=1)
    whom: tuple[People, ...] = (People.PARENTS,)


class Declaration(Cited):
    """What people confirm that they know and keep to, and when they are asked."""

    kind: Literal["declaration"]
    of: Line
    by: tuple[People, ...] = Field(min_length=1)
    asked: tuple[Literal["on_joining", "each_version", "each_session"], ...] = ()
    every: Lapse | None = None
    leaver_age: Figure | None = None
    """Up to which age former pupils count as pupils."""
    grace: Lapse | None = None
    """How long what can wait still leaves without it. Without a figure it stops nothing."""

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        if not (self.asked or self.every):
            raise ValueError("say when it is asked: asked, every or both")
        return self

    @property
    def figures(self) -> str:
        age = f"until {english.number(self.leaver_age)}" if self.leaver_age else ""
        grace = f"{self.grace} of grace" if self.grace else ""
        return english.listed([each for each in (str(self.every or ""), age, grace) if each])
