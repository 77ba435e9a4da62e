"""My consents: what an adult agrees to for each of their children, and for themselves. Never what another adult has answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookbag.adoption import queries as adoption
from bookbag.desk import families
from bookbag.errors import NotFound
from bookbag.people import consents
from bookbag.people.actions import consents as actions
from bookbag.people.actions.consents import NewAnswer
from bookbag.people.consents import OfPupil
from bookbag.policy.consent_topics import Topic, topics
from bookbag.policy.consenting import Bar, How, State
from bookbag.policy.permissions import process
from bookbag.web.requests import OfFamily
from bookbag.web.views.family import for_family, shown, today

if TYPE_CHECKING:
    from bookbag.people.models import ConsentAnswer, Pupil


@dataclass(frozen=True, slots=True)
class Question:
    """One topic, what this adult has said to it, and whether their answer counts."""

    topic: Topic
    answer: "ConsentAnswer | None"
    state: State
    bar: Bar | None

    @property
    def waits(self) -> bool:
        """Whether the adult may answer and has not."""
        return self.bar is None and self.state in {State.NEVER_ASKED, State.ASKED, State.LAPSED}

    @property
    def says_yes(self) -> bool:
        """Whether their yes stands, so that the one thing left to do is to take it back."""
        return self.state is State.GIVEN

    @property
    def said_no(self) -> bool:
        """Whether their no stands."""
        return self.state in {State.REFUSED, State.WITHDRAWN}


@require_safe
@for_family
def mine(request: OfFamily) -> HttpResponse:
    """For whom there is something to answer."""
    found = _of(request, families.pupils_of(request.family, today=today(request)))
    told = [
        {
            "id": of.pupil.id,
            "name": of.pupil.known_as or of.pupil.given_name,
            "wait": sum(one.waits for one in _about(request, of)),
        }
        for of in found
    ]
    own = sum(one.waits for one in _own(request, found))
    return shown(request, "family/consents.html", {"children": told, "own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def about_child(request: OfFamily, pupil_id: UUID) -> HttpResponse:
    """What is asked about one child; one press answers, and one press takes it back."""
    pupils = [each for each in families.pupils_of(request.family, today=today(request)) if each.id == pupil_id]
    if not pupils:
        raise NotFound
    (of,) = _of(request, pupils)
    questions = _about(request, of)
    if request.method == "POST":
        _answer(request, of.pupil, questions)
        return redirect("family-consents-child", request.school.slug, pupil_id)
    history = [each for each in _history(request, pupils) if not each["personal"]]
    told = {"child": of.pupil.known_as or of.pupil.given_name, "history": history}
    return shown(request, "family/consents_child.html", told | _sorted(questions))


@require_http_methods(["GET", "HEAD", "POST"])
@for_family
def about_me(request: OfFamily) -> HttpResponse:
    """What is asked about the adult: paper or e-mail, and each way of promotion on its own."""
    pupils = families.pupils_of(request.family, today=today(request))
    if not pupils:
        raise NotFound
    questions = _own(request, _of(request, pupils))
    if request.method == "POST":
        _answer(request, pupils[0], questions)
        return redirect("family-consents-me", request.school.slug)
    history = [each for each in _history(request, pupils) if each["personal"]]
    return shown(request, "family/consents_me.html", {"history": history} | _sorted(questions))


def _of(request: OfFamily, pupils: "Sequence[Pupil]") -> list[OfPupil]:
    asked = consents.topics_of(request.school, adoption.packs_of(request.school))
    return consents.of_pupils(request.school, pupils, asked, today=today(request))


def _about(request: OfFamily, of: OfPupil) -> list[Question]:
    return [_question(request, of, each) for each in of.standings if not each.topic.personal]


def _own(request: OfFamily, found: Sequence[OfPupil]) -> list[Question]:
    """What the adult answers for themselves: it is the same whichever child it was said with."""
    return [_question(request, of, each) for of in found[:1] for each in of.standings if each.topic.personal]


def _question(request: OfFamily, of: OfPupil, standing: consents.Standing) -> Question:
    mine, adult = of.said_by(request.family.contact_id, standing), request.family.contact_id
    state = consents.stands(mine, standing.topic, today=today(request)) if mine else State.NEVER_ASKED
    return Question(standing.topic, mine, state, of.bar(standing.topic, adult))


def _sorted(questions: Sequence[Question]) -> dict[str, object]:
    """What the adult may answer or take back; and what is not theirs, by why."""
    theirs = [each for each in questions if each.bar in {None, Bar.UNKNOWN} or each.says_yes]
    others = [each for each in questions if each not in theirs]
    bars = list(dict.fromkeys(str(each.bar) for each in others))
    return {"questions": theirs, "others": others, "bars": [Bar(each).name for each in bars]}


def _answer(request: OfFamily, pupil: "Pupil", questions: Sequence[Question]) -> None:
    """Enter what was pressed. Raises `NotFound` for a topic that is not asked, `Invalid` where it is not theirs to say."""
    asked = next((each for each in questions if each.topic.name == request.POST.get("topic")), None)
    if asked is None:
        raise NotFound
    says_yes = request.POST.get("answer") == "yes"
    state = State.GIVEN if says_yes else State.WITHDRAWN if asked.says_yes else State.REFUSED
    by, day = process("family", request.school.id), today(request)
    said = NewAnswer(pupil.id, asked.topic, request.family.contact_id, state, day, How.FAMILY_PAGE)
    if (says_yes and asked.says_yes) or (not says_yes and asked.said_no):
        return  # the button was pressed twice
    actions.enter(request.school, said, today=day, by=by, now=request.now)
    words = {
        State.GIVEN: _("You said yes"),
        State.REFUSED: _("You said no"),
        State.WITHDRAWN: _("You took your yes back"),
    }
    messages.success(request, f"{words[state]}: {_(asked.topic.label)}.")


def _history(request: OfFamily, pupils: "Sequence[Pupil]") -> list[dict[str, object]]:
    packs = adoption.packs_of(request.school)
    base = topics(packs)
    labels = consents.labels(request.school.id, base)
    personal = {topic.name for topic in base if topic.personal}
    return [
        {
            "answer": each,
            "label": labels.get((each.topic, each.version), each.topic),
            "personal": each.topic in personal,
        }
        for each in consents.own_history(request.school.id, request.family.contact_id, pupils)
    ]
