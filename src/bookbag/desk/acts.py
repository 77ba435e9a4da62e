"""What the events of a case do to its promises: which a promise runs from, and which promises each of them keeps. Data only."""

from collections.abc import Collection, Mapping

from bookbag.desk.models.case import EventKind
from bookbag.desk.models.reply import Kind as ReplyKind
from bookbag.policy.values import EventKind as Happened
from bookbag.policy.values import Met

STARTS: Mapping[EventKind, Happened] = {
    EventKind.RECEIVED: Happened.MESSAGE_RECEIVED,
    EventKind.NOTICED: Happened.REQUEST_RECEIVED,
    EventKind.ACKNOWLEDGED: Happened.ANSWER_HELD,
    EventKind.EXPLAINED: Happened.ANSWER_HELD,
    EventKind.CALL_ARRANGED: Happened.CALL_ARRANGED,
    EventKind.MEETING_ARRANGED: Happened.MEETING_ARRANGED,
    EventKind.CALL_MISSED: Happened.CALL_NOT_TAKEN,
    EventKind.COMPLEX: Happened.MATTER_COMPLEX,
}
"""What a promise can run from."""

FROM_OUTSIDE = frozenset({EventKind.RECEIVED, EventKind.NOTICED})
"""What starts no clock of its own while an answer is owed (WYT-035)."""

KEEPS: Mapping[EventKind, frozenset[Met]] = {
    EventKind.ANSWERED: frozenset({Met.ANSWER}),
    EventKind.ACKNOWLEDGED: frozenset({Met.HOLDING_ANSWER}),
    EventKind.EXPLAINED: frozenset({Met.DELAY_NOTE, Met.HOLDING_ANSWER}),
    EventKind.CALL_ARRANGED: frozenset({Met.CALL_ARRANGED, Met.ACKNOWLEDGEMENT}),
    EventKind.MEETING_ARRANGED: frozenset({Met.MEETING_ARRANGED, Met.ACKNOWLEDGEMENT}),
    EventKind.TALK_LOGGED: frozenset({Met.TALK_LOGGED}),
    EventKind.SPOKEN: frozenset({Met.CALLED_BACK, Met.ACKNOWLEDGEMENT}),
    EventKind.TRIED: frozenset({Met.TRIED}),
    EventKind.TRIED_AGAIN: frozenset({Met.TRIED, Met.TRIED_TWICE}),
    EventKind.STEP_TAKEN: frozenset({Met.FIRST_STEP}),
    EventKind.COMPLEX: frozenset({Met.FIRST_STEP}),
    EventKind.DECIDED: frozenset({Met.FIRST_STEP, Met.DECISION}),
}
"""Which promises an act of the school's own keeps."""


def kept_by(kind: EventKind, *, after: Collection[str]) -> frozenset[Met]:
    """Which promises an act keeps after the kinds of events that the case has had: a letter does for a call tried twice."""
    wrote_instead = kind is EventKind.ANSWERED and EventKind.TRIED_AGAIN in after
    return KEEPS[kind] | {Met.CALLED_BACK} if wrote_instead else KEEPS[kind]


DONE_BY: Mapping[ReplyKind, EventKind] = {
    ReplyKind.FULL: EventKind.ANSWERED,
    ReplyKind.HOLDING: EventKind.ACKNOWLEDGED,
    ReplyKind.DELAY: EventKind.EXPLAINED,
    ReplyKind.CALL: EventKind.CALL_ARRANGED,
    ReplyKind.MEETING: EventKind.MEETING_ARRANGED,
}
"""What has happened once an answer of each kind has left."""
