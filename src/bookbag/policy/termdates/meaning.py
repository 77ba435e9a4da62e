"""Makes sense of the entries of a file: what is a term, what splits one, what may be a closed day. In doubt a person decides."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta

from bookbag.policy import english
from bookbag.policy.calendar import Term
from bookbag.policy.termdates.values import Closing, Entry, TermDates

LONG = 12
"""Days from which on something with "term" in its name is a term, and not a day at its edge."""
LONGEST_CLOSING = 10
"""Days up to which closed days are proposed one by one."""
DAY = timedelta(days=1)

_HOLIDAY = re.compile(r"half[ -]?term|holidays?\b|\bbreak\b|vacation", re.IGNORECASE)
_BANK = re.compile(r"bank holiday|good friday|easter monday|boxing day|christmas day|new year'?s day", re.IGNORECASE)
_TERM = re.compile(r"\bterm\b|^(autumn|spring|summer|michaelmas|lent|trinity)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\b(starts?|begins?|opens|re-?opens|returns?|(first day|start|beginning)( of( the)?)?)\b", re.IGNORECASE
)
_ENDS = re.compile(
    r"\b(ends?|finish(es)?|breaks? up|closes|(last day|end)( of( the)?)?)\b(?! (at|early))", re.IGNORECASE
)
_SCHOOL = re.compile(r"\b(term|school|autumn|spring|summer)\b", re.IGNORECASE)
_CLOSED = re.compile(
    r"\binset\b|\bclosed\b|closure|non[ -]pupil|(training|development|occasional) day|staff training|snow day",
    re.IGNORECASE,
)
_EARLY = re.compile(
    r"(clos(e|es|ing)|finish(es)?|ends?) (early|at)|early (clos\w+|finish)|half[ -]day|\bclos(es|ed|ure)\b",
    re.IGNORECASE,
)


def understood(found: Sequence[Entry], faults: Sequence[str], *, opens: time, closes: time) -> TermDates:
    """Sort entries into terms, closed days and the rest; the rest is offered, and closes nothing by itself."""
    edges = [entry for entry in found if _edge(entry)]
    holidays = [entry for entry in found if entry not in edges and _is_holiday(entry)]
    whole = [entry for entry in found if entry not in edges and entry not in holidays and _is_term(entry)]
    others = [entry for entry in found if entry not in edges and entry not in holidays and entry not in whole]
    paired, unpaired = _paired(edges)
    long = [Term(entry.name, entry.first_day, entry.last_day) for entry in whole] + paired
    terms, overlaps = _apart(part for term in sorted(long, key=_first) for part in _split(term, holidays))
    inside = [holiday for holiday in holidays if not any(_within(holiday, term) for term in long)]
    closings = [each for entry in [*inside, *others] for each in _closings(entry, opens, closes)]
    return TermDates(
        tuple(terms), tuple(sorted(set(closings), key=lambda each: each.day)), (*faults, *unpaired, *overlaps)
    )


def _first(term: Term) -> date:
    return term.first_day


def _edge(entry: Entry) -> bool:
    """Whether an entry is the first or the last day of a term, and not a stretch of days."""
    if entry.kind or entry.length > 1 or _HOLIDAY.search(entry.name) or not _SCHOOL.search(entry.name):
        return False
    if _CLOSED.search(entry.name) or (entry.starts and _EARLY.search(entry.name)):
        return False
    return bool(_BEGINS.search(entry.name) or _ENDS.search(entry.name))


def _is_holiday(entry: Entry) -> bool:
    if entry.kind:
        return entry.kind == "holiday"
    return entry.length > 1 and bool(_HOLIDAY.search(entry.name))


def _is_term(entry: Entry) -> bool:
    return entry.kind == "term" or (not entry.kind and entry.length >= LONG and bool(_TERM.search(entry.name)))


def _paired(edges: Sequence[Entry]) -> tuple[list[Term], list[str]]:
    """Put first and last days together; one without the other is said by its line."""
    terms, faults = list[Term](), list[str]()
    begun: Entry | None = None
    for entry in edges:
        if _BEGINS.search(entry.name):
            if begun:
                faults.append(f"Line {begun.line}: {begun.name!r} has no last day; enter that term yourself.")
            begun = entry
        elif begun:
            terms.append(Term(_called(begun), begun.first_day, entry.last_day))
            begun = None
        else:
            faults.append(f"Line {entry.line}: {entry.name!r} has no first day; enter that term yourself.")
    if begun:
        faults.append(f"Line {begun.line}: {begun.name!r} has no last day; enter that term yourself.")
    return terms, faults


def _called(begun: Entry) -> str:
    """Name a term after what begins it: "Autumn term begins" is the "Autumn term"."""
    words = " ".join(_BEGINS.sub(" ", begun.name).split()).strip(" -:,.")
    if _TERM.search(words) and words.lower() not in {"term", "the term"}:
        return words[0].upper() + words[1:]
    season = "Autumn" if begun.first_day.month > 7 else "Spring" if begun.first_day.month < 4 else "Summer"
    return f"{season} term"


def _split(term: Term, holidays: Iterable[Entry]) -> Iterator[Term]:
    """Cut the holidays out of a term: "Autumn term" with a half-term in it is "Autumn term 1" and "Autumn term 2"."""
    first, parts = term.first_day, list[tuple[date, date]]()
    for holiday in holidays:
        if holiday.first_day >= first and _within(holiday, term):
            parts.append((first, _last_weekday(holiday.first_day - DAY)))
            first = _first_weekday(holiday.last_day + DAY)
    parts = [(begins, ends) for begins, ends in [*parts, (first, term.last_day)] if begins <= ends]
    for number, (begins, ends) in enumerate(parts, start=1):
        yield Term(f"{term.name} {number}" if len(parts) > 1 else term.name, begins, ends)


def _last_weekday(day: date) -> date:
    return day - DAY * max(0, day.weekday() - 4)


def _first_weekday(day: date) -> date:
    return day + DAY * (7 - day.weekday() if day.weekday() > 4 else 0)


def _within(holiday: Entry, term: Term) -> bool:
    return term.first_day <= holiday.first_day and holiday.last_day <= term.last_day


def _apart(terms: Iterable[Term]) -> tuple[list[Term], list[str]]:
    """Keep terms that do not overlap; the first of two stands, and a repetition of it is no fault."""
    kept, faults = list[Term](), list[str]()
    for term in terms:
        if kept and term.first_day <= kept[-1].last_day:
            if (term.first_day, term.last_day) != (kept[-1].first_day, kept[-1].last_day):
                begins = english.full_day(term.first_day)
                faults.append(f"{term.name!r} of {begins} begins before {kept[-1].name!r} has ended; it was left out.")
        else:
            kept.append(term)
    return kept, faults


def _closings(entry: Entry, opens: time, closes: time) -> Iterator[Closing]:
    """Offer the days of an entry as closed days, likely or not. A bank holiday of the nation is known without the file."""
    if _BANK.search(entry.name) or entry.length > LONGEST_CLOSING:
        return
    says_so = entry.kind in {"closed", "holiday"} or _says_closed(entry.name)
    from_time = entry.starts if entry.starts and entry.starts > opens else None
    if from_time and entry.length > 1:
        from_time = None
    elif entry.starts:
        covers = entry.starts <= opens and (entry.ends or closes) >= closes
        within = bool(from_time and from_time < closes)
        says_so = (covers and says_so) or (within and (entry.kind == "closed" or bool(_EARLY.search(entry.name))))
        if from_time and from_time >= closes:
            return
    for number in range(entry.length):
        day = entry.first_day + DAY * number
        if day.weekday() < 5:
            yield Closing(day, entry.name, from_time, likely=says_so)


def _says_closed(name: str) -> bool:
    """Whether the words speak of a closed day. "Half term begins" is said of the last day that is open."""
    edge = _BEGINS.search(name) or _ENDS.search(name)
    return bool(_CLOSED.search(name) or (_HOLIDAY.search(name) and not edge))
