"""What a pack needs from other documents: a rule that rests on an unmet need does not run."""

from datetime import UTC, datetime

import pytest
from tests.policy.conftest import PACK

from bookbag.policy import packs
from bookbag.policy.decisions import decide
from bookbag.policy.values import Category, Channel, Event, EventKind, Facts

NEED = "needs:\n  - {id: stages, what: The stages, document: Complaints policy, clauses: [SML-001]MET}\nrules:"


@pytest.mark.parametrize(("met", "unmet", "duties"), [("", ["stages"], 0), (", met_by: page 4", [], 1)])
def test_a_rule_runs_only_once_its_need_is_met(small_pack, calendar, met, unmet, duties) -> None:
    resting = PACK.replace("rules:", NEED.replace("MET", met)).replace(
        "kind: promise", "kind: promise\n    rests_on: stages"
    )
    (small_pack / "pack.yaml").write_text(resting)
    pack = packs.read(small_pack)
    event = Event(EventKind.MESSAGE_RECEIVED, Channel.EMAIL, Category.ENQUIRY, datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert [need.id for need in pack.unmet] == unmet
    assert len(decide(event, Facts(), [pack], calendar).duties) == duties
