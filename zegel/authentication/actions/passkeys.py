"""Passkeys: adding one, and showing one. What a browser says is checked by `fido2`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from fido2.webauthn import (
    AuthenticationResponse,
    RegistrationResponse,
)

from zegel.authentication.actions.factors import record_added
from zegel.authentication.errors.factors import FactorUnknown, PasskeyRefused
from zegel.authentication.events import FactorFailed, PasskeyUnlocks
from zegel.authentication.models import Factor
from zegel.authentication.queries.passkeys import Challenge, credential_of, server_for
from zegel.authentication.rules.sessions import coarse_place
from zegel.evidence.actions import write
from zegel.identity.queries.people import User, locked
from zegel.lib.principal import Kind, Principal, visitor
from zegel.lib.verbs import step
from zegel.seal.header import is_sealed_key

_ANSWERS = (ValueError, LookupError, TypeError, AssertionError, OverflowError)
# Where a browser writes bytes as text. Of a number `fido2` makes that many zeros: gigabytes, for whoever asks.
_BYTES = ("rawId", "clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")


@dataclass(frozen=True, slots=True)
class Used:
    """A passkey that was shown: whose it is, and the user key sealed for it, if it can unlock."""

    user: User
    sealed_key: bytes | None


@transaction.atomic
def add_passkey(
    *,
    actor: Principal,
    host: str,
    label: str,
    answer: dict[str, Any],
    challenge: Challenge | None,
    at: datetime,
) -> Factor:
    """Add the passkey a browser has made.

    Raises:
        PasskeyRefused: what the browser says does not hold, or answers no question of ours.
    """
    person = locked(actor.account)
    try:
        made = server_for(host).register_complete(
            challenge or {}, RegistrationResponse.from_dict(_in_text(answer))
        )
    except _ANSWERS as error:
        raise PasskeyRefused from error
    found = made.credential_data
    if found is None or Factor.objects.filter(credential=found.credential_id).exists():
        raise PasskeyRefused
    row = Factor.objects.create(
        user=person, kind=Factor.Kind.PASSKEY, label=label, made_at=at, confirmed_at=at,
        credential=found.credential_id, public_key=bytes(found), counter=made.counter,
    )  # fmt: skip
    record_added(person, actor, "passkey", label, at)
    return row


@transaction.atomic
def let_unlock(*, actor: Principal, factor: UUID, sealed_key: bytes, at: datetime) -> None:
    """Keep the user key sealed for the secret (PRF) of a passkey: it opens messages without the password.

    Raises:
        FactorUnknown: no such passkey of theirs; PasskeyRefused: not sealed.
    """
    found = locked(actor.account).factors.filter(pk=factor, kind=Factor.Kind.PASSKEY).first()
    if found is None:
        raise FactorUnknown
    if not is_sealed_key(sealed_key):
        raise PasskeyRefused
    found.sealed_key = sealed_key
    found.save(update_fields=["sealed_key"])
    write([PasskeyUnlocks(subject=found.user_id, label=found.label)], actor=actor, at=at)


@step
def forget_unlocking(user: User) -> None:
    """The passkeys of a person open no user key any more. Joins the caller's transaction."""
    user.factors.filter(sealed_key__isnull=False).update(sealed_key=None)


def enter_by_passkey(
    *,
    actor: Principal,
    host: str,
    answer: dict[str, Any],
    challenge: Challenge | None,
    address: str,
    at: datetime,
) -> Used:
    """Check a passkey that was shown: any, by a visitor; their own, by who took the first step or is in. A wrong one is evidence.

    Raises:
        PasskeyRefused: unknown, not theirs, or what the browser says does not hold.
    """
    with transaction.atomic():
        found = _shown(actor, answer)
        if found and _holds(found, host, answer, challenge):
            found.used_at = at
            found.save(update_fields=["used_at", "counter"])
            return Used(found.user, bytes(found.sealed_key) if found.sealed_key else None)
        if found:
            event = FactorFailed(subject=found.user_id, method="passkey", place=coarse_place(address))
            write([event], actor=visitor("login"), at=at)
    raise PasskeyRefused


def _in_text(answer: dict[str, Any]) -> dict[str, Any]:
    """What a browser says, if it writes bytes as text.

    Raises:
        TypeError: a number stands there, or whatever else.
    """
    parts = [part for part in (answer, answer.get("response")) if isinstance(part, dict)]
    if not all(isinstance(part.get(name, ""), str | None) for part in parts for name in _BYTES):
        raise TypeError
    return answer


def _shown(actor: Principal, answer: dict[str, Any]) -> Factor | None:
    try:
        key = AuthenticationResponse.from_dict(_in_text(answer)).raw_id
    except _ANSWERS:
        return None
    rows = Factor.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(credential=key, kind=Factor.Kind.PASSKEY, user__is_active=True).first()
    return found if found and (actor.kind == Kind.VISITOR or actor.id == found.user_id) else None


def _holds(found: Factor, host: str, answer: dict[str, Any], challenge: Challenge | None) -> bool:
    """Whether the signature is right; a counter that went back tells of a copied passkey."""
    try:
        shown = AuthenticationResponse.from_dict(_in_text(answer))
        server_for(host).authenticate_complete(challenge or {}, [credential_of(found)], shown)
    except _ANSWERS:
        return False
    counter = shown.response.authenticator_data.counter
    fine = counter > found.counter or counter == found.counter == 0
    found.counter = counter
    return fine
