"""The recovery code, and what follows when nothing opens the user key."""

from datetime import datetime

from django.db import transaction

from zegel.authentication.actions.passwords import prove_password
from zegel.evidence.actions import write
from zegel.identity.actions.credentials import set_sealed_key
from zegel.identity.queries.people import account_of, locked
from zegel.key_custody.actions.passwords import keep_recovery, tell
from zegel.key_custody.errors.keys import KeysClosed, KeysOpen, KeysRefused
from zegel.key_custody.events import KeysReopened, RecoveryCodeMade
from zegel.key_custody.models import EscrowRequest, KeySeal
from zegel.key_custody.rules.keys import NewPassword, check_password, check_proof
from zegel.lib.principal import Principal
from zegel.seal.header import is_sealed_key


def renew_recovery(*, actor: Principal, login: str, sealed: bytes, address: str, at: datetime) -> None:
    """Put a new recovery code in the place of the old one. `login` is the login half, asked once more.

    Raises:
        PasswordWrong, TooManyTries, KeysRefused, KeysClosed.
    """
    prove_password(actor=actor, login=login, address=address, at=at)
    if not is_sealed_key(sealed):
        raise KeysRefused
    _renew(actor, sealed, at)


@transaction.atomic
def _renew(actor: Principal, sealed: bytes, at: datetime) -> None:
    user = locked(actor.account)
    if not user.sealed_key:
        raise KeysClosed
    keep_recovery(user, sealed, at)
    tell(user, "recovery", at)
    write([RecoveryCodeMade(subject=user.pk)], actor=actor, at=at)


def reopen(*, actor: Principal, new: NewPassword, proof: bytes, address: str, at: datetime) -> None:
    """After a reset without recovery code: the user key was opened all the same, and is sealed for the password again.

    `new` holds the present password's login half and salt.

    Raises:
        PasswordWrong, TooManyTries, KeysRefused, ProofRefused; KeysOpen: it is not closed.
    """
    prove_password(actor=actor, login=new.login, address=address, at=at)
    check_password(new, sealed=True, recovery=True)
    check_proof(actor.account, account_of(actor).signing_key, new, proof)
    _reopen(actor, new, at)


@transaction.atomic
def _reopen(actor: Principal, new: NewPassword, at: datetime) -> None:
    user = locked(actor.account)
    if user.sealed_key:
        raise KeysOpen
    set_sealed_key(user, new.sealed_key)
    keep_recovery(user, new.recovery, at)
    KeySeal.objects.filter(user=user, way=KeySeal.Way.PASSWORD, recipient=user.recipient).delete()
    EscrowRequest.objects.filter(seal__user=user, ended_at__isnull=True).update(ended_at=at)
    tell(user, "reopened", at)
    write([KeysReopened(subject=user.pk)], actor=actor, at=at)
