"""The shape of a probe's report."""

from zegel.api.shared.wire import Base64In, Wire


class OutageReportIn(Wire):
    """A probe's report in canonical JSON, and its Ed25519 signature."""

    report: Base64In
    signature: Base64In
