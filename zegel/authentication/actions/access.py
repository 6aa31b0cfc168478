"""Letting members of an organisation in no more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.authentication.actions.sessions import end_sessions
from zegel.identity.actions.roles import close_membership
from zegel.lib.principal import Principal


@transaction.atomic
def deactivate(*, actor: Principal, member: UUID, at: datetime) -> None:
    """Let a member in no more, from this moment and in every open session. Their roles go; their past stays.

    What their keys open they may have kept: `boxes.actions.end_memberships` follows, and new keys.

    Raises:
        NotAdministrator; MemberUnknown; LastAdministrator.
    """
    found = close_membership(actor=actor, member=member, at=at)
    if found:
        end_sessions(actor=actor, account=found.pk, keep=None, at=at)
