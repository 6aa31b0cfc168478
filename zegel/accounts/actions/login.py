"""Logging in."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Count, Q

from zegel.accounts.errors.login import LoginRefused, TooManyTries
from zegel.accounts.models import LoginAttempt, User
from zegel.accounts.queries.people import active_user
from zegel.accounts.rules.login import TRIES_ADDRESS, TRIES_PAIR, WINDOW, attempt_keys

# Checked when there is no account, so that both answers take the same time.
_DECOY = make_password("decoy")


def log_in(*, email: str, login: str, address: str, at: datetime) -> User:
    """Check the login half of a password. `address` is the network address the try came from.

    No transaction is open while the hash is computed, and nobody waits for another's login.

    Raises:
        TooManyTries: of this account from this address, or from this address at all.
        LoginRefused: wrong; the try is counted.
    """
    pair, alone = attempt_keys(email, address)
    recent = LoginAttempt.objects.filter(key__in=[pair, alone], at__gt=at - WINDOW).aggregate(
        pair=Count("id", filter=Q(key=pair)), alone=Count("id", filter=Q(key=alone))
    )
    if recent["pair"] >= TRIES_PAIR or recent["alone"] >= TRIES_ADDRESS:
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    user = active_user(email).select_related("organisation").first()
    if not check_password(login, user.password if user else _DECOY) or user is None:
        LoginAttempt.objects.bulk_create([LoginAttempt(key=pair, at=at), LoginAttempt(key=alone, at=at)])
        raise LoginRefused(field="password")
    return user


def forget_attempts(*, before: datetime) -> None:
    """Remove counted tries nobody needs any more."""
    LoginAttempt.objects.filter(at__lt=before).delete()
