"""A stand-in for a sign-in provider on this machine: OpenID Connect as its documents describe it, for one client.

OpenID Connect Discovery 1.0, sections 3 and 4 (https://openid.net/specs/openid-connect-discovery-1_0.html); OpenID
Connect Core 1.0, sections 2 and 3.1 (https://openid.net/specs/openid-connect-core-1_0.html); RFC 6749, sections 4.1 and
5.2, for codes and errors; RFC 7636, section 4, for PKCE; RFC 7517 for keys. It is neither Google nor Microsoft: whoever
comes is signed in at once as `claims` says, without a page. What is wrong with it can be set.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import override_settings

from bookbag.web.openid import Provider

CLIENT, SECRET = "bookbag-at-wyton", "a-secret-of-the-tests-that-is-long-enough"
DOMAIN = "wyton.bookbag.test"


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key to sign with. Making one takes a while, so each is made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class SignInProvider:
    """What it says of whoever comes, which codes are out, what was asked of it, and what is wrong with it from now on."""

    claims: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    signed_by: str = "today's"
    published: list[str] = field(default_factory=lambda: ["today's"])
    algorithm: str = "RS256"
    status: int = 200
    silent: bool = False
    port: int = 0

    @property
    def issuer(self) -> str:
        """What it calls itself."""
        return f"http://127.0.0.1:{self.port}"

    def known(self) -> dict[str, Any]:
        """Its discovery document."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """The public halves of its keys."""
        made = [
            (name, jwt.algorithms.RSAAlgorithm.to_jwk(key(name).public_key(), as_dict=True)) for name in self.published
        ]
        return {"keys": [{**each, "kid": name, "use": "sig", "alg": "RS256"} for name, each in made]}

    def authorise(self, query: dict[str, str]) -> str:
        """Where the browser goes on to. Raises `KeyError` for what must be asked and is not."""
        self.asked.append(query)
        if query["client_id"] != CLIENT or query["response_type"] != "code" or "openid" not in query["scope"].split():
            raise KeyError("client_id")
        code = secrets.token_urlsafe(16)
        self.codes[code] = {name: query[name] for name in ("redirect_uri", "nonce", "code_challenge")}
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, sent: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """An ID token for a code, once; or what is wrong with the request."""
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        kept = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if kept is None or (kept["redirect_uri"], kept["code_challenge"]) != (sent.get("redirect_uri"), challenge):
            return 400, {"error": "invalid_grant"}
        return 200, {"token_type": "Bearer", "access_token": "none", "id_token": self.id_token(kept["nonce"])}

    def id_token(self, nonce: str) -> str:
        """What it says of whoever came, signed; a claim that is set to None is left out."""
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 3600,
            "nonce": nonce,
            **self.claims,
        }
        claims = {name: value for name, value in said.items() if value is not None}
        by = {"none": "", "HS256": SECRET}.get(self.algorithm, key(self.signed_by))
        return jwt.encode(claims, by, algorithm=self.algorithm, headers={"kid": self.signed_by})


@contextmanager
def provider(*, kind: str = "google") -> Iterator[SignInProvider]:
    """Start one, and let Bookbag trust it as it would Google, or Microsoft."""
    stands_in = SignInProvider()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's own name
            """Nothing."""

        def answer(self, status: int, content: dict[str, Any], **headers: str) -> None:
            body = json.dumps(content).encode()
            self.send_response(stands_in.status if stands_in.status != 200 else status)
            for name, value in {
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, dict(_flat(urlsplit(self.path).query))
            if stands_in.silent:
                self.connection.close()
            elif path == "/authorise":
                try:
                    self.answer(302, {}, Location=stands_in.authorise(query))
                except KeyError as missing:
                    self.answer(400, {"error": "invalid_request", "error_description": str(missing)})
            else:
                found = {"/.well-known/openid-configuration": stands_in.known, "/keys": stands_in.keys}.get(path)
                self.answer(200 if found else 404, found() if found else {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path == "/token":
                self.answer(*stands_in.token(dict(_flat(body))))

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    stands_in.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    by, of, verified = {"google": ("hd", DOMAIN, "email_verified"), "microsoft": ("tid", "t-1", "xms_edov")}[kind]
    trusted = Provider(kind, kind.capitalize(), stands_in.issuer, CLIENT, SECRET, by, frozenset({of}), verified)
    stands_in.claims = {by: of, verified: True}
    try:
        with override_settings(PROVIDERS=(trusted,)):
            yield stands_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Stay(HTTPRedirectHandler):
    """A browser that does not go on by itself."""

    def redirect_request(self, *_given: Any) -> None:
        """Stay."""


def fetched(url: str, sends: dict[str, str] | None = None) -> tuple[int, Message, bytes]:
    """What a browser or a client is answered, where it would go on to being among the headers."""
    body = urlencode(sends).encode() if sends is not None else None
    try:
        answer = build_opener(_Stay).open(url, body, timeout=5)
    except HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.status, answer.headers, answer.read()


def _flat(query: str) -> Iterator[tuple[str, str]]:
    return ((name, values[0]) for name, values in parse_qs(query, keep_blank_values=True).items())
