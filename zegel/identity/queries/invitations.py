"""Open invitations, and which addresses are taken."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from zegel.identity.models import Invitation, User
from zegel.identity.rules.invitations import token_digest

__all__ = ["Invitation", "account_at", "activated", "open_invitation", "unknown_address"]


def account_at(email: str) -> QuerySet[User]:
    """The account of an address, active or not."""
    return User.objects.alias(address=Lower("email")).filter(address=Lower(Value(email)))


def open_invitation(token: str, at: datetime) -> QuerySet[Invitation]:
    """The invitation of a token, while it can be accepted."""
    rows = Invitation.objects.select_related("organisation")
    return rows.filter(token_digest=token_digest(token), used_at__isnull=True, expires_at__gt=at)


def unknown_address(lowered: str) -> Q:
    """Whether the address in small letters that an outer query calls `lowered` has no account and was never invited."""
    accounts = User.objects.alias(address=Lower("email")).filter(address=OuterRef(lowered))
    invitations = Invitation.objects.alias(address=Lower("email")).filter(address=OuterRef(lowered))
    return Q(~Exists(accounts), ~Exists(invitations))


def activated(invitation: UUID) -> User | None:
    """Who came of an invitation, while they may log in."""
    rows = Invitation.objects.select_related("user__organisation")
    found = rows.filter(pk=invitation, used_at__isnull=False).first()
    return found.user if found and found.user and found.user.is_active else None
