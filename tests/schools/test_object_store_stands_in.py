"""The stand-in for S3 speaks as Amazon documents it: raw requests, and Amazon's own client as a second reader.

https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html (shape of errors),
https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html and API_GetObject.html (names of headers).
"""

import hashlib
import http.client
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from tests.builders import object_store
from tests.builders.object_store import BUCKET, KEY, REGION, SECRET, ObjectStore

BODY = b"every byte"


@pytest.fixture
def s3() -> Iterator[ObjectStore]:
    with object_store.running() as store:
        yield store


def client(s3: ObjectStore, *, key: str = KEY, secret: str = SECRET) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{s3.port}",
        region_name=REGION,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        config=Config(request_checksum_calculation="when_required", retries={"total_max_attempts": 1}),
    )


def ask(s3: ObjectStore, method: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    talk = http.client.HTTPConnection("127.0.0.1", s3.port)
    try:
        talk.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = talk.getresponse()
        return answer, answer.read()
    finally:
        talk.close()


def test_a_put_answers_with_the_quoted_md5_of_the_content(s3: ObjectStore) -> None:
    answer = client(s3).put_object(Bucket=BUCKET, Key="a/b", Body=BODY)
    assert answer["ETag"] == f'"{hashlib.md5(BODY).hexdigest()}"'
    assert s3.objects == {"a/b": BODY}


def test_a_get_and_a_head_tell_length_type_and_time(s3: ObjectStore) -> None:
    client(s3).put_object(Bucket=BUCKET, Key="a", Body=BODY)
    got, head = client(s3).get_object(Bucket=BUCKET, Key="a"), client(s3).head_object(Bucket=BUCKET, Key="a")
    assert got["Body"].read() == BODY
    assert (got["ContentLength"], got["ETag"]) == (head["ContentLength"], head["ETag"])
    assert {"LastModified", "ContentType"} <= got.keys() & head.keys()


def test_a_missing_object_is_an_error_in_xml_with_its_four_elements(s3: ObjectStore) -> None:
    with pytest.raises(ClientError) as caught:
        client(s3).get_object(Bucket=BUCKET, Key="none")
    assert caught.value.response["Error"]["Code"] == "NoSuchKey"
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    answer, body = ask(s3, "GET", f"/{BUCKET}/none")
    assert answer.headers["Content-Type"] == "application/xml"
    assert answer.headers["x-amz-request-id"]
    root = ET.fromstring(body)
    assert (root.tag, [element.tag for element in root]) == ("Error", ["Code", "Message", "Resource", "RequestId"])


def test_an_error_to_a_head_has_no_body(s3: ObjectStore) -> None:
    with pytest.raises(ClientError) as caught:
        client(s3).head_object(Bucket=BUCKET, Key="none")
    assert caught.value.response["Error"]["Code"] == "404"


def test_a_request_without_a_signature_is_refused(s3: ObjectStore) -> None:
    answer, body = ask(s3, "GET", f"/{BUCKET}/a")
    assert (answer.status, ET.fromstring(body).findtext("Code")) == (403, "AccessDenied")


@pytest.mark.parametrize(
    ("given", "code"), [({"secret": "another"}, "SignatureDoesNotMatch"), ({"key": "OTHER"}, "InvalidAccessKeyId")]
)
def test_a_signature_by_another_is_refused(s3: ObjectStore, given: dict[str, str], code: str) -> None:
    with pytest.raises(ClientError) as caught:
        client(s3, **given).put_object(Bucket=BUCKET, Key="a", Body=BODY)
    assert caught.value.response["Error"]["Code"] == code
    assert s3.objects == {}


def test_a_body_that_is_not_what_was_signed_is_refused(s3: ObjectStore) -> None:
    def spoil(request: Any, **_: object) -> None:
        request.body = b"other byte"

    spoiling = client(s3)
    spoiling.meta.events.register("before-send.s3.PutObject", spoil)
    with pytest.raises(ClientError) as caught:
        spoiling.put_object(Bucket=BUCKET, Key="a", Body=BODY)
    assert caught.value.response["Error"]["Code"] == "XAmzContentSHA256Mismatch"
    assert s3.objects == {}


def test_another_bucket_is_not_here(s3: ObjectStore) -> None:
    with pytest.raises(ClientError) as caught:
        client(s3).get_object(Bucket="another", Key="a")
    assert caught.value.response["Error"]["Code"] == "NoSuchBucket"
