"""Forgotten and changed passwords. Whoever sets one proves the mailbox, the old password, or the user key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from zegel.authentication.actions.limits import count_wrong_token, may_send_letter
from zegel.authentication.actions.passwords import prove_password
from zegel.authentication.actions.sessions import end_sessions
from zegel.evidence.actions import write
from zegel.identity.actions.credentials import set_password
from zegel.identity.actions.invitations import new_token
from zegel.identity.queries.people import User, active_user, locked
from zegel.identity.rules.invitations import token_digest
from zegel.key_custody.errors.keys import KeysClosed, ResetOver
from zegel.key_custody.events import PasswordChanged, PasswordResetAsked, PasswordWasReset
from zegel.key_custody.letters import KeyChange, PasswordReset
from zegel.key_custody.models import KeySeal, Reset
from zegel.key_custody.rules.keys import NewPassword, check_password, check_proof
from zegel.key_custody.rules.passwords import RESET_LIFE
from zegel.lib.principal import Assurance, Kind, Principal, visitor
from zegel.lib.verbs import nobody_acts, step
from zegel.notify.actions import queue_mail
from zegel.notify.rules import check_address
from zegel.outbox.actions import queue_task

SEND_RESET = "key_custody.send_reset"


@dataclass(frozen=True, slots=True)
class ResetOffer:
    """What the holder of a reset link gets: whose account it is, and the user key as only the recovery code opens it."""

    user: User
    recovery: bytes


@nobody_acts("who forgot a password cannot log in")
def ask_reset(*, email: str, address: str, at: datetime) -> None:
    """Somebody forgot a password. The same answer, in the same time, for every address; a worker does the rest.

    Raises:
        TooManyAsked: from this network address; notify's AddressRefused.
    """
    to = check_address(email)
    if may_send_letter("reset", to, address, at):
        queue_task(SEND_RESET, email=to)


@nobody_acts("a job does what somebody asked before a login")
@transaction.atomic
def send_reset(*, email: str, at: datetime) -> None:
    """Mail the owner of an account a link; an address without account gets nothing."""
    user = active_user(email).filter(kind=User.Kind.PERSON).first()
    if user is None:
        return
    token = new_token()
    row = Reset.objects.create(
        user=user, token_digest=token_digest(token), asked_at=at, expires_at=at + RESET_LIFE
    )
    queue_mail(
        ref=row.pk,
        letter=PasswordReset(minutes=int(RESET_LIFE.total_seconds()) // 60),
        to=user.email,
        language=user.language,
        secret=token,
        at=at,
    )
    write([PasswordResetAsked(subject=user.pk, reset=row.pk)], actor=visitor("reset"), at=at)


@nobody_acts("whoever holds the link")
def look_reset(*, token: str, address: str, at: datetime) -> ResetOffer:
    """Whose password a link resets. Looking uses nothing up.

    Raises:
        ResetOver; TooManyTries: of wrong tokens from this network address.
    """
    found = _open(token, at).select_related("user").first()
    if found is None:
        count_wrong_token(address, at)
        raise ResetOver
    return ResetOffer(found.user, recovery_seal(found.user))


@nobody_acts("whoever holds the link, who has proved the mailbox by it")
@transaction.atomic
def reset(*, token: str, new: NewPassword, proof: bytes, at: datetime) -> User:
    """Set a new password with a link from the mailbox; the link is used up. Nobody is logged in by it.

    With `proof` the recovery code has opened the user key: it is sealed anew, for the password and for a new code.
    Without, nothing opens the user key with the new password; what opened it before is kept for who finds it again.

    Raises:
        ResetOver, KeysRefused, ProofRefused.
    """
    check_password(new, sealed=bool(proof), recovery=bool(proof))
    found = _open(token, at).select_for_update(of=("self",)).first()
    if found is None:
        raise ResetOver
    user = locked(found.user_id)
    if proof:
        check_proof(user.pk, user.signing_key, new, proof)
        keep_recovery(user, new.recovery, at)
    else:
        _keep_old_password(user, at)
    set_password(user, login=new.login, salt=new.salt, sealed_key=new.sealed_key)
    Reset.objects.filter(user=user, used_at__isnull=True).update(used_at=at)
    owner = Principal(Kind.PERSON, user.pk, assurance=Assurance.PASSWORD)
    end_sessions(actor=owner, account=user.pk, keep=None, at=at)
    tell(user, "reset" if proof else "reset-closed", at)
    event = PasswordWasReset(subject=user.pk, reset=found.pk, recovered=bool(proof))
    write([event], actor=owner, at=at)
    return user


def change_password(
    *, actor: Principal, old_login: str, new: NewPassword, keep: UUID | None, address: str, at: datetime
) -> User:
    """Change the password of who knows the old one; the recovery code stays as it is, and so does the session to keep.

    Raises:
        PasswordWrong, TooManyTries, KeysRefused, KeysClosed.
    """
    prove_password(actor=actor, login=old_login, address=address, at=at)
    return _change(actor, new, keep, at)


@transaction.atomic
def _change(actor: Principal, new: NewPassword, keep: UUID | None, at: datetime) -> User:
    user = locked(actor.account)
    if not user.sealed_key:
        raise KeysClosed
    check_password(new, sealed=True, recovery=False)
    set_password(user, login=new.login, salt=new.salt, sealed_key=new.sealed_key)
    end_sessions(actor=actor, account=user.pk, keep=keep, at=at)
    tell(user, "password", at)
    write([PasswordChanged(subject=user.pk)], actor=actor, at=at)
    return user


@step
def recovery_seal(user: User) -> bytes:
    """The present user key, sealed for the recovery code; empty without one."""
    rows = KeySeal.objects.filter(user=user, way=KeySeal.Way.RECOVERY, recipient=user.recipient)
    found = rows.values_list("sealed", flat=True).first()
    return bytes(found) if found else b""


@step
def keep_recovery(user: User, sealed: bytes, at: datetime) -> None:
    """Put the seal of a new recovery code in the place of the old one, which opens nothing here any more."""
    KeySeal.objects.filter(user=user, way=KeySeal.Way.RECOVERY, recipient=user.recipient).delete()
    KeySeal.objects.create(
        user=user, way=KeySeal.Way.RECOVERY, recipient=user.recipient, sealed=sealed, made_at=at
    )


@step
def tell(user: User, what: str, at: datetime) -> None:
    """Mail the owner what was done to the keys of the account."""
    queue_mail(
        ref=user.pk,
        letter=KeyChange(what=what, at=at.isoformat()),
        to=user.email,
        language=user.language,
        at=at,
    )


def _keep_old_password(user: User, at: datetime) -> None:
    if user.sealed_key:
        KeySeal.objects.create(
            user=user,
            way=KeySeal.Way.PASSWORD,
            recipient=user.recipient,
            salt=user.password_salt,
            sealed=user.sealed_key,
            made_at=at,
        )


def _open(token: str, at: datetime) -> QuerySet[Reset]:
    return Reset.objects.filter(
        token_digest=token_digest(token), used_at__isnull=True, expires_at__gt=at, user__is_active=True
    )
