"""Registering a case: numbers, parties and circles, or nothing (art. 4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from zegel.boxes.actions import NewCircle, open_circle
from zegel.boxes.queries import sending_box
from zegel.casefile.actions.late_marks import hearing_of, mark_anew
from zegel.casefile.actions.numbers import take_numbers
from zegel.casefile.actions.parties import insert_parties
from zegel.casefile.errors import CircleUnknown
from zegel.casefile.events import CaseRegistered
from zegel.casefile.models import Case, Circle, Party
from zegel.casefile.rules.numbering import rows_for
from zegel.casefile.rules.parties import NewParty, check_parties, parties_line
from zegel.evidence.actions import write
from zegel.law.case_states import BEFORE_CALL, leads_to
from zegel.law.courts import Matter, court
from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.search import search_text
from zegel.lib.verbs import step

FIRST_STATE = "applied"


@dataclass(frozen=True, slots=True)
class NewCaseCircle:
    """A circle of readers as the clerk's client made it; `without` are numbers of parties a shielded one keeps out."""

    kind: str
    circle: NewCircle
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a clerk registers: where, who, and the circles `open` and `court` made for them."""

    court: str
    location: str
    matter: Matter
    desk: UUID
    parties: Sequence[NewParty]
    circles: Sequence[NewCaseCircle]
    very_urgent: bool = False
    filing: UUID | None = None


@transaction.atomic
def register_case(*, actor: Principal, new: NewCase, at: datetime) -> Case:
    """Give a case its numbers, and let its parties in. The moment of registration is not that of filing.

    Raises:
        BoxUnknown, MayNotSend: the actor does not act for the desk; CourtWithoutCode, NumbersUsedUp; PartiesMissing, PartyRefused,
        RepresentativeRefused, ShortNamesAlike, ChannelRefused; CircleUnknown: not exactly one open and one court circle; and
        what `boxes.actions.open_circle` refuses.
    """
    desk = sending_box(actor.account, new.desk, at=at)
    place = court(new.court)
    check_parties(new.parties, matter=new.matter)
    if sorted(circle.kind for circle in new.circles) != ["court", "open"]:
        raise CircleUnknown(field="circles")
    number, summary = take_numbers(rows_for(place, new.location, new.matter, amsterdam(at).date()))
    case = Case.objects.create(
        id=uuid7(),
        court=place.slug,
        location=new.location,
        matter=new.matter,
        number=number,
        summary_number=summary,
        state=FIRST_STATE,
        desk=desk,
        registered_at=at,
        very_urgent=new.very_urgent,
        # Familiezaken are heard behind closed doors (10.8).
        closed_doors=new.matter == "familie",
        parties_line=parties_line((party.role, party.short_name) for party in new.parties),
        search_text=_search_text(new.parties, number, summary),
    )
    write(
        [
            CaseRegistered(
                subject=case.pk,
                court=case.court,
                location=case.location,
                matter=case.matter,
                number=number,
                summary_number=summary,
                filing=new.filing,
                very_urgent=case.very_urgent,
            )
        ],
        actor=actor,
        at=at,
    )
    insert_parties(case, new.parties, actor=actor, at=at)
    for circle in new.circles:
        add_circle(case, circle, actor=actor, at=at)
    return case


@step
def add_circle(
    case: Case, new: NewCaseCircle, *, own: Party | None = None, actor: Principal, at: datetime
) -> Circle:
    """A circle of readers with its container, of one party's `own` where it is told; joins the caller's transaction."""
    container = open_circle(actor=actor, kind=new.kind, circle=new.circle, at=at)
    row = Circle.objects.create(
        id=uuid7(), case=case, kind=new.kind, container=container, own=own, opened_at=at
    )
    if new.without:
        row.without.set(case.parties.filter(number__in=new.without))
    return row


def change_state(*, actor: Principal, case: Case, state: str, at: datetime) -> None:
    """The state a case is in from now on; only `proceedings` calls this, after `law.case_states.step`, with its evidence.

    Raises:
        ValueError: no act leads there from where the case is.
    """
    del actor, at
    if not leads_to(case.state, state):
        raise ValueError(f"no act leads from {case.state!r} to {state!r}")
    Case.objects.filter(pk=case.pk).update(state=state)
    case.state = state


def _search_text(parties: Sequence[NewParty], number: str, summary: str) -> str:
    names = [name for party in parties for name in (party.name, party.short_name)]
    names += [party.representative.name for party in parties if party.representative]
    return search_text(names, (number, summary))


def set_next_date(*, actor: Principal, case: Case, kind: str, moment: datetime | None, at: datetime) -> None:
    """What a case waits for from now on, or nothing; only `proceedings` calls this, with the evidence of the act that says so. Where
    the hearing gets another day before the case was called, what was filed is marked late by that day (3.16)."""
    before = hearing_of(case)
    case.next_kind, case.next_at = (kind, moment) if moment else ("", None)
    case.save(update_fields=["next_kind", "next_at"])
    now = hearing_of(case)
    if case.state in BEFORE_CALL and now not in {None, before}:
        mark_anew(case, actor=actor, at=at)


@step
def set_doors(*, actor: Principal, case: Case, closed: bool, at: datetime) -> None:
    """Whether a case is heard behind closed doors (10.8) from now on; only `proceedings` calls this, with the evidence of the decision."""
    del actor, at
    case.closed_doors = closed
    case.save(update_fields=["closed_doors"])


@step
def matter_of(case: Case) -> Matter:
    """The matter of a case, as the law's type."""
    return cast("Matter", case.matter)
