"""Counting what may be done only so often."""

from datetime import datetime, timedelta

from zegel.authentication.errors.limits import TooManyAsked, TooManyTries
from zegel.authentication.models import LoginAttempt
from zegel.authentication.rules.limits import (
    ASKED_FROM_ONE_PLACE,
    HOUR,
    LETTERS_AN_ADDRESS,
    WRONG_TOKENS,
    limit_key,
    network_place,
)
from zegel.authentication.rules.login import WINDOW
from zegel.lib.verbs import step


@step
def reached(key: str, most: int, *, within: timedelta, at: datetime) -> bool:
    """Whether something was counted `most` times in the time before `at`."""
    return LoginAttempt.objects.filter(key=key, at__gt=at - within).count() >= most


@step
def count(*keys: str, at: datetime) -> list[LoginAttempt]:
    """Count once under each key, in one query; a later refusal of the same request does not take it back."""
    return LoginAttempt.objects.bulk_create(LoginAttempt(key=key, at=at) for key in keys)


@step
def uncount(counted: list[LoginAttempt]) -> None:
    """Take back what was counted: it was no guess."""
    LoginAttempt.objects.filter(pk__in=[attempt.pk for attempt in counted]).delete()


@step
def may_send_letter(purpose: str, email: str, address: str, at: datetime) -> bool:
    """Count a letter that was asked for; False where its receiver has had enough, which nobody is told.

    Raises:
        TooManyAsked: from this network address.
    """
    place = limit_key(f"{purpose}-place", network_place(address))
    receiver = limit_key(purpose, email)
    if reached(place, ASKED_FROM_ONE_PLACE, within=HOUR, at=at):
        raise TooManyAsked
    enough = reached(receiver, LETTERS_AN_ADDRESS, within=HOUR, at=at)
    # Only what went is counted: who asks again and again for what does not come waits no longer for it.
    count(place, *([] if enough else [receiver]), at=at)
    return not enough


@step
def count_wrong_token(address: str, at: datetime) -> None:
    """Count a token that opens nothing.

    Raises:
        TooManyTries: there were too many from this network address.
    """
    key = limit_key("token-place", network_place(address))
    if reached(key, WRONG_TOKENS, within=WINDOW, at=at):
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    count(key, at=at)
