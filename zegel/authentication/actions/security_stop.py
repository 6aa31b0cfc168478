"""The link in a mail that stops what somebody set going in an account."""

from datetime import datetime

from zegel.authentication.actions.account_recovery import stop_by_link
from zegel.authentication.actions.limits import count_wrong_token
from zegel.authentication.errors.account_recovery import StopOver
from zegel.identity.actions.contact import stop_address_by_link
from zegel.lib.verbs import nobody_acts


@nobody_acts("who reads the old address, or has its mail, needs no login to stop it")
def stop_with_token(*, token: str, address: str, at: datetime) -> None:
    """Stop the reset of second steps, or the change of address, that this token is of.

    Raises:
        StopOver; TooManyTries: of wrong tokens from this network address.
    """
    if stop_by_link(token=token, at=at) or stop_address_by_link(token=token, at=at):
        return
    count_wrong_token(address, at)
    raise StopOver
