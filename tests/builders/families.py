"""An adult of a family at the family pages: with a code by e-mail, or one from the office."""

import re
from datetime import datetime
from uuid import UUID

from django.test import Client
from django.urls import reverse

from bookbag.desk.actions import family_access
from bookbag.outbox.models import Dispatch
from bookbag.people.models import Contact
from bookbag.policy.permissions import Actor
from bookbag.schools import tenancy
from bookbag.schools.models import School


def mails(school: School) -> list[Dispatch]:
    """What was sent to families who asked for a code, in order."""
    with tenancy.atomic(school.id):
        return list(Dispatch.objects.filter(notice="family_code").order_by("queued_at", "id"))


def asked(client: Client, school: School, email: str) -> str:
    """Ask for a code by the page, and give the address of the page that follows. Nobody has looked at it yet."""
    answer = client.post(reverse("family-sign-in", args=[school.slug]), {"email": email})
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def looked(school: School, *, now: datetime) -> None:
    """Let the worker look at what was asked."""
    while family_access.answer_next(school.id, now=now):
        pass


def mail_of(school: School, where: str) -> Dispatch:
    """The mail that answers the request whose page stands there."""
    (mail,) = [each for each in mails(school) if where in each.body]
    return mail


def code_in(mail: Dispatch) -> str:
    """The code in the words of a mail."""
    found = re.search(r"Your code is (\d{6})\.", mail.body)
    assert found, "the mail brings no code"
    return found[1]


def signed_in(school: School, email: str, *, now: datetime) -> Client:
    """A browser in which the adult of this address is signed in."""
    client = Client()
    where = asked(client, school, email)
    looked(school, now=now)
    answer = client.post(where, {"code": code_in(mail_of(school, where))})
    assert answer.status_code == 302, answer.content
    return client


def by_slip(school: School, contact: Contact | UUID, office: Actor, *, now: datetime) -> Client:
    """A browser in which an adult has signed in with a code from the office."""
    with tenancy.atomic(school.id):
        adult = contact if isinstance(contact, Contact) else Contact.objects.get(id=contact)
        code = family_access.give(adult, by_post=False, by=office, now=now)
    client = Client()
    answer = client.post(reverse("family-slip", args=[school.slug]), {"code": code.lower()})
    assert answer.status_code == 302, answer.content
    return client
