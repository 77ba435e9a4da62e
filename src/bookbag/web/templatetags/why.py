"""Why something is so: the clause in its own words, the policy and its version, and the days behind a date.

Takes whatever names a clause: a duty, a route, a hold, a finding. Decides nothing, queries nothing.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django import template

from bookbag.policy import english, explain
from bookbag.policy.clauses import Clause
from bookbag.policy.packs import Pack
from bookbag.policy.rules.words import Post
from bookbag.policy.sentences import post_in_words
from bookbag.policy.values import Route

register = template.Library()


@register.inclusion_tag("components/why.html")
def why(cited: Any, packs: Sequence[Pack], of: str = "") -> dict[str, object]:
    """`{% why duty packs "Answer it" %}`: folded under "Why"; `of` says to whoever hears the page what it is about."""
    pack, clause = _found(cited, packs)
    told: dict[str, object] = {"of": of, "cited": cited, "pack": pack, "clause": clause}
    because = getattr(cited, "because", "")
    if clause is None:
        return told | {"because": because}
    return told | {
        "remarks": explain.remarks(because, clause.id),
        "counted": english.short_days(_days(getattr(cited, "counted", ()))),
        "left_out": list(_left_out(getattr(cited, "skipped", ()))),
    }


@register.filter
def whom(routes: Sequence[Route]) -> str:
    """`{{ routes|whom }}`: "the head and the office"."""
    return english.listed([post_in_words(Post(route.to)) for route in routes])


@register.filter
def posts(given: Sequence[Post]) -> str:
    """`{{ hold.waits_for|posts }}`: "the head or the DSL"."""
    return english.listed([post_in_words(post) for post in given], last="or")


def _found(cited: Any, packs: Sequence[Pack]) -> tuple[Pack | None, Clause | None]:
    """The clause that is cited, and its pack; none where another version was cited, whose words may have been others."""
    named, version = getattr(cited, "pack", ""), getattr(cited, "version", "")
    for pack in packs:
        if cited.clause in pack.clauses and named in {"", pack.slug} and version in {"", pack.version}:
            return pack, pack.clauses[cited.clause]
    return None, None


def _days(given: Sequence[Any]) -> list[date]:
    return [day if isinstance(day, date) else date.fromisoformat(day) for day in given]


def _left_out(skipped: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Days that did not count, each run of them with its reason: "Sat 7, Sun 8 March", "weekend". Holidays are drawn together."""
    for reason, run in groupby(skipped, key=lambda each: each["why"]):
        days = _days([each["day"] for each in run])
        on_end = any(later - day == timedelta(days=2) for day, later in zip(days, days[2:], strict=False))
        yield (english.days(tuple(days)) if on_end else english.short_days(days)), reason
