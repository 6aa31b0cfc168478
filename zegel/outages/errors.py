"""Refusals of the register of outages."""

from zegel.lib.refusals import Refusal


class ReportRefused(Refusal):
    """A report that no probe of ours signed, or that is not in the form of docs/formats.md."""

    code = "outage-report-refused"
    message = "This report of an outage is not signed by a probe we know, or it is damaged."


class ProbeClockWrong(Refusal):
    """The probe's clock and ours differ by more than a minute, so its moments cannot be published."""

    code = "probe-clock"
    message = "The clock of the probe differs from ours by more than a minute."
    retry = True


class WindowRefused(Refusal):
    """Planned maintenance that ends before it begins, or lies in the past."""

    code = "maintenance-window"
    message = "Planned maintenance must begin in the future and end after it begins."
