"""Logging in, first step: the login half of a password."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Count, Max, Q

from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.login import LoginRefused
from zegel.authentication.events import PasswordFailed
from zegel.authentication.models import LoginAttempt
from zegel.authentication.queries.sessions import known_device
from zegel.authentication.rules.login import (
    DAY,
    TRIES_ACCOUNT,
    TRIES_ADDRESS,
    TRIES_PAIR,
    WINDOW,
    account_key,
    attempt_keys,
    pause_after,
    unknown_account,
)
from zegel.authentication.rules.sessions import coarse_place
from zegel.evidence.actions import write
from zegel.identity.queries.people import User, active_user
from zegel.lib.principal import visitor
from zegel.lib.verbs import nobody_acts
from zegel.notify.rules import kept_address
from zegel.outbox.actions import queue_task

# Checked when there is no account, so that both answers take the same time.
_DECOY = make_password("decoy")


@nobody_acts("whoever types a password has not shown yet who they are")
def log_in(*, email: str, login: str, address: str, at: datetime, devices: list[str] | None = None) -> User:
    """Check the login half of a password. `address` is the network address the try came from, `devices` are the
    tokens of known browsers it carried.

    A try is counted before it is made, so that a thousand at once are not all made; a right one is uncounted. No
    transaction is open while the hash is computed, and nobody waits for another's login.

    Raises:
        TooManyTries: of this account from this address, from this address at all, or of this account from anywhere.
        LoginRefused: wrong; the try is counted.
    """
    email = kept_address(email)
    keys = (*attempt_keys(email, address), account_key(email))
    user = active_user(email).select_related("organisation").first()
    known = known_device(user.pk if user else None, devices or []) is not None
    _refuse(_wait(*keys, at, known=known, mine=0))
    mine = LoginAttempt.objects.bulk_create([LoginAttempt(key=key, at=at) for key in keys])
    left = _wait(*keys, at, known=known, mine=1)
    right = not left and check_password(login, user.password if user else _DECOY)
    if left or (right and user):
        LoginAttempt.objects.filter(pk__in=[attempt.pk for attempt in mine]).delete()
    _refuse(left)
    if not right or user is None:
        _write_down(email, user, address, keys[2], at)
        raise LoginRefused(field="password")
    return user


def _refuse(left: timedelta) -> None:
    if left:
        raise TooManyTries(minutes=-(-int(left.total_seconds()) // 60))


def _wait(pair: str, alone: str, everywhere: str, at: datetime, *, known: bool, mine: int) -> timedelta:
    """How long this try must wait; `mine` tries among those counted are its own."""
    recent = LoginAttempt.objects.filter(key__in=[pair, alone, everywhere], at__gt=at - DAY).aggregate(
        pair=Count("id", filter=Q(key=pair, at__gt=at - WINDOW)),
        alone=Count("id", filter=Q(key=alone, at__gt=at - WINDOW)),
        everywhere=Count("id", filter=Q(key=everywhere)),
        last=Max("at", filter=Q(key=everywhere, at__lt=at)),
    )
    if recent["pair"] - mine >= TRIES_PAIR or recent["alone"] - mine >= TRIES_ADDRESS:
        return WINDOW
    if known:
        return timedelta(0)
    pause = pause_after(recent["everywhere"] - mine, most=TRIES_ACCOUNT)
    return max((recent["last"] or at) + pause - at, timedelta(0)) if pause else timedelta(0)


@transaction.atomic
def _write_down(email: str, user: User | None, address: str, everywhere: str, at: datetime) -> None:
    """A wrong try is evidence. Of an address without account too, so that both take the same steps."""
    whom = user.pk if user else unknown_account(settings.SECRET_KEY, email)
    write([PasswordFailed(subject=whom, place=coarse_place(address))], actor=visitor("login"), at=at)
    if LoginAttempt.objects.filter(key=everywhere, at__gt=at - DAY).count() == TRIES_ACCOUNT:
        queue_task("authentication.warn_owner", email=email)


@nobody_acts("a job of the night")
def forget_attempts(*, before: datetime) -> None:
    """Remove counted tries nobody needs any more."""
    LoginAttempt.objects.filter(at__lt=before).delete()
