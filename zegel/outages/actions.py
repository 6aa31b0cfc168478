"""Verbs of the register of outages: what probes report, and what is planned."""

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import write
from zegel.lib.principal import Kind, Principal
from zegel.lib.verbs import nobody_acts
from zegel.outages.errors import ProbeClockWrong, ReportRefused, WindowRefused
from zegel.outages.events import MaintenanceAnnounced, MaintenanceWithdrawn, OutageBegan, OutageEnded
from zegel.outages.models import Maintenance, Outage
from zegel.outages.rules import CLOCK_TOLERANCE, Part, Report, read_report
from zegel.seal.keys import is_signed_by


@nobody_acts("the signature of the probe is what lets it in")
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
def _publish(report: Report, proof: dict[str, Any], at: datetime) -> None:
    actor = Principal(Kind.SERVICE, process=report.probe)
    outage, new = Outage.objects.select_for_update().get_or_create(
        probe=report.probe,
        part=report.part,
        began_at=report.began,
        defaults={"last_good_at": report.last_good, "why": report.why, "published_at": at},
    )
    if new:
        write([OutageBegan(subject=outage.pk, **_facts(report), **proof)], actor=actor, at=at)
    if report.ended and outage.ended_at is None:
        outage.ended_at, outage.end_published_at = report.ended, at
        outage.save(update_fields=["ended_at", "end_published_at"])
        write([OutageEnded(subject=outage.pk, **_facts(report), **proof)], actor=actor, at=at)


def _facts(report: Report) -> dict[str, Any]:
    return {
        "part": report.part.value,
        "last_good": report.last_good,
        "began": report.began,
        "ended": report.ended,
        "why": report.why,
    }


@transaction.atomic
def announce(*, actor: Principal, part: Part, starts: datetime, ends: datetime, at: datetime) -> Maintenance:
    """Announce maintenance: the operator's verb.

    Raises:
        WindowRefused: it ends before it begins, or has begun.
    """
    if not at < starts < ends:
        raise WindowRefused
    planned = Maintenance.objects.create(part=part, starts_at=starts, ends_at=ends, announced_at=at)
    event = MaintenanceAnnounced(subject=planned.pk, part=part.value, starts=starts, ends=ends)
    write([event], actor=actor, at=at)
    return planned


@transaction.atomic
def withdraw(*, actor: Principal, key: UUID, at: datetime) -> bool:
    """Take back announced maintenance; False where there is none to take back."""
    done = Maintenance.objects.filter(pk=key, withdrawn_at__isnull=True, ends_at__gt=at).update(
        withdrawn_at=at
    )
    if done:
        write([MaintenanceWithdrawn(subject=key)], actor=actor, at=at)
    return bool(done)
