"""The ceilings of the whole installation over codes by SMS: who floods it, or its bill, comes no further."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from zegel.authentication.actions.limits import count, reached
from zegel.authentication.errors.factors import CodesStopped
from zegel.authentication.events import SmsCeilingReached
from zegel.authentication.rules.ceilings import Ceiling
from zegel.authentication.rules.limits import HOUR, limit_key
from zegel.evidence.actions import write
from zegel.lib.ids import uuid7
from zegel.lib.principal import system
from zegel.lib.verbs import step

log = logging.getLogger(__name__)


DAY = timedelta(days=1)


@step
def spend_code(purpose: str, *, at: datetime) -> None:
    """Count a code by SMS that is about to be sent, in the transaction that sends it.

    Raises:
        CodesStopped: the ceiling is reached. Outside that transaction `warn_operator` follows.
    """
    ceiling, key = _ceiling(purpose), limit_key("sms-codes", purpose)
    if reached(key, ceiling.hour, within=HOUR, at=at) or reached(key, ceiling.day, within=DAY, at=at):
        raise CodesStopped(purpose=purpose)
    count(key, at=at)


@step
@transaction.atomic
def warn_operator(purpose: str, *, at: datetime) -> None:
    """One line in the log and one record a day, however many codes were refused."""
    key = limit_key("sms-codes-told", purpose)
    if reached(key, 1, within=DAY, at=at):
        return
    count(key, at=at)
    ceiling = _ceiling(purpose)
    event = SmsCeilingReached(subject=uuid7(), purpose=purpose, hour=ceiling.hour, day=ceiling.day)
    write([event], actor=system("authentication"), at=at)
    log.error("ceiling of SMS codes reached: %s=%d/%d", purpose, ceiling.hour, ceiling.day)


def _ceiling(purpose: str) -> Ceiling:
    found: Ceiling = settings.ENVIRONMENT.sms_ceilings[purpose]
    return found
