"""Who should hold the keys of a case's circles, beside who does: parties come and go, and circles follow (1.4, 1.6, 3.7)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.boxes.queries import mailbox_members, stale_boxes
from zegel.casefile.models import Case, Circle
from zegel.casefile.queries.access import court_case_read
from zegel.casefile.queries.parties import PartyNow, circle_readers, parties_of, practising, reading, whom_for
from zegel.lib.principal import Principal


@dataclass(frozen=True, slots=True)
class OutOfLine:
    """A circle whose members are not who should read it: mailboxes that are to be let in, and whether its key is to be renewed."""

    circle: Circle
    join: tuple[UUID, ...]
    leave: tuple[UUID, ...]
    renew: bool


def circles_out_of_line(actor: Principal, case: UUID, *, at: datetime) -> list[OutOfLine]:
    """The circles of a case of the actor's court that are to be brought in line, which a client of the court does.

    Raises:
        CaseUnknown, NotOfThisCourt.
    """
    found = court_case_read(actor, case, at)
    members, parties = _members(found, at), practising(found, parties_of(found, at), at)
    stale = stale_boxes([circle.container_id for circle in members], at=at)
    lines = []
    for circle, held in members.items():
        wanted = _wanted(found, circle, parties)
        join, leave = tuple(sorted(wanted - held)), tuple(sorted(held - wanted))
        renew = circle.container_id in stale
        if join or leave or renew:
            lines.append(OutOfLine(circle, join, leave, renew))
    return lines


def readers_without(case: Case, without: Collection[UUID], at: datetime) -> list[UUID]:
    """The mailboxes of the digital parties that a circle without some of them is for."""
    parties = practising(case, parties_of(case, at), at)
    found = (party.mailbox for party in reading(circle_readers(parties, without)))
    return list(dict.fromkeys(mailbox for mailbox in found if mailbox))


def own_circle(case: Case, party: UUID, at: datetime) -> tuple[Circle | None, list[UUID]]:
    """The circle of what only one party reads of the court, and the mailbox it reads through, where it has one."""
    now = [each for each in practising(case, parties_of(case, at), at) if each.row.pk == party]
    found = case.circles.filter(own=party).first()
    return found, [each.mailbox for each in reading(now) if each.mailbox]


def left_behind(case: Case, at: datetime) -> dict[Circle, list[UUID]]:
    """By circle: the mailboxes that hold its key and through which nobody reads it any more."""
    parties = practising(case, parties_of(case, at), at)
    found = {
        circle: sorted(held - _wanted(case, circle, parties)) for circle, held in _members(case, at).items()
    }
    return {circle: gone for circle, gone in found.items() if gone}


def _members(case: Case, at: datetime) -> Mapping[Circle, set[UUID]]:
    circles = list(case.circles.prefetch_related("without"))
    held = mailbox_members([circle.container_id for circle in circles], at=at)
    return {circle: held.get(circle.container_id, set()) for circle in circles}


def _wanted(case: Case, circle: Circle, parties: Sequence[PartyNow]) -> set[UUID]:
    """The court, and through their mailboxes the digital parties that may read it."""
    if circle.kind == Circle.Kind.COURT:
        return {case.desk_id}
    readers = reading(whom_for(circle, parties))
    return {case.desk_id} | {party.mailbox for party in readers if party.mailbox}
