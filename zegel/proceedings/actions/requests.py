"""Deciding on a request to move, adjourn, withdraw or strike out: the act, the hearing, and the letter that tells everybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from zegel.casefile.queries import locked_case, parties_of
from zegel.evidence.actions import write
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.planning.actions import Booking
from zegel.proceedings.actions.perform import NewAct, SealedReason, perform
from zegel.proceedings.actions.plan import OwnLetter, check_same_booking, place_letter
from zegel.proceedings.actions.terms import close_terms
from zegel.proceedings.errors import TermRefused
from zegel.proceedings.models import Act, Task
from zegel.proceedings.queries import roles_of, standing_of
from zegel.proceedings.rules.dates import terms_known
from zegel.proceedings.rules.requests import (
    LETTERS,
    NEW_DAY,
    Asked,
    Standing,
    request_answers,
    request_events,
)


@dataclass(frozen=True, slots=True)
class RequestOrder:
    """What is decided on a request: once by its `id`, on what was `seen`; `starts` and `booking` are of the new day, where there is one."""

    id: UUID
    seen: int
    asked: Asked
    letter: OwnLetter
    starts: datetime | None = None
    booking: Booking | None = None
    reason: SealedReason | None = None


@transaction.atomic
def decide_request(*, actor: Principal, case: UUID, order: RequestOrder, at: datetime) -> Act:
    """Do what was asked, when the law allows it or the judge decides otherwise with a reason, and tell every digital party.

    Raises:
        those of `perform` and of `casefile.actions.place_own_entry`; TermRefused: a new day is missing; ActTaken: it was
        carried out in another way; LawError.
    """
    reader, _roles = roles_of(actor, case, at)
    locked = locked_case(reader.case.pk)
    asked = order.asked
    if known := Act.objects.filter(pk=order.id).first():
        check_same_booking(locked, order.starts, order.booking)
        stated = _facts(order, known.facts.get("former"))
        return perform(
            actor=actor, case=case, new=NewAct(order.id, asked.act, known.number, facts=stated), at=at
        )
    if asked.act in NEW_DAY and order.starts is None:
        raise TermRefused(field="starts")
    standing = standing_of(locked, at)
    summoned = amsterdam(standing.hearing).date() if standing.hearing else None
    new = NewAct(
        order.id,
        asked.act,
        order.seen,
        facts=_facts(order, _former(order, standing)),
        stated=request_events(asked, standing),
        terms=terms_known(asked.act, hearing=summoned, on=amsterdam(at).date()),
        decisions=request_answers(asked, standing),
        reason=order.reason,
        booking=order.booking,
    )
    row = perform(actor=actor, case=case, new=new, at=at)
    place_letter(actor, locked, LETTERS[asked.act], order.letter, at)
    if all(party.reads for party in parties_of(locked, at)):
        # The letter that was placed told everybody (9.3); who reads on paper still has to be told.
        told = Task.objects.filter(opened_by=row, event="move decided", who="court")
        write(close_terms(told, by=row, at=at), actor=actor, at=at)
    return row


def _former(order: RequestOrder, standing: Standing) -> str | None:
    if standing.hearing is None or order.asked.act == "ask costs decision":
        return None
    return amsterdam(standing.hearing).isoformat()


def _facts(order: RequestOrder, former: str | None) -> dict[str, Any]:
    """What is kept of it: who asked when and how, and the former day beside the new one."""
    asked = order.asked
    facts = {
        "by": asked.by,
        "asked": amsterdam(asked.asked_at).isoformat(),
        "written": "yes" if asked.written else "no",
    }
    if asked.act == "move":
        facts["ground"] = asked.ground
    if order.starts:
        facts["hearing"] = amsterdam(order.starts).isoformat()
    if former:
        facts["former"] = former
    return facts
