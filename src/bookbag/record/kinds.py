"""Every kind of entry in the record, with the sentence that a person reads. A kind that is not here cannot be noted."""

from enum import StrEnum


class Kind(StrEnum):
    """What was done, in the past tense."""

    ARRIVAL_STORED = "arrival_stored"
    ARRIVAL_REPEATED = "arrival_repeated"
    ARRIVAL_PARKED = "arrival_parked"
    MESSAGE_READ = "message_read"
    CASE_OPENED = "case_opened"
    MESSAGE_JOINED = "message_joined"
    DUTY_SET = "duty_set"
    DUTY_MET = "duty_met"
    DUTY_WAIVED = "duty_waived"
    DUTY_RETIMED = "duty_retimed"
    COLLEAGUE_TOLD = "colleague_told"
    SENDER_MATCHED = "sender_matched"
    SENDER_UNMATCHED = "sender_unmatched"
    HAT_SAID = "hat_said"
    DETAILS_ASKED = "details_asked"
    DETAILS_CONFIRMED = "details_confirmed"
    DETAILS_SEEN = "details_seen"
    CASE_ASSIGNED = "case_assigned"
    CASE_ROUTED = "case_routed"
    CASE_PASSED_ON = "case_passed_on"
    URGENCY_SAID = "urgency_said"
    LABEL_PUT = "label_put"
    CASE_CLOSED = "case_closed"
    CASE_REOPENED = "case_reopened"
    CASE_CATEGORISED = "case_categorised"
    SUGGESTION_SETTLED = "suggestion_settled"
    CASE_SIGHT_SET = "case_sight_set"
    ABOUT_SAID = "about_said"
    COMPLAINT_STEP = "complaint_step"
    PROCEDURE_ENTERED = "procedure_entered"
    CONCERN_FILED = "concern_filed"
    CONCERN_ALERTED = "concern_alerted"
    CONCERN_TAKEN = "concern_taken"
    CONCERN_SETTLED = "concern_settled"
    CONCERN_REFERRED = "concern_referred"
    CONCERN_READ = "concern_read"
    CONCERN_CHILD_SAID = "concern_child_said"
    CHRONOLOGY_READ = "chronology_read"
    CHRONOLOGY_HANDED_OVER = "chronology_handed_over"
    REPORT_FILED = "report_filed"
    REPORT_ALERTED = "report_alerted"
    REPORT_CONFIRMED = "report_confirmed"
    REPORT_READ = "report_read"
    REPORT_STEP = "report_step"
    REPORT_CLOSED = "report_closed"
    CASES_JOINED = "cases_joined"
    CASE_SPLIT = "case_split"
    MOVE_UNDONE = "move_undone"
    PROPOSAL_REFUSED = "proposal_refused"
    NEED_SEEN_TO = "need_seen_to"
    CLOCK_STOPPED = "clock_stopped"
    CLOCK_RAN_ON = "clock_ran_on"
    CLOCK_LENGTHENED = "clock_lengthened"
    NOTE_WRITTEN = "note_written"
    TALK_LOGGED = "talk_logged"
    LETTER_LOGGED = "letter_logged"
    WORDS_ENTERED = "words_entered"
    CALL_LOGGED = "call_logged"
    CALL_HAD = "call_had"
    CALL_RETURNED = "call_returned"
    CALL_ALERTED = "call_alerted"
    CALL_PUT_THROUGH = "call_put_through"
    CALL_PASSED = "call_passed"
    WORD_SAID = "word_said"
    WORD_TOLD = "word_told"
    VOICEMAIL_TAKEN = "voicemail_taken"
    VOICEMAIL_HEARD = "voicemail_heard"
    VOICEMAIL_CLEARED = "voicemail_cleared"
    MACHINE_CHECKED = "machine_checked"
    CALL_AGREED = "call_agreed"
    CALL_AGREED_CHANGED = "call_agreed_changed"
    VISITOR_CAME = "visitor_came"
    VISITOR_LEFT = "visitor_left"
    READY_ANSWER_KEPT = "ready_answer_kept"
    READY_ANSWER_DROPPED = "ready_answer_dropped"
    COLLECTION_SAID = "collection_said"
    COLLECTION_CONFIRMED = "collection_confirmed"
    ABSENCE_LISTED = "absence_listed"
    ABSENCE_CONFIRMED = "absence_confirmed"
    ABSENCE_DROPPED = "absence_dropped"
    DRAFT_CLEARED = "draft_cleared"
    DISPATCH_QUEUED = "dispatch_queued"
    DISPATCH_UNDONE = "dispatch_undone"
    DISPATCH_SENT = "dispatch_sent"
    DISPATCH_DEFERRED = "dispatch_deferred"
    DISPATCH_FAILED = "dispatch_failed"
    DISPATCH_BOUNCED = "dispatch_bounced"
    DISPATCH_RETURNED = "dispatch_returned"
    ANSWER_FOUND = "answer_found"
    BREACH_REPORTED = "breach_reported"
    BREACH_TOLD = "breach_told"
    BREACH_NOT_TOLD = "breach_not_told"
    CASE_READ = "case_read"
    SIGNED_IN = "signed_in"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    SESSIONS_ENDED = "sessions_ended"
    FACTOR_ENDED = "factor_ended"
    PASSWORD_LINK_SENT = "password_link_sent"  # noqa: S105 - no password
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - no password
    SCHOOL_OPENED = "school_opened"
    FORM_PLACED = "form_placed"
    CALENDAR_CHANGED = "calendar_changed"
    SCHOOL_RETIMED = "school_retimed"
    CLASS_OPENED = "class_opened"
    STAFF_APPOINTED = "staff_appointed"
    STAFF_CHANGED = "staff_changed"
    STAFF_INVITED = "staff_invited"
    ROLE_GIVEN = "role_given"
    ROLE_ENDED = "role_ended"
    LEAVING_SAID = "leaving_said"
    LEAVING_TAKEN_BACK = "leaving_taken_back"
    STAFF_LEFT = "staff_left"
    HANDED_OVER = "handed_over"
    STAFF_RETURNED = "staff_returned"
    LEAVER_READ = "leaver_read"
    DIRECTORY_KEY_MADE = "directory_key_made"
    DIRECTORY_KEY_ENDED = "directory_key_ended"
    DIRECTORY_NOT_FOLLOWED = "directory_not_followed"
    HOURS_CHANGED = "hours_changed"
    EMERGENCIES_ACCEPTED = "emergencies_accepted"
    EMERGENCIES_ENDED = "emergencies_ended"
    ROTA_CHANGED = "rota_changed"
    SCHOOL_SET_UP = "school_set_up"
    MAILBOX_CONNECTED = "mailbox_connected"
    MAILBOX_LET_GO = "mailbox_let_go"
    COLLEAGUE_ASKED = "colleague_asked"
    COLLEAGUE_ANSWERED = "colleague_answered"
    PUPIL_ENTERED = "pupil_entered"
    PUPIL_CORRECTED = "pupil_corrected"
    ADULT_ENTERED = "adult_entered"
    ADULT_CORRECTED = "adult_corrected"
    LINK_ENTERED = "link_entered"
    LINK_CHANGED = "link_changed"
    LINK_ENDED = "link_ended"
    GROUP_CHANGED = "group_changed"
    PEOPLE_IMPORTED = "people_imported"
    IMPORT_SOURCE_SET = "import_source_set"
    LIST_FETCHED = "list_fetched"
    POINT_RESTS = "point_rests"
    POINT_CORRECTED = "point_corrected"
    POINT_WORKS = "point_works"
    POINT_ADDED = "point_added"
    POINT_REMOVED = "point_removed"
    RESTRICTION_ENTERED = "restriction_entered"
    RESTRICTION_SAID = "restriction_said"
    RESTRICTION_SEEN = "restriction_seen"
    RESTRICTION_STOPPED = "restriction_stopped"
    RESTRICTION_REVIEWED = "restriction_reviewed"
    RESTRICTION_LIFTED = "restriction_lifted"
    RESTRICTION_READ = "restriction_read"
    COPY_WITHHELD = "copy_withheld"
    COPY_POSTED = "copy_posted"
    VERSIONS_WANTED = "versions_wanted"
    VERSION_SENT = "version_sent"
    VERSION_SETTLED = "version_settled"
    CONSENT_ANSWERED = "consent_answered"
    CONSENT_TALKED = "consent_talked"
    CONSENT_STOPPED = "consent_stopped"
    CONSENTS_ASKED = "consents_asked"
    CONSENT_TOPIC_WRITTEN = "consent_topic_written"
    CONSENT_TOPIC_RETIRED = "consent_topic_retired"
    CONSENT_AGE_SAID = "consent_age_said"
    CLAUSE_ATTESTED = "clause_attested"
    POLICY_DRAFTED = "policy_drafted"
    POLICY_WRITTEN = "policy_written"
    POLICY_AWAITS = "policy_awaits"
    POLICY_SIGNED = "policy_signed"
    POLICY_IN_FORCE = "policy_in_force"
    POLICY_WITHDRAWN = "policy_withdrawn"
    POLICY_ACKNOWLEDGED = "policy_acknowledged"
    RULING_MADE = "ruling_made"
    RULING_SEEN = "ruling_seen"
    RULING_ENDED = "ruling_ended"
    RULING_REFUSED = "ruling_refused"
    REVIEW_ASKED = "review_asked"
    REVIEW_WRITTEN = "review_written"
    REVIEW_HELD = "review_held"
    CASES_REDECIDED = "cases_redecided"
    FAMILY_CODE_SENT = "family_code_sent"
    FAMILY_CODE_GIVEN = "family_code_given"
    FAMILY_SIGNED_IN = "family_signed_in"
    FAMILY_SIGNED_OUT = "family_signed_out"


SENTENCES: dict[Kind, str] = {
    Kind.ARRIVAL_STORED: "A message arrived and was stored",
    Kind.ARRIVAL_REPEATED: "The same message arrived once more",
    Kind.ARRIVAL_PARKED: "An automatic message was put aside",
    Kind.MESSAGE_READ: "The message was read",
    Kind.CASE_OPENED: "A case was opened",
    Kind.MESSAGE_JOINED: "A message joined the case",
    Kind.DUTY_SET: "The policy set a date",
    Kind.DUTY_MET: "What was due was done",
    Kind.DUTY_WAIVED: "What was due is no longer needed",
    Kind.DUTY_RETIMED: "A date moved",
    Kind.COLLEAGUE_TOLD: "A colleague was told of it",
    Kind.SENDER_MATCHED: "The sender was matched to a person",
    Kind.SENDER_UNMATCHED: "The match of the sender was undone",
    Kind.HAT_SAID: "Somebody said as what the sender writes",
    Kind.DETAILS_ASKED: "Families were asked whether their details are right",
    Kind.DETAILS_CONFIRMED: "Somebody said that their details are right",
    Kind.DETAILS_SEEN: "What somebody changed was looked at",
    Kind.CASE_ASSIGNED: "The case was given to somebody",
    Kind.CASE_ROUTED: "The policy says to whom it goes",
    Kind.CASE_PASSED_ON: "The case was passed on with a note",
    Kind.URGENCY_SAID: "It was said how urgent this is",
    Kind.LABEL_PUT: "Somebody put a label of their own on a case",
    Kind.CASE_CLOSED: "The case was closed",
    Kind.CASE_REOPENED: "The case was opened again",
    Kind.CASE_CATEGORISED: "The category was set",
    Kind.SUGGESTION_SETTLED: "Somebody said what a message is",
    Kind.COMPLAINT_STEP: "Something was done about the complaint",
    Kind.PROCEDURE_ENTERED: "The school’s complaints procedure was entered",
    Kind.ABOUT_SAID: "It was said whether this is about somebody who works here",
    Kind.CONCERN_FILED: "A concern was passed on",
    Kind.CONCERN_ALERTED: "Somebody was alerted of a concern",
    Kind.CONCERN_TAKEN: "A safeguarding lead has the concern",
    Kind.CONCERN_SETTLED: "The concern was sealed, or left",
    Kind.CONCERN_REFERRED: "The concern was passed on outside the school",
    Kind.CONCERN_READ: "The concern was opened",
    Kind.CONCERN_CHILD_SAID: "It was said which child a concern is about",
    Kind.CHRONOLOGY_READ: "The chronology of a child was opened to be read",
    Kind.CHRONOLOGY_HANDED_OVER: "The chronology of a child was handed over as a file",
    Kind.REPORT_FILED: "A report to named people was sent",
    Kind.REPORT_ALERTED: "Somebody was alerted of a report",
    Kind.REPORT_CONFIRMED: "Somebody said that they have a report",
    Kind.REPORT_READ: "A report was opened to be read",
    Kind.REPORT_STEP: "What was done about a report was entered",
    Kind.REPORT_CLOSED: "A report was closed",
    Kind.CASE_SIGHT_SET: "Who may see the case was changed",
    Kind.CASES_JOINED: "Two cases were joined",
    Kind.CASE_SPLIT: "A case was split",
    Kind.MOVE_UNDONE: "A join or split was undone",
    Kind.PROPOSAL_REFUSED: "A proposed join was refused",
    Kind.NEED_SEEN_TO: "What was needed today was seen to",
    Kind.CLOCK_STOPPED: "A clock of law stands still until something is known",
    Kind.CLOCK_RAN_ON: "A clock of law runs on",
    Kind.CLOCK_LENGTHENED: "A clock of law was given its longer time",
    Kind.NOTE_WRITTEN: "A note was written",
    Kind.TALK_LOGGED: "What was said in a call or a meeting was noted",
    Kind.LETTER_LOGGED: "A letter was entered",
    Kind.WORDS_ENTERED: "What somebody told or sent a colleague was entered",
    Kind.CALL_LOGGED: "A call was noted",
    Kind.CALL_HAD: "Whom a call is for has it",
    Kind.CALL_RETURNED: "Somebody rang back, or tried to",
    Kind.CALL_ALERTED: "Somebody was alerted to a call",
    Kind.CALL_PUT_THROUGH: "A call was put through",
    Kind.CALL_PASSED: "A call was passed across to another school of the trust",
    Kind.WORD_SAID: "Words for a child were taken",
    Kind.WORD_TOLD: "The child was told",
    Kind.VOICEMAIL_TAKEN: "A recording of the answer machine was taken in",
    Kind.VOICEMAIL_HEARD: "A recording was listened to",
    Kind.VOICEMAIL_CLEARED: "A recording left the list",
    Kind.MACHINE_CHECKED: "The answer machine was checked, or it was said when it is",
    Kind.CALL_AGREED: "A call or a meeting was put in somebody's diary",
    Kind.CALL_AGREED_CHANGED: "Something changed about a call or a meeting in somebody's diary",
    Kind.VISITOR_CAME: "A visitor signed in",
    Kind.VISITOR_LEFT: "A visitor signed out",
    Kind.READY_ANSWER_KEPT: "A ready answer of the office was kept",
    Kind.READY_ANSWER_DROPPED: "A ready answer of the office was taken away",
    Kind.COLLECTION_SAID: "Somebody said who collects a child",
    Kind.COLLECTION_CONFIRMED: "It was confirmed who collects a child",
    Kind.ABSENCE_LISTED: "A child was put on the list of absences",
    Kind.ABSENCE_CONFIRMED: "An absence was confirmed by a call back",
    Kind.ABSENCE_DROPPED: "A child was taken off the list of absences",
    Kind.DRAFT_CLEARED: "An answer was cleared to leave",
    Kind.DISPATCH_QUEUED: "A message was put in the outbox",
    Kind.DISPATCH_UNDONE: "Sending was undone",
    Kind.DISPATCH_SENT: "It was sent",
    Kind.DISPATCH_DEFERRED: "It could not be sent yet and will be tried again",
    Kind.DISPATCH_FAILED: "It could not be sent",
    Kind.DISPATCH_BOUNCED: "It came back undelivered",
    Kind.DISPATCH_RETURNED: "It came back to its author, because the family wrote again",
    Kind.ANSWER_FOUND: "An answer was found that had left by another door",
    Kind.BREACH_REPORTED: "A message was reported as sent to the wrong person",
    Kind.BREACH_TOLD: "The Information Commissioner was told",
    Kind.BREACH_NOT_TOLD: "The Information Commissioner need not be told",
    Kind.CASE_READ: "The case was opened to be read",
    Kind.SIGNED_IN: "Somebody signed in",
    Kind.FACTOR_ADDED: "Somebody added a second factor to their sign-in",
    Kind.FACTOR_REMOVED: "Somebody removed a second factor from their sign-in",
    Kind.FACTOR_ENDED: "The second factor of a colleague was ended",
    Kind.PASSWORD_LINK_SENT: "A link to choose a password was sent",
    Kind.PASSWORD_CHANGED: "A password was changed",
    Kind.SESSIONS_ENDED: "Somebody was signed out elsewhere",
    Kind.SCHOOL_OPENED: "The school was opened",
    Kind.FORM_PLACED: "It was set which website may show the school's form",
    Kind.CALENDAR_CHANGED: "The school's calendar was changed",
    Kind.SCHOOL_RETIMED: "Dates moved with the calendar",
    Kind.CLASS_OPENED: "A class was opened",
    Kind.STAFF_APPOINTED: "Somebody began to work here",
    Kind.STAFF_CHANGED: "Somebody's name, address or job was changed",
    Kind.STAFF_INVITED: "Somebody was invited to choose a password",
    Kind.ROLE_GIVEN: "A role was given",
    Kind.ROLE_ENDED: "A role was ended",
    Kind.LEAVING_SAID: "It was said when somebody stops working here",
    Kind.LEAVING_TAKEN_BACK: "Somebody stays after all",
    Kind.STAFF_LEFT: "Somebody stopped working here",
    Kind.HANDED_OVER: "What somebody had who left went to others",
    Kind.STAFF_RETURNED: "Somebody works here again",
    Kind.LEAVER_READ: "The correspondence of somebody who left was opened",
    Kind.DIRECTORY_KEY_MADE: "A key was made for the school's directory",
    Kind.DIRECTORY_KEY_ENDED: "A key of the school's directory was ended",
    Kind.DIRECTORY_NOT_FOLLOWED: "The school's directory said that somebody is gone who leads; a person decides",
    Kind.HOURS_CHANGED: "Somebody's hours were changed",
    Kind.EMERGENCIES_ACCEPTED: "Somebody agreed to be alerted in emergencies",
    Kind.EMERGENCIES_ENDED: "Somebody is no longer alerted in emergencies",
    Kind.ROTA_CHANGED: "The duty rota was changed",
    Kind.SCHOOL_SET_UP: "What the school must enter was changed",
    Kind.MAILBOX_CONNECTED: "It was said how a mailbox is read",
    Kind.MAILBOX_LET_GO: "A mailbox is read no more",
    Kind.COLLEAGUE_ASKED: "A colleague was asked",
    Kind.COLLEAGUE_ANSWERED: "The colleague answered",
    Kind.PUPIL_ENTERED: "A pupil was entered with the adults",
    Kind.PUPIL_CORRECTED: "What is held of a pupil was corrected",
    Kind.ADULT_ENTERED: "A parent or carer was entered",
    Kind.ADULT_CORRECTED: "What is held of a parent or carer was corrected",
    Kind.LINK_ENTERED: "An adult was linked to a pupil",
    Kind.LINK_CHANGED: "What an adult is to a pupil was changed",
    Kind.LINK_ENDED: "An adult is no longer linked to a pupil",
    Kind.GROUP_CHANGED: "A group was changed",
    Kind.PEOPLE_IMPORTED: "People were brought in from a file",
    Kind.IMPORT_SOURCE_SET: "Whence the list of people is fetched was set",
    Kind.LIST_FETCHED: "The list of people was fetched, or could not be",
    Kind.POINT_RESTS: "An address rests, because a message came back from it",
    Kind.POINT_CORRECTED: "A way of reaching somebody was corrected",
    Kind.POINT_WORKS: "An address that rested was said to work",
    Kind.POINT_ADDED: "A way of reaching somebody was added",
    Kind.POINT_REMOVED: "A way of reaching somebody was removed",
    Kind.RESTRICTION_ENTERED: "A court order was seen and entered",
    Kind.RESTRICTION_SAID: "Somebody said that there is a court order",
    Kind.RESTRICTION_SEEN: "The court order was seen",
    Kind.RESTRICTION_STOPPED: "A stop was set until the court order is seen",
    Kind.RESTRICTION_REVIEWED: "The court order was looked at again",
    Kind.RESTRICTION_LIFTED: "The court order was said to be over",
    Kind.RESTRICTION_READ: "What is kept of a court order was opened to be read",
    Kind.COPY_WITHHELD: "A copy was withheld",
    Kind.COPY_POSTED: "A copy was posted",
    Kind.VERSIONS_WANTED: "Other versions of a message are to be made",
    Kind.VERSION_SENT: "A version that was made for one adult was sent",
    Kind.VERSION_SETTLED: "Somebody said how a version reached an adult",
    Kind.CONSENT_ANSWERED: "An answer about a consent was entered",
    Kind.CONSENT_TALKED: "Somebody spoke with parents who answered a consent differently",
    Kind.CONSENT_STOPPED: "What a family no longer agrees to was taken down or stopped",
    Kind.CONSENTS_ASKED: "Families were asked about consents on slips",
    Kind.CONSENT_TOPIC_WRITTEN: "The words of a consent were written",
    Kind.CONSENT_TOPIC_RETIRED: "A consent is asked for no longer",
    Kind.CONSENT_AGE_SAID: "It was said from which age pupils answer for themselves",
    Kind.CLAUSE_ATTESTED: "Who keeps a clause, outside Bookbag, was confirmed",
    Kind.POLICY_DRAFTED: "A new version of a policy was begun",
    Kind.POLICY_WRITTEN: "A draft of a policy was given other words",
    Kind.POLICY_AWAITS: "A version of a policy was put up for sign-off",
    Kind.POLICY_SIGNED: "A version of a policy was signed",
    Kind.POLICY_IN_FORCE: "A version of a policy came into force",
    Kind.POLICY_WITHDRAWN: "A version of a policy was withdrawn",
    Kind.POLICY_ACKNOWLEDGED: "Somebody confirmed a version of a policy",
    Kind.RULING_MADE: "Something was decided about the policy",
    Kind.RULING_SEEN: "The head has seen which rules are switched off",
    Kind.RULING_ENDED: "A decision about the policy was ended",
    Kind.RULING_REFUSED: "A change of the trust's policy was refused",
    Kind.REVIEW_ASKED: "An early review of a policy was asked for",
    Kind.REVIEW_WRITTEN: "What was reviewed so far was kept",
    Kind.REVIEW_HELD: "A policy was reviewed",
    Kind.CASES_REDECIDED: "Open cases were decided again under the changed policy",
    Kind.FAMILY_CODE_SENT: "A code for the family pages was sent by e-mail",
    Kind.FAMILY_CODE_GIVEN: "The office gave a code for the family pages",
    Kind.FAMILY_SIGNED_IN: "A parent or carer signed in to the family pages",
    Kind.FAMILY_SIGNED_OUT: "A parent or carer was signed out of the family pages",
}
