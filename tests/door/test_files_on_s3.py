"""With files on S3 a bucket that cannot be reached asks the sender to come again, and the log says what S3 said."""

import smtplib

import pytest
from tests.builders import object_store
from tests.door.conftest import MAIL, Door, Rows


def test_an_outage_of_the_bucket_asks_to_come_again(door: Door, rows: Rows, caplog: pytest.LogCaptureFixture) -> None:
    with object_store.holding_our_files() as s3:
        s3.failing = "ServiceUnavailable"
        with pytest.raises(smtplib.SMTPDataError) as caught:
            door.send()
        assert caught.value.smtp_code == 451
        assert rows("desk_arrival") == []
        assert "a message could not be kept: Unavailable" in caplog.text
        assert "the file store on S3: An error occurred (503)" in caplog.text
        assert "Traceback" not in caplog.text
        s3.failing = ""
        door.send()
        assert list(s3.objects.values()) == [MAIL]
    assert [row["state"] for row in rows("desk_arrival")] == ["waiting"]
