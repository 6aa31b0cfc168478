"""Inviting people, and making the account of who accepts."""

import base64
import secrets
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower

from zegel.accounts.actions.limits import count, reached
from zegel.accounts.actions.logins import settle
from zegel.accounts.errors.invitations import (
    AddressTaken,
    InvitationOver,
    InvitationTooSoon,
    InvitationUnknown,
    TooManyAsked,
)
from zegel.accounts.errors.login import TooManyTries
from zegel.accounts.letters.people import AccountExists, InvitationLetter
from zegel.accounts.models import Invitation, KeySeal, Organisation, User
from zegel.accounts.queries.organisations import administered
from zegel.accounts.rules.invitations import (
    ASKED_FROM_ONE_PLACE,
    HOUR,
    LETTERS_AN_ADDRESS,
    RESEND_PAUSE,
    WRONG_TOKENS,
    life,
    limit_key,
    token_digest,
)
from zegel.accounts.rules.keys import NewKeys, check_keys, check_name
from zegel.accounts.rules.login import WINDOW, network_place
from zegel.evidence.actions import Event, write
from zegel.notify.actions import queue_mail
from zegel.notify.letter import OURSELVES
from zegel.notify.rules import check_address
from zegel.outbox.actions import queue_task

SEND_REGISTRATION = "accounts.send_registration"


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    reason: str,
    language: str,
    at: datetime,
    organisation: Organisation | None = None,
    by: str = "system",
) -> Invitation | None:
    """Mail somebody a link with which they make their account; None, and no mail, when the address has one.

    `by` is the actor as evidence names it (`user:…`). Raises notify's AddressRefused.
    """
    address = check_address(email)
    if _known(address).exists():
        return None
    invitation = Invitation(
        email=address,
        name=name.strip()[:200],
        language=language,
        organisation=organisation,
        reason=reason,
        made_at=at,
    )
    _send(invitation, at)
    facts = {"reason": reason, "organisation": str(organisation.pk) if organisation else None}
    write([Event("accounts.invitation.sent", invitation.pk, by, facts)], at=at)
    return invitation


@transaction.atomic
def resend(*, invitation: UUID, at: datetime, by: str = "system") -> Invitation:
    """Mail an invitation once more, with a new link; the old one is dead.

    Raises:
        InvitationUnknown: accepted, or there is none; InvitationTooSoon.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation")
    found = rows.filter(pk=invitation, used_at__isnull=True).first()
    if found is None:
        raise InvitationUnknown
    left = found.sent_at + RESEND_PAUSE - at
    if left.total_seconds() > 0:
        raise InvitationTooSoon(minutes=-(-int(left.total_seconds()) // 60))
    _send(found, at)
    write([Event("accounts.invitation.resent", found.pk, by)], at=at)
    return found


@transaction.atomic
def invite_again(*, actor: User, invitation: UUID, at: datetime) -> Invitation:
    """Mail an invitation into the actor's organisation once more; for its administrators.

    Raises:
        NotAdministrator; InvitationUnknown: accepted, or none of this organisation; InvitationTooSoon.
    """
    return resend(invitation=_into(actor, invitation).pk, at=at, by=f"user:{actor.pk}")


@transaction.atomic
def withdraw_invitation(*, actor: User, invitation: UUID, at: datetime) -> Invitation:
    """Make an invitation into the actor's organisation worth nothing: it went to the wrong address, or is no longer meant.

    Raises:
        NotAdministrator; InvitationUnknown: accepted, or none of this organisation.
    """
    found = _into(actor, invitation)
    write([Event("accounts.invitation.withdrawn", found.pk, f"user:{actor.pk}")], at=at)
    Invitation.objects.filter(pk=found.pk).delete()
    return found


def _into(actor: User, invitation: UUID) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).filter(organisation=administered(actor))
    found = rows.filter(pk=invitation, used_at__isnull=True).first()
    if found is None:
        raise InvitationUnknown
    return found


def ask_registration(*, email: str, language: str, address: str, at: datetime, guest: str = "") -> None:
    """Somebody on the page wants an account. What happens is decided in a worker: this answer takes the same time
    and says the same for every address. `address` is the network address, `guest` the name of a guest who asks.

    Raises:
        TooManyAsked: from this network address; notify's AddressRefused.
    """
    to = check_address(email)
    if may_send_letter("registration", to, address, at):
        queue_task(SEND_REGISTRATION, email=to, language=language, guest=guest)


def may_send_letter(purpose: str, email: str, address: str, at: datetime) -> bool:
    """Count a letter that was asked for; False where its receiver has had enough, which nobody is told.

    Raises:
        TooManyAsked: from this network address.
    """
    place = limit_key(f"{purpose}-place", network_place(address))
    receiver = limit_key(purpose, email)
    if reached(place, ASKED_FROM_ONE_PLACE, within=HOUR, at=at):
        raise TooManyAsked
    enough = reached(receiver, LETTERS_AN_ADDRESS, within=HOUR, at=at)
    count(place, receiver, at=at)
    return not enough


@transaction.atomic
def send_registration(*, email: str, language: str, at: datetime, guest: str = "") -> None:
    """Send who asked for an account its link, or, when there is an account, how to get into it."""
    owner = _known(email).first()
    if owner is None:
        reason = Invitation.Reason.GUEST if guest else Invitation.Reason.ASKED
        invite(email=email, name=guest, reason=reason, language=language, at=at, by="visitor")
    elif owner.is_active:
        queue_mail(ref=owner.pk, letter=AccountExists(), to=owner.email, language=owner.language, at=at)


def look(*, token: str, address: str, at: datetime) -> Invitation:
    """The open invitation of a token. Looking uses nothing up.

    Raises:
        InvitationOver; TooManyTries: of wrong tokens from this network address.
    """
    found = _open(token, at).first()
    if found is None:
        count_wrong_token(address, at)
        raise InvitationOver
    return found


@transaction.atomic
def accept(*, token: str, name: str, language: str, keys: NewKeys, at: datetime) -> User:
    """Make the account an invitation is for; the invitation is used up.

    Raises:
        InvitationOver, AddressTaken, KeysRefused, NameRefused.
    """
    plain = check_name(name)
    check_keys(keys)
    invitation = _open(token, at).select_for_update(of=("self",)).first()
    if invitation is None:
        raise InvitationOver
    user = _account(invitation, plain, language if language in {"nl", "en"} else invitation.language, keys)
    KeySeal.objects.create(
        user=user,
        way=KeySeal.Way.RECOVERY,
        recipient=user.recipient,
        sealed=keys.password.recovery,
        made_at=at,
    )
    Invitation.objects.filter(pk=invitation.pk).update(used_at=at, user=user)
    settle(invitation=invitation.pk, user=user, at=at)
    facts = {"invitation": str(invitation.pk), "reason": invitation.reason, **public_facts(user)}
    write([Event("accounts.account.activated", user.pk, f"user:{user.pk}", facts)], at=at)
    return user


def public_facts(user: User) -> dict[str, str]:
    """What evidence keeps of an account's keys: enough to tell later which ones counted when."""
    return {"signingKey": user.signing_key, "recipient": user.recipient}


def count_wrong_token(address: str, at: datetime) -> None:
    """Count a token that opens nothing.

    Raises:
        TooManyTries: there were too many from this network address.
    """
    key = limit_key("token-place", network_place(address))
    if reached(key, WRONG_TOKENS, within=WINDOW, at=at):
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    count(key, at=at)


def _account(invitation: Invitation, name: str, language: str, keys: NewKeys) -> User:
    try:
        with transaction.atomic():
            return User.objects.create(
                email=invitation.email,
                name=name,
                language=language,
                organisation=invitation.organisation,
                password=make_password(keys.password.login),
                password_salt=keys.password.salt,
                recipient=keys.recipient,
                signing_key=keys.signing_key,
                sealed_key=keys.password.sealed_key,
            )
    except IntegrityError:
        raise AddressTaken from None


def _known(email: str) -> QuerySet[User]:
    """The account of an address, active or not."""
    return User.objects.alias(address=Lower("email")).filter(address=Lower(Value(email)))


def _open(token: str, at: datetime) -> QuerySet[Invitation]:
    rows = Invitation.objects.select_related("organisation")
    return rows.filter(token_digest=token_digest(token), used_at__isnull=True, expires_at__gt=at)


def _send(invitation: Invitation, at: datetime) -> None:
    """Give the invitation a new token, known to the mail alone."""
    token = new_token()
    invitation.token_digest = token_digest(token)
    invitation.sent_at = at
    invitation.expires_at = at + life(invitation.reason)
    invitation.save()
    organisation = invitation.organisation
    queue_mail(
        ref=invitation.pk,
        letter=InvitationLetter(
            organisation=organisation.name if organisation else OURSELVES,
            reason=invitation.reason,
            days=life(invitation.reason).days,
        ),
        to=invitation.email,
        language=invitation.language,
        secret=token,
        logo=bytes(organisation.logo) if organisation and organisation.logo else None,
        at=at,
    )


def new_token() -> str:
    """32 random bytes as they stand in a link's fragment."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
