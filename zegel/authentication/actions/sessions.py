"""Beginning, keeping and ending sessions; known and trusted browsers."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zegel.authentication.errors.factors import FactorUnknown
from zegel.authentication.events import DeviceForgotten, LoggedIn, SessionEnded, SessionsEnded
from zegel.authentication.keys import token_digest
from zegel.authentication.models import Device, LoginSession
from zegel.authentication.queries.sessions import known_device
from zegel.authentication.rules.sessions import DEVICE_KEPT, LONGEST, TOUCH, TRUST, coarse_place
from zegel.authentication.rules.sso import Vouched
from zegel.evidence.actions import write
from zegel.identity.actions.notices import tell_owner
from zegel.identity.letters.security import SecurityNotice
from zegel.identity.queries.people import owner
from zegel.lib.principal import Kind, Principal
from zegel.lib.verbs import nobody_acts, step


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


@transaction.atomic
def start_session(
    *,
    actor: Principal,
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
    device = known_device(actor.account, list(visitor.devices))
    place = coarse_place(visitor.address)
    until = at + TRUST if trust and method not in ("", "device") else None
    if device:
        device.used_at, device.place, device.trusted_until = at, place, until or device.trusted_until
        device.save(update_fields=["used_at", "place", "trusted_until"])
    elif actor.kind == Kind.PERSON:
        device_token = secrets.token_urlsafe(32)
        device = Device.objects.create(
            user_id=actor.account, digest=token_digest(device_token), browser=visitor.browser, place=place,
            made_at=at, used_at=at, trusted_until=until,
        )  # fmt: skip
        _tell_new_browser(device, at)
    session = LoginSession.objects.create(
        user_id=actor.account, device=device, digest=token_digest(token), method=method, browser=visitor.browser,
        place=place, started_at=at, seen_at=at, proved_at=at, **_of(vouched),
    )  # fmt: skip
    event = LoggedIn(subject=actor.account, method=method, browser=visitor.browser, place=place)
    write([event], actor=actor, at=at)
    return Started(session, token, device_token)


def _of(vouched: Vouched | None) -> dict[str, Any]:
    if vouched is None:
        return {}
    return {
        "provider": vouched.provider,
        "subject_digest": bytes.fromhex(vouched.subject),
        "there_digest": bytes.fromhex(vouched.there) or None,
    }


def _tell_new_browser(device: Device, at: datetime) -> None:
    # Sessions are swept after a day's work; the browsers they ran in stay known for a year.
    others = Device.objects.filter(user=device.user_id).exclude(pk=device.pk)
    if others.exists() or LoginSession.objects.filter(user=device.user_id).exists():
        letter = SecurityNotice(what="new-browser", browser=device.browser)
        tell_owner(user=owner(device.user_id), letter=letter, at=at)


@nobody_acts("each request of the session itself")
def keep_alive(*, session: LoginSession, at: datetime) -> None:
    """Somebody is there; written down at most twice a minute."""
    if at - session.seen_at >= TOUCH:
        LoginSession.objects.filter(pk=session.pk, ended_at__isnull=True, seen_at__lt=at).update(seen_at=at)


@transaction.atomic
def end_session(*, actor: Principal, session: UUID, at: datetime) -> None:
    """Log one browser of the actor's out.

    Raises:
        FactorUnknown: no such session of theirs, or it had ended.
    """
    if not LoginSession.objects.filter(user=actor.account, pk=session, ended_at__isnull=True).update(
        ended_at=at
    ):
        raise FactorUnknown
    write([SessionEnded(subject=actor.account, session=session)], actor=actor, at=at)


@transaction.atomic
def end_other_sessions(*, actor: Principal, keep: UUID, at: datetime) -> int:
    """Log the actor out everywhere but in the session to keep, and trust no browser any more; gives how many ended."""
    return end_sessions(actor=actor, account=actor.account, keep=keep, at=at)


@step
@transaction.atomic
def end_sessions(*, actor: Principal, account: UUID, keep: UUID | None, at: datetime) -> int:
    """Log somebody out everywhere but in the session to keep, and trust no browser any more; gives how many ended.

    For a caller who has decided that `actor` may do so to `account`.
    """
    rows = LoginSession.objects.filter(user=account, ended_at__isnull=True)
    if keep:
        rows = rows.exclude(pk=keep)
    ended = rows.update(ended_at=at)
    Device.objects.filter(user=account).update(trusted_until=None)
    write([SessionsEnded(subject=account, ended=ended)], actor=actor, at=at)
    return ended


@transaction.atomic
def forget_device(*, actor: Principal, device: UUID, at: datetime) -> None:
    """A browser of the actor's is new again: no trust, and its sessions end.

    Raises:
        FactorUnknown: no such browser of theirs.
    """
    found = Device.objects.filter(user=actor.account, pk=device).first()
    if found is None:
        raise FactorUnknown
    found.sessions.filter(ended_at__isnull=True).update(ended_at=at)
    found.delete()
    write([DeviceForgotten(subject=actor.account, browser=found.browser)], actor=actor, at=at)


@nobody_acts("a job of the night")
def forget_sessions(*, at: datetime) -> None:
    """Remove sessions that are over and browsers nobody used for a year; what happened in them is in evidence."""
    LoginSession.objects.filter(started_at__lt=at - LONGEST).delete()
    Device.objects.filter(used_at__lt=at - DEVICE_KEPT).delete()
