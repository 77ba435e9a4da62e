"""Files on S3, one request a question. Needs requirements/s3.txt; only settings name this file, where a bucket is set.

An answer of `save` means that S3 holds the very bytes: their digest is part of the signature, and S3 refuses others.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config  # type: ignore[import-untyped]  # ships no types
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # ships no types
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage  # type: ignore[import-untyped]  # ships no types

from bookbag.errors import Unavailable

log = logging.getLogger(__name__)

CLIENT = Config(
    signature_version="s3v4",
    s3={"payload_signing_enabled": True},
    # The signed digest guards every byte already, and stores other than Amazon's may not know the newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    # A sender waits for our answer for minutes, a person for seconds.
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "total_max_attempts": 3},
)


class S3Files(S3Storage):  # type: ignore[misc]  # the base class ships no types
    """A file store in a bucket. S3 shows a file whole or not at all, and at once to everybody."""

    def __init__(self, **settings: object) -> None:
        super().__init__(client_config=CLIENT, **settings)

    def exists(self, name: str) -> bool:
        """Whether the bucket holds the file."""
        with _outages_told():
            return bool(super().exists(name))

    def _save(self, name: str, content: "File[bytes]") -> str:
        with _outages_told():
            self._client.put_object(
                Bucket=self.bucket_name, Key=name, Body=content.read(), ContentType=self.default_content_type
            )
        return name

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":  # noqa: ARG002 - Django's signature
        with _outages_told():
            try:
                return ContentFile(self._client.get_object(Bucket=self.bucket_name, Key=name)["Body"].read(), name)
            except self._client.exceptions.NoSuchKey as error:  # a missing bucket is another code, and an outage
                raise FileNotFoundError(name) from error

    @property
    def _client(self) -> Any:
        """This thread's client: boto3 makes its methods at run time."""
        return self.connection.meta.client


@contextmanager
def _outages_told() -> Iterator[None]:
    """Whatever else S3 or the way to it says is `Unavailable`: the log has the words, a person need not."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        log.warning("the file store on S3: %s", error)
        raise Unavailable("The file store cannot be used just now.") from error
