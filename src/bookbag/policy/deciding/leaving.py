"""What leaves: who must agree, by which ways it may go, whom it reaches, whose consent it needs, what its words hold."""

from collections.abc import Iterator
from datetime import datetime

from bookbag.policy import english, precedence
from bookbag.policy.clearing import Severity
from bookbag.policy.deciding import lapses
from bookbag.policy.deciding.asked import Asked
from bookbag.policy.happenings import Leaving
from bookbag.policy.outcomes import Hold, Outcome
from bookbag.policy.rules.sending import Approval, Audience, Channel, Consent, Content
from bookbag.policy.rules.standing import Declaration
from bookbag.policy.rules.words import CARRIERS, People, Post, Thing, Way
from bookbag.policy.sentences import in_words, post_in_words

CAN_WAIT = frozenset({Thing.POST, Thing.NOTICE, Thing.VIDEO_CALL_WITH_PUPIL, Thing.LIVE_VIDEO})
"""What a missing declaration can stop. It never stops an answer, a note of a call, a concern or anything urgent."""
_FORMS = {"written": "the written agreement", "any": "the agreement", "acceptance": "the acceptance"}
_WHO = {"person_shown": "the person shown", "person_concerned": "the person concerned"}
_STRONGER = {"any": {"any", "written", "acceptance"}, "written": {"written"}, "acceptance": {"acceptance"}}


def approval(rule: Approval, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """It waits until those have agreed whom the rule names; where the clause only advises, its writer is asked."""
    if rule.of in leaving.things:
        yield from needed(rule, asked)


def needed(rule: Approval, asked: Asked) -> Iterator[Outcome]:
    """Whose yes a rule still needs."""
    severity = rule.hardness(asked.pack.clauses)
    for any_of in [(post,) for post in rule.by] if rule.all_of_them else [rule.by]:
        if asked.facts.agreed.isdisjoint(any_of):
            whom = english.listed([post_in_words(post) for post in any_of], last="or")
            says = f"{in_words(rule.of).capitalize()} waits for the yes of {whom}"
            if severity is Severity.HOLD:
                yield Hold(any_of, rule.clause, asked.pack.slug, asked.because(says, rule))
            else:
                yield asked.finding(rule, severity, says, f"Ask {whom}.")


def channel(rule: Channel, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """It goes only by the ways that are open; whatever goes by another is told which are."""
    if rule.of not in leaving.things or leaving.towards not in rule.towards or rule.direction == "in":
        return
    how = leaving.carriers | {leaving.way}
    if precedence.binds(asked.pack, rule, leaving.service) and not precedence.fits(rule, how):
        shut = sorted(how & {*rule.never} or (leaving.carriers if {*rule.only} <= CARRIERS else {leaving.way}))
        says = f"It does not go by {english.listed([in_words(way) for way in shut], last='or')}"
        yield from asked.judged(rule, says, _other_ways(leaving, asked))


def _other_ways(leaving: Leaving, asked: Asked) -> str:
    open_ways = precedence.ways(asked.packs, leaving.of, leaving.towards)
    left = [way for way in Way if way != leaving.way and way in open_ways.media(leaving.carriers)]
    if left:
        return f"It can go by {english.listed([in_words(way) for way in left], last='or')} instead."
    cited = english.listed(sorted(set(open_ways.clauses)))
    return f"No way is left under {cited}. The headteacher decides."


def audience(rule: Audience, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """Who else is to get it, on paper or alike, and who is left out."""
    if rule.of not in leaving.things:
        return
    reach = precedence.audience(asked.packs, rule.of)
    if reach and leaving.towards not in reach.to and leaving.towards not in rule.to:
        whom = english.listed([in_words(each) for each in rule.to])
        yield from asked.judged(rule, f"{in_words(rule.of).capitalize()} goes to {whom}")
    if leaving.towards in rule.to:
        yield from _care(rule, asked)


def _care(rule: Audience, asked: Asked) -> Iterator[Outcome]:
    if rule.alike:
        yield asked.notification(rule, Post.OFFICE, "To adults who live apart alike, at the same time")
    if rule.paper_for:
        for_whom = english.listed([in_words(each) for each in rule.paper_for], last="or")
        yield asked.notification(rule, Post.OFFICE, f"A printed copy for those with {for_whom}")
    if rule.asked_first:
        yield asked.notification(rule, Post.OFFICE, "Only to those who asked for it")
    if "court_order" in rule.left_out and asked.facts.restricted is not False:
        known = asked.facts.restricted
        says = "It leaves out whoever a court order names" if known else "Nobody has looked yet for court orders"
        yield from asked.judged(rule, says)
    for each in rule.left_out:
        if each != "court_order":
            yield asked.notification(rule, Post.STAFF, f"Leaves out: {in_words(each)}")


def consent(rule: Consent, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """It needs the agreement of each whom the rule names, in the form that it names."""
    if rule.of in leaving.things:
        for who in rule.by:
            if not any((who, form) in asked.facts.consents for form in _STRONGER[rule.form]):
                says = f"{in_words(rule.of).capitalize()} needs {_FORMS[rule.form]} of {_WHO.get(who, in_words(who))}"
                yield from asked.judged(rule, says, "Ask for it, or leave them out.", f"consent of {who}")


def content(rule: Content, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """What the words were found to hold; what nobody has looked for yet counts as found."""
    ways = leaving.carriers | {leaving.way}
    if (rule.ways and not rule.ways & ways) or (rule.towards and leaving.towards not in rule.towards):
        return
    found = asked.facts.found
    if found is None:
        says = f"Nobody has looked yet at its words for this: {in_words(rule.check)}"
        yield from asked.judged(rule, says, matter=rule.check)
    elif rule.check in found:
        says = f"Its words have something of this: {in_words(rule.check)}"
        yield from asked.judged(rule, says, "Change the words.", rule.check)


def declaration(rule: Declaration, leaving: Leaving, asked: Asked) -> Iterator[Outcome]:
    """What can wait stops for somebody who has not confirmed what they were asked, once the days of grace are over."""
    since = asked.facts.undeclared.get(rule.clause)
    if since is None or not leaving.things & CAN_WAIT or not set(rule.by) & {People.STAFF, People.MANAGERS}:
        return
    begun = datetime.combine(since, asked.calendar.opens, asked.calendar.zone)
    over = lapses.end(rule.grace, begun, asked.calendar) if rule.grace else None
    severity = Severity.BLOCK if over and asked.at >= over else Severity.ADVISE
    until = f" by {english.moment(over)}" if over and severity is Severity.ADVISE else ""
    says = f"You have not confirmed this yet: {rule.of}"
    yield asked.finding(rule, severity, says, f"Confirm it{until}.")
