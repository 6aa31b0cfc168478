"""Who is logged in where."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from zegel.authentication.keys import token_digest
from zegel.authentication.models import Device, LoginSession
from zegel.authentication.rules.sessions import IDLE, LONGEST, is_alive
from zegel.identity.queries.people import User

__all__ = ["Device", "LoginSession", "devices_of", "known_device", "session_of", "sessions_of"]


def session_of(token: str, at: datetime) -> LoginSession | None:
    """The living session a cookie belongs to, with its user."""
    rows = LoginSession.objects.select_related("user__organisation").defer("user__organisation__logo")
    found = rows.filter(digest=token_digest(token), user__is_active=True).first()
    if found is None or not is_alive(
        started=found.started_at, seen=found.seen_at, ended=found.ended_at, at=at
    ):
        return None
    return found


def sessions_of(user: User, at: datetime) -> QuerySet[LoginSession]:
    """Where this person is logged in at this moment, the newest first."""
    alive = user.sessions.filter(ended_at__isnull=True, seen_at__gt=at - IDLE, started_at__gt=at - LONGEST)
    return alive.order_by("-started_at")


def devices_of(user: User) -> QuerySet[Device]:
    """The browsers this person logged in with, the last used first."""
    return user.devices.order_by("-used_at")


def known_device(account: UUID | None, tokens: list[str]) -> Device | None:
    """The browser one of these cookies tells of, when this person used it before."""
    digests = [token_digest(token) for token in tokens[:10]]
    return Device.objects.filter(user=account, digest__in=digests).first()


def last_seen(users: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of them last asked for something (one query); of who did not for half a day, nothing is known."""
    rows = LoginSession.objects.filter(user__in=list(users)).values_list("user").annotate(Max("seen_at"))
    return dict(rows)
