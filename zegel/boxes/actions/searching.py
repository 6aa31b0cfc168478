"""Searching for people, counted for each account: nobody walks through the directory."""

from datetime import datetime

from zegel.authentication.actions.limits import count, reached
from zegel.authentication.rules.limits import HOUR, limit_key
from zegel.boxes.errors import SearchesEnough
from zegel.boxes.rules import SEARCHES, SEARCHES_OF_STRANGERS
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.professions.queries.links import is_known


def count_search(*, actor: Principal, text: str, at: datetime) -> None:
    """Count one search of an account, whatever it finds.

    Raises:
        SearchesEnough.
    """
    if len(text.strip()) < 2:
        return
    user = account_of(actor)
    most = SEARCHES if user.organisation_id or is_known(user) else SEARCHES_OF_STRANGERS
    key = limit_key("search", str(user.pk))
    if reached(key, most, within=HOUR, at=at):
        raise SearchesEnough(most=most, minutes=int(HOUR.total_seconds()) // 60)
    count(key, at=at)
