"""Talking to an identity provider: what it says of itself, its keys, and a code for a token.

Only the hosts that the operator named are reached, over TLS, without following redirects, for at most ten seconds and
256 kB. What it says of itself is kept for an hour; its keys are asked again when a token is signed by one we do not have.
"""

import json
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast
from urllib.parse import quote

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from zegel.authentication.errors.sso import SsoUnavailable
from zegel.authentication.rules.sso import Flow, InvalidProviderResponse, Provider

KEPT: Final = timedelta(hours=1)


# So that tokens with invented keys do not make us ask all day.
ASK_AGAIN: Final = timedelta(seconds=30)


_LARGEST = 256 * 1024


_DEADLINE = 10


_PATIENCE = httpx.Timeout(5)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says of itself (OpenID Connect Discovery)."""

    authorization: str
    token: str
    keys: str
    userinfo: str
    end_session: str
    iss_parameter_supported: bool
    basic: bool


@dataclass(slots=True)
class _Kept:
    issuer: str
    metadata: Metadata
    asked: datetime
    keys: KeySet | None = None
    keys_asked: datetime | None = None


_kept: dict[str, _Kept] = {}


_lock = threading.Lock()


def metadata_of(provider: Provider, at: datetime) -> Metadata:
    """Where the provider wants what.

    Raises:
        SsoUnavailable.
    """
    return _known(provider, at).metadata


def keys_of(provider: Provider, at: datetime, *, again: bool = False) -> KeySet:
    """The public keys of the provider; `again` when a token was signed by another provider.

    Raises:
        SsoUnavailable.
    """
    found = _known(provider, at)
    if (
        found.keys is None
        or found.keys_asked is None
        or at - found.keys_asked > (ASK_AGAIN if again else KEPT)
    ):
        answer_json = _ask(provider, "GET", found.metadata.keys)
        try:
            # Whether it is a set of keys is what the import checks.
            found.keys, found.keys_asked = KeySet.import_key_set(cast("Any", answer_json)), at
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise SsoUnavailable(provider=provider.label) from error
    return found.keys


def redeem(provider: Provider, flow: Flow, code: str, *, redirect: str, at: datetime) -> tuple[str, str]:
    """The ID token and the access token that a code stands for. A code works once.

    Raises:
        InvalidProviderResponse: the provider does not know the code; SsoUnavailable.
    """
    metadata = metadata_of(provider, at)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect,
        "code_verifier": flow.verifier,
    }
    login = None
    if metadata.basic:
        login = (quote(provider.client_id, safe=""), quote(provider.client_secret, safe=""))
    else:
        form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
    answer_json = _ask(provider, "POST", metadata.token, form=form, login=login)
    tokens = answer_json.get("id_token"), answer_json.get("access_token")
    if not isinstance(tokens[0], str):
        raise InvalidProviderResponse("no ID token")
    return tokens[0], tokens[1] if isinstance(tokens[1], str) else ""


def more_of(provider: Provider, access: str, at: datetime) -> dict[str, Any]:
    """What the provider tells apart from the ID token (userinfo).

    Raises:
        InvalidProviderResponse, SsoUnavailable.
    """
    where = metadata_of(provider, at).userinfo
    return _ask(provider, "GET", where, bearer=access) if where and access else {}


def forget() -> None:
    """Ask everything again; for tests."""
    with _lock:
        _kept.clear()


def _known(provider: Provider, at: datetime) -> _Kept:
    with _lock:
        found = _kept.get(provider.name)
    if found is None or found.issuer != provider.issuer or at - found.asked > KEPT:
        answer_json = _ask(provider, "GET", provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        found = _Kept(provider.issuer, _metadata(provider, answer_json), at)
        with _lock:
            _kept[provider.name] = found
    return found


def _metadata(provider: Provider, answer_json: dict[str, Any]) -> Metadata:
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
    where = [answer_json.get(name, "") for name in names]
    fine = all(isinstance(url, str) for url in where) and all(provider.may_reach(url) for url in where if url)
    if answer_json.get("issuer") != provider.issuer or not all(where[:3]) or not fine:
        raise SsoUnavailable(provider=provider.label)
    # Only the browser goes there; where it would be led elsewhere, it is not led at all.
    leave = answer_json.get("end_session_endpoint", "")
    ways = answer_json.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Metadata(
        authorization=where[0],
        token=where[1],
        keys=where[2],
        userinfo=where[3],
        end_session=leave if isinstance(leave, str) and provider.may_reach(leave) else "",
        iss_parameter_supported=answer_json.get("authorization_response_iss_parameter_supported") is True,
        basic=isinstance(ways, list) and "client_secret_basic" in ways,
    )


def _ask(
    provider: Provider,
    method: str,
    url: str,
    *,
    form: dict[str, str] | None = None,
    login: tuple[str, str] | None = None,
    bearer: str = "",
) -> dict[str, Any]:
    """One JSON object from the provider. An error it answers a form or token with is a doubt, not an outage."""
    if not provider.may_reach(url):
        raise SsoUnavailable(provider=provider.label)
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    try:
        with (
            httpx.Client(timeout=_PATIENCE, follow_redirects=False) as client,
            client.stream(method, url, data=form, auth=login, headers=headers) as answer,
        ):
            body = _read(answer)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise SsoUnavailable(provider=provider.label) from error
    if (form or bearer) and answer.status_code in {400, 401, 403}:
        raise InvalidProviderResponse(f"{url} answers {answer.status_code}")
    try:
        answer_json = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SsoUnavailable(provider=provider.label) from error
    if answer.status_code != 200 or not isinstance(answer_json, dict):
        raise SsoUnavailable(provider=provider.label)
    return answer_json


def _read(answer: httpx.Response) -> bytes:
    body, end = b"", time.monotonic() + _DEADLINE
    for part in answer.iter_bytes():
        body += part
        if len(body) > _LARGEST or time.monotonic() > end:
            raise TimeoutError
    return body
