"""Whether the register of the bar lets a lawyer act: who was suspended or struck off acts for nobody where a lawyer is needed (2.1)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zegel.boxes.queries import Member, owned_by
from zegel.professions.queries.links import blocked_users


def not_practising(mailboxes: Collection[UUID], at: datetime) -> QuerySet[Member, UUID]:
    """Those of some mailboxes whose owner may not practise now, to be asked inside another query."""
    return owned_by(mailboxes, blocked_users(), at=at)
