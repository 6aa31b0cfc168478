"""New keys for who lost every way to the old ones. What the old ones opened stays closed until one of the ways is found."""

from datetime import datetime

from django.db import transaction

from zegel.authentication.actions.passkeys import forget_unlocking
from zegel.evidence.actions import write
from zegel.identity.actions.credentials import set_keys
from zegel.identity.queries.people import User, locked
from zegel.key_custody.actions.passwords import keep_recovery, tell
from zegel.key_custody.actions.sign_up import public_facts
from zegel.key_custody.errors.keys import KeysOpen, KeysRefused
from zegel.key_custody.events import KeysReplaced
from zegel.key_custody.models import PastKey
from zegel.key_custody.rules.keys import NewKeys, check_keys
from zegel.lib.principal import Principal


@transaction.atomic
def replace_keys(*, actor: Principal, keys: NewKeys, at: datetime) -> User:
    """Give an account of which nothing opens the user key another one, for a caller who has asked the password.

    The seals of the old key stay, so that a recovery code found later opens what was sealed to it; what it signed is
    checked with it still.

    Raises:
        KeysRefused; KeysOpen: the password opens the user key.
    """
    check_keys(keys)
    user = locked(actor.account)
    if user.sealed_key:
        raise KeysOpen
    # Another salt would seal the key for another password than the one that lets in.
    if keys.password.salt != bytes(user.password_salt):
        raise KeysRefused
    if keys.recipient == user.recipient or keys.signing_key == user.signing_key:
        raise KeysRefused
    before = public_facts(user)
    PastKey.objects.create(user=user, recipient=user.recipient, signing_key=user.signing_key, until=at)
    set_keys(
        user,
        recipient=keys.recipient,
        signing_key=keys.signing_key,
        sealed_key=keys.password.sealed_key,
    )
    # A passkey would open the old key, and with it nothing of what comes.
    forget_unlocking(user)
    keep_recovery(user, keys.password.recovery, at)
    tell(user, "afresh", at)
    write([KeysReplaced(subject=user.pk, **public_facts(user), before=before)], actor=actor, at=at)
    return user
