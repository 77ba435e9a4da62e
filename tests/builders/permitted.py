"""What each address of a school is for, as the act that it takes. Who has an act is for `policy.permissions` to say.

Written from what the pages are for, never from what they do: where the two differ, one of them is wrong.
"""

from bookbag.policy.permissions import Act, Actor, Role, Standing, may

Leave = frozenset[Act]
OWN: Leave = frozenset()
"""For the one person whom it belongs to, or who was asked: no role opens it."""

_BY_ACT: dict[Act, str] = {
    Act.SEE_PROOF: """child-contacted
        reports choose-report new-report school worried child-in-danger calendar-file policy
        policy-answers policy-file policy-report clause clause-lines policy-rules policy-versions policy-version
        policy-reviews policy-review-read policy-acknowledge sign-version""",
    Act.SEE_DESK: """gate informal absences absences-file
        other-doors diary arrange complaints today inbox search families staff staff-member rota
        end-emergencies pictured pictured-file""",
    Act.SEE_CASE: """cannot-take took-place suggested put-label overdue put-aside take-up original our-form case
        case-record as-sent download preview report-misdirected categorise settle-suggestion about-whom copies
        copies-file copy-posted copy-paper make-version law-clock ask-early-review raise-concern""",
    Act.SEE_CONCERNS: """concern-file chronology chronology-file concern-child
        concerns concern take-concern seal-concern leave-concern refer-concern""",
    Act.ANSWER: """put-absence complaint-read send-procedure complaint-receipt
        make-it-a-meeting accept-call
        complaint say-urgency reply begin-reply discard-reply undo-reply write-home""",
    Act.WRITE_NOTE: "have-call ring-back word-told write-note log-talk seen-to ask-colleague",
    Act.ASSIGN: """pass-up
        pass-on assign""",
    Act.CLOSE: "close reopen decide-breach",
    Act.JOIN: "join split refuse-join undo-move",
    Act.MATCH_SENDER: "match unmatch hat",
    Act.LOG_LETTER: """new-complaint ring-back-absence drop-absence
        new-letter calls new-call ready-answers drop-ready-answer put-through confirm-collection contact
        voicemail voicemail-tick voicemail-checks voicemail-file voicemail-heard voicemail-clear visitors
        visitor-sign-in visitor-welcome visitor-sign-out""",
    Act.KEEP_CALENDAR: "calendar term remove-term close-days close-today reopen-day left-out take-dates",
    Act.SEE_FAMILY: "child adult",
    Act.KEEP_FAMILIES: """contact-gaps new-child change-child change-care find-adult new-adult change-link link-adult
        end-link groups group add-to-group leave-group change-adult add-point change-point remove-point mend-address
        address-slip address-works give-family-code end-family-access detail-checks detail-sheets detail-ask
        detail-right detail-seen""",
    Act.KEEP_CONSENTS: """consents consents-file consent-slips consents-asked consent-scan consents-of-pupil
        enter-consent consent-spoke consent-stopped consent-topics""",
    Act.SHAPE_CONSENTS: "new-consent-topic consent-age consent-topic retire-consent resume-consent",
    Act.KEEP_ORDERS: "order see-order stop-order review-order lift-order order-scan",
    Act.KEEP_HOURS: """staff-reach staff-week staff-absence end-absence staff-busy end-busy staff-manager duty-turn
        remove-turn""",
    Act.TAKE_EMERGENCIES: "accept-emergencies",
    Act.KEEP_STAFF: """add-staff staff-roles staff-address end-role invite-staff leavers leave stay come-back directory
        end-directory-key""",
    Act.READ_LEAVERS: "leaver-correspondence",
    Act.END_FACTOR: "end-factor factor-for-all",
    Act.SET_UP: """our-procedure
        channels channel test-channel test-mail
        mailboxes mailbox stop-mailbox set-up school-details""",
    Act.BRING_IN: """imports nightly-import fetch-import stop-import import-run import-columns import-whole
        take-import-over drop-import""",
    Act.KEEP_POLICY: """policy-rule-off policy-rule-on policy-need policy-need-open begin-version ask-version
        activate-version withdraw-version draft draft-text draft-examples rehearse add-rule draft-rule remove-rule
        restore-rule draft-clause policy-review-day begin-review policy-review""",
    Act.SETTLE_CONFLICT: "policy-conflict rules-seen",
    Act.ATTEST: "attest",
}

SEES: dict[str, Leave] = {name: frozenset({act}) for act, names in _BY_ACT.items() for name in names.split()} | {
    "enter-order": frozenset({Act.SEE_FAMILY, Act.SAY_ORDER}),
    **dict.fromkeys(("answer-colleague", "take-alert", "visitor-fetch"), OWN),
    **dict.fromkeys(("report", "confirm-report", "close-report", "suspend-account"), OWN),
}
"""Every address by its name: what it takes to find it at all. Of the pictured, whoever teaches no class finds no class."""

SENDS: dict[str, Leave] = {
    "our-form": frozenset({Act.SET_UP}),
    "sign-version": OWN,
    "end-emergencies": OWN,
}
"""Where sending the form takes more than finding the page."""

SIGNS = {"sign-version": Role.HEAD}
"""What goes by the post that somebody fills: the version that waits is to be signed by the head."""


def finds(actor: Actor, name: str) -> bool:
    """Whether somebody who has nothing of their own here finds an address."""
    return _has(actor, SEES[name])


def sends(actor: Actor, name: str) -> bool:
    """Whether such a person may send what the address takes, for a thing of the school's own."""
    return SIGNS.get(name) in actor.roles or _has(actor, SENDS.get(name, SEES[name]))


def _has(actor: Actor, leave: Leave) -> bool:
    return bool(leave) and all(may(actor, act, Standing(school_id=actor.school_id)) for act in leave)
