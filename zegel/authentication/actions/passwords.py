"""Asking the password once more of who is logged in."""

from datetime import datetime

from django.contrib.auth.hashers import check_password as is_password

from zegel.authentication.actions.limits import count, reached, uncount
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.login import PasswordWrong
from zegel.authentication.rules.limits import limit_key
from zegel.authentication.rules.login import DAY, TRIES_ACCOUNT, TRIES_PAIR, WINDOW, attempt_keys
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal


def prove_password(*, actor: Principal, login: str, address: str, at: datetime) -> None:
    """Ask the password of who is logged in once more; wrong ones count like wrong logins. No transaction is open.

    Raises:
        PasswordWrong, TooManyTries.
    """
    user = account_of(actor)
    pair, alone = attempt_keys(user.email, address)
    # Whoever has a session that is not theirs can guess from many addresses: a reset by mail ends that session.
    inside = limit_key("password-inside", str(actor.account))
    # Counted before it is tried, so that a thousand at once are not all tried; a right one is uncounted.
    mine = count(pair, alone, inside, at=at)
    shut = reached(pair, TRIES_PAIR + 1, within=WINDOW, at=at)
    shut = shut or reached(inside, TRIES_ACCOUNT + 1, within=DAY, at=at)
    right = not shut and is_password(login, user.password)
    if shut or right:
        uncount(mine)
    if shut:
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    if not right:
        raise PasswordWrong(field="password")
