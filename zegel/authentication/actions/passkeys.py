"""Passkeys: adding one, and showing one. What a browser says is checked by `fido2`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from zegel.authentication.actions.factors import record_added
from zegel.authentication.errors.factors import FactorUnknown, PasskeyRefused
from zegel.authentication.models import Factor
from zegel.authentication.rules.sessions import coarse_place
from zegel.evidence.actions import Event, write
from zegel.identity.queries.people import User, locked
from zegel.seal.header import is_sealed_key

Challenge = dict[str, Any]


_ANSWERS = (ValueError, LookupError, TypeError, AssertionError, OverflowError)


@dataclass(frozen=True, slots=True)
class Used:
    """A passkey that was shown: whose it is, and the user key sealed for it, if it can unlock."""

    user: User
    sealed_key: bytes | None


def _server(host: str) -> Fido2Server:
    """One for the host the browser sees: ours, or `localhost` beside a number (passkeys know names only)."""

    def ours(origin: str) -> bool:
        own = urlsplit(settings.ENVIRONMENT.origin)
        told = urlsplit(origin)
        return (told.scheme, told.port) == (own.scheme, own.port) and told.hostname == host

    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Zegel"), verify_origin=ours)


def _passkeys(user: User) -> list[Factor]:
    return list(user.factors.filter(kind=Factor.Kind.PASSKEY))


def _data(one: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(one.public_key or b""))


def begin_add(*, user: User, host: str) -> tuple[dict[str, Any], Challenge]:
    """What the browser is asked to make a passkey with, and what to remember until it answers."""
    entity = PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.name)
    options, state = _server(host).register_begin(
        entity,
        [_data(one) for one in _passkeys(user)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


@transaction.atomic
def add_passkey(
    *, user: User, host: str, label: str, answer: dict[str, Any], challenge: Challenge | None, at: datetime
) -> Factor:
    """Add the passkey a browser has made.

    Raises:
        PasskeyRefused: what the browser says does not hold, or answers no question of ours.
    """
    person = locked(user.pk)
    try:
        made = _server(host).register_complete(challenge or {}, RegistrationResponse.from_dict(answer))
    except _ANSWERS as error:
        raise PasskeyRefused from error
    found = made.credential_data
    if found is None or Factor.objects.filter(credential=found.credential_id).exists():
        raise PasskeyRefused
    row = Factor.objects.create(
        user=person, kind=Factor.Kind.PASSKEY, label=label, made_at=at, confirmed_at=at,
        credential=found.credential_id, public_key=bytes(found), counter=made.counter,
    )  # fmt: skip
    record_added(person, "passkey", label, at)
    return row


@transaction.atomic
def let_unlock(*, user: User, factor: UUID, sealed_key: bytes, at: datetime) -> None:
    """Keep the user key sealed for the secret (PRF) of a passkey: it opens messages without the password.

    Raises:
        FactorUnknown: no such passkey of theirs; PasskeyRefused: not sealed.
    """
    found = locked(user.pk).factors.filter(pk=factor, kind=Factor.Kind.PASSKEY).first()
    if found is None:
        raise FactorUnknown
    if not is_sealed_key(sealed_key):
        raise PasskeyRefused
    found.sealed_key = sealed_key
    found.save(update_fields=["sealed_key"])
    seen = {"label": found.label}
    write([Event("accounts.passkey.may-unlock", user.pk, f"user:{user.pk}", {}, seen)], at=at)


def forget_unlocking(user: User) -> None:
    """The passkeys of a person open no user key any more. Joins the caller's transaction."""
    user.factors.filter(sealed_key__isnull=False).update(sealed_key=None)


def begin_passkey(*, user: User | None, host: str) -> tuple[dict[str, Any], Challenge]:
    """What the browser is asked: to show a passkey of this person, or any that it has for us."""
    known = [_data(one) for one in _passkeys(user)] if user else None
    options, state = _server(host).authenticate_begin(
        known, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options), state


def enter_by_passkey(
    *,
    user: User | None,
    host: str,
    answer: dict[str, Any],
    challenge: Challenge | None,
    address: str,
    at: datetime,
) -> Used:
    """Check a passkey that was shown; of `user`, when it is the second step of theirs. A wrong one is evidence.

    Raises:
        PasskeyRefused: unknown, not theirs, or what the browser says does not hold.
    """
    with transaction.atomic():
        found = _shown(user, answer)
        if found and _holds(found, host, answer, challenge):
            found.used_at = at
            found.save(update_fields=["used_at", "counter"])
            return Used(found.user, bytes(found.sealed_key) if found.sealed_key else None)
        if found:
            seen = {"place": coarse_place(address)}
            write(
                [Event("accounts.factor.failed", found.user_id, "anyone", {"method": "passkey"}, seen)], at=at
            )
    raise PasskeyRefused


def _shown(user: User | None, answer: dict[str, Any]) -> Factor | None:
    try:
        key = AuthenticationResponse.from_dict(answer).raw_id
    except _ANSWERS:
        return None
    rows = Factor.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(credential=key, kind=Factor.Kind.PASSKEY, user__is_active=True).first()
    return found if found and user in (None, found.user) else None


def _holds(found: Factor, host: str, answer: dict[str, Any], challenge: Challenge | None) -> bool:
    """Whether the signature is right; a counter that went back tells of a copied passkey."""
    try:
        shown = AuthenticationResponse.from_dict(answer)
        _server(host).authenticate_complete(challenge or {}, [_data(found)], shown)
    except _ANSWERS:
        return False
    counter = shown.response.authenticator_data.counter
    fine = counter > found.counter or counter == found.counter == 0
    found.counter = counter
    return fine
