"""The programs that check what a court receives."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from zegel.accounts.models import LoginSession, User

__all__ = ["last_seen", "organisation_agents"]


def organisation_agents(organisation: UUID) -> list[User]:
    """The agents an organisation made known, the oldest first."""
    rows = User.objects.filter(organisation=organisation, kind=User.Kind.SERVICE, is_active=True)
    return list(rows.order_by("id"))


def last_seen(users: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of them last asked for something (one query); of who did not for half a day, nothing is known."""
    rows = LoginSession.objects.filter(user__in=list(users)).values_list("user").annotate(Max("seen_at"))
    return dict(rows)
