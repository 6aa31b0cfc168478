"""What a browser is asked to make a passkey with, or to show. `fido2` knows the protocol."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from zegel.authentication.models import Factor
from zegel.identity.queries.people import User

Challenge = dict[str, Any]


def server_for(host: str) -> Fido2Server:
    """One for the host the browser sees: ours, or `localhost` beside a number (passkeys know names only)."""

    def ours(origin: str) -> bool:
        own = urlsplit(settings.ENVIRONMENT.origin)
        told = urlsplit(origin)
        return (told.scheme, told.port) == (own.scheme, own.port) and told.hostname == host

    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="Zegel"), verify_origin=ours)


def passkeys_of(user: User) -> list[Factor]:
    return list(user.factors.filter(kind=Factor.Kind.PASSKEY))


def credential_of(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(factor.public_key or b""))


def begin_add(*, user: User, host: str) -> tuple[dict[str, Any], Challenge]:
    """What the browser is asked to make a passkey with, and what to remember until it answers."""
    entity = PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email, display_name=user.name)
    options, state = server_for(host).register_begin(
        entity,
        [credential_of(passkey) for passkey in passkeys_of(user)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


def begin_passkey(*, user: User | None, host: str) -> tuple[dict[str, Any], Challenge]:
    """What the browser is asked: to show a passkey of this person, or any that it has for us."""
    known = [credential_of(passkey) for passkey in passkeys_of(user)] if user else None
    options, state = server_for(host).authenticate_begin(
        known, user_verification=UserVerificationRequirement.REQUIRED
    )
    return dict(options), state
