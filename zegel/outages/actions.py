"""Verbs of the register of outages: what probes report, and what is planned."""

import base64
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import Event, write
from zegel.outages.errors import ProbeClockWrong, ReportRefused, WindowRefused
from zegel.outages.models import Maintenance, Outage
from zegel.outages.rules import CLOCK_TOLERANCE, Part, Report, read_report
from zegel.seal.keys import is_signed_by


def record_report(*, body: bytes, signature: bytes, probes: Mapping[str, bytes], at: datetime) -> None:
    """Publish what a probe saw. The same report again changes nothing, so a probe may repeat it until it has an answer.

    `probes`: name → Ed25519 public key (32 bytes) of every probe the operator trusts.

    Raises:
        ReportRefused: no report, or not signed by the probe it names. ProbeClockWrong.
    """
    report = read_report(body)
    key = probes.get(report.probe) if report else None
    if report is None or key is None or not is_signed_by(key, signature, body):
        raise ReportRefused
    if abs(report.sent - at) > CLOCK_TOLERANCE:
        raise ProbeClockWrong
    _publish(report, {"report": body.decode(), "signature": base64.b64encode(signature).decode()}, at)


@transaction.atomic
def _publish(report: Report, proof: dict[str, str], at: datetime) -> None:
    actor = f"probe:{report.probe}"
    outage, new = Outage.objects.select_for_update().get_or_create(
        probe=report.probe,
        part=report.part,
        began_at=report.began,
        defaults={"last_good_at": report.last_good, "why": report.why, "published_at": at},
    )
    if new:
        write([Event("outages.outage.began", outage.pk, actor, _facts(report) | proof)], at=at)
    if report.ended and outage.ended_at is None:
        outage.ended_at, outage.end_published_at = report.ended, at
        outage.save(update_fields=["ended_at", "end_published_at"])
        write([Event("outages.outage.ended", outage.pk, actor, _facts(report) | proof)], at=at)


def _facts(report: Report) -> dict[str, str | None]:
    return {
        "part": report.part.value,
        "lastGood": report.last_good.isoformat() if report.last_good else None,
        "began": report.began.isoformat(),
        "ended": report.ended.isoformat() if report.ended else None,
        "why": report.why,
    }


@transaction.atomic
def announce(*, part: Part, starts: datetime, ends: datetime, by: str, at: datetime) -> Maintenance:
    """Announce maintenance. `by` names who does so for the log.

    Raises:
        WindowRefused: it ends before it begins, or has begun.
    """
    if not at < starts < ends:
        raise WindowRefused
    planned = Maintenance.objects.create(part=part, starts_at=starts, ends_at=ends, announced_at=at)
    facts = {"part": part.value, "starts": starts.isoformat(), "ends": ends.isoformat()}
    write([Event("outages.maintenance.announced", planned.pk, by, facts)], at=at)
    return planned


@transaction.atomic
def withdraw(*, key: UUID, by: str, at: datetime) -> bool:
    """Take back announced maintenance; False where there is none to take back."""
    done = Maintenance.objects.filter(pk=key, withdrawn_at__isnull=True, ends_at__gt=at).update(
        withdrawn_at=at
    )
    if done:
        write([Event("outages.maintenance.withdrawn", key, by)], at=at)
    return bool(done)
