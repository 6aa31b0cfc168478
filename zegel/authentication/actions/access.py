"""Letting members of an organisation in no more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.sessions import end_sessions
from zegel.identity.actions.roles import close_membership
from zegel.identity.queries.people import User


@transaction.atomic
def deactivate(*, actor: User, member: UUID, at: datetime) -> None:
    """Let a member in no more, from this moment and in every open session. Their roles go; their past stays.

    What their keys open they may have kept: `boxes.actions.end_memberships` follows, and new keys.

    Raises:
        NotAdministrator; MemberUnknown; LastAdministrator.
    """
    found = close_membership(actor=actor, member=member, at=at)
    if found:
        end_sessions(user=found, keep=None, at=at, actor=f"user:{actor.pk}")
