"""Failed tries that a sender's device told of, beside the outages that our register knows of those moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from zegel.mail.queries.attempts import Attempt, attempts_of
from zegel.mail.queries.messages import Reader
from zegel.outages.queries import intervals
from zegel.outages.rules import KEEPS_FROM_FILING, Interval

# Clocks of devices differ from ours, and a probe looks once a minute.
NEAR = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Tries:
    """What is told of them: each try with why it failed, and the outages they fall in."""

    rows: list[tuple[datetime, str]]
    outages: list[Interval]


def tries_of(reader: Reader) -> Tries | None:
    """For everybody who holds the message; nothing when it came at once."""
    found = attempts_of(reader)
    if not found:
        return None
    known = intervals(since=found[0].at - NEAR, until=found[-1].at + NEAR)
    outages = [
        interval for interval in known if interval.part in KEEPS_FROM_FILING and _covers(interval, found)
    ]
    return Tries([(attempt.at, _words(attempt)) for attempt in found], outages)


def _covers(outage: Interval, tried: Sequence[Attempt]) -> bool:
    return any(
        outage.began - NEAR <= attempt.at and (outage.ended is None or attempt.at <= outage.ended + NEAR)
        for attempt in tried
    )


def _words(attempt: Attempt) -> str:
    if attempt.what == "file":
        return (
            _("A file got no answer")
            if attempt.status == 0
            else _("A file was answered with error %(n)s") % {"n": attempt.status}
        )
    if attempt.status == 0:
        return _("The message got no answer")
    return _("The message was answered with error %(n)s") % {"n": attempt.status}
