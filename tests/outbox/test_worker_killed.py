"""SIGKILL between sending and noting: nothing is lost, and what is repeated is repeated under the same identity."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

from tests.builders.sending import PostOffice, again, deliver, queued
from tests.builders.worlds import NOW

from bookbag.schools.models import School

DIES = Path(__file__).with_name("dies_after_sending.py")


def test_it_is_sent_again_under_the_same_identity_when_the_claim_has_run_out(wyton: School, office: PostOffice) -> None:
    dispatch = queued(wyton)
    words = [sys.executable, str(DIES), str(wyton.id), str(office.port)]
    died = subprocess.run(words, check=False, env=os.environ | {"PYTHONPATH": "src"}, timeout=60)
    assert died.returncode == -signal.SIGKILL
    assert again(dispatch).state == "sending"
    assert deliver(wyton, office.submission, now=NOW + timedelta(minutes=4)) is None
    assert deliver(wyton, office.submission, now=NOW + timedelta(minutes=5)) == dispatch
    assert (again(dispatch).state, again(dispatch).attempts) == ("sent", 2)
    mails = [message_from_bytes(envelope.original_content or b"") for envelope in office.taken]
    assert [mail["Message-ID"] for mail in mails] == [f"<{dispatch.message_id}>"] * 2
    assert mails[0].get_payload() == mails[1].get_payload()
