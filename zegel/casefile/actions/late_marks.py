"""Marks of what came late before the hearing (art. 3.16, 5.3), and how they follow a hearing that gets another day."""

from datetime import datetime
from typing import Any

from zegel.casefile.events import EntryMarkedAnew
from zegel.casefile.models import Case, DocketEntry, Party
from zegel.casefile.rules.docket import late_mark
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.lib.verbs import step


@step
def hearing_of(case: Case) -> datetime | None:
    """The hearing a case waits for."""
    return case.next_at if case.next_kind == "hearing" else None


@step
def mark_of_piece(case: Case, party: Party | None, kind: str, filed_at: datetime) -> dict[str, Any] | None:
    """The law's mark of a party's piece that came late before the hearing the case waits for; of the court's own nothing is late."""
    if party is None:
        return None
    claimant = party.role == Party.Role.CLAIMANT
    return late_mark(kind, filed_at, hearing_of(case), of_claimant=claimant)


@step
def mark_anew(case: Case, *, actor: Principal, at: datetime) -> None:
    """Mark what is in the file by the hearing the case waits for now. A mark that changes is kept with its reasoning, and until when
    it stood; joins the transaction of the act that set the day."""
    events = []
    for entry in case.entries.filter(party__isnull=False).select_related("party"):
        mark = mark_of_piece(case, entry.party, entry.kind, entry.filed_at)
        if mark == entry.late:
            continue
        entry.late_before = [*entry.late_before, {"mark": entry.late, "until": at.isoformat()}]
        entry.late = mark
        entry.save(update_fields=["late", "late_before"])
        events.append(_marked(entry))
    write(events, actor=actor, at=at)


def _marked(entry: DocketEntry) -> EntryMarkedAnew:
    rules = [mark["rule"] if mark else None for mark in (entry.late_before[-1]["mark"], entry.late)]
    return EntryMarkedAnew(
        subject=entry.case_id, entry=entry.pk, before=rules[0], rule=rules[1], late=entry.late
    )
