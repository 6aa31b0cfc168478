"""Inviting people to make an account."""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import write
from zegel.identity.errors.invitations import (
    InvitationTooSoon,
    InvitationUnknown,
)
from zegel.identity.events import InvitationResent, InvitationSent, InvitationWithdrawn
from zegel.identity.letters.people import InvitationLetter
from zegel.identity.models import Invitation, Organisation, User
from zegel.identity.queries.invitations import account_at
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import account_of
from zegel.identity.rules.invitations import RESEND_PAUSE, life, token_digest
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.notify.actions import queue_mail
from zegel.notify.letter import OURSELVES
from zegel.notify.rules import check_address


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    reason: str,
    language: str,
    actor: Principal,
    at: datetime,
    organisation: Organisation | None = None,
) -> Invitation | None:
    """Mail somebody a link with which they make their account; None, and no mail, when the address has one.

    For a caller who has decided that `actor` may. Raises notify's AddressRefused.
    """
    address = check_address(email)
    if account_at(address).exists():
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
    into = organisation.pk if organisation else None
    write([InvitationSent(subject=invitation.pk, reason=reason, organisation=into)], actor=actor, at=at)
    return invitation


@transaction.atomic
def resend(*, actor: Principal, invitation: UUID, at: datetime) -> Invitation:
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
    write([InvitationResent(subject=found.pk)], actor=actor, at=at)
    return found


@transaction.atomic
def invite_again(*, actor: Principal, invitation: UUID, at: datetime) -> Invitation:
    """Mail an invitation into the actor's organisation once more; for its administrators.

    Raises:
        NotAdministrator; InvitationUnknown: accepted, or none of this organisation; InvitationTooSoon.
    """
    return resend(actor=actor, invitation=_into(actor, invitation).pk, at=at)


@transaction.atomic
def withdraw_invitation(*, actor: Principal, invitation: UUID, at: datetime) -> Invitation:
    """Make an invitation into the actor's organisation worth nothing: it went to the wrong address, or is no longer meant.

    Raises:
        NotAdministrator; InvitationUnknown: accepted, or none of this organisation.
    """
    found = _into(actor, invitation)
    write([InvitationWithdrawn(subject=found.pk)], actor=actor, at=at)
    Invitation.objects.filter(pk=found.pk).delete()
    return found


@dataclass(frozen=True, slots=True)
class Welcomed:
    """Whom an organisation's own directory vouches for, as an invitation names them."""

    email: str
    name: str
    language: str
    organisation: UUID


@step
def welcome(
    *, whom: Welcomed, before: Invitation | None, lasts: timedelta, at: datetime
) -> tuple[Invitation, str]:
    """An invitation that goes by no mail, and its token. `before` is the one they had, whose token is dead from now on."""
    token = new_token()
    invitation = before or Invitation(made_at=at)
    invitation.email, invitation.name, invitation.language = whom.email, whom.name[:200], whom.language
    invitation.organisation_id, invitation.reason = whom.organisation, Invitation.Reason.ORGANISATION
    invitation.token_digest = token_digest(token)
    invitation.sent_at, invitation.expires_at = at, at + lasts
    invitation.save()
    return invitation, token


@step
def use_up(*, invitation: Invitation, user: User, at: datetime) -> None:
    """An account came of it. Joins the caller's transaction."""
    Invitation.objects.filter(pk=invitation.pk).update(used_at=at, user=user)


def _into(actor: Principal, invitation: UUID) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).filter(
        organisation=administered(account_of(actor))
    )
    found = rows.filter(pk=invitation, used_at__isnull=True).first()
    if found is None:
        raise InvitationUnknown
    return found


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


@step
def new_token() -> str:
    """32 random bytes as they stand in a link's fragment."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
