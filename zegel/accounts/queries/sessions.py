"""Who is logged in where."""

from datetime import datetime

from django.db.models import QuerySet

from zegel.accounts.keys import token_digest
from zegel.accounts.models import Device, LoginSession, User
from zegel.accounts.rules.sessions import IDLE, LONGEST, is_alive

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


def known_device(user: User | None, tokens: list[str]) -> Device | None:
    """The browser one of these cookies tells of, when this person used it before."""
    digests = [token_digest(token) for token in tokens[:10]]
    return Device.objects.filter(user=user, digest__in=digests).first()
