"""The doctor tries the school's bucket on S3: what it can do with it, and what stands in the way."""

import json

import pytest
from tests.builders import object_store
from tests.processes.test_doctor import ask

from bookbag.cli.postgres import EmbeddedPostgres


def files(server: EmbeddedPostgres, **env: str) -> dict[str, str]:
    """What the doctor says of the file store."""
    found = json.loads(ask(server.home, "doctor", "--json", **env).stdout)
    (about,) = (finding for finding in found if finding["about"] == "files")
    return dict(about)


def test_a_bucket_that_works_is_told_so(server: EmbeddedPostgres) -> None:
    with object_store.running() as s3:
        about = files(server, **s3.environment)
    assert about["well"]
    assert about["says"] == f"the bucket {object_store.BUCKET} can be written and read"
    assert set(s3.objects) == {"doctor"}


def test_an_endpoint_without_its_scheme_is_named(server: EmbeddedPostgres) -> None:
    with object_store.running() as s3:
        about = files(server, **s3.environment | {"BOOKBAG_S3_ENDPOINT": "files.bookbag.test"})
    assert about["says"].endswith("Invalid endpoint: files.bookbag.test")


@pytest.mark.parametrize("fault", ["AccessDenied", "NoSuchBucket"])
def test_what_stands_in_the_way_is_named(server: EmbeddedPostgres, fault: str) -> None:
    with object_store.running() as s3:
        s3.failing = fault
        about = files(server, **s3.environment)
    assert not about["well"]
    assert fault in about["says"]
    assert about["mend"].startswith("Look at BOOKBAG_S3_")
