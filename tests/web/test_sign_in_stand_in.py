"""The stand-in for a sign-in provider does what the documents that it names say, so that what passes against it means something."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from tests.builders import openid_provider
from tests.builders.openid_provider import CLIENT, SECRET, SignInProvider, fetched

VERIFIER = "a-verifier-of-forty-three-characters-or-more"
BACK = "http://127.0.0.1:1/answer"
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKS = {"client_id": CLIENT, "response_type": "code", "scope": "openid email", "redirect_uri": BACK} | {
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}


@pytest.fixture
def provider() -> Iterator[SignInProvider]:
    with openid_provider.provider() as made:
        yield made


def known(provider: SignInProvider) -> dict[str, Any]:
    status, headers, body = fetched(f"{provider.issuer}/.well-known/openid-configuration")
    assert (status, headers["Content-Type"]) == (200, "application/json")
    return dict(json.loads(body))


def authorise(provider: SignInProvider, **other: str) -> tuple[int, str]:
    asked = f"{known(provider)['authorization_endpoint']}?{urlencode(ASKS | other)}"
    status, headers, _ = fetched(asked)
    return status, headers.get("Location", "")


def code(provider: SignInProvider) -> str:
    status, there = authorise(provider)
    assert status == 302
    assert parse_qs(urlsplit(there).query)["state"] == ["s"]
    return parse_qs(urlsplit(there).query)["code"][0]


def token(provider: SignInProvider, **other: str) -> tuple[int, dict[str, Any]]:
    sends = {"grant_type": "authorization_code", "redirect_uri": BACK, "client_id": CLIENT, "client_secret": SECRET}
    status, _, body = fetched(known(provider)["token_endpoint"], sends | {"code_verifier": VERIFIER} | other)
    return status, json.loads(body)


def test_discovery_holds_what_must_be_there(provider: SignInProvider) -> None:
    """Discovery 1.0, section 3: the issuer is the address without the well-known part, and these are required."""
    required = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "response_types_supported"}
    required |= {"subject_types_supported", "id_token_signing_alg_values_supported"}
    assert required <= set(known(provider))
    assert known(provider)["issuer"] == provider.issuer
    assert "RS256" in known(provider)["id_token_signing_alg_values_supported"]


def test_an_id_token_carries_what_core_requires_and_the_nonce(provider: SignInProvider) -> None:
    """Core 1.0, sections 2 and 3.1.3.3: signed with a published key that the header names."""
    status, answer = token(provider, code=code(provider))
    assert (status, answer["token_type"]) == (200, "Bearer")
    keys = jwt.PyJWKSet.from_dict(json.loads(fetched(known(provider)["jwks_uri"])[2]))
    key = keys[jwt.get_unverified_header(answer["id_token"])["kid"]]
    claims = jwt.decode(answer["id_token"], key, algorithms=["RS256"], audience=CLIENT, issuer=provider.issuer)
    assert {"iss", "sub", "aud", "exp", "iat"} <= set(claims)
    assert claims["nonce"] == "n"


def test_a_code_works_once_and_for_whoever_began(provider: SignInProvider) -> None:
    """RFC 6749, sections 4.1.2 and 5.2; RFC 7636, section 4.6."""
    used = code(provider)
    assert token(provider, code=used)[0] == 200
    refused = (400, {"error": "invalid_grant"})
    assert token(provider, code=used) == refused
    assert token(provider, code="made-up") == refused
    assert token(provider, code=code(provider), code_verifier="another") == refused
    assert token(provider, code=code(provider), redirect_uri=f"{BACK}/elsewhere") == refused


def test_another_client_is_refused(provider: SignInProvider) -> None:
    assert token(provider, code=code(provider), client_secret="another") == (401, {"error": "invalid_client"})
    assert authorise(provider, client_id="another") == (400, "")
