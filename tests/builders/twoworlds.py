"""The same school made twice, once with a secret in it and once without: made here, and looked at in `looking`.

Ids are drawn anew for each world; the clock stands still.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bookbag.channels.fakes import KeepingSender
from bookbag.channels.ports import Parcel
from bookbag.desk.actions import counting, reminding
from bookbag.desk.models import Case
from bookbag.jobs.delivering import ABOVE
from bookbag.policy.permissions import Actor, Role
from bookbag.record import sealing
from bookbag.safeguarding.actions import alerting, concerns
from tests.builders import addresses, browsing, families, mails, sending, worlds
from tests.builders.addresses import Address
from tests.builders.answering import london
from tests.builders.browsing import Browser, Desk

SAMINA, OMAR = "Samina Khan <samina.khan@home.example>", "Omar Khan <omar.khan@home.example>"
AUNT = "Rehana Bibi <aunt@elsewhere.example>"
"""Somebody whom no school knows."""


class Clock:
    """The pages' own clock, which stands where it is set."""

    def __init__(self) -> None:
        self.now = worlds.NOW

    def __call__(self) -> datetime:
        return self.now

    def at(self, when: str) -> datetime:
        """Set it, in London's time."""
        self.now = london(when)
        return self.now


class Drawn:
    """What `uuid` asks for bytes: they are random, and each draw is higher than the last.

    Rows of one moment stand in lists in the order of their ids; so in both worlds they stand in the order of their making.
    """

    def __init__(self) -> None:
        self.numbers = count(1)

    def urandom(self, length: int) -> bytes:
        """Random bytes behind a number that grows."""
        return next(self.numbers).to_bytes(5, "big") + os.urandom(length - 5)


@contextmanager
def standing_still() -> Iterator[Clock]:
    """A clock that stands still, and ids that are drawn in order."""
    clock = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", clock)
        patch.setattr("uuid.os", Drawn())
        yield clock


@dataclass
class World:
    """A school at work, one person of each role there, and the two homes of its child at the family pages."""

    desk: Desk
    people: Mapping[Role, Actor]
    homes: Mapping[str, Client]
    every: list[Address]
    clock: Clock
    parcels: list[Parcel] = field(default_factory=list)
    hidden: list[Address] = field(default_factory=list)
    """Addresses of what the secret made."""

    def browser(self, role: Role) -> Browser:
        """Somebody of this role, signed in."""
        return Browser(self.people[role])

    def brought(self, text: str, **more: Any) -> Case:
        """The case of a mail that comes now."""
        return browsing.brought(self.desk.school, mails.mail(text, **more), now=self.clock.now)

    def looks_round(self) -> None:
        """Ten minutes after the secret has come the worker looks, in each world once."""
        self.clock.at("2026-03-02 11:40")
        self.works()

    def works(self) -> None:
        """Let the worker do all that waits by the clock, and the outbox leave."""
        now, school = self.clock.now, self.desk.school
        concerns.take_suspicions(school.id, now=now)
        alerting.alert(school.id, now=now)
        reminding.remind(school.id, now=now)
        counting.fold(school.id)
        sender = KeepingSender()
        while sending.deliver(school, sender, now=now, above=ABOVE):
            pass
        self.parcels += sender.parcels
        sealing.sweep(now=now)


Secret = Callable[[World], None]


def nothing(world: World) -> None:
    """What is kept in a world without a secret: the worker has looked once."""
    world.looks_round()


def made(clock: Clock, secret: Secret) -> World:
    """A school after a morning's work, then the secret, then a day on which its people go on as if nothing had been."""
    now = clock.at("2026-03-02 11:10")
    worlds.school(
        "spring", packs=("spring-partnership",)
    )  # beside another school a desk is made anew, with ids of its own
    desk = browsing.desk()
    world = World(
        desk,
        people={role: worlds.staff(desk.school, f"Robin {role}", role) for role in Role},
        homes={
            name: families.by_slip(desk.school, adult, desk.office, now=now)
            for name, adult in desk.family.contacts.items()
        },
        every=addresses.every(desk),
        clock=clock,
    )
    world.works()
    clock.at("2026-03-02 11:30")
    secret(world)
    _goes_on(world)
    return world


def _goes_on(world: World) -> None:
    """Families write, a stranger too; the office gives, notes and closes; the worker does what it does until the next day."""
    clock, office = world.clock, Browser(world.desk.office)
    clock.at("2026-03-02 13:00")
    world.works()
    father = world.brought("May I see his book?", sender=OMAR, subject="His book", message_id="book@home.example")
    aunt = world.brought("When is the fair?", sender=AUNT, subject="The fair", message_id="fair@elsewhere.example")
    clock.at("2026-03-02 14:00")
    office.post("assign", "wyton", father.id, owner=str(world.desk.teacher.staff_id))
    office.post("write-note", "wyton", father.id, text="He rang as well.")
    office.post("close", "wyton", aunt.id, reason="It stands on the website.")
    world.brought("Thank you.", message_id="thanks@home.example", in_reply_to="first@home.example")
    world.works()
    clock.at("2026-03-03 10:00")
    world.works()
