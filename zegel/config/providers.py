"""The providers of single sign-on, as the operator wrote them down; see the operator guide."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from zegel.authentication.rules.sso import Provider, check_provider

_LISTS = ("domains", "scope", "acr", "two_factors", "hosts")
_TEXTS = ("label", "kind", "issuer", "client_id", "number_claim", "number_kind")
_KNOWN = {*_LISTS, *_TEXTS, "secret_file", "organisation", "addresses_confirmed"}


class ProviderRefused(ValueError):
    """A provider is described wrongly; the sentence is for the operator."""


def read_providers(path: Path, *, local: bool) -> dict[str, Provider]:
    """The providers of a TOML file, in its order; `local` allows one without TLS on this machine.

    Raises:
        ValueError: with a sentence that names the provider.
    """
    try:
        tables = tomllib.loads(path.read_text()).get("provider", {})
    except OSError as error:
        raise ValueError(f"{path} cannot be read") from error
    found = {}
    for name, facts in tables.items():
        found[name] = _provider(name, facts)
        check_provider(found[name], local=local)
    return found


def _provider(name: str, facts: Mapping[str, Any]) -> Provider:
    if unknown := set(facts) - _KNOWN:
        raise ValueError(f"{name}: unknown {', '.join(sorted(unknown))}")
    try:
        secret = Path(str(facts.get("secret_file", ""))).read_text().strip()
    except OSError as error:
        raise ValueError(f"{name}: secret_file cannot be read") from error
    words: dict[str, Any] = {fact: _text(name, fact, facts[fact]) for fact in _TEXTS if fact in facts}
    words |= {fact: _texts(name, fact, facts[fact]) for fact in _LISTS if fact in facts}
    if missing := {"label", "kind", "issuer", "client_id"} - set(words):
        raise ValueError(f"{name}: {', '.join(sorted(missing))} missing")
    words["domains"] = tuple(word.lower() for word in words.get("domains", ()))
    if "organisation" in facts:
        words["organisation"] = UUID(_text(name, "organisation", facts["organisation"]))
    confirmed = facts.get("addresses_confirmed", False)
    return Provider(name=name, client_secret=secret, addresses_confirmed=confirmed is True, **words)


def _text(name: str, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ProviderRefused(f"{name}: {key} must be a text")
    return value


def _texts(name: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ProviderRefused(f"{name}: {key} must be a list of texts")
    return tuple(_text(name, key, sign) for sign in value)
