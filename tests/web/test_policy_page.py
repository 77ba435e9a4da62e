"""The policy as a document: every clause with its state, totals in a sentence, and filters that work by address alone."""

import pytest
from tests.builders import browsing
from tests.builders.browsing import Browser, Desk

from bookbag.policy import keeping, packs

pytestmark = pytest.mark.usefixtures("db", "assets")


@pytest.fixture
def desk() -> Desk:
    return browsing.desk()


def links_to_clauses(page: browsing.Page) -> list[str]:
    names = (link.rpartition("/")[2] for link in page.links if "/policy/" in link)
    return [name for name in names if name.isupper()]  # the other pages of the policy stand beside them


def test_every_clause_that_binds_stands_there_in_order(desk: Desk) -> None:
    page = Browser(desk.governor).get("policy", "wyton")
    assert links_to_clauses(page) == [*packs.load("wyton").clauses, *packs.load("law-england").clauses]
    assert all(" ".join(clause.says.split()) in page.words for clause in packs.load("wyton").clauses.values())


def test_the_totals_are_those_of_the_packs(desk: Desk) -> None:
    states = [kept.state for slug in ("law-england", "wyton") for kept in packs.load(slug).keeping.values()]
    works, part, still_open, elsewhere = (states.count(state) for state in keeping.State)
    told = (
        f"Of {len(states)} clauses Bookbag keeps {works}, part of {part}, "
        f"{still_open} are still to come and {elsewhere} are kept elsewhere."
    )
    assert told in Browser(desk.governor).get("policy", "wyton").words


def test_filters_leave_the_clauses_that_fit(desk: Desk) -> None:
    page = Browser(desk.governor).get("policy", "wyton", area="social", duty="must", actor="staff", state="open")
    every = [packs.load(slug) for slug in ("wyton", "law-england")]
    assert links_to_clauses(page) == [
        clause.id
        for pack in every
        for clause in pack.clauses.values()
        if (clause.area, clause.duty, clause.actor) == ("social", "must", "staff")
        and pack.keeping[clause.id].state == "open"
    ]
    assert links_to_clauses(page)


def test_a_filter_that_no_link_of_ours_holds_is_not_found(desk: Desk) -> None:
    Browser(desk.governor).get("policy", "wyton", area="nonsense", status=404)


def test_the_page_of_the_policy_is_among_everybodys_pages(desk: Desk) -> None:
    for actor in (desk.governor, desk.teacher, desk.office):
        assert "/wyton/policy" in Browser(actor).get("child-in-danger", "wyton").links
