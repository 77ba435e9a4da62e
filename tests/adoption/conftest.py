"""A trust of schools under one policy, its people, and a short way to bring a version into force."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from tests.builders import worlds

from bookbag.adoption.actions import versions
from bookbag.adoption.changes import Change
from bookbag.adoption.models import Version
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.rules.words import Post
from bookbag.schools import tenancy
from bookbag.schools.models import School


@dataclass(frozen=True)
class Trust:
    """Two schools of one trust, a school of another, and who keeps the policy."""

    school: School
    sister: School
    stranger: School
    head: Actor
    executive: Actor
    chair: Actor
    officer: Actor


@pytest.fixture
def trust(db: None) -> Trust:
    school = worlds.school("spring", packs=("spring-partnership",))
    stranger = worlds.school("far")
    worlds.Trust.objects.create(slug="other", name="Other Trust")
    School.objects.filter(id=stranger.id).update(trust=worlds.Trust.objects.get(slug="other"))
    stranger.refresh_from_db()
    return Trust(
        school,
        worlds.school("sister", packs=("spring-partnership",)),
        stranger,
        head=worlds.staff(school, "Helen Ash", Role.HEAD),
        executive=worlds.staff(school, "Eve Holt", Role.EXECUTIVE_HEAD),
        chair=worlds.staff(school, "Cy Orme", Role.CHAIR_OF_TRUSTEES),
        officer=worlds.staff(school, "Tara Voss", Role.TRUST_OFFICER),
    )


@pytest.fixture
def at() -> Callable[[School], AbstractContextManager[None]]:
    """A school's block."""

    @contextmanager
    def block(school: School) -> Iterator[None]:
        with tenancy.atomic(school.id):
            yield

    return block


def drafted(trust: Trust, *, number: str = "", edit: tuple[str, str] = ("", ""), of_trust: bool = True) -> Version:
    """A version that awaits sign-off, begun by the trust's officer; `edit` changes pack.yaml."""
    begun = versions.begin(
        trust.school, "spring-partnership", of_trust=of_trust, number=number, by=trust.officer, now=worlds.NOW
    )
    assert isinstance(begun, Version)
    if edit[0]:
        texts = {"pack.yaml": begun.texts["pack.yaml"].replace(*edit)}
        versions.write(trust.school, begun.id, texts, was=begun.digest, by=trust.officer, now=worlds.NOW)
    return versions.ask(trust.school, begun.id, by=trust.officer, now=worlds.NOW)


def adopted(trust: Trust, *, number: str = "", now: datetime = worlds.NOW) -> Change:
    """A version of the trust's policy, signed by all and in force."""
    version = drafted(trust, number=number)
    versions.sign(trust.school, version.id, Post.EXECUTIVE_HEAD, by=trust.executive, now=now)
    versions.sign(trust.school, version.id, Post.CHAIR_OF_TRUSTEES, by=trust.chair, now=now)
    return versions.put_in_force(trust.school, version.id, by=trust.officer, now=now)
