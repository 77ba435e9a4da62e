"""A desk on an ordinary morning, at the time of the machine's own clock: some thirty cases of many kinds."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID, uuid4

from django.db.models import Model

from bookbag.desk.actions import cases
from bookbag.desk.models import Case, CaseEvent, CaseParty, Duty, Message
from bookbag.people.models import Restriction
from bookbag.policy.permissions import Actor, Role
from bookbag.policy.values import Category
from bookbag.schools import tenancy
from bookbag.schools.models import School, Term
from tests.builders import browsing, mails, worlds

FAMILIES = [
    (
        "Amira Khan",
        "Samina Khan",
        "4B",
        "Swimming lesson, sore ear",
        "Amira has a sore ear and cannot swim on Thursday.",
    ),
    (
        "Finn Doyle",
        "Grace Doyle",
        "2A",
        "Complaint about the trip refund",
        "We were promised our money back in January.",
    ),
    ("Zosia Nowak", "Anna Nowak", "1C", "Lost coat", "Zosia came home without her red coat on Monday."),
    ("Leo Adeyemi", "Folake Adeyemi", "6A", "Secondary transfer", "When is the form for the grammar school due?"),
    ("Mia Evans", "Rhys Evans", "3B", "Reading book", "Mia has read her book three times. May she have the next?"),
    ("Ivy Clarke", "Jo Clarke", "R1", "Who collects on Friday", "My sister Ellen collects Ivy on Friday, not me."),
]


@dataclass(frozen=True)
class Morning:
    """Who is there, and the case to look at closely."""

    school: School
    office: Actor
    teacher: Actor
    governor: Actor
    case: Case
    now: datetime


def morning(*, many: int = 28) -> Morning:
    """Fill the desk. Cases are older the later they stand in the list, so that some are late and some due today."""
    now = datetime.now(UTC)
    school = worlds.school()
    _in_term(school, now)
    office = worlds.staff(school, "Olive Trent", Role.OFFICE)
    teacher = worlds.staff(school, "Tess Barrow", Role.TEACHER)
    governor = worlds.staff(school, "Gwen Ash", Role.GOVERNOR)
    known = {child: worlds.family(school, child, (adult,), class_name=group) for child, adult, group, _, _ in FAMILIES}
    doyle = worlds.family(school, "Cara Doyle", ("Mary Doyle", "Patrick Doyle"), class_name="2A")
    for number in range(many):
        _child, adult, _, subject, words = FAMILIES[number % len(FAMILIES)]
        address = f"{adult.replace(' ', '.').lower()}@home.example"
        mails_in = mails.mail(
            f"Dear school,\n\n{words}\n\nKind regards\n{adult}",
            sender=f"{adult} <{address}>",
            subject=subject if number < len(FAMILIES) else f"{subject} ({number})",
            message_id=f"m{number}@home.example",
        )
        case = browsing.brought(school, mails_in, now=now - timedelta(days=number // 3, hours=number))
        if number % 3 == 0:
            _give(case, office if number % 2 else teacher, now)
    _sort(school, office, now)
    _restrict(school, doyle, office, now)
    _aside(school, now)
    return Morning(school, office, teacher, governor, _long_one(school, now, known["Finn Doyle"]), now)


def _in_term(school: School, now: datetime) -> None:
    with tenancy.atomic(school.id):
        Term.objects.all().delete()
        first, last = (now - timedelta(days=60)).date(), (now + timedelta(days=60)).date()
        Term.objects.create(school=school, name="This term", first_day=first, last_day=last)


def _give(case: Case, to: Actor, now: datetime) -> None:
    with tenancy.atomic(case.school_id):
        cases.assign(case, to=to.staff_id, by=to, now=now)


def _sort(school: School, by: Actor, now: datetime) -> None:
    with tenancy.atomic(school.id):
        for case in Case.objects.filter(subject__startswith="Complaint"):
            cases.categorise(case, category=Category.COMPLAINT, by=by, now=now)


def _restrict(school: School, family: worlds.Family, checked: Actor, now: datetime) -> None:
    with tenancy.atomic(school.id, sight=worlds.Sight.CONFIDENTIAL):
        Restriction.objects.create(
            school=school,
            pupil=family.pupil,
            contact=family.contacts["Patrick"],
            scope=["no_contact"],
            evidence="An order that the head has read",
            checked_by_id=checked.staff_id,
            starts_on=(now - timedelta(days=10)).date(),
            ends_on=(now + timedelta(days=100)).date(),
            review_on=(now + timedelta(days=50)).date(),
        )


def _aside(school: School, now: datetime) -> None:
    away = mails.mail(
        "I am away until Monday.",
        sender="Ben Hollis <ben.hollis@work.example>",
        subject="Automatic reply: Newsletter",
        message_id="away@work.example",
        Auto_Submitted="auto-replied",
    )
    mails.arrive(away, school, now=now - timedelta(hours=2))


def _long_one(school: School, now: datetime, family: worlds.Family) -> Case:
    """A conversation with a quotation, a laid-out mail, files, a stranger, and somebody to be careful with."""
    first = mails.mail(
        "Dear office,\n\nThis is Mary, Cara’s mother. When is the concert, and may I have a ticket?\n\nMary Doyle",
        sender="Mary Doyle <mary.doyle@home.example>",
        subject="Winter concert",
        message_id="concert1@home.example",
    )
    case = browsing.brought(school, first, now=now - timedelta(days=1, hours=3))
    browsing.brought(school, laid_out(replies_to="concert1@home.example"), now=now - timedelta(hours=5))
    with tenancy.atomic(school.id):
        return Case.objects.get(id=case.id)


def crowd(like: Case, many: int) -> None:
    """Many more cases like one that came in: the same words, times and duties, each row with an id of its own."""
    with tenancy.atomic(like.school_id, sight=worlds.Sight.SAFEGUARDING):
        first = [(Case, [like])]
        first += [(model, list(model.objects.filter(case=like))) for model in (Message, CaseParty, CaseEvent, Duty)]
        copies: dict[type[Model], list[Model]] = {model: [] for model, _ in first}
        for number in range(many):
            ids: dict[object, UUID] = {}
            for model, rows in first:
                copies[model] += [_copied(row, ids, number) for row in rows]
        for model, rows in copies.items():
            model.objects.bulk_create(rows, batch_size=500)


def _copied(row: Model, ids: dict[object, UUID], number: int) -> Model:
    made = copy(row)
    ids[row.pk] = uuid4()
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if isinstance(value, UUID) and value in ids:
            setattr(made, each.attname, ids[value])
    if isinstance(made, Message):
        made.message_id = f"{number}.{made.message_id}"
    return made


def laid_out(*, replies_to: str = "", files: Sequence[tuple[str, str, bytes]] = ()) -> bytes:
    """A mail with HTML, a quoted tail and two files."""
    made = EmailMessage()
    made["From"] = "Mary Doyle <mary.doyle@home.example>"
    made["To"], made["Subject"] = "office@wyton.bookbag.test", "Re: Winter concert"
    made["Message-ID"] = "<concert2@home.example>"
    if replies_to:
        made["In-Reply-To"] = f"<{replies_to}>"
    quoted = "On Monday Mary Doyle wrote:\n> When is the concert, and may I have a ticket?\n"
    made.set_content(f"I forgot to say: my mother would like to come too. Her letter is attached.\n\n{quoted}")
    made.add_alternative(
        '<p>I forgot to say: <b>my mother</b> would like to come too.</p><img src="http://track.example/x.gif">'
        "<script>alert(1)</script>",
        subtype="html",
    )
    for name, kind, content in files or [
        ("Letter.txt", "text/plain", b"Dear school"),
        ("Form.pdf", "application/pdf", b"%PDF-1.7"),
    ]:
        maintype, _, subtype = kind.partition("/")
        made.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return made.as_bytes()
