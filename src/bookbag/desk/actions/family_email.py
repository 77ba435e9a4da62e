"""An adult's own e-mail address, changed on the family pages: a code is read there first, and the old address is told.

Codes for signing in go to the address. Were it held unread, whoever entered another adult's would shut that adult out.
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from bookbag.channels.email import can_reach
from bookbag.desk.actions import family_access
from bookbag.desk.actions.family_access import BY_MAIL, FROM_ONE_PLACE, LATELY, TRIES
from bookbag.desk.families import Family, digest, email_of
from bookbag.desk.models import FamilyCode
from bookbag.desk.wording import family_code
from bookbag.errors import Invalid, NotFound
from bookbag.people.actions import own_points
from bookbag.people.models import ContactPoint
from bookbag.people.models.family import PointKind
from bookbag.policy.permissions import process
from bookbag.schools import languages, locks, tenancy
from bookbag.schools.models import School


def ask(family: Family, address: str, *, school: School, instead: UUID | None, now: datetime) -> UUID:
    """Send a code to the address. Whether another adult is reached there is not told."""
    new, by = " ".join(address.split()), process("family", school.id)
    with tenancy.atomic(school.id):
        own_points.check(family.contact_id, PointKind.EMAIL, new, instead=instead, by=by)
        if not can_reach(new):
            raise Invalid(_("Write the e-mail address as in name@example.com."))
        if family.given_by and email_of(school.id, family.contact_id):
            raise Invalid(_("To change your e-mail address, sign in with a code by e-mail."))
        asked_of = digest(school.id, f"new address {family.contact_id}")
        locks.hold(school.id, f"family codes {asked_of}")
        lately = FamilyCode.objects.filter(school_id=school.id, asked_of=asked_of, made_at__gt=now - LATELY)
        if lately.count() >= FROM_ONE_PLACE:
            raise Invalid(family_access.too_many())
        code = f"{secrets.randbelow(1_000_000):06}"
        request = FamilyCode.objects.create(
            school=school,
            contact_id=family.contact_id,
            address=new,
            asked_of=asked_of,
            made_at=now,
            looked_at=now,
            ends_at=now + BY_MAIL,
        )
        request.digest = _digest(request, code)
        request.save(update_fields=["digest"])
        with translation.override(languages.offered(family.language, school) or languages.ENGLISH):
            minutes = int(BY_MAIL.total_seconds() // 60)
            notice = family_code.new_address(school.name, code=code, minutes=minutes)
        family_access.send(request, notice, to=new, now=now)
        return request.id


def confirm(
    family: Family, request_id: UUID, code: str, *, school: School, instead: UUID | None, now: datetime
) -> None:
    """Hold the address at which this code was read. Raises `Invalid` for a code that does not fit, `NotFound` for no request."""
    with tenancy.atomic(school.id):
        waiting = FamilyCode.objects.select_for_update(of=("self",)).exclude(address="").select_related("school")
        request = waiting.filter(school_id=school.id, id=request_id, contact_id=family.contact_id).first()
        if request is None:
            raise NotFound
        fits = request.digest == _digest(request, "".join(code.split()))
        right = fits and request.ends_at > now and request.tries < TRIES
        if right:
            _hold(family, request, school=school, instead=instead, now=now)
        else:
            request.tries += 1
            request.save(update_fields=["tries"])
    if not right:
        raise Invalid(family_access.wrong())


def _hold(family: Family, request: FamilyCode, *, school: School, instead: UUID | None, now: datetime) -> None:
    by = process("family", school.id)
    mine = ContactPoint.objects.filter(school_id=school.id, contact_id=family.contact_id, kind=PointKind.EMAIL)
    old = mine.filter(id=instead).first() if instead else None
    before = old.value if old else ""
    own_points.hold(family.contact_id, PointKind.EMAIL, request.address, instead=instead, by=by, now=now)
    request.address, request.ends_at = "", now
    request.save(update_fields=["address", "ends_at"])
    if before and can_reach(before):
        with translation.override(languages.offered(family.language, school) or languages.ENGLISH):
            notice = family_code.address_changed(school.name, telephone=school.telephone)
        family_access.send(request, notice, to=before, now=now)


def _digest(request: FamilyCode, code: str) -> str:
    """Another digest than that of a code which signs in: neither does for the other."""
    return digest(request.school_id, f"new address {request.id} {code}")
