"""Asking a provider who somebody is: OpenID Connect Core 1.0, the authorisation code flow with PKCE (RFC 7636).

Whether whoever it is may come in is not decided here. Knows no tables.
"""

import base64
import hashlib
import json
import logging
import secrets
import time
from dataclasses import asdict, dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

import jwt

from bookbag.errors import Invalid, Unavailable

log = logging.getLogger(__name__)
SECONDS, SKEW, LONGEST = 5, 60, 1_000_000
"""How long a provider may take for one answer, how far its clock may be from ours, how many bytes of an answer are read."""
WHILE = 10 * 60
"""For how many seconds somebody may be at the provider's pages."""
SEVERAL_FACTORS = "http://schemas.openid.net/pape/policies/2007/06/multi-factor"
NEEDED = ["exp", "iat", "iss", "aud", "sub"]


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that this installation trusts, for accounts of its own organisation alone."""

    slug: str
    name: str
    issuer: str
    """Its address, which the installation's own settings give: all that is fetched is fetched from where it leads."""
    client_id: str
    client_secret: str
    belongs_by: str
    """The claim that says to which organisation an account belongs: `hd` at Google, `tid` at Microsoft."""
    belongs_to: frozenset[str]
    verified_by: str
    """The claim that says that the e-mail address is known to be the account's own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a provider, and is kept in the session until it answers."""

    provider: str
    state: str
    nonce: str
    verifier: str
    at: float

    def kept(self) -> dict[str, Any]:
        """As the session keeps it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is, as a provider says."""

    email: str
    several_factors: bool


def ask(provider: Provider) -> Asked:
    """Begin to ask."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Asked(provider.slug, state, nonce, verifier, at=time.time())


def address(provider: Provider, asked: Asked, *, back: str) -> str:
    """Where to send the browser. `back` is where the provider sends it afterwards. Raises `Unavailable`."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": provider.client_id,
        "response_type": "code",
        "scope": "openid email",
        "redirect_uri": back,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if provider.belongs_by == "hd" and len(provider.belongs_to) == 1:
        query["hd"] = next(
            iter(provider.belongs_to)
        )  # which of one's accounts Google offers first; checked all the same
    return f"{_discovered(provider)['authorization_endpoint']}?{urlencode(query)}"


def person(provider: Provider, asked: Asked, answer: dict[str, str], *, back: str) -> Person:
    """Who somebody is who came back with this answer. Raises `Invalid` for nobody, `Unavailable` where nobody can tell."""
    if not secrets.compare_digest(asked.state.encode(), answer.get("state", "").encode()):
        raise _nobody("state")
    if asked.provider != provider.slug or asked.at < time.time() - WHILE:
        raise _nobody("another provider, or too late")
    if not answer.get("code"):
        raise _nobody("no code")
    known = _discovered(provider)
    spoken = _token(provider, asked, known, answer["code"], back=back)
    claims = _claims(provider, known, spoken)
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), asked.nonce.encode()):
        raise _nobody("nonce")
    if claims.get(provider.belongs_by) not in provider.belongs_to:
        raise _nobody("another organisation")
    if claims.get(provider.verified_by) not in (True, 1, "1", "true"):
        raise _nobody("address not verified")
    several = "mfa" in (claims.get("amr") or []) or claims.get("acr") == SEVERAL_FACTORS
    return Person(str(claims.get("email", "")).strip().lower(), several)


def _discovered(provider: Provider) -> dict[str, Any]:
    """What the provider says of itself."""
    known = _fetched(f"{provider.issuer}/.well-known/openid-configuration")
    if known.get("issuer") != provider.issuer:
        raise Unavailable(f"{provider.name} calls itself by another name than {provider.issuer}.")
    return known


def _token(provider: Provider, asked: Asked, known: dict[str, Any], code: str, *, back: str) -> str:
    """The ID token for a code."""
    sends = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
        "code_verifier": asked.verifier,
    }
    return str(_fetched(known["token_endpoint"], sends).get("id_token", ""))


def _claims(provider: Provider, known: dict[str, Any], spoken: str) -> dict[str, Any]:
    """What an ID token claims, once its signature, issuer, audience and times are right."""
    try:
        name = jwt.get_unverified_header(spoken).get("kid")
        keys = jwt.PyJWKSet.from_dict(_fetched(known["jwks_uri"])).keys
        key = next((each for each in keys if each.key_id == name), None)
        if key is None:
            raise _nobody("signed with a key that the provider does not publish")
        claims: dict[str, Any] = jwt.decode(
            spoken,
            key,
            algorithms=["RS256"],
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=SKEW,
            options={"require": NEEDED, "strict_aud": True},
        )
    except jwt.PyJWTError as error:
        raise _nobody(type(error).__name__) from error
    return claims


def _fetched(url: str, data: dict[str, str] | None = None) -> dict[str, Any]:
    """A provider's answer. A refusal is somebody's who cannot be signed in; anything else that goes wrong is the provider's."""
    try:
        with urlopen(url, urlencode(data).encode() if data else None, timeout=SECONDS) as answer:  # noqa: S310 - see Provider
            read = json.loads(answer.read(LONGEST))
    except HTTPError as error:
        if error.code in {400, 401}:
            raise _nobody("the provider takes neither the code nor us") from error
        raise Unavailable("The provider does not answer as it should.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unavailable("The provider does not answer.") from error
    if not isinstance(read, dict):
        raise Unavailable("The provider does not answer as it should.")
    return read


def _nobody(why: str) -> Invalid:
    """Nobody who may come in. Why goes into the log and not to whoever asks."""
    log.warning("somebody who came from a sign-in provider was refused: %s", why)
    return Invalid("Nobody can be signed in with this.")
