"""Who gets a message under the policy."""

import pytest

from bookbag.policy.decisions import Decision


def routes(decision: Decision) -> list[tuple[str, str]]:
    return [(route.to, route.clause) for route in decision.routes]


def test_a_route_names_its_clause_and_says_why(decided) -> None:
    (route,) = decided("spring-partnership", "email", "2026-03-02 09:00", "complaint").routes
    assert (route.to, route.clause, route.pack) == ("senior_leader", "SPT-041", "spring-partnership")
    assert (
        route.because == "For senior leader, because staff let the SLT know of a parent's complaint e-mail (SPT-041)."
    )


def test_a_route_to_two_is_two_routes_with_one_reason(decided) -> None:
    first, second = decided("wyton", "form", "2026-03-02 09:00", "meeting_request").routes
    assert (first.to, second.to) == ("office", "teacher")
    assert first.because == second.because


@pytest.mark.parametrize(
    ("channel", "category", "sender", "found"),
    [
        ("letter", "concern", "parent", [("senior_leader", "SPT-033")]),
        ("letter", "concern", "unknown", [("senior_leader", "SPT-033")]),
        ("letter", "concern", "public", []),
        ("letter", "enquiry", "parent", []),
        ("email", "concern", "parent", []),
        ("phone", "safeguarding", "pupil", [("dsl", "SPT-091")]),
        ("email", "auto_reply", "parent", []),
    ],
)
def test_a_route_holds_for_its_channels_categories_and_senders(decided, channel, category, sender, found) -> None:
    assert routes(decided("spring-partnership", channel, "2026-03-02 09:00", category, sender)) == found
