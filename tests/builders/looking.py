"""All that somebody can see of a school, page by page, without what may differ between two that are the same.

`Plain` is the one place that says what that is: what is drawn by chance, and ids, which are told apart by where somebody
meets each first.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from bookbag.policy.permissions import PROOF_ONLY, Actor, Role, Sight
from bookbag.schools import tenancy
from bookbag.schools.models import User
from tests.builders.addresses import Address
from tests.builders.twoworlds import World

SIGNED = {"complaint-receipt"}
"""Prints a signed link into a compressed page, where it cannot be taken out; its page on the screen is compared."""
FRESH = re.compile(
    rb'/write/matter/[\w:-]+|nonce="[^"]*"|name="(?:csrfmiddlewaretoken|sheet)" value="[^"]*"|ssh-ed25519 [^ ]+'
)
ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}|\b[a-z2-7]{40}\b")
STAMP = re.compile(rb"/(?:CreationDate|ModDate) \([^)]*\)|<xmp(?:MM)?:\w+>[^<]*<|/ID \[[^]]*\]")
"""When a PDF was made, and what follows from it."""
SAVEPOINT = re.compile(r'"[sx]\d+_x\d+"')
SEVERAL = re.compile(r"%s(?:, %s)+")
"""How many ids the database was asked for."""
HEADERS = ("Content-Type", "Content-Disposition", "Location", "Cache-Control", "ETag", "Last-Modified", "Vary")
BY_CHANCE = ("position", "written_in", "horizon", "server", "id", "digest", "content", "secret")
"""Columns of which no page shows anything: a row's place among those of all sights, and what is drawn or follows from it."""
OF_ALL_STAFF = {"school", "child-in-danger", "worried", "calendar-file"}
LISTS = {
    "today",
    "inbox",
    "overdue",
    "put-aside",
    "complaints",
    "calls",
    "copies",
    "search",
    "policy",
    "clause",
    "staff",
}
"""What shows or counts cases."""
SOUGHT = ("belt", "uncle", "Bibi", "aunt@elsewhere.example", "Amira", "court", "solicitor", "shouted")
"""Words that stand in one secret or another."""
NARROWED = {
    "inbox": (
        *(f"which={which}&due={due}" for which in ("mine", "nobody") for due in ("", "late", "today", "none")),
        *(f"category={category}" for category in ("complaint", "safeguarding", "enquiry")),
    ),
    "search": (*(f"q={words}" for words in SOUGHT), "q=belt&source=in&state=open", "q=Amira&category=complaint"),
    "overdue": ("with=office", "with=teachers"),
    "families": ("q=Bibi", "q=aunt%40elsewhere.example"),
}
"""Further addresses of lists, by how they can be narrowed."""
FOUND = {"inbox?category=complaint", "inbox?which=nobody&due=", "search?q=belt", "search?q=Bibi", "search?q=Amira"}
"""Those of them that even a short walk goes by."""
FAMILY = ("family", "family-messages", "family-write", "family-details", "family-preferences", "family-consents")
FAMILY += ("family-consents-me", "family-signed-in", "family-privacy", "family-accessibility")
OUTSIDE = ("/healthz", "/sign-in", "/wyton/write", "/wyton/write/worried", "/wyton/family/sign-in", "/accessibility")


@dataclass(frozen=True)
class Seen:
    """What came back for one asking; what the database was asked for it, and what the log says of it."""

    status: int
    headers: tuple[str, ...]
    content: bytes
    asked: tuple[str, ...] = ()
    logged: tuple[str, ...] = ()


Pages = Mapping[str, Seen]


@dataclass
class Plain:
    """Names for ids by the place at which each was met first, so that one too many at a place moves none elsewhere."""

    names: dict[bytes, bytes] = field(default_factory=dict)

    def __call__(self, place: str, raw: bytes) -> bytes:
        """These bytes with names for ids, and without what is drawn by chance."""
        numbers = count(1)

        def name(found: re.Match[bytes]) -> bytes:
            if found[0] not in self.names:
                self.names[found[0]] = f"[{place} {next(numbers)}]".encode()
            return self.names[found[0]]

        return ID.sub(name, FRESH.sub(b"", raw))


class Listening(logging.Handler):
    """Keeps every line of the log, however low."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line with its fault, if it has one."""
        self.lines.append(self.format(record))


@contextmanager
def listening() -> Iterator[Listening]:
    """Listen to the whole log for a while; nothing of it reaches the screen."""
    root, ear = logging.getLogger(), Listening()
    level, handlers = root.level, root.handlers[:]
    root.setLevel(logging.DEBUG)
    root.handlers[:] = [ear]
    try:
        yield ear
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers


def addresses_for(world: World, role: Role) -> dict[str, str]:
    """What somebody of this role may open: every address that can be read, and every list as it can be narrowed.

    Those who see proof alone open no other page; `test_every_address` says so of each.
    """
    found: dict[str, str] = {}
    proof = role in PROOF_ONLY
    for each in world.every:
        if each.name in SIGNED:
            continue
        if each.reads and (not proof or each.name in OF_ALL_STAFF or each.name.startswith(("policy", "clause"))):
            query = re.sub(r"[0-9a-f-]{36}", "…", each.query)  # the same name in both worlds
            found[f"{each.name}{query} {len(found)}"] = each.url()
    for name, queries in {} if proof else NARROWED.items():
        found |= {f"{name}?{query}": f"{reverse(name, args=['wyton'])}?{query}" for query in queries}
    return found | {"account": "/account"}


def pages_of(actor: Actor, asked: Mapping[str, str], *, after: Pages | None = None, lists: bool = False) -> Pages:
    """These pages as somebody gets them; only `lists`, or those that they got in another world, where that is told."""
    there = {name for name in asked if after is None or (name in after and after[name].status != 404)}
    listed = {name for name in there if name in FOUND or name.split()[0] in LISTS}
    wanted = listed if lists else there
    return _walk(_signed_in(actor), {name: url for name, url in asked.items() if name in wanted})


def at_hidden(actor: Actor, hidden: Sequence[Address], *, elsewhere: bool = False) -> Pages:
    """What somebody gets at addresses one by one; `elsewhere` at the same with ids that nothing has."""
    client = _signed_in(actor)
    return {each.name: _look(client, "", each.url(elsewhere=elsewhere), Plain()) for each in hidden}


def _signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def homes_of(world: World) -> dict[str, Pages]:
    """The family pages, of each home; and what anybody may open."""
    urls = {name: reverse(name, args=["wyton"]) for name in FAMILY}
    urls["family-consents-child"] = reverse("family-consents-child", args=["wyton", world.desk.family.pupil.id])
    found = {name: _walk(client, urls) for name, client in world.homes.items()}
    return found | {"anybody": _walk(Client(), {url: url for url in OUTSIDE})}


def _walk(client: Client, asked: Mapping[str, str]) -> Pages:
    plain = Plain()
    return {name: _look(client, name, url, plain) for name, url in asked.items()}


def _look(client: Client, name: str, url: str, plain: Plain) -> Seen:
    asked: list[str] = []

    def keep(execute: Callable[..., Any], sql: Any, *given: Any) -> Any:
        asked.append(SEVERAL.sub("%s", SAVEPOINT.sub("", str(sql))))
        return execute(sql, *given)

    with listening() as log, connection.execute_wrapper(keep):
        answer = client.get(url)
    if answer.status_code == 404:
        plain = Plain()  # it gives no names: the other world is not asked for it
    raw = answer.getvalue()
    if raw.startswith(b"%PDF"):
        raw = STAMP.sub(b"", raw)
    told = [plain(name, line.encode()).decode() for line in [answer.headers.get(each, "") for each in HEADERS]]
    logged = [plain(name, line.encode()).decode() for line in log.lines]
    return Seen(answer.status_code, tuple(told), plain(name, raw), tuple(asked), tuple(logged))


def mails_of(world: World) -> dict[str, tuple[bytes, ...]]:
    """What reached each address, in order."""
    found: dict[str, list[bytes]] = {}
    plain = Plain()
    for each in world.parcels:
        whole = (
            f"{each.subject}\n{each.message_id}\n{each.reply_to}\n{each.in_reply_to}\n{each.references}\n{each.body}"
        )
        found.setdefault(each.to_address, []).append(plain(each.to_address, whole.encode()))
    return {address: tuple(some) for address, some in found.items()}


def rows_of(world: World, sight: Sight) -> dict[str, tuple[str, ...]]:
    """Every row that the database gives to this sight, by its table, with ids and places left out."""
    found = {}
    with tenancy.atomic(world.desk.school.id, sight=sight), connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c where c.relkind = 'r' and c.relrowsecurity"
            " and has_table_privilege(c.oid, 'select') order by 1"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'select (to_jsonb(t) - %s::text[])::text from "{table}" t', [list(BY_CHANCE)])
            found[table] = tuple(sorted(ID.sub(b"#", row.encode()).decode() for (row,) in cursor.fetchall()))
    return found


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, list[str]]:
    """What differs between two worlds, by its name, with the first lines that do."""
    return {
        name: list(unified_diff(_lines(one.get(name)), _lines(other.get(name)), lineterm="", n=0))[2:10]
        for name in [*one, *(name for name in other if name not in one)]
        if one.get(name) != other.get(name)
    }


def _lines(seen: object) -> list[str]:
    if isinstance(seen, Seen):
        text = seen.content.decode(errors="replace").splitlines()
        return [str(seen.status), *seen.headers, *text, *seen.asked, *seen.logged]
    return [str(each) for each in seen] if isinstance(seen, tuple) else []
