"""The link in a mail that stops what somebody set going in an account."""

from datetime import datetime

from zegel.accounts.actions.contact import stop_address_by_link
from zegel.accounts.actions.invitations import count_wrong_token
from zegel.accounts.actions.resets import stop_by_link
from zegel.accounts.errors.losses import StopOver


def stop_with_token(*, token: str, address: str, at: datetime) -> None:
    """Stop the reset of second steps, or the change of address, that this token is of.

    Raises:
        StopOver; TooManyTries: of wrong tokens from this network address.
    """
    if stop_by_link(token=token, at=at) or stop_address_by_link(token=token, at=at):
        return
    count_wrong_token(address, at)
    raise StopOver
