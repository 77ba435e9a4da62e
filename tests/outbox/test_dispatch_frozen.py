"""The database refuses to change the words of a dispatch, whoever asks."""

import pytest
from django.db import DatabaseError, connection
from tests.builders.sending import again, queued

from bookbag.outbox.models import Dispatch
from bookbag.policy.permissions import Sight
from bookbag.schools import tenancy
from bookbag.schools.models import School

MAY_CHANGE = {"state", "not_before", "attempts", "claimed_until", "sent_at", "receipt", "fault", "sight"}


def test_only_the_fate_of_a_dispatch_may_change(wyton: School) -> None:
    dispatch = queued(wyton)
    for column in {field.column for field in Dispatch._meta.concrete_fields} - MAY_CHANGE:
        statement = f'update outbox_dispatch set "{column}" = "{column}" where id = %s'
        with (
            pytest.raises(DatabaseError, match="frozen"),
            tenancy.atomic(wyton.id, sight=Sight.SAFEGUARDING),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [dispatch.id])
    assert again(dispatch).body == dispatch.body
