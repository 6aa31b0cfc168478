"""Putting a judgment off on the request of all parties (art. 12.5)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.queries import parties_of
from zegel.judgments.rules import postponement_decision
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.proceedings.actions import NewAct, SealedReason, perform
from zegel.proceedings.queries import Act, roles_of


@dataclass(frozen=True, slots=True)
class Postponement:
    """A postponement as the judge decides it: to which day and time, and which parties asked for it, in writing or not."""

    id: UUID
    seen: int
    day: datetime | None
    asked: tuple[UUID, ...]
    written: bool
    reason: SealedReason | None = None


@transaction.atomic
def postpone_judgment(*, actor: Principal, case: UUID, new: Postponement, at: datetime) -> Act:
    """Put the judgment off; where not all asked in writing only with the judge's reason.

    Raises:
        CaseUnknown; as `proceedings.actions.perform`.
    """
    reader, _roles = roles_of(actor, case, at)
    parties = parties_of(reader.case, at)
    asked = [party.row for party in parties if party.row.pk in new.asked]
    day = new.day if new.day and new.day > at else None
    decision = postponement_decision(
        [row.pk for row in asked], [party.row.pk for party in parties], day, written=new.written
    )
    facts = {"asked": [row.number for row in asked], "written": new.written}
    if day:
        facts["judgment"] = amsterdam(day).isoformat()
    act = NewAct(
        id=new.id,
        act="postpone judgment",
        seen=new.seen,
        facts=facts,
        decisions=(decision,),
        reason=new.reason,
    )
    return perform(actor=actor, case=case, new=act, at=at)
