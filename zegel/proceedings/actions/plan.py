"""Setting the day of the hearing (chapter 4): the act, the room and whom it takes, and the letter to the parties, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction

from zegel.casefile.actions import place_own_entry
from zegel.casefile.queries import Case, locked_case, parties_of
from zegel.evidence.actions import write
from zegel.law.courts import Matter
from zegel.law.decisions import Decision
from zegel.law.rules.chapter_04 import conditions_told, day_told, service_limit_set, slot_fits, term_shortened
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.planning.actions import Booking
from zegel.planning.queries import board_of, hearing_of, lawyers_of
from zegel.planning.rules.conditions import known_conditions
from zegel.planning.rules.slots import Abode, Wish, day_decisions, earliest_day, slot_decisions
from zegel.planning.rules.taken import end_of_hearing, minutes_for, usual_minutes
from zegel.proceedings.actions.perform import NewAct, SealedReason, perform
from zegel.proceedings.actions.terms import close_terms
from zegel.proceedings.errors import ActTaken
from zegel.proceedings.events import TermClosed
from zegel.proceedings.models import Act, Task
from zegel.proceedings.queries import roles_of
from zegel.proceedings.rules.dates import terms_known

LETTER_KIND = "oproeping"
LETTER_SAYS = ("day and time", "zaaknummer", "kort-gedingnummer")
"""What the letter is made from: `portal.planner.letter` writes each of them in it."""


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter of the court, sealed by the actor's client to a circle of the case; `documents` are uploads with their sealed keys."""

    circle: UUID
    envelope: bytes
    sealed_key: bytes
    key_version: int
    documents: Sequence[tuple[UUID, bytes]]


@dataclass(frozen=True, slots=True)
class DayAsked:
    """The day as it was chosen. `served` is the first day on which the writ can be served, `abode` where the defendant lives.

    Of the unavailable days, which are sealed, is known whether any were `stated` and whether somebody said not to be there on this one.
    """

    starts: datetime
    booking: Booking
    served: date
    abode: Abode
    stated: bool
    unavailable: bool


@dataclass(frozen=True, slots=True)
class DayOrder:
    """An order to set the day: once by its `id`, on what was `seen`, with the letter, and a reason where the law is passed over."""

    id: UUID
    seen: int
    asked: DayAsked
    letter: OwnLetter
    reason: SealedReason | None = None


@transaction.atomic
def set_day(*, actor: Principal, case: UUID, order: DayOrder, at: datetime) -> Act:
    """Set day and hour, take room, judge and lawyers, and place the letter, which notifies every digital party (4.1-4.3, 1.9).

    Raises:
        those of `perform` and of `casefile.actions.place_own_entry`; LawError: a day outside the calendar.
        ActTaken: it was carried out in another way.
    """
    reader, _roles = roles_of(actor, case, at)
    locked = locked_case(reader.case.pk)
    asked = order.asked
    if known := Act.objects.filter(pk=order.id).first():
        check_same_booking(locked, asked.starts, asked.booking)
        told = _facts(asked, shortened="shortened" in known.facts)
        return perform(
            actor=actor, case=case, new=NewAct(order.id, "set day", known.number, facts=told), at=at
        )
    shortened = _shortened(asked, wish_of(locked, asked, at))
    new = NewAct(
        order.id,
        "set day",
        order.seen,
        facts=_facts(asked, shortened=shortened),
        stated=("day set at short notice",) if shortened else (),
        terms=terms_known("set day", hearing=None, on=amsterdam(at).date()),
        decisions=day_answers(locked, asked, at),
        reason=order.reason,
        booking=asked.booking,
    )
    row = perform(actor=actor, case=case, new=new, at=at)
    place_letter(actor, locked, LETTER_KIND, order.letter, at)
    write(_told(row, locked, at), actor=actor, at=at)
    return row


@step
def check_same_booking(case: Case, starts: datetime | None, booking: Booking | None) -> None:
    """Whether the hearing at this moment is in this room and before this judge: who chose others meanwhile is told that it does not hold.
    Of the moment itself the facts of the act tell.

    Raises:
        ActTaken.
    """
    planned = hearing_of(case.pk)
    if planned is None or booking is None or planned.starts_at != starts:
        return
    if (planned.room_id, planned.judge) != (booking.room, booking.judge):
        raise ActTaken


@step
def day_answers(case: Case, asked: DayAsked, at: datetime) -> tuple[Decision, ...]:
    """Everything the law says of a day and hour for this case, those that pass as well."""
    booking, day = asked.booking, amsterdam(asked.starts).date()
    wish = wish_of(case, asked, at)
    ends = end_of_hearing(asked.starts, wish.minutes)
    board = board_of(case, wish, asked.starts, ends, at)
    return (
        *day_decisions(day, wish.served, earliest_day(wish)),
        *slot_decisions(asked.starts, ends, booking.room, board),
        slot_fits(day, [day] if asked.unavailable else [], asked.stated),
        service_limit_set(_shortened(asked, wish), booking.service_until),
        conditions_told(booking.conditions, known_conditions(booking.conditions)),
        day_told(LETTER_SAYS if case.number and case.summary_number else LETTER_SAYS[:1]),
    )


@step
def wish_of(case: Case, asked: DayAsked, at: datetime) -> Wish:
    """What is looked for in a case."""
    usual = usual_minutes(
        case.court, cast("Matter", case.matter), case.location, amsterdam(asked.starts).date()
    )
    minutes = minutes_for(asked.booking.minutes, usual)
    return Wish(minutes, asked.booking.judge, lawyers_of(case, at), asked.served, asked.abode)


def _shortened(asked: DayAsked, wish: Wish) -> bool:
    return term_shortened(amsterdam(asked.starts).date(), earliest_day(wish)).value


def _facts(asked: DayAsked, *, shortened: bool) -> dict[str, Any]:
    booking = asked.booking
    facts = {"hearing": amsterdam(asked.starts).isoformat(), "minutes": str(booking.minutes or "")}
    if booking.conditions:
        facts["conditions"] = ", ".join(booking.conditions)
    if booking.service_until:
        facts["service"] = amsterdam(booking.service_until).isoformat()
    return facts | ({"shortened": "117 Rv"} if shortened else {})


@step
def place_letter(actor: Principal, case: Case, kind: str, letter: OwnLetter, at: datetime) -> None:
    """Place a letter of the court in the file: every digital party is notified (1.9)."""
    place_own_entry(
        actor=actor,
        case=case.pk,
        kind=kind,
        circle=letter.circle,
        envelope=letter.envelope,
        sealed_key=letter.sealed_key,
        key_version=letter.key_version,
        documents=letter.documents,
        at=at,
    )


def _told(row: Act, case: Case, at: datetime) -> list[TermClosed]:
    """What this act did of its own tasks: the judge set the last moment of service, and the letter told a digital claimant."""
    claimants = [party for party in parties_of(case, at) if party.row.role == "claimant"]
    done = ["judge", "court"] if all(party.reads for party in claimants) else ["judge"]
    return close_terms(Task.objects.filter(opened_by=row, who__in=done), by=row, at=at)
