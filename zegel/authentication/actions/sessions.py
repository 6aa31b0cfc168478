"""Beginning, keeping and ending sessions; known and trusted browsers."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zegel.authentication.errors.factors import FactorUnknown
from zegel.authentication.keys import token_digest
from zegel.authentication.models import Device, LoginSession
from zegel.authentication.queries.sessions import known_device
from zegel.authentication.rules.sessions import DEVICE_KEPT, LONGEST, TOUCH, TRUST, coarse_place
from zegel.evidence.actions import Event, write
from zegel.identity.actions.notices import tell_owner
from zegel.identity.letters.security import SecurityNotice
from zegel.identity.queries.people import User


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who knocks: the name of the browser, the network address, and the tokens of known browsers it carries."""

    browser: str
    address: str
    devices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Started:
    """A new session and what the browser must keep: its token and, when it is new, that of the browser."""

    session: LoginSession
    token: str
    device: str


@dataclass(frozen=True, slots=True)
class Vouched:
    """By whose word somebody is let in, so that their word ends the session too. What the provider calls the person and
    the login there are hashes, in hex, that a visitor's session can remember; the second is empty where it has no name."""

    provider: str
    subject: str
    there: str


@transaction.atomic
def start_session(
    *,
    user: User,
    method: str,
    visitor: Visitor,
    at: datetime,
    trust: bool = False,
    vouched: Vouched | None = None,
) -> Started:
    """Log somebody in who has shown who they are; `method` names the second factor: `totp`, `sms`, `passkey`,
    `backup`, `device` (a trusted browser), `external` (a broker vouched for two factors), or nothing.

    The token is new at every login. A browser not seen before is told to the owner.
    """
    token, device_token = secrets.token_urlsafe(32), ""
    device = known_device(user, list(visitor.devices))
    place = coarse_place(visitor.address)
    if device is None and user.kind == User.Kind.PERSON:
        device_token = secrets.token_urlsafe(32)
        device = _new_device(user, device_token, visitor.browser, place, at)
    if device:
        device.used_at, device.place = at, place
        if trust and method not in ("", "device"):
            device.trusted_until = at + TRUST
        device.save(update_fields=["used_at", "place", "trusted_until"])
    session = LoginSession.objects.create(
        user=user, device=device, digest=token_digest(token), method=method, browser=visitor.browser,
        place=place, started_at=at, seen_at=at, proved_at=at, **_of(vouched),
    )  # fmt: skip
    seen = {"browser": visitor.browser, "place": place}
    write([Event("accounts.login.succeeded", user.pk, f"user:{user.pk}", {"method": method}, seen)], at=at)
    return Started(session, token, device_token)


def _of(vouched: Vouched | None) -> dict[str, Any]:
    if vouched is None:
        return {}
    return {
        "provider": vouched.provider,
        "subject_digest": bytes.fromhex(vouched.subject),
        "there_digest": bytes.fromhex(vouched.there) or None,
    }


def _new_device(user: User, token: str, browser: str, place: str, at: datetime) -> Device:
    # Sessions are swept after a day's work; the browsers they ran in stay known for a year.
    if user.devices.exists() or user.sessions.exists():
        tell_owner(user=user, letter=SecurityNotice(what="new-browser", browser=browser), at=at)
    return Device.objects.create(
        user=user, digest=token_digest(token), browser=browser, place=place, made_at=at, used_at=at
    )


def keep_alive(*, session: LoginSession, at: datetime) -> None:
    """Somebody is there; written down at most twice a minute."""
    if at - session.seen_at >= TOUCH:
        LoginSession.objects.filter(pk=session.pk, ended_at__isnull=True, seen_at__lt=at).update(seen_at=at)


@transaction.atomic
def end_session(*, actor: User, session: UUID, at: datetime) -> None:
    """Log one browser of the actor's out.

    Raises:
        FactorUnknown: no such session of theirs, or it had ended.
    """
    if not actor.sessions.filter(pk=session, ended_at__isnull=True).update(ended_at=at):
        raise FactorUnknown
    facts = {"session": str(session)}
    write([Event("accounts.session.ended", actor.pk, f"user:{actor.pk}", facts)], at=at)


@transaction.atomic
def end_sessions(*, user: User, keep: UUID | None, at: datetime, actor: str = "") -> int:
    """Log somebody out everywhere but in the session to keep, and trust no browser any more; gives how many ended.

    `actor` is who did it, the person themselves unless told.
    """
    rows = user.sessions.filter(ended_at__isnull=True)
    if keep:
        rows = rows.exclude(pk=keep)
    ended = rows.update(ended_at=at)
    user.devices.update(trusted_until=None)
    write([Event("accounts.sessions.ended", user.pk, actor or f"user:{user.pk}", {"ended": ended})], at=at)
    return ended


@transaction.atomic
def forget_device(*, actor: User, device: UUID, at: datetime) -> None:
    """A browser of the actor's is new again: no trust, and its sessions end.

    Raises:
        FactorUnknown: no such browser of theirs.
    """
    found = actor.devices.filter(pk=device).first()
    if found is None:
        raise FactorUnknown
    found.sessions.filter(ended_at__isnull=True).update(ended_at=at)
    found.delete()
    seen = {"browser": found.browser}
    write([Event("accounts.device.forgotten", actor.pk, f"user:{actor.pk}", {}, seen)], at=at)


def forget_sessions(*, at: datetime) -> None:
    """Remove sessions that are over and browsers nobody used for a year; what happened in them is in evidence."""
    LoginSession.objects.filter(started_at__lt=at - LONGEST).delete()
    Device.objects.filter(used_at__lt=at - DEVICE_KEPT).delete()
