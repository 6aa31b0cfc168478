"""Pure decisions about OpenID Connect: which providers there can be, what is asked of them, and what holds of their
answer. Signatures and claims are checked by `joserfc`."""

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError, MissingKeyError
from joserfc.jwk import KeySet

from zegel.authentication.errors.sso import SsoTooWeak

FLOW_LIFE = timedelta(minutes=10)


ACTIVATION_LIFE = timedelta(minutes=60)


# Open pages of one browser that are under way at the same time.
MOST_FLOWS = 5


# How far a provider's clock may be off.
LEEWAY = 60


LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


# A logout token is made when it is sent. So long its name is remembered, and after it none is taken.
LOGOUT_LIFE = timedelta(minutes=10)


# Signed by the provider's private key. What is signed with the client's secret, or with nothing, could be anybody's.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA")  # fmt: skip


KINDS = ("professional", "citizen", "directory")


LARGEST_CLAIM = 254


class InvalidProviderResponse(Exception):
    """What came back does not hold; the words are for the operator's log and name nobody."""


class KeyMissing(Exception):
    """No key known to us fits: the provider may have changed its keys."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Who may vouch for people, as the operator connected them.

    `acr` are the levels of certainty that are accepted, all when empty; `two_factors` those values of `acr` or `amr` that
    stand for two factors. `number_claim` names the claim with a professional number of the register `number_kind`.
    """

    name: str
    label: str
    kind: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    organisation: UUID | None = None
    domains: tuple[str, ...] = ()
    scope: tuple[str, ...] = ("openid",)
    acr: tuple[str, ...] = ()
    two_factors: tuple[str, ...] = ()
    number_claim: str = ""
    number_kind: str = "bar"
    addresses_confirmed: bool = False
    hosts: tuple[str, ...] = ()

    def may_reach(self, address: str) -> bool:
        """Whether an address that the provider names is its own, so that it cannot send us through our own network."""
        claims, own = urlsplit(address), urlsplit(self.issuer)
        if claims.username or claims.password or claims.fragment:
            return False
        return claims.scheme == own.scheme and (claims.netloc == own.netloc or claims.netloc in self.hosts)


@dataclass(frozen=True, slots=True)
class Flow:
    """A login on its way to a provider and back, remembered by the browser's session under its `state`."""

    provider: str
    nonce: str
    verifier: str
    begun: datetime
    onward: str = ""
    # Of an account that links: which login of whom asked for it.
    login: str = ""


@dataclass(frozen=True, slots=True)
class VerifiedClaims:
    """What a provider vouches for, after every check. `subject` is its name for this person."""

    provider: Provider
    subject: str
    acr: str
    two_factors: bool
    email: str = ""
    name: str = ""
    number: str = ""
    # Its name for this login, if it has one.
    session: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a logout token says: whom or which login it ends, by the provider's names, and its own name."""

    subject: str
    session: str
    token: str


def check_provider(provider: Provider, *, local: bool) -> None:
    """Whether a provider can be connected; `local` allows one without TLS on this machine.

    Raises:
        ValueError: with a sentence for the operator.
    """
    address = urlsplit(provider.issuer)
    fine = address.scheme == "https" or (
        local and address.scheme == "http" and address.hostname in ("127.0.0.1", "localhost")
    )
    if not re.fullmatch(r"[a-z0-9-]{1,40}", provider.name):
        raise ValueError(f"{provider.name!r}: a name has small letters, digits and hyphens only, at most 40")
    if not fine or address.query or address.fragment:
        raise ValueError(f"{provider.name}: issuer must be an https address")
    if provider.kind not in KINDS:
        raise ValueError(f"{provider.name}: kind must be one of {', '.join(KINDS)}")
    if not provider.label or not provider.client_id or not provider.client_secret:
        raise ValueError(f"{provider.name}: label, client_id and secret_file must be given")
    if (provider.kind == "directory") != bool(provider.organisation and provider.domains):
        raise ValueError(f"{provider.name}: a directory, and no other kind, has an organisation and domains")
    if provider.kind == "citizen" and not provider.acr:
        raise ValueError(f"{provider.name}: say which levels (acr) of a citizen's login are accepted")
    if "openid" not in provider.scope:
        raise ValueError(f"{provider.name}: scope must contain openid")
    if provider.number_kind not in {"bar", "kbvg"}:
        raise ValueError(f"{provider.name}: number_kind must be bar or kbvg")


def new_flow(provider: str, *, onward: str, login: str, at: datetime) -> tuple[str, Flow]:
    """Fresh secrets for one trip: the state, and what must come back with it."""
    tokens = [secrets.token_urlsafe(32) for _ in range(3)]
    return tokens[0], Flow(provider, tokens[1], tokens[2], at, onward, login)


def authorization_url(provider: Provider, endpoint: str, *, state: str, flow: Flow, redirect: str) -> str:
    """The address to send the browser to (code flow with PKCE)."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(flow.verifier.encode()).digest()).decode().rstrip("=")
    words = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": redirect,
        "scope": " ".join(provider.scope),
        "state": state,
        "nonce": flow.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if provider.acr:
        words["acr_values"] = " ".join(provider.acr)
    return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(words)}"


def goodbye(provider: Provider, endpoint: str, *, back: str) -> str:
    """The address to send the browser to, to log out there too (RP-Initiated Logout). No token goes along, because we
    keep none; so the provider asks the person whether they mean it."""
    words = {"client_id": provider.client_id, "post_logout_redirect_uri": back}
    return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(words)}"


def check_issuer(provider: Provider, issuer: str, *, promised: bool) -> None:
    """Whether an answer names the provider it is of (RFC 9207), so that no other one's is taken for it.

    Raises:
        InvalidProviderResponse: another one, or none where the provider promises to name itself.
    """
    if issuer != provider.issuer and (issuer or promised):
        raise InvalidProviderResponse("the answer is of another issuer")


def read_token(token: str, keys: KeySet, provider: Provider, *, nonce: str, at: datetime) -> dict[str, Any]:
    """The claims of an ID token (OpenID Connect Core, 3.1.3.7).

    Raises:
        KeyMissing: signed by none of these keys; InvalidProviderResponse: any other thing that does not hold.
    """
    rules = jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": nonce},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    claims = _decoded(token, keys, rules, "ID token").claims
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise InvalidProviderResponse("ID token: azp")
    return claims


def read_logout(token: str, keys: KeySet, provider: Provider, *, at: datetime) -> Ended:
    """What a logout token ends (OpenID Connect Back-Channel Logout, 2.6).

    Raises:
        KeyMissing: signed by none of these keys; InvalidProviderResponse: any other thing that does not hold.
    """
    rules = jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        iat={"essential": True},
        jti={"essential": True},
        events={"essential": True},
    )
    found = _decoded(token, keys, rules, "logout token")
    claims = found.claims
    events, made = claims["events"], claims["iat"]
    if str(found.header.get("typ", "")).lower() not in {"logout+jwt", "jwt", ""}:
        raise InvalidProviderResponse("logout token: typ")
    if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise InvalidProviderResponse("logout token: nonce or events")
    fresh = made >= at.timestamp() - LOGOUT_LIFE.total_seconds()
    if not fresh:
        raise InvalidProviderResponse("logout token: too old")
    ended = Ended(_text(claims, "sub"), _text(claims, "sid"), _text(claims, "jti"))
    if not ended.token or not (ended.subject or ended.session):
        raise InvalidProviderResponse("logout token: jti, sub or sid")
    return ended


def _decoded(token: str, keys: KeySet, rules: jwt.JWTClaimsRegistry, what: str) -> jwt.Token:
    try:
        found = jwt.decode(token, keys, algorithms=ALGORITHMS)
        rules.validate(found.claims)
    except (BadSignatureError, InvalidKeyIdError, MissingKeyError) as error:
        raise KeyMissing from error
    except (JoseError, ValueError, TypeError) as error:
        raise InvalidProviderResponse(f"{what}: {error}") from error
    return found


def verified_claims(provider: Provider, claims: Mapping[str, Any]) -> VerifiedClaims:
    """What the claims say, as far as we use it.

    Raises:
        InvalidProviderResponse: no usable subject; SsoTooWeak: less certain than the operator asks.
    """
    subject, acr = _text(claims, "sub"), _text(claims, "acr")
    if not subject:
        raise InvalidProviderResponse("ID token: sub")
    if provider.acr and acr not in provider.acr:
        raise SsoTooWeak(provider=provider.label)
    amr = claims.get("amr")
    ways = {acr, *(cast("list[object]", amr) if isinstance(amr, list) else [])}
    confirmed = claims.get("email_verified", provider.addresses_confirmed) is True
    return VerifiedClaims(
        provider=provider,
        subject=subject,
        acr=acr,
        two_factors=any(way in ways for way in provider.two_factors),
        email=_text(claims, "email") if confirmed else "",
        name=_text(claims, "name"),
        number=_text(claims, provider.number_claim) if provider.number_claim else "",
        session=_text(claims, "sid"),
    )


def wanted(provider: Provider, claims: Mapping[str, Any]) -> bool:
    """Whether something is missing that the provider may tell when asked apart (userinfo)."""
    names = [provider.number_claim] if provider.number_claim else []
    if provider.kind == "directory":
        names += ["email", "name"]
    return any(name not in claims for name in names)


def is_employee(claims: VerifiedClaims) -> bool:
    """Whether the address is of the organisation whose directory vouches for it."""
    return claims.email.isascii() and claims.email.rpartition("@")[2].lower() in claims.provider.domains


def _text(claims: Mapping[str, Any], name: str) -> str:
    """A claim that is a short text in one line; anything else is as if it were not there."""
    found = claims.get(name)
    return found if isinstance(found, str) and len(found) <= LARGEST_CLAIM and found.isprintable() else ""


@dataclass(frozen=True, slots=True)
class Vouched:
    """By whose word somebody is let in, so that their word ends the session too. What the provider calls the person and
    the login there are hashes, in hex, that a visitor's session can remember; the second is empty where it has no name."""

    provider: str
    subject: str
    there: str
