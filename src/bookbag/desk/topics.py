"""What a form can be about, in plain words of its reader, and what that means to the desk: category, and whether today."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from bookbag.desk.models.case import Needed
from bookbag.policy.permissions import Role
from bookbag.policy.rules.words import Post
from bookbag.policy.values import Category, Sender

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words


class Who(StrEnum):
    """Who somebody says that they are. Nobody has checked it."""

    PARENT = "parent"
    PUBLIC = "public"
    OTHER = "other"


SENDERS = {Who.PARENT: Sender.PARENT, Who.PUBLIC: Sender.PUBLIC, Who.OTHER: Sender.UNKNOWN}
WHO = {
    Who.PARENT: _("A parent or carer of a child at this school"),
    Who.PUBLIC: _("A neighbour or another member of the public"),
    Who.OTHER: _("Somebody else, for instance from another school or service"),
}


Goes = Post | Role | None
"""Who sees to a subject where the policy does not say."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to write about. What is `needed` stands on top of the office's day at once."""

    label: "Words"
    category: Category = Category.ENQUIRY
    needed: Needed | None = None
    goes: Goes = None

    @property
    def is_danger(self) -> bool:
        """Whether a child may be in danger."""
        return self.needed is Needed.DANGER

    @property
    def asks_since(self) -> bool:
        """Whether the form asks since when it has been so: of what worries somebody (SPT-079)."""
        return self.category is Category.CONCERN

    @property
    def asks_for_call(self) -> bool:
        """Whether its writer wants to be rung (NWC-017)."""
        return self is TOPICS["call"]

    @property
    def is_ordinary(self) -> bool:
        """Whether it can wait until a teacher has time to read it."""
        return self.needed is None and self.category in _FOR_TEACHERS


_FOR_TEACHERS = {Category.ENQUIRY, Category.CONCERN, Category.MEETING_REQUEST, Category.PRAISE}

TOPICS: dict[str, Topic] = {
    "message": Topic(_("A question or a message")),
    "concern": Topic(_("Something that worries me"), Category.CONCERN),
    "learning": Topic(_("How my child gets on with learning"), Category.CONCERN, goes=Post.TEACHER),
    "well-being": Topic(_("My child’s well-being"), Category.CONCERN, goes=Post.TEACHER),
    "behaviour": Topic(_("My child’s behaviour"), Category.CONCERN, goes=Post.TEACHER),
    "homework": Topic(_("Homework that my child cannot manage"), Category.CONCERN, goes=Post.TEACHER),
    "needs": Topic(_("Special educational needs"), Category.CONCERN, goes=Role.SENCO),
    "lunches": Topic(_("School lunches"), goes=Post.OFFICE),
    "help": Topic(_("I would like to help at school"), goes=Post.TEACHER),
    "complaint": Topic(_("A complaint"), Category.COMPLAINT),
    "meeting": Topic(_("I would like to meet or speak to somebody"), Category.MEETING_REQUEST),
    "call": Topic(_("Please ring me")),
    "absence": Topic(_("A child is away from school today"), Category.ABSENCE, Needed.ABSENCE),
    "collection": Topic(_("Somebody else collects a child today"), Category.ENQUIRY, Needed.COLLECTION),
    "medicine": Topic(_("Medicine or an allergy, needed today"), Category.ENQUIRY, Needed.MEDICINE),
    "word": Topic(_("A message for a child today"), Category.ENQUIRY, Needed.WORD_TO_PUPIL),
    "danger": Topic(_("A child may be in danger"), Category.SAFEGUARDING, Needed.DANGER),
    "details": Topic(_("Our address, telephone or e-mail has changed"), Category.CONTACT_CHANGE),
    "thanks": Topic(_("Thanks or praise"), Category.PRAISE),
    "my-data": Topic(_("I ask for what you hold about me or my child"), Category.SUBJECT_ACCESS),
    "information": Topic(_("I ask for other information that the school holds"), Category.FREEDOM_OF_INFORMATION),
}
"""In the order in which the form offers them."""
