"""The closed lists of words in which rules speak: who, whom, by which way, of what. A word that no rule uses does not belong here."""

from enum import StrEnum


class Post(StrEnum):
    """Somebody whom a policy names to act, approve or be told."""

    AUTHOR = "author"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    CHAIR_OF_TRUSTEES = "chair_of_trustees"
    CHIEF_EXECUTIVE = "chief_executive"
    DIGITAL_CHAMPION = "digital_champion"
    DSL = "dsl"
    EXECUTIVE_HEAD = "executive_head"
    GOVERNING_BODY = "governing_body"
    HEAD = "head"
    HEAD_OF_FACULTY = "head_of_faculty"
    HR = "hr"
    MANAGER = "manager"
    OFFICE = "office"
    PARENTS = "parents"
    PERSON_ASKED_FOR = "person_asked_for"
    SENIOR_LEADER = "senior_leader"
    STAFF = "staff"
    TEACHER = "teacher"


class People(StrEnum):
    """Those to whom something goes, who may see it, or whom a rule binds."""

    AGENCIES = "agencies"
    COLLEAGUES = "colleagues"
    COMMUNITY = "community"
    GOVERNORS = "governors"
    MANAGERS = "managers"
    NEW_PARENTS = "new_parents"
    PARENTS = "parents"
    PUBLIC = "public"
    PUPILS = "pupils"
    PUPILS_AND_LEAVERS_UNDER_AGE = "pupils_and_leavers_under_age"
    STAFF = "staff"
    SUPPLIERS = "suppliers"
    THEMSELVES = "themselves"
    THOSE_TAKING_PART = "those_taking_part"
    TRUSTEES = "trustees"


class Way(StrEnum):
    """How something is said. The channels by which messages come in are among them."""

    APP = "app"
    BOOK_BAG = "book_bag"
    DIRECT_MESSAGE = "direct_message"
    EMAIL = "email"
    HANDED_OVER = "handed_over"
    IN_PERSON = "in_person"
    LETTER = "letter"
    MEETING = "meeting"
    PAPER = "paper"
    PERSONAL_ACCOUNT = "personal_account"
    PHONE = "phone"
    PRIVATE_EMAIL = "private_email"
    PRIVATE_PHONE = "private_phone"
    SCHOOL_ACCOUNT = "school_account"
    SOCIAL = "social"
    TEXT = "text"
    TRUST_DEVICE = "trust_device"
    VIDEO = "video"
    WEBSITE = "website"


CARRIERS = frozenset({Way.PERSONAL_ACCOUNT, Way.PRIVATE_EMAIL, Way.PRIVATE_PHONE, Way.SCHOOL_ACCOUNT, Way.TRUST_DEVICE})
"""Ways that say whose account or device something goes by. The others say in which form it goes; everything has both."""


class Thing(StrEnum):
    """What a rule is about: something said, made, shown or done."""

    ABSENCE = "absence"
    ANSWER = "answer"
    ANSWER_TO_LETTER = "answer_to_letter"
    BLOCKING_SOMEBODY = "blocking_somebody"
    BOOSTED_POST = "boosted_post"
    COMMENT = "comment"
    COMPLAINT = "complaint"
    COMPLAINT_POLICY = "complaint_policy"
    CONCERN = "concern"
    CONTACT_DETAILS_OF_STAFF = "contact_details_of_staff"
    CONVERSATION = "conversation"
    DOUBTFUL_POST = "doubtful_post"
    EVENT = "event"
    EXCEPTION = "exception"
    GENERAL_LETTER = "general_letter"
    IMPORTANT_LETTER = "important_letter"
    LIVE_VIDEO = "live_video"
    MEETING = "meeting"
    MEETING_NOTES = "meeting_notes"
    MESSAGE_TO_COLLEAGUES = "message_to_colleagues"
    NEWSLETTER = "newsletter"
    NOTICE = "notice"
    OPINION = "opinion"
    PASSING_ON = "passing_on"
    PERSONAL_NETWORKS = "personal_networks"
    PHOTO = "photo"
    POLICE_REPORT = "police_report"
    POLICY_VERSION = "policy_version"
    POST = "post"
    POST_IN_GROUP = "post_in_group"
    PROFESSION_IN_PROFILE = "profession_in_profile"
    PROFILE_PICTURE = "profile_picture"
    RECORDING = "recording"
    ROUTINE_NOTICE = "routine_notice"
    SAFEGUARDING = "safeguarding"
    SCHOOL_BUSINESS = "school_business"
    SENSITIVE_SUBJECT = "sensitive_subject"
    TEACHING_ACCOUNT = "teaching_account"
    VIDEO_CALL = "video_call"
    VIDEO_CALL_WITH_INTERPRETER = "video_call_with_interpreter"
    VIDEO_CALL_WITH_PUPIL = "video_call_with_pupil"


_IS_ALSO: dict[Thing, frozenset[Thing]] = {
    Thing.ANSWER: frozenset({Thing.SCHOOL_BUSINESS}),
    Thing.ANSWER_TO_LETTER: frozenset({Thing.ANSWER, Thing.SCHOOL_BUSINESS}),
    Thing.BOOSTED_POST: frozenset({Thing.POST}),
    Thing.COMPLAINT: frozenset({Thing.ANSWER, Thing.SCHOOL_BUSINESS}),
    Thing.CONCERN: frozenset({Thing.ANSWER, Thing.SCHOOL_BUSINESS}),
    Thing.DOUBTFUL_POST: frozenset({Thing.POST}),
    Thing.EVENT: frozenset({Thing.SCHOOL_BUSINESS}),
    Thing.GENERAL_LETTER: frozenset({Thing.SCHOOL_BUSINESS}),
    Thing.IMPORTANT_LETTER: frozenset({Thing.SCHOOL_BUSINESS}),
    Thing.MEETING: frozenset({Thing.SCHOOL_BUSINESS}),
    Thing.NEWSLETTER: frozenset({Thing.NOTICE, Thing.SCHOOL_BUSINESS}),
    Thing.NOTICE: frozenset({Thing.SCHOOL_BUSINESS}),
    Thing.POST_IN_GROUP: frozenset({Thing.POST}),
    Thing.ROUTINE_NOTICE: frozenset({Thing.NOTICE, Thing.SCHOOL_BUSINESS}),
    Thing.VIDEO_CALL_WITH_INTERPRETER: frozenset({Thing.VIDEO_CALL}),
    Thing.VIDEO_CALL_WITH_PUPIL: frozenset({Thing.VIDEO_CALL}),
}


def kinds_of(thing: Thing) -> frozenset[Thing]:
    """Give a thing with all that it is beside: a newsletter is a notice, and a notice is school business."""
    return frozenset({thing}) | _IS_ALSO.get(thing, frozenset())


class Occasion(StrEnum):
    """What happens that sets a rule going."""

    ABSENCE_OF_STAFF = "absence_of_staff"
    ANSWER_DELAYED = "answer_delayed"
    CALL_ASKED_FOR = "call_asked_for"
    CALL_FOR_PUPIL = "call_for_pupil"
    CALL_MISSED = "call_missed"
    CHILD_JOINS_RECEPTION = "child_joins_reception"
    CHILD_MATTER_RAISED = "child_matter_raised"
    CHILD_WROTE_PRIVATELY = "child_wrote_privately"
    COMMENT_SEEN = "comment_seen"
    CONCERN_ABOUT_CHILD = "concern_about_child"
    CYBERBULLYING_OF_PUPIL = "cyberbullying_of_pupil"
    CYBERBULLYING_OF_STAFF = "cyberbullying_of_staff"
    DEPENDENCE_NOTICED = "dependence_noticed"
    DOUBT_ABOUT_RULES = "doubt_about_rules"
    FAMILY_BREACH_FOUND = "family_breach_found"
    IMPROPER_COMMENT_FOUND = "improper_comment_found"
    INDECENT_IMAGE_FOUND = "indecent_image_found"
    INVESTIGATOR_CONTACT = "investigator_contact"
    MATERIAL_ABOUT_STAFF_FOUND = "material_about_staff_found"
    MATTER_UNSETTLED = "matter_unsettled"
    MESSAGE_RECEIVED = "message_received"
    MISUSE_REPORTED = "misuse_reported"
    PAPER_GIVEN_TO_CLASS = "paper_given_to_class"
    POLICY_BREACH_SUSPECTED = "policy_breach_suspected"
    POST_WRITTEN = "post_written"
    PRIVATE_CALL_NEEDED = "private_call_needed"
    SOCIAL_CONTACT_NOTICED = "social_contact_noticed"
    SOMEBODY_JOINS = "somebody_joins"
    TECHNICAL_FAILURE = "technical_failure"
    TRIP_PLANNED = "trip_planned"
    UNSAFE_ACCESS_FOUND = "unsafe_access_found"
    UNSUITABLE_MATERIAL_FOUND = "unsuitable_material_found"
    URGENT_CALL = "urgent_call"
    VIDEO_CALL_BEGINS = "video_call_begins"
    VIDEO_CALL_BROKEN_OFF = "video_call_broken_off"


class Check(StrEnum):
    """What a rule on content has the words looked at for."""

    ANOTHER_FAMILY = "another_family"
    ATTACHMENTS_INSIDE = "attachments_inside"
    BLAME_IN_PUBLIC = "blame_in_public"
    CARBON_COPIES = "carbon_copies"
    CONFIDENTIAL = "confidential"
    COPYRIGHT = "copyright"
    DATE_OF_ANSWER = "date_of_answer"
    DEFAMATORY = "defamatory"
    DISCRIMINATING = "discriminating"
    FACT_AND_OPINION = "fact_and_opinion"
    IDENTIFIES_FAMILY = "identifies_family"
    INDECENT_OR_THREATENING = "indecent_or_threatening"
    NAMES_PUPIL = "names_pupil"
    NOTE_FIELDS = "note_fields"
    OUT_OF_OFFICE = "out_of_office"
    OUTSIDE_LINKS = "outside_links"
    PERSONAL_INFORMATION = "personal_information"
    PLAIN_ENGLISH = "plain_english"
    QUESTIONS_ANSWERED = "questions_answered"
    REPLY_ALL = "reply_all"
    REPUTATION = "reputation"
    SENSITIVE_SUBJECT = "sensitive_subject"
    STRUCTURE = "structure"
    TONE = "tone"
    VULNERABILITY = "vulnerability"
