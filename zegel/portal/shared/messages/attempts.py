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
    outages = [one for one in known if one.part in KEEPS_FROM_FILING and _covers(one, found)]
    return Tries([(one.at, _words(one)) for one in found], outages)


def _covers(outage: Interval, tried: Sequence[Attempt]) -> bool:
    return any(
        outage.began - NEAR <= one.at and (outage.ended is None or one.at <= outage.ended + NEAR)
        for one in tried
    )


def _words(one: Attempt) -> str:
    if one.what == "file":
        return (
            _("A file got no answer")
            if one.status == 0
            else _("A file was answered with error %(n)s") % {"n": one.status}
        )
    if one.status == 0:
        return _("The message got no answer")
    return _("The message was answered with error %(n)s") % {"n": one.status}
