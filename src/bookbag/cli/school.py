"""`bookbag school`: how a real installation begins: a school is opened, and its terms are set."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from bookbag.cli.running import settle
from bookbag.errors import Invalid
from bookbag.policy.calendar import Term

if TYPE_CHECKING:
    from bookbag.schools.actions.schools import NewSchool
    from bookbag.schools.models import School

app = typer.Typer(help="Schools of this installation.", no_args_is_help=True)
Flag = typer.Option


def opened(plan: "NewSchool", *, now: datetime) -> "School":
    """Open a school and note it in the record, in one transaction. Raises `Invalid` for an address that is a page's."""
    from bookbag.policy.permissions import process
    from bookbag.record.kinds import Kind
    from bookbag.record.writing import note
    from bookbag.schools import tenancy
    from bookbag.schools.actions import schools
    from bookbag.web.urls import urlpatterns

    pages = {str(address.pattern).partition("/")[0] for address in urlpatterns} | {"static"}
    if plan.slug in pages:
        raise Invalid(f"{plan.slug!r} is the address of one of Bookbag's own pages. Choose another short name.")
    number = schools.draw_number()
    with tenancy.atomic(number):
        school = schools.open_school(number, plan)
        note(Kind.SCHOOL_OPENED, by=process("command", number), now=now, thing="school", thing_id=None)
    return school


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="A short name for addresses, such as wyton.")],
    *,
    name: Annotated[str, Flag(help="The school's name as families know it.")],
    email: Annotated[str, Flag(help="The address at which its mail comes in.")],
    pack: Annotated[list[str] | None, Flag(help="A policy pack that binds it; may be given several times.")] = None,
    trust: Annotated[str, Flag(help="The trust that it belongs to.")] = "",
    legal_kind: Annotated[str, Flag(help="maintained, academy, independent …")] = "academy",
    nation: Annotated[str, Flag(help="england, wales, scotland or northern_ireland.")] = "england",
    local_authority: Annotated[str, Flag(help="Its local authority.")] = "",
    telephone: Annotated[str, Flag(help="The office's number.")] = "",
    opens: Annotated[str, Flag(help="When the school day begins.")] = "08:45",
    closes: Annotated[str, Flag(help="When it ends; what is due on a day is due by then.")] = "15:15",
    by_day: Annotated[str, Flag(help="The local authority's children's services by day.")] = "",
    by_night: Annotated[str, Flag(help="The same at night and at weekends.")] = "",
) -> None:
    """Open a school. Without both numbers of children's services it sends no receipts."""
    settle()
    from bookbag.schools.actions.schools import NewSchool

    plan = NewSchool(
        slug=slug.strip().lower(),
        name=name,
        email=email,
        packs=tuple(pack or ()),
        trust=trust,
        legal_kind=legal_kind,
        nation=nation,
        local_authority=local_authority,
        telephone=telephone,
        opens=_time(opens),
        closes=_time(closes),
        childrens_services_day=by_day,
        childrens_services_night=by_night,
    )
    school = opened(plan, now=datetime.now(UTC))
    typer.echo(f"{school.name} is open at /{school.slug}/ and takes mail for {school.email}.")
    if not school.tells_where_to_turn:
        typer.echo("It sends no receipts yet: children's services' numbers are missing.")
    typer.echo(f"Now: bookbag school terms {school.slug} …, then bookbag staff add {school.slug} …")


@app.command()
def terms(
    slug: Annotated[str, typer.Argument(help="The school's short name.")],
    term: Annotated[
        list[str], Flag(help="NAME=FIRST..LAST, such as 'Autumn 1=2026-09-02..2026-10-23'; several times.")
    ],
    closed: Annotated[list[str] | None, Flag(help="DAY=WHY, such as 2026-09-02=INSET; several times.")] = None,
) -> None:
    """Set the terms and closed days of a school, in place of those that it has; open dates move with them."""
    settle()
    from bookbag.desk.actions import retiming
    from bookbag.policy.permissions import process
    from bookbag.schools import tenancy
    from bookbag.schools.actions import schools
    from bookbag.schools.actions.calendar import Change
    from bookbag.schools.queries import school_by_slug

    school = school_by_slug(slug)
    dates = [_term(words) for words in term]
    days = dict(_closed_day(words) for words in closed or ())
    change = Change("dates_set", min(each.first_day for each in dates), max(each.last_day for each in dates))
    with tenancy.atomic(school.id):
        schools.set_terms(school, dates, days)
        moved = retiming.follow(school, change, by=process("command", school.id), now=datetime.now(UTC))
    typer.echo(f"{school.name}: {len(dates)} terms, {len(days)} closed days. {retiming.in_words(moved)}")


def _time(words: str) -> time:
    try:
        return time.fromisoformat(words)
    except ValueError as error:
        raise Invalid(f"{words!r} is no time of day. Write it like 08:45.") from error


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Invalid(f"{words!r} is no day. Write it like 2026-09-02.") from error


def _term(words: str) -> Term:
    name, _, days = words.partition("=")
    first, between, last = days.partition("..")
    if not (name and between and _day(first) <= _day(last)):
        raise Invalid(f"{words!r} is no term. Write it like 'Autumn 1=2026-09-02..2026-10-23'.")
    return Term(name, _day(first), _day(last))


def _closed_day(words: str) -> tuple[date, str]:
    day, _, why = words.partition("=")
    return _day(day), why or "Closed"
