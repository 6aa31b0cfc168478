"""What the bar on top of pages says of an outage, or of planned maintenance."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zegel.lib.moments import amsterdam
from zegel.outages.queries import open_outages, planned
from zegel.outages.rules import Part
from zegel.portal.shared.moments import clock, moment

PARTS = {
    Part.ACCESS: gettext_lazy("The website"),
    Part.FILING: gettext_lazy("Sending and filing"),
    Part.NOTICES: gettext_lazy("Mails and SMS messages of the system"),
}


# What the bar tells beforehand: early enough to file today instead of tonight.
SOON = timedelta(hours=48)


def bar(at: datetime) -> dict[str, str]:
    """What the top of a page says now, and whether it is an `outage` or `planned`; empty when everything works and nothing
    is planned soon (two queries).
    """
    for outage in open_outages():
        told = {"part": PARTS[Part(outage.part)], "since": moment(outage.began_at)}
        text = _("There is an outage since %(since)s: %(part)s. Your term may be excused.") % told
        return {"kind": "outage", "text": text}
    for later in planned(at=at):
        if later.starts_at < at + SOON:
            told = {
                "part": PARTS[Part(later.part)],
                "start": moment(later.starts_at),
                "end": _end(later.starts_at, later.ends_at),
            }
            text = _("Maintenance is planned from %(start)s until %(end)s: %(part)s.") % told
            return {"kind": "planned", "text": text}
    return {}


def _end(start: datetime, end: datetime) -> str:
    """Of maintenance that ends on the day it begins only the hour: nobody reads the same day twice."""
    return clock(end) if amsterdam(start).date() == amsterdam(end).date() else moment(end)
