"""Keeping a hearing where the acts of a case put it: with its room, judge and lawyers, who cannot be taken twice at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.types.range import TimestamptzRange

from zegel.casefile.queries import Case
from zegel.evidence.actions import write
from zegel.law.courts import Matter
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.refusals import Refusal
from zegel.lib.verbs import step
from zegel.planning.errors import JudgeTaken, LawyerTaken, RoomTaken, RoomUnknown
from zegel.planning.events import HearingCancelled, HearingPlanned
from zegel.planning.models import Hearing, Occupation, Room
from zegel.planning.queries import lawyers_of
from zegel.planning.rules.conditions import known_conditions
from zegel.planning.rules.taken import end_of_hearing, minutes_for, usual_minutes

_TAKEN: Final[dict[str, type[Refusal]]] = {
    Occupation.Kind.ROOM: RoomTaken,
    Occupation.Kind.JUDGE: JudgeTaken,
    Occupation.Kind.LAWYER: LawyerTaken,
}
_HELD: Final = frozenset({"call", "continue", "appear to clear", "stay away again"})
_OFF: Final = frozenset({"withdraw", "strike out"})


@dataclass(frozen=True, slots=True)
class Booking:
    """Where, before whom and for how long a hearing is; what is not said of the length is as usual (annex III)."""

    room: UUID | None = None
    judge: UUID | None = None
    minutes: int | None = None
    conditions: tuple[str, ...] = ()
    service_until: datetime | None = None


@step
def follow_act(
    *, actor: Principal, case: Case, act: str, moment: datetime | None, booking: Booking | None, at: datetime
) -> None:
    """Plan, move, end or cancel the hearing of a case as an act says; `moment` is the hearing it sets, if it sets one.

    Raises:
        RoomUnknown, DurationRefused; RoomTaken, JudgeTaken, LawyerTaken.
    """
    planned = Hearing.objects.filter(case=case, state=Hearing.State.PLANNED).first()
    if act in _HELD and planned:
        planned.state, planned.changed_at = Hearing.State.HELD, at
        planned.save(update_fields=["state", "changed_at"])
    elif act in _OFF and planned:
        _cancel(planned, actor, at)
    elif moment is not None:
        if planned:
            planned.sequence += 1
        # Also one that was held: a case that goes on at another time is no longer where it was.
        Occupation.objects.filter(hearing__case=case, freed=False).update(freed=True)
        hearing = planned or Hearing(case=case, made_at=at)
        _plan(hearing, moment, booking or Booking(), at)
        write([_planned(hearing)], actor=actor, at=at)


def _cancel(hearing: Hearing, actor: Principal, at: datetime) -> None:
    hearing.state, hearing.changed_at = Hearing.State.CANCELLED, at
    hearing.sequence += 1
    hearing.save(update_fields=["state", "changed_at", "sequence"])
    hearing.occupations.update(freed=True)
    event = HearingCancelled(subject=hearing.case_id, hearing=hearing.pk, sequence=hearing.sequence)
    write([event], actor=actor, at=at)


def _plan(hearing: Hearing, moment: datetime, booking: Booking, at: datetime) -> None:
    case = hearing.case
    usual = usual_minutes(case.court, cast("Matter", case.matter), case.location, amsterdam(moment).date())
    hearing.starts_at = moment
    hearing.ends_at = end_of_hearing(moment, minutes_for(booking.minutes, usual))
    hearing.room, hearing.judge, hearing.changed_at = _room(case, booking.room), booking.judge, at
    hearing.conditions = list(known_conditions(booking.conditions))
    hearing.service_until = booking.service_until
    hearing.save()
    _take(hearing, _takers(hearing, at))


def _room(case: Case, key: UUID | None) -> Room | None:
    if key is None:
        return None
    found = Room.objects.filter(pk=key, court=case.court, until__isnull=True).first()
    if found is None:
        raise RoomUnknown(field="room")
    return found


def _takers(hearing: Hearing, at: datetime) -> list[tuple[str, str]]:
    lawyers = lawyers_of(hearing.case, at)
    takers = [(Occupation.Kind.LAWYER.value, key) for key in lawyers]
    if hearing.judge:
        takers.append((Occupation.Kind.JUDGE.value, str(hearing.judge)))
    if hearing.room_id:
        takers.append((Occupation.Kind.ROOM.value, str(hearing.room_id)))
    return sorted(takers)


def _take(hearing: Hearing, takers: list[tuple[str, str]]) -> None:
    """Each kind for itself, so that who comes second hears what is taken."""
    during = TimestamptzRange(hearing.starts_at, hearing.ends_at)
    for kind, who in takers:
        # The constraint decides. The lock, always in one order, lets two who want the same wait for each other in turn instead of both at once.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind} {who}"])
        try:
            with transaction.atomic():
                Occupation.objects.create(hearing=hearing, kind=kind, who=who, during=during)
        except IntegrityError as error:
            raise _TAKEN[kind](field="slot") from error


def _planned(hearing: Hearing) -> HearingPlanned:
    return HearingPlanned(
        subject=hearing.case_id,
        hearing=hearing.pk,
        sequence=hearing.sequence,
        starts_at=hearing.starts_at,
        ends_at=hearing.ends_at,
        room=hearing.room_id,
        judge=hearing.judge,
    )
