"""Files on S3: kept once, handed back as they were; what is not there and what cannot be reached are told apart."""

import hashlib
from collections.abc import Iterator

import pytest
from tests.builders import object_store
from tests.builders.object_store import ObjectStore

from bookbag.errors import Unavailable
from bookbag.schools import storing

CONTENT = b"From: a parent\r\n\r\n\x00\xff" * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PLACE = f"7/{SHA256[:2]}/{SHA256}"


@pytest.fixture
def s3() -> Iterator[ObjectStore]:
    with object_store.holding_our_files() as store:
        yield store


def test_what_is_kept_lies_under_its_digest_in_the_schools_folder(s3: ObjectStore) -> None:
    assert storing.keep(7, CONTENT) == SHA256
    assert s3.objects == {PLACE: CONTENT}


def test_the_same_bytes_are_sent_once(s3: ObjectStore) -> None:
    storing.keep(7, CONTENT)
    storing.keep(7, CONTENT)
    assert s3.requests == [f"HEAD {PLACE}", f"PUT {PLACE}", f"HEAD {PLACE}"]


def test_another_schools_copy_is_another_file(s3: ObjectStore) -> None:
    storing.keep(7, CONTENT)
    storing.keep(8, CONTENT)
    assert set(s3.objects) == {PLACE, PLACE.replace("7/", "8/", 1)}


def test_what_is_fetched_is_what_was_kept_in_one_request(s3: ObjectStore) -> None:
    storing.keep(7, CONTENT)
    s3.requests.clear()
    assert storing.fetch(7, SHA256) == CONTENT
    assert s3.requests == [f"GET {PLACE}"]


def test_a_message_of_the_largest_size_is_kept_in_one_piece(s3: ObjectStore) -> None:
    large = bytes(25 * 1024**2)
    assert storing.fetch(7, storing.keep(7, large)) == large
    assert [request.split()[0] for request in s3.requests] == ["HEAD", "PUT", "GET"]


def test_an_empty_file_is_a_file(s3: ObjectStore) -> None:
    assert storing.fetch(7, storing.keep(7, b"")) == b""


def test_what_is_not_there_is_not_found(s3: ObjectStore) -> None:
    with pytest.raises(FileNotFoundError):
        storing.fetch(7, SHA256)


@pytest.mark.parametrize("fault", ["ServiceUnavailable", "AccessDenied", "NoSuchBucket"])
def test_an_outage_is_neither_kept_nor_missing(s3: ObjectStore, fault: str) -> None:
    storing.keep(7, CONTENT)
    s3.failing = fault
    with pytest.raises(Unavailable):
        storing.fetch(7, SHA256)
    with pytest.raises(Unavailable):
        storing.keep(7, b"something else")
    s3.failing = ""
    assert storing.fetch(7, SHA256) == CONTENT
    assert s3.objects == {PLACE: CONTENT}


def test_an_answer_that_breaks_off_is_no_file(s3: ObjectStore) -> None:
    storing.keep(7, CONTENT)
    s3.breaking_off = True
    with pytest.raises(Unavailable):
        storing.fetch(7, SHA256)


def test_a_store_that_nobody_serves_is_an_outage() -> None:
    with object_store.holding_our_files(BOOKBAG_S3_ENDPOINT="http://127.0.0.1:1"), pytest.raises(Unavailable):
        storing.keep(7, CONTENT)


def test_a_wrong_key_is_an_outage_and_the_log_says_which() -> None:
    with object_store.holding_our_files(BOOKBAG_S3_SECRET="another"), pytest.raises(Unavailable) as caught:
        storing.fetch(7, SHA256)
    assert "SignatureDoesNotMatch" in str(caught.value.__cause__)


def test_the_usual_variables_say_who_we_are_where_ours_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", object_store.KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", object_store.SECRET)
    with object_store.holding_our_files(BOOKBAG_S3_KEY="", BOOKBAG_S3_SECRET="") as s3:
        storing.keep(7, CONTENT)
        assert s3.objects == {PLACE: CONTENT}


def test_a_trial_writes_reads_and_looks_for_what_is_not_there(s3: ObjectStore) -> None:
    storing.try_out()
    assert s3.requests == ["PUT doctor", "GET doctor", "HEAD nothing"]
