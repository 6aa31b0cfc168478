"""The register of outages in words, for its page and for the bar on top of pages where an outage matters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zegel.lib.moments import AMSTERDAM
from zegel.outages.queries import Maintenance, Outage, intervals
from zegel.outages.rules import Excuse, Part, excuse
from zegel.portal.shared.moments import moment
from zegel.portal.shared.outage_bar import PARTS


@dataclass(frozen=True, slots=True)
class Row:
    """One outage as the register shows it."""

    key: str
    part: str
    began: datetime
    ended: datetime | None
    lasted: str
    published: datetime
    end_published: datetime | None
    why: str


def rows(found: Iterable[Outage]) -> list[Row]:
    """The register, line by line."""
    return [
        Row(
            key=str(outage.pk),
            part=str(PARTS[Part(outage.part)]),
            began=outage.began_at,
            ended=outage.ended_at,
            lasted=_lasted(outage.ended_at - outage.began_at) if outage.ended_at else "",
            published=outage.published_at,
            end_published=outage.end_published_at,
            why=outage.why,
        )
        for outage in found
    ]


def _lasted(period: timedelta) -> str:
    minutes = max(1, round(period.total_seconds() / 60))
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}] if hours else []
    parts += [ngettext("%(n)s minute", "%(n)s minutes", rest) % {"n": rest}] if rest else []
    return " ".join(parts)


def announcements(found: Iterable[Maintenance]) -> list[str]:
    """A sentence for each planned piece of maintenance."""
    return [
        _("%(part)s: from %(start)s until %(end)s")
        % {
            "part": PARTS[Part(maintenance.part)],
            "start": moment(maintenance.starts_at),
            "end": moment(maintenance.ends_at),
        }
        for maintenance in found
    ]


def excuse_of(day: date) -> Excuse:
    """What the register means for this last day of a term."""
    start = datetime.combine(day, time(), AMSTERDAM)
    return excuse(day, intervals(since=start, until=start + timedelta(days=1, hours=1)))
