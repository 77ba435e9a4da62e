"""A stand-in for S3 on this machine: PUT, GET and HEAD of an object as Amazon documents them, and nothing else.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html, API_GetObject.html, API_HeadObject.html,
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html for errors, and
https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html for signatures. It is not S3: it knows one
bucket and one key, addressed by path, over plain HTTP.
"""

import hashlib
import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4
from xml.sax.saxutils import escape

from django.test import override_settings

from bookbag.config import files
from bookbag.config.settings import HOME, STORAGES

BUCKET, KEY, SECRET, REGION = "bookbag-files", "AKIDBOOKBAGTEST", "a-secret-of-the-tests", "eu-west-2"
AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<day>\d{8})/(?P<region>[^/]+)/s3/aws4_request, "
    r"SignedHeaders=(?P<signed>[a-z0-9;-]+), Signature=(?P<signature>[0-9a-f]{64})"
)
ALWAYS_SIGNED = {"host", "x-amz-content-sha256", "x-amz-date"}
ERRORS = {
    "AccessDenied": (403, "Access Denied"),
    "InvalidAccessKeyId": (403, "The access key ID you provided does not exist in our records."),
    "MethodNotAllowed": (405, "The specified method is not allowed against this resource."),
    "NoSuchBucket": (404, "The specified bucket does not exist."),
    "NoSuchKey": (404, "The specified key does not exist."),
    "ServiceUnavailable": (503, "Service is unable to handle request."),
    "SignatureDoesNotMatch": (403, "The request signature that the server calculated does not match yours."),
    "XAmzContentSHA256Mismatch": (400, "The provided x-amz-content-sha256 header does not match what was computed."),
}
"""Amazon's codes with their HTTP status; a client acts on these, and the words are for people."""


@dataclass
class ObjectStore:
    """What the bucket holds by key, every request as `METHOD key`, and what goes wrong with all requests from now on."""

    objects: dict[str, bytes] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    failing: str = ""
    breaking_off: bool = False
    port: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """The variables with which Bookbag finds it."""
        return {
            "BOOKBAG_S3_BUCKET": BUCKET,
            "BOOKBAG_S3_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "BOOKBAG_S3_REGION": REGION,
            "BOOKBAG_S3_KEY": KEY,
            "BOOKBAG_S3_SECRET": SECRET,
        }


@contextmanager
def running() -> Iterator[ObjectStore]:
    """Serve on a free port of this machine as long as the block lasts."""
    store = ObjectStore()

    class Bound(Conversation):
        held = store

    with ThreadingHTTPServer(("127.0.0.1", 0), Bound) as server:
        server.daemon_threads, server.block_on_close = True, False
        store.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def holding_our_files(**changed: str) -> Iterator[ObjectStore]:
    """A running store in which Bookbag's files lie, by the settings that its environment makes."""
    with running() as store:
        arrivals = files.store(store.environment | changed, home=HOME)
        with override_settings(STORAGES=STORAGES | {"arrivals": arrivals}):
            yield store


class Conversation(BaseHTTPRequestHandler):
    """One client's connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # head and body go out apart, and the second would wait for 40 ms
    held: ObjectStore

    def do_PUT(self) -> None:
        """Store an object; the answer has its ETag, the MD5 of the content in quotes."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        key = self.key(body)
        if key is not None:
            self.held.objects[key] = body
            self.answer(200, {"ETag": etag(body), "Content-Length": "0"})

    def do_GET(self) -> None:
        """Hand an object over, whole."""
        key = self.key()
        if key is not None and key not in self.held.objects:
            self.refuse("NoSuchKey")
        elif key is not None:
            body = self.held.objects[key]
            about = {"ETag": etag(body), "Content-Length": str(len(body)), "Content-Type": "application/octet-stream"}
            self.answer(200, about | {"Last-Modified": formatdate(usegmt=True)}, body)

    do_HEAD = do_GET  # noqa: N815 - the server's name for it

    def do_DELETE(self) -> None:
        """Bookbag deletes nothing."""
        self.refuse("MethodNotAllowed")

    def key(self, body: bytes = b"") -> str | None:
        """The key that a request is about; None where the request was refused already."""
        bucket, _, key = self.path.removeprefix("/").partition("/")
        self.held.requests.append(f"{self.command} {key}")
        fault = self.held.failing or self.unsigned(body) or ("" if bucket == BUCKET else "NoSuchBucket")
        if fault:
            self.refuse(fault)
            return None
        return key

    def unsigned(self, body: bytes) -> str:
        """What is wrong with the signature or the digest; empty where both are right."""
        given = AUTHORIZATION.fullmatch(self.headers.get("Authorization", ""))
        if given is None or not set(given["signed"].split(";")) >= ALWAYS_SIGNED:
            return "AccessDenied"
        if given["key"] != KEY:
            return "InvalidAccessKeyId"
        if not hmac.compare_digest(self.signature(given["signed"], given["day"], given["region"]), given["signature"]):
            return "SignatureDoesNotMatch"
        right = self.headers["x-amz-content-sha256"] == hashlib.sha256(body).hexdigest()
        return "" if right else "XAmzContentSHA256Mismatch"

    def signature(self, signed: str, day: str, region: str) -> str:
        """The signature that this request ought to carry."""
        path, _, query = self.path.partition("?")
        headers = "".join(f"{name}:{self.headers.get(name, '').strip()}\n" for name in signed.split(";"))
        request = "\n".join([self.command, path, query, headers, signed, self.headers["x-amz-content-sha256"]])
        scope, digest = f"{day}/{region}/s3/aws4_request", hashlib.sha256(request.encode()).hexdigest()
        secret = f"AWS4{SECRET}".encode()
        for part in scope.split("/"):
            secret = hmac.digest(secret, part.encode(), "sha256")
        to_sign = "\n".join(["AWS4-HMAC-SHA256", self.headers["x-amz-date"], scope, digest])
        return hmac.digest(secret, to_sign.encode(), "sha256").hex()

    def refuse(self, code: str) -> None:
        """Answer with an error in XML; to HEAD without a body, which is how HTTP has it."""
        status, words = ERRORS[code]
        body = (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{words}</Message>'
            f"<Resource>{escape(self.path)}</Resource><RequestId>{uuid4().hex[:16].upper()}</RequestId></Error>"
        ).encode()
        self.answer(status, {"Content-Type": "application/xml", "Content-Length": str(len(body))}, body)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        """Send status, headers and, save to HEAD, the body."""
        self.send_response(status)
        for name, value in (headers | {"x-amz-request-id": uuid4().hex[:16].upper()}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if self.held.breaking_off else body)
        self.close_connection = self.held.breaking_off

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the server's name for it
        """Say nothing: tests look at `requests`."""


def etag(body: bytes) -> str:
    """The ETag of an object that was stored in one piece."""
    return f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"'
