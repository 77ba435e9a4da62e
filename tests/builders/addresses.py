"""Every address under a school, with something real behind it: what to ask for, and what a form there would send."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from allauth.mfa.models import Authenticator
from django.urls import reverse

from bookbag.adoption import queries as adoption
from bookbag.adoption.actions import reviews, rulings, versions
from bookbag.adoption.models import Ruling, Version
from bookbag.compose.actions import drafts
from bookbag.desk import homecopies, makings
from bookbag.desk.actions import (
    absences,
    asking,
    breaches,
    calls,
    cases,
    connecting,
    diary,
    handing_over,
    joins,
    readyanswers,
    replies,
    urgent,
    visitors,
    voicemail,
    writing_home,
)
from bookbag.desk.actions.absences import Away
from bookbag.desk.actions.calls import Taken
from bookbag.desk.actions.collections import Said
from bookbag.desk.actions.diary import Agreed, ArrangedKind
from bookbag.desk.models import (
    Arrival,
    Attachment,
    CallAlert,
    Case,
    CasePupil,
    Message,
    Move,
    Proposal,
    Suggestion,
    WordToPupil,
)
from bookbag.desk.models.call import Why
from bookbag.desk.models.reply import Home, Kind
from bookbag.people import restrictions
from bookbag.people.actions import adults, details, directory, groups, hours, import_runs, joining, points, pupils, rota
from bookbag.people.actions import restrictions as orders
from bookbag.people.actions.hours import Engaged
from bookbag.people.actions.leaving import Plan
from bookbag.people.importing.files import Format
from bookbag.people.models import Contact, ContactPoint, DirectoryKey, EmergencyRota, GroupMember, Relationship
from bookbag.people.models.family import Need
from bookbag.policy import agreeing, editing
from bookbag.policy.attendance import Code
from bookbag.policy.availability import Absence, Stretch
from bookbag.policy.permissions import Role, Sight
from bookbag.policy.rules.words import People, Post
from bookbag.policy.values import Category
from bookbag.safeguarding.actions import concerns, reports
from bookbag.safeguarding.actions.concerns import Filing, Shown
from bookbag.safeguarding.actions.reports import Told
from bookbag.safeguarding.models import Concern, ConcernChild, ConcernFile, Report
from bookbag.schools import tenancy
from bookbag.schools.models import ClosedDay, Term
from bookbag.schools.queries import own_mailbox
from bookbag.web.forms.drafting import seen
from tests.builders import browsing, busy, consenting, mails, policies, worlds
from tests.builders.browsing import Desk

LATER = worlds.NOW + timedelta(hours=2)
HOURS = {"core_from": "08:30", "core_until": "16:00", "office_opens": "08:00", "office_closes": "16:30"}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@dataclass(frozen=True)
class Address:
    """One address: the ids in it, whether it may be read, and what its form sends, where it has one."""

    name: str
    ids: tuple[UUID | str, ...] = ()
    reads: bool = True
    sends: dict[str, Any] | None = None
    query: str = ""
    slug: str = field(default="wyton")

    def url(self, *, at: str = "", elsewhere: bool = False) -> str:
        """The address; with `elsewhere` the same with ids that nothing has."""
        ids = tuple(uuid4() for _ in self.ids) if elsewhere else self.ids
        return reverse(self.name, args=[at or self.slug, *ids]) + self.query


FOR_LEADS = (
    *("concerns", "concern", "take-concern", "seal-concern", "leave-concern", "refer-concern"),
    *("concern-file", "concern-child", "chronology", "chronology-file"),
)
"""What the safeguarding leads open, and nobody else."""


def _concerns(desk: Desk) -> list[Address]:
    """A case with a concern about it, and what the leads do with it."""
    with tenancy.atomic(desk.school.id):
        shown = (Shown("screen.png", PNG),)
        concerns.file(Filing(worlds.NOW, files=shown), case=desk.case, by=desk.teacher, now=worlds.NOW)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        kept = Concern.objects.latest("sent_at")
        one, child = (kept.id,), (desk.family.pupil.id,)
        own = {"school": desk.school, "concern": kept, "pupil": desk.family.pupil, "said_by_id": desk.teacher.person}
        ConcernChild.objects.create(**own, part="harmed", said_at=worlds.NOW)
        picture = ConcernFile.objects.get(concern=kept).id
    shared = {"to_whom": "Children's services", "shared": "All of it", "ground": "Risk of harm"}
    return [
        Address("raise-concern", (desk.case.id,), reads=False, sends={}),
        Address("concerns"),
        Address("concern", one),
        Address("concern-file", (picture,)),
        Address("chronology", child),
        Address("chronology-file", child),
        Address("concern-child", one, reads=False, sends={"child": "Amira Khan", "part": "harmed"}),
        Address("take-concern", one, reads=False, sends={}),
        Address("refer-concern", one, reads=False, sends=shared | {"on": "2026-03-02", "time": "08:00"}),
        Address("leave-concern", one, reads=False, sends={"because": "A play."}),
        Address("seal-concern", one, reads=False, sends={"neutral": "", "needed": ""}),
    ]


def _reports(desk: Desk) -> list[Address]:
    """A report of which its author, the office, may see how it stands; nobody but the head deals with it."""
    worlds.staff(desk.school, "Hugo Stand", Role.HEAD)
    with tenancy.atomic(desk.school.id):
        told = Told(reports.Kind.FILTER, worlds.NOW, words="A games site opens in the library.")
        reports.file(told, by=desk.office, now=worlds.NOW)
    with tenancy.atomic(desk.school.id, sight=Sight.SAFEGUARDING):
        one = (Report.objects.get().id,)
    return [
        Address("reports"),
        Address("choose-report"),
        Address("new-report", query="?what=filter"),
        Address("report", one),
        Address("confirm-report", one, reads=False, sends={}),
        Address("close-report", one, reads=False, sends={"outcome": "Shut."}),
        Address("suspend-account", one, reads=False, sends={"staff": str(desk.teacher.staff_id)}),
    ]


def every(desk: Desk) -> list[Address]:
    """Furnish the desk and list every address of the school."""
    bodies = _files(desk)
    call, collection, ready = _call(desk)
    urgent_call, alert, word = _urgent_call(desk)
    term = _closed_day(desk)
    aside = _put_aside(desk)
    long_case, move, proposal = _moved(desk)
    sent, writing = _answers(desk)
    astray, breach = _astray(desk)
    misdirected = {"what": "Her class", "aware_on": "2026-03-02", "aware_time": "10:30"}
    case, address = (desk.case.id,), "?address=samina.khan@home.example"
    contact = desk.family.contacts["Samina"].id
    letter = {"from_name": "Mrs Bell", "text": "Dear school", "category": "enquiry", "do": "enter"}
    received = {"received_on": "2026-03-02", "received_time": "08:00"}
    words = {"subject": "Re: it", "body": "Dear Mrs Khan, yes.", "kind": "full", "seen": LATER.isoformat()}
    to = {"to": ["samina.khan@home.example"], "do": "send"}
    kept = {"keeper": "paper", "named": "The fire log", "proof": "The blue folder"}
    kept |= {"confirmed_on": "2026-03-02", "due_on": "2027-03-02"}
    return [
        Address("school"),
        Address("child-in-danger"),
        Address("worried"),
        Address("child-contacted"),
        *_concerns(desk),
        *_reports(desk),
        Address("today"),
        Address("inbox"),
        Address("search"),
        Address("search", query="?q=swimming"),
        Address("overdue"),
        Address("put-aside"),
        Address("contact"),
        Address("gate", sends={"child": "Amira", "text": "Slept badly"}),
        Address("informal", sends={"way": "chat", "who": "Mrs Khan", "text": "The trip?"}),
        Address("make-it-a-meeting", case, reads=False, sends={}),
        *_resting(desk),
        Address("give-family-code", (contact,), sends={"how": "hand"}),
        Address("end-family-access", (contact,), reads=False, sends={}),
        Address("new-letter", sends=letter | received),
        Address("calls"),
        Address("new-call", sends={"number": "withheld", "name": "Mrs Bell", "purpose": "The school trip"}),
        Address("ready-answers", sends={"subject": "Uniform", "words": "A red jumper."}),
        Address("drop-ready-answer", (ready,), reads=False, sends={}),
        Address("have-call", (call,), reads=False, sends={}),
        Address("ring-back", (call,), sends={"do": "tried"}),
        Address("put-through", (urgent_call,), sends={}),
        Address("take-alert", (alert,), reads=False, sends={}),
        Address("word-told", (word,), reads=False, sends={}),
        *_front_desk(desk),
        Address("accept-call", case, reads=False, sends={"recipient": str(desk.teacher.staff_id)}),
        Address("confirm-collection", (collection,), sends={"how": "password"}),
        Address("our-form", sends={"website": "https://www.wyton.example"}),
        Address("calendar"),
        Address("term", sends={"name": "Autumn", "first_day": "2026-09-02", "last_day": "2026-10-23"}),
        Address("remove-term", reads=False, sends={"term": str(term)}),
        Address("close-days", sends={"why": "INSET", "first_day": "2026-06-01", "stops": ["working_days"]}),
        Address("close-today", reads=False, sends={"why": "Snow", "do": "whole"}),
        Address("left-out", ("2026-06-03",)),
        Address("reopen-day", reads=False, sends={"day": "2026-06-03"}),
        Address(
            "take-dates", sends={"text": "name,first day\nINSET,2026-06-02\n", "close": ["2026-06-02"], "do": "take"}
        ),
        Address("calendar-file"),
        Address("policy"),
        Address("policy-answers"),
        Address("policy-file"),
        Address("policy-report"),
        Address("clause", ("WYT-083",)),
        Address("clause-lines", ("WYT-083",)),
        Address("attest", ("WYT-002",), sends=kept),
        *_policy(desk),
        *_drafting(desk),
        Address("take-up", (aside,), reads=False, sends={}),
        Address("original", (aside,)),
        Address("as-sent", (bodies["html"],)),
        Address("download", (bodies["picture"],)),
        Address("preview", (bodies["picture"],)),
        Address("report-misdirected", (astray,), sends=misdirected),
        Address("decide-breach", (breach,), sends={"because": "It was deleted unread.", "do": "need_not"}),
        Address("case", case),
        Address("case-record", case),
        Address("write-note", case, sends={"text": "She rang."}),
        Address("assign", case, reads=False, sends={"owner": str(desk.teacher.staff_id)}),
        Address(
            "law-clock",
            (bodies["picture_case"],),
            sends={"do": "asked", "what": "asked", "question": "Which years?", "day": "2026-03-02"},
        ),
        Address("complaints"),
        Address("suggested"),
        *_complaints(desk),
        Address("about-whom", case, sends={"staff": ["nobody"]}),
        Address("pass-on", case, sends={"owner": str(desk.teacher.staff_id), "text": "She knows her."}),
        Address("say-urgency", case, reads=False, sends={"urgent_for": "distress"}),
        Address("put-label", case, reads=False, sends={"label": "Trips"}),
        Address("seen-to", (_needed(desk),), reads=False, sends={}),
        Address("categorise", case, reads=False, sends={"category": "complaint"}),
        Address(
            "settle-suggestion",
            case,
            reads=False,
            sends={"suggestion": str(_suggestion(desk)), "category": "enquiry"},
        ),
        Address("close", case, sends={"reason": "It was a mistake."}),
        Address("reopen", (bodies["closed"],), reads=False, sends={}),
        Address("reply", (writing,), sends=words | to),
        Address("log-talk", case, sends={"text": "We spoke; all is well."}),
        Address("begin-reply", case, reads=False, sends={"body": "Dear Mrs Khan"}),
        Address("discard-reply", (writing,), reads=False, sends={}),
        Address("undo-reply", sent, reads=False, sends={}),
        Address("match", case, sends={"contact": str(contact)}, query=address),
        Address("unmatch", case, reads=False, sends={"address": "samina.khan@home.example"}),
        Address("detail-checks", sends={"day": "2025-09-08"}),
        Address("detail-sheets"),
        Address("detail-ask", (contact,), reads=False, sends={}),
        Address("detail-right", (contact,), reads=False, sends={}),
        Address("detail-seen", (contact,), reads=False, sends={}),
        Address("hat", case, reads=False, sends={"address": "samina.khan@home.example", "hat": "parent"}),
        Address("ask-early-review", case, sends={"pack": "wyton", "reason": "Nobody knew who answers."}),
        Address("join", case, sends={"into": str(long_case)}),
        Address("split", (bodies["two"],), sends={"messages": [str(bodies["html"])]}),
        Address("refuse-join", proposal, reads=False, sends={}),
        Address("undo-move", move, reads=False, sends={}),
        *_families(desk),
        *_two_homes(desk),
        *_consents(desk),
        *_imports(desk),
        *_staffroom(desk),
        *_staff_list(desk),
        *_absences(desk),
    ]


def _complaints(desk: Desk) -> list[Address]:
    """What is entered and told of one concern, and the school's own procedure."""
    case = (_complaint(desk),)
    told = {"received_on": "2026-03-02", "received_time": "10:00", "from_name": "Norah Pike", "category": "concern"}
    told |= {"text": "The floodlights burn all night.", "channel": "in_person", "read_back": "on"}
    return [
        Address("complaint", case, sends={"kind": "attempt", "text": "Rang.", "done_on": "2026-03-02"}),
        Address("complaint-read", case, reads=False, sends={"read": "on"}),
        Address("pass-up", case, reads=False, sends={"role": "team leader", "to": str(desk.office.staff_id)}),
        Address("send-procedure", case, reads=False, sends={"how": "paper"}),
        Address("complaint-receipt", case),
        Address("new-complaint", sends=told),
        Address("our-procedure", sends={"name": "Complaints procedure", "link": "", "stages": "The head\nA panel"}),
    ]


def _complaint(desk: Desk) -> UUID:
    """A concern that goes by the complaints procedure."""
    raw = mails.mail("Reading", sender="n@home.example", subject="His reading", message_id="concern@home.example")
    case = browsing.brought(desk.school, raw, now=LATER)
    with tenancy.atomic(desk.school.id):
        cases.categorise(case, category=Category.CONCERN, by=desk.office, now=LATER)
    return case.id


def _families(desk: Desk) -> list[Address]:
    """Pages of a family, and a group that the child is in."""
    child, adult, other = desk.family.pupil, desk.family.contacts["Samina"], desk.family.contacts["Omar"]
    by: dict[str, Any] = {"by": desk.office, "now": LATER}
    with tenancy.atomic(desk.school.id):
        grandmother = Contact.objects.create(
            school=desk.school, given_name="Noor", family_name="Khan", sort_key="khan, noor"
        )
        points.add(adult.id, "telephone", "07700 900123", **by)
        point = ContactPoint.objects.get(contact=adult, kind="telephone")
        tie = Relationship.objects.get(pupil=child, contact=other)
        group = groups.make("Chess club", "club", **by)
        groups.add_pupil(group.id, child.id, on=LATER.date(), **by)
        member = GroupMember.objects.get(group=group)
        names = {"given_name": "Amira", "family_name": "Khan", "seen": details.seen(child, pupils.NAMES)}
        care = {"looked_after_by": "Fenshire", "seen": details.seen(child, pupils.CARE)}
        own = {"family_name": "Khan", "language": "ur", "seen": details.seen(adult, adults.DETAILS)}
        link = {"kind": "father", "told": "on", "seen": details.seen(tie, adults.LINK)}
    return [
        Address("families", query="?q=Amira+4B"),
        Address("contact-gaps"),
        Address("new-child", sends={"given_name": "Zoe", "family_name": "Poe"}),
        Address("child", (child.id,)),
        Address("change-child", (child.id,), sends=names),
        Address("change-care", (child.id,), sends=care),
        Address("find-adult", (child.id,), query="?q=Khan"),
        Address("new-adult", (child.id,), sends={"family_name": "Ash", "language": "en", "kind": "carer"}),
        Address("change-link", (child.id, other.id), sends=link),
        Address("link-adult", (child.id, grandmother.id), sends={"kind": "grandmother"}),
        Address("end-link", (child.id, other.id), reads=False, sends={"seen": link["seen"]}),
        Address("groups", sends={"name": "Council", "kind": "council"}),
        Address("group", (group.id,), sends={"name": "Chess", "kind": "club", "seen": "Chess club"}, query="?q=Khan"),
        Address("add-to-group", (group.id,), reads=False, sends={"adult": str(adult.id)}),
        Address("leave-group", (group.id,), reads=False, sends={"member": str(member.id)}),
        Address("adult", (adult.id,)),
        Address("change-adult", (adult.id,), sends=own),
        Address("add-point", (adult.id,), sends={"kind": "email", "value": "s.khan@home.example"}),
        Address("change-point", (adult.id, point.id), sends={"value": "07700 900124", "seen": "07700 900123"}),
        Address("remove-point", (adult.id, point.id), reads=False, sends={"seen": "07700 900123"}),
    ]


FOR_ORDER_KEEPERS = {"order", "see-order", "stop-order", "review-order", "lift-order", "order-scan"}
"""What the head and the safeguarding leads open, and the office does not."""


def _two_homes(desk: Desk) -> list[Address]:
    """Court orders, seen and unseen, and a letter home whose copies have left."""
    head = worlds.staff(desk.school, "Hilda Order", Role.HEAD)
    child, father = desk.family.pupil.id, desk.family.contacts["Omar"].id
    by: dict[str, Any] = {"by": head, "now": worlds.NOW}
    days = (date(2026, 3, 1), date(2099, 8, 31))
    with tenancy.atomic(desk.school.id, sight=head.sight):
        scan = orders.Scan("order.pdf", b"%PDF-1.7")
        seen = orders.enter(orders.Order(child, father, ("reports",), "The order.", *days), scan=scan, **by)
        said = orders.enter(orders.Order(child, father, ("reports",), "", *days, said="His mother."), **by)
        step = restrictions.steps_of(seen)[0]
    begun: dict[str, Any] = {"by": desk.office, "now": worlds.NOW}
    with tenancy.atomic(desk.school.id):
        Contact.objects.filter(id=father).update(needs=[Need.AUDIO], on_paper=True)
        writing = writing_home.begin(desk.family.pupil, Home.CHILD, "Swimming", **begun)
        drafts.write(writing.draft, subject="Swimming", body="On Thursday.", **begun)
        replies.send(writing.reply, kind=Kind.FULL, reasons={}, undo_seconds=0, **begun)
        copy = homecopies.of_case(writing.reply.case)[0].row.id
        making = makings.of_case(writing.reply.case)[0].row.id
    entered = {"contact": str(father), "scope": ["reports"], "said": "His aunt.", "starts_on": "2026-03-02"}
    because = {"because": "He is at the gate."}
    again = {"words": "It stands.", "review_on": "2099-01-01"}
    return [
        Address("write-home", (child,), sends={"home": "child", "subject": "Reading"}),
        Address("copies", sends={"done": []}),
        Address("copies-file"),
        Address("copy-paper", (copy,)),
        Address("make-version", (making,), sends={"do": "settle", "how": "Read to him at the gate."}),
        Address("copy-posted", (copy,), sends={"on": worlds.NOW.date().isoformat()}),
        Address("enter-order", (child,), sends=entered | {"ends_on": "2099-08-31"}),
        Address("order", (seen.id,)),
        Address("order-scan", (seen.id, step.id)),
        Address("see-order", (said.id,), sends={"evidence": "The order.", "ends_on": "2099-08-31"}),
        Address("stop-order", (said.id,), sends=because),
        Address("review-order", (seen.id,), sends=again),
        Address("lift-order", (seen.id,), sends=because),
    ]


def _consents(desk: Desk) -> list[Address]:
    """Pages about what families have agreed to."""
    child, adult = desk.family.pupil.id, desk.family.contacts["Samina"].id
    said = {"who": str(adult), "state": "refused", "how": "phone", "on": "2026-03-02", "evidence": "Olive Trent"}
    words = {"label": "Sun cream", "explained": "Put on by staff.", "passes_data": "no"}
    scan = consenting.furnish(desk)
    return [
        Address("consents"),
        Address("consents-file"),
        Address("consent-slips"),
        Address("consents-asked", reads=False, sends={}),
        Address("pictured"),
        Address("pictured-file"),
        Address("consent-scan", (scan,)),
        Address("consents-of-pupil", (child,)),
        Address("enter-consent", (child, "photo-website"), sends=said),
        Address("consent-spoke", (child, "photo-website"), sends={"note": "Both, by phone."}),
        Address("consent-stopped", (child, "photo-website"), sends={"note": "The hall."}),
        Address("consent-topics"),
        Address("new-consent-topic", sends=words),
        Address("consent-age", reads=False, sends={"age": "14"}),
        Address("consent-topic", ("raffle",), sends=words),
        Address("retire-consent", ("raffle",), reads=False, sends={}),
        Address("resume-consent", ("fair",), reads=False, sends={}),
    ]


def _read_mailbox(desk: Desk) -> UUID:
    """A mailbox that is read by IMAP."""
    said = {"host": "imap.example", "port": 993, "tls": "tls", "user": "office", "way": "password"}
    said |= {"token_url": "", "client_id": "", "scope": "", "ends_on": None}
    box = own_mailbox(desk.school)
    with tenancy.atomic(desk.school.id):
        return connecting.connect(box.id, said, {"password": "secret"}, by=desk.office, now=worlds.NOW).id


def _imports(desk: Desk) -> list[Address]:
    """A file of pupils that was read and waits to be agreed to."""
    content = b"Forename,Surname,DOB\nZoe,Poe,23/04/2015\n"
    with tenancy.atomic(desk.school.id):
        run = import_runs.begin("autumn.csv", content, Format.CSV, by=desk.office, now=LATER)
    import_runs.work_next(desk.school.id, now=LATER, today=LATER.date())
    return [
        Address("imports", sends={}),
        Address("mailboxes"),
        Address(
            "mailbox",
            (own_mailbox(desk.school).address,),
            sends={"host": "imap.example", "user": "office", "tls": "tls", "way": "password"},
        ),
        Address("stop-mailbox", (_read_mailbox(desk),), reads=False, sends={}),
        Address("test-mail", reads=False, sends={"to": "olive.trent@wyton.bookbag.test"}),
        Address("channels"),
        Address(
            "channel",
            ("agencies",),
            sends={
                "mailbox": "office@wyton.bookbag.test",
                "owner": str(desk.teacher.staff_id),
                "deputy": str(desk.office.staff_id),
            },
        ),
        Address("test-channel", ("agencies",), reads=False, sends={}),
        Address("other-doors"),
        Address("nightly-import", sends={"reach": "sftp", "source": "csv"}),
        Address("fetch-import", reads=False, sends={}),
        Address("stop-import", reads=False, sends={}),
        Address("import-run", (run.id,)),
        Address("import-columns", (run.id,), sends={"column_0": "none of these"}),
        Address("import-whole", (run.id,), reads=False, sends={"whole": "no"}),
        Address("take-import-over", (run.id,), reads=False, sends={"seen": "nothing"}),
        Address("drop-import", (run.id,), reads=False, sends={}),
    ]


def _staffroom(desk: Desk) -> list[Address]:
    """Pages about people's hours: somebody away and in a meeting, turns of duty, and a question to the office."""
    who, now = desk.teacher.person, LATER
    Authenticator.objects.create(user_id=desk.teacher.user_id, type=Authenticator.Type.TOTP, data={})
    week = {"from_day": "2026-03-02", "starts_0": "09:00", "ends_0": "12:00"}
    away = {"first_day": "2026-05-05", "last_day": "2026-05-06"}
    ask = {"colleague": str(who), "text": "Did she?", "day": "2026-03-03"}
    with tenancy.atomic(desk.school.id):
        absence = hours.enter_absence(who, Absence(date(2090, 4, 14), date(2090, 4, 15)), by=desk.office, now=now)
        meeting = Engaged("in a meeting", Stretch(time(15, 40), time(16)), day=date(2026, 4, 16))
        busy = hours.enter_engagement(who, meeting, by=desk.office, now=now)
        turn = rota.enter_turn(Post.OFFICE, who, date(2026, 4, 14), date(2026, 4, 15), by=desk.office, now=now)
        EmergencyRota.objects.create(
            school=desk.school, staff_id=desk.office.person, accepted_on=date(2026, 3, 2), from_day=date(2026, 3, 2)
        )
        accepted = EmergencyRota.objects.get().id
        question = asking.Question(desk.office.person, "Is it paid?", date(2026, 3, 3))
        asking.ask(desk.case, question, school=desk.school, by=desk.teacher, now=now)
    return [
        Address("staff"),
        Address("staff-member", (who,)),
        Address("staff-week", (who,), sends=week),
        Address("staff-absence", (who,), sends=away),
        Address("end-absence", (who,), reads=False, sends={"absence": str(absence.id)}),
        Address("staff-busy", (who,), sends={"what": "on duty", "weekday": "0", "starts": "08:30", "ends": "08:50"}),
        Address("end-busy", (who,), reads=False, sends={"busy": str(busy.id)}),
        Address("staff-reach", (who,), reads=False, sends={"stand_in": str(desk.office.person), "extension": "204"}),
        Address("staff-manager", (who,), reads=False, sends={"manager": str(desk.office.person)}),
        Address("rota"),
        Address("accept-emergencies", reads=False, sends={"from_day": "2026-03-02"}),
        Address("end-emergencies", reads=False, sends={"accepted": str(accepted)}),
        Address(
            "duty-turn",
            sends={"post": "office", "staff": str(who), "first_day": "2026-03-03", "last_day": "2026-03-03"},
        ),
        Address("remove-turn", reads=False, sends={"turn": str(turn.id)}),
        Address("end-factor", (who,), sends={}),
        Address("factor-for-all", sends={"all": "yes"}),
        Address("set-up"),
        Address("school-details", sends=HOURS),
        Address("ask-colleague", (desk.case.id,), sends=ask),
        Address("answer-colleague", (desk.case.id,), sends={"text": "It is."}),
    ]


def _staff_list(desk: Desk) -> list[Address]:
    """Somebody who leaves at the end of term, somebody who has left, and somebody with a second role."""
    by: dict[str, Any] = {"by": worlds.staff(desk.school, "Hope Dean", Role.HEAD), "now": worlds.NOW}
    leaves, gone, stays = (
        worlds.staff(desk.school, name, Role.TEACHER).person for name in ("Lena Moss", "Gus Hart", "Sid Vale")
    )
    with tenancy.atomic(desk.school.id):
        for who, at_once in ((leaves, False), (gone, True)):
            plan = Plan(date(2096, 3, 27), desk.office.person, at_once=at_once)
            handing_over.say(who, plan, today=date(2026, 3, 2), **by)
        directory.make_key(**by)
        key = DirectoryKey.objects.get().id
        role = joining.give_role(stays, Role.SENCO, from_day=date(2026, 3, 2), until_day=None, **by)
    new = {"given_name": "New", "family_name": "Joiner", "email": "new.joiner@wyton.bookbag.test", "roles": ["teacher"]}
    when = {"last_day": "2096-03-27", "when": "after", "takes_over": str(desk.office.person)}
    return [
        Address("add-staff", sends=new | {"from_day": "2026-03-02"}),
        Address("staff-roles", (stays,), sends={"role": "pastoral", "from_day": "2026-03-02"}),
        Address("staff-address", (stays,), sends={"email": "sid.hill@wyton.bookbag.test"}),
        Address("end-role", (stays,), reads=False, sends={"role": str(role.id)}),
        Address("invite-staff", (stays,), reads=False, sends={}),
        Address("leavers"),
        Address("leave", (stays,), sends=when),
        Address("stay", (leaves,), reads=False, sends={}),
        Address("come-back", (gone,), reads=False, sends={}),
        Address("leaver-correspondence", (gone,)),
        Address("directory", sends={}),
        Address("end-directory-key", reads=False, sends={"key": str(key)}),
    ]


def _absences(desk: Desk) -> list[Address]:
    """Two children for whom somebody must ring back, one child who can be put on the list, and the list."""
    child, day = desk.family.pupil.id, worlds.NOW.date()
    note, by = {"message_id": "away9@home.example", "sender": "nobody@else.example"}, desk.office
    case = browsing.brought(desk.school, mails.mail("Amira is poorly", subject="Away", **note))
    with tenancy.atomic(desk.school.id):
        CasePupil.objects.get_or_create(school=desk.school, case=case, pupil=desk.family.pupil)
        adult = desk.family.contacts["Samina"]
        one, other = (
            absences.put(case, Away(child, on, Code.ILLNESS), by=by, now=worlds.NOW)
            for on in (day, day + timedelta(days=1))
        )
    put = {"child": str(child), "code": "I", "day": "2026-03-05"}
    return [
        Address("absences"),
        Address("absences-file"),
        Address("put-absence", (case.id,), reads=False, sends=put),
        Address("ring-back-absence", (one.id,), sends={"rang": str(adult.id)}),
        Address("drop-absence", (other.id,), reads=False, sends={}),
    ]


def _resting(desk: Desk) -> list[Address]:
    """An e-mail address from which a message came back."""
    with tenancy.atomic(desk.school.id):
        points.rest("omar.khan@home.example", by=desk.office, now=worlds.NOW)
        point = (ContactPoint.objects.get(folded="omar.khan@home.example").id,)
    return [
        Address("mend-address", point, sends={"value": "o.khan@home.example"}),
        Address("address-slip", point),
        Address("address-works", point, reads=False, sends={}),
    ]


def _call(desk: Desk) -> tuple[UUID, UUID, UUID]:
    """A call that speaks of who collects a child, and an answer that the office has ready."""
    taken = Taken("withheld", "Grandma collects her", name="Mrs Bell", pupil_id=desk.family.pupil.id)
    with tenancy.atomic(desk.school.id):
        case = calls.log(taken, collects=Said("Grandma"), by=desk.office, now=LATER)
        ready = readyanswers.keep("Term dates", "They are on the website.", by=desk.office, now=LATER)
        return case.calls.get().id, case.collections.get().id, ready.id


def _urgent_call(desk: Desk) -> tuple[UUID, UUID, UUID]:
    """An urgent call with words for a child, to which the office was alerted."""
    pupil = desk.family.pupil.id
    taken = Taken("withheld", "The boiler man", name="Mr Stone", pupil_id=pupil, urgent=True, word="Well done")
    with tenancy.atomic(desk.school.id):
        case = calls.log(taken, by=desk.office, now=LATER)
        urgent.alert(case, [desk.office.person], Why.URGENT, by=desk.office, now=LATER)
        alert = CallAlert.objects.get(case=case, staff=desk.office.person)
        return case.calls.get().id, alert.id, WordToPupil.objects.get(case=case).id


def _front_desk(desk: Desk) -> list[Address]:
    """The answer machine with two recordings, two arranged calls of which one is running, and a visitor of the office."""
    by: dict[str, Any] = {"by": desk.office, "now": worlds.NOW}
    office, one = desk.office.person, ("07700 900123", "Mrs Khan")
    with tenancy.atomic(desk.school.id):
        sound = voicemail.File("message.mp3", b"ID3")
        heard, spare = (voicemail.take_in(worlds.NOW, one[0], sound, **by) for _ in range(2))
        agreed = Agreed(ArrangedKind.CALL, office, LATER, 15, one[1], one[0], desk.family.pupil.id)
        given_up, held = (diary.arrange(agreed, anyway=True, **by) for _ in range(2))
        visit, gone = (visitors.sign_in("Mr Stone", comes_from="", visits=office, **by) for _ in range(2))
    recorded = {"recorded_on": "2026-03-02", "recorded_time": "08:55", "number": one[0]}
    arranged = {"kind": "call", "recipient": str(office), "day": "2099-03-02", "at": "13:15", "minutes": "15"}
    return [
        Address("voicemail", sends=recorded),
        Address("new-call", query=f"?voicemail={spare.id}"),
        Address("voicemail-tick", reads=False, sends={"due": "12:00"}),
        Address("voicemail-checks", reads=False, sends={"times": "9.15, 12"}),
        Address("voicemail-file", (heard.id,)),
        Address("voicemail-heard", (heard.id,), reads=False, sends={}),
        Address("voicemail-clear", (heard.id,), reads=False, sends={"because": "Nobody spoke."}),
        Address("diary"),
        Address("arrange", sends=arranged | {"who": one[1], "number": one[0]}),
        Address("cannot-take", (given_up.id,), reads=False, sends={}),
        Address("took-place", (held.id,), reads=False, sends={}),
        Address("new-call", query=f"?arranged={given_up.id}"),
        Address("visitors"),
        Address("visitor-sign-in", sends={"name": "Mrs Reed", "comes_from": "", "recipient": ""}),
        Address("visitor-welcome", (visit.id,)),
        Address("visitor-fetch", (visit.id,), reads=False, sends={}),
        Address("visitor-sign-out", (gone.id,), reads=False, sends={}),
    ]


def _closed_day(desk: Desk) -> int:
    """A closed day in the calendar, and the number of a term in it."""
    with tenancy.atomic(desk.school.id):
        ClosedDay.objects.create(school=desk.school, day=date(2026, 6, 3), why="INSET")
        return Term.objects.filter(school=desk.school).latest("first_day").id


def _files(desk: Desk) -> dict[str, UUID]:
    """A case with two messages, of which one has HTML; another with a picture; a closed one."""
    first = mails.mail(subject="Winter concert", message_id="concert1@home.example", sender="mary.doyle@home.example")
    browsing.brought(desk.school, first)
    two = browsing.brought(desk.school, busy.laid_out(replies_to="concert1@home.example"))
    pictured = browsing.brought(desk.school, mails.mail_with_file(name="Ear.png", content=PNG, type_="image/png"))
    closed = browsing.brought(desk.school, mails.mail(subject="Old matter", message_id="old@home.example"))
    with tenancy.atomic(desk.school.id):
        cases.categorise(pictured, category=Category.SUBJECT_ACCESS, by=desk.office, now=worlds.NOW)
        Case.objects.filter(id=closed.id).update(state="closed", closed_at=LATER, close_reason="Answered")
        return {
            "two": two.id,
            "html": Message.objects.exclude(html="").get().id,
            "picture_case": pictured.id,
            "picture": Attachment.objects.get(message__case=pictured).id,
            "closed": closed.id,
        }


def _astray(desk: Desk) -> tuple[UUID, UUID]:
    """A message of ours that may have gone astray, and the case of another that did."""
    with tenancy.atomic(desk.school.id):
        one, other = (
            Message.objects.create(
                school=desk.school,
                case=desk.case,
                direction="out",
                channel="email",
                at=worlds.NOW,
                text="Dear Mrs Khan",
            )
            for _ in range(2)
        )
        reported = breaches.report_misdirected(other, aware_at=LATER, what="Her class", by=desk.office, now=LATER)
        return one.id, reported.id


def _suggestion(desk: Desk) -> UUID:
    """What triage made of the first message of the desk's case."""
    with tenancy.atomic(desk.school.id):
        return Suggestion.objects.get(message__case=desk.case).id


def _needed(desk: Desk) -> UUID:
    """A case with something in it that is needed today."""
    case = browsing.brought(desk.school, mails.mail(subject="Her inhaler", message_id="inhaler@home.example"))
    with tenancy.atomic(desk.school.id):
        Case.objects.filter(id=case.id).update(needed="medicine", needed_since=worlds.NOW)
    return case.id


def _put_aside(desk: Desk) -> UUID:
    away = mails.mail(
        subject="Away", message_id="away@work.example", Auto_Submitted="auto-replied", sender="ben@work.example"
    )
    mails.arrive(away, desk.school, now=worlds.NOW)
    with tenancy.atomic(desk.school.id):
        return Arrival.objects.get(state="parked").id


def _moved(desk: Desk) -> tuple[UUID, tuple[UUID, UUID], tuple[UUID, UUID]]:
    """Two further cases of the family, one split off from the other, and a join that waits for a person."""
    whole = browsing.brought(desk.school, mails.mail("One", subject="Trip", message_id="trip1@home.example"))
    browsing.brought(desk.school, mails.mail("Two", message_id="trip2@home.example", in_reply_to="trip1@home.example"))
    with tenancy.atomic(desk.school.id):
        second = Message.objects.get(message_id="trip2@home.example")
        part = joins.split(whole, messages=[second.id], by=desk.office, now=LATER)
        move = Move.objects.get(case=part)
        proposal = Proposal.objects.create(
            school=desk.school, case=desk.case, other=whole, because="The same subject.", made_at=LATER
        )
    return whole.id, (part.id, move.id), (desk.case.id, proposal.id)


def _answers(desk: Desk) -> tuple[tuple[UUID, UUID], UUID]:
    """An answer that is leaving, and one that is being written, both by the office."""
    one, two = (
        browsing.brought(desk.school, mails.mail(subject=subject, message_id=f"{subject}@home.example"))
        for subject in ("Shoes", "Lunch")
    )
    with tenancy.atomic(desk.school.id):
        leaving = replies.begin(one, answers=None, by=desk.office, now=LATER)
        drafts.write(leaving.draft, subject="Re: Shoes", body="Dear Mrs Khan, yes.", by=desk.office, now=LATER)
        replies.send(leaving.reply, kind=Kind.FULL, reasons={}, undo_seconds=9_999_999, by=desk.office, now=LATER)
        replies.begin(two, answers=None, by=desk.office, now=LATER)
    return (one.id, leaving.draft.id), two.id


SIGNED = """rules:
  - id: a-new-version
    kind: approval
    clauses: [WYT-152]
    of: policy_version
    by: [head]
"""


def _policy(desk: Desk) -> list[Address]:
    """Versions in each of their states, a review that was begun, one asked for early; each pack's page and forms."""
    head = worlds.staff(desk.school, "Hal Crane", Role.HEAD)
    by: dict[str, Any] = {"by": head, "now": worlds.NOW}
    with tenancy.atomic(desk.school.id):
        policies.pulling_apart(desk.school)
        made = [versions.begin(desk.school, "wyton", number=f"1.{number}", **by) for number in range(1, 5)]
        begun, ready, given_up, asked = [each for each in made if isinstance(each, Version)]
        texts = {"pack.yaml": asked.texts["pack.yaml"].replace("rules:\n", SIGNED, 1)}
        versions.write(desk.school, asked.id, texts, was=asked.digest, **by)
        for each in (asked, ready):
            versions.ask(desk.school, each.id, **by)
        review = reviews.begin(desk.school, "wyton", **by)
        early = reviews.ask_early(desk.school, "wyton", reason="A holiday.", **by)
        rulings.switch_off(desk.school, "wyton", "call-back", reason="A strike.", **by)
        Ruling.objects.update(seen_at=None)
        rulings.meet_need(desk.school, "wyton", "acceptable-use", document="Shelf 2", **by)
        (bound,) = [pack for pack in adoption.packs_of(desk.school) if pack.slug == "wyton"]
    rule, need = ({"pack": "wyton", "rule": "answer-complaints"}, {"pack": "wyton", "need": "complaint-stages"})
    pair = {"first": "WYT-064", "second": "OFF-001"}
    confirmed = [each.id for each in bound.declared_by({People.STAFF})]
    return [
        Address("policy-rules"),
        Address("policy-rule-off", sends=rule | {"reason": "A strike."}, query=f"?{urlencode(rule)}"),
        Address("policy-rule-on", reads=False, sends={"pack": "wyton", "rule": "call-back"}),
        Address("rules-seen", reads=False, sends={}),
        Address("policy-need", sends=need | {"document": "The office"}, query=f"?{urlencode(need)}"),
        Address("policy-need-open", reads=False, sends={"pack": "wyton", "need": "acceptable-use"}),
        Address("policy-conflict", sends=pair | {"rules": "WYT-064", "reason": "Ours."}, query=f"?{urlencode(pair)}"),
        Address("policy-acknowledge", sends={"pack": "wyton", "wyton-confirmed": confirmed}),
        Address("policy-versions"),
        Address("begin-version", reads=False, sends={"pack": "wyton"}),
        Address("policy-version", (begun.id,)),
        Address("ask-version", (begun.id,), reads=False, sends={}),
        Address("sign-version", (asked.id,), reads=False, sends={"post": "head"}),
        Address("activate-version", (ready.id,), reads=False, sends={}),
        Address("withdraw-version", (given_up.id,), reads=False, sends={}),
        Address("policy-reviews"),
        Address("policy-review-day", sends={"pack": "wyton", "day": "2026-09-01"}, query="?pack=wyton"),
        Address("begin-review", reads=False, sends={"pack": "letters"}),
        Address("policy-review", (review.id,), sends={"do": "keep", "outcome": "Nothing yet."}),
        Address("policy-review", (early.id,), sends={"outcome": "A clause is being drafted."}),
        Address("policy-review-read", (early.id,)),
    ]


def _drafting(desk: Desk) -> list[Address]:
    """A draft that answers sooner, so that an example no longer fits, and what can be done with it."""
    by: dict[str, Any] = {"by": worlds.staff(desk.school, "Bea Lunn", Role.BUSINESS_MANAGER), "now": worlds.NOW}
    with tenancy.atomic(desk.school.id):
        begun = versions.begin(desk.school, "wyton", number="1.9", **by)
        assert isinstance(begun, Version)
        texts = {"pack.yaml": begun.texts["pack.yaml"].replace("{working_days: 10}", "{working_days: 9}", 1)}
        draft = versions.write(desk.school, begun.id, texts, was=begun.digest, **by)
        pack = adoption.pack_of(draft)
    one, rule = (draft.id,), next(each for each in pack.rules if each.id == "review-the-policy")
    clause = pack.clauses["WYT-083"]
    apart = [[each.says, each.follows] for each in agreeing.apart(draft.pack, draft.files)]
    words = {"clauses": "WYT-152", "of": "Reading this policy", "whom": "head", "every": "1", "every_unit": "years"}
    return [
        Address("draft", one, sends={"number": "2.0"}),
        Address(
            "draft-text",
            (*one, "kept"),
            sends={"text": draft.texts["kept.yaml"], "seen": seen(draft.texts["kept.yaml"])},
        ),
        Address("draft-examples", one, sends={"seen": seen(apart)}),
        Address("rehearse", one),
        Address("add-rule", one, query="?kind=reminder", sends=words | {"id": "read-it", "seen": seen(None)}),
        Address("draft-rule", (*one, rule.id), sends=words | {"seen": seen(editing.as_data(rule))}),
        Address("remove-rule", (*one, rule.id), reads=False, sends={}),
        Address("restore-rule", (*one, rule.id), reads=False, sends={}),
        Address("draft-clause", (*one, clause.id), sends={"says": "We answer.", "seen": seen(clause.says)}),
    ]


FOR_STAFF_KEEPERS = {
    *("add-staff", "staff-roles", "end-role", "leavers", "leave", "stay", "come-back", "leaver-correspondence"),
    *("directory", "end-directory-key", "invite-staff", "staff-address"),
    *("end-factor", "factor-for-all"),
}
"""What the head may use to say who works here, and the office does not find."""

FOR_POLICY_KEEPERS = {
    *("draft", "draft-text", "draft-examples", "rehearse", "add-rule", "draft-rule", "remove-rule", "restore-rule"),
    "draft-clause",
    *("policy-rule-off", "policy-rule-on", "rules-seen", "policy-need", "policy-need-open", "policy-conflict"),
    *("begin-version", "ask-version", "sign-version", "activate-version", "withdraw-version"),
    *("policy-review-day", "begin-review", "policy-review"),
    *("new-consent-topic", "consent-age", "consent-topic", "retire-consent", "resume-consent"),
}
"""What the head may use, and the office does not find."""
