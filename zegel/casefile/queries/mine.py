"""My cases: the ones with a date ahead first, and what I am in each (art. 1.7)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zegel.boxes.queries import boxes_of, membership
from zegel.casefile.models import Case, CaseVisit, Circle, DocketEntry, Party, Representation
from zegel.casefile.queries.access import open_to
from zegel.casefile.queries.cases import PAGE, cases_at, narrowed, read_for_parties
from zegel.casefile.queries.parties import acting_for, reading_through
from zegel.casefile.rules.paging import Place
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases, and where to go on; None at the end."""

    cases: list[Case]
    onward: Place | None


def has_cases(actor: Principal, *, at: datetime) -> bool:
    """Whether the actor may find a case in their list, for a party or for a court (two queries). Whether their mailbox is the one
    that counts today is for the list to ask: who does not, finds it empty."""
    # Named one by one: with the mailboxes as a query inside, the planner reads all cases to find that there is none.
    mine = list(boxes_of(actor.account, at=at))
    some = (
        Exists(Representation.objects.filter(mailbox__in=mine, until__isnull=True))
        | Exists(Party.objects.filter(mailbox__in=mine))
        | Exists(Case.objects.filter(desk__in=mine))
    )
    return bool(mine) and boxes_of(actor.account, at=at).filter(some).exists()


def upcoming_cases(
    actor: Principal,
    *,
    at: datetime,
    desk: UUID | None = None,
    typed: str = "",
    states: Sequence[str] = (),
    after: Place | None = None,
    most: int = PAGE,
) -> CasePage:
    """The cases of a desk of the actor's, or without one those in which they read for a party: what has a date today or later
    by that date, then the others, the newest first (two queries a page, one to ask whose the desk is, and two more for words at it).

    Raises:
        BoxUnknown: not a mailbox of the actor's.
    """
    if desk is not None:
        membership(actor.account, desk, at=at)
        rows = cases_at(desk, typed, states)
    else:
        rows = narrowed(read_for_parties(actor, at), typed, states)
    today = amsterdam(at).replace(hour=0, minute=0, second=0, microsecond=0)
    found: list[Case] = []
    if after is None or after.dated:
        dated = rows.filter(next_at__gte=today).order_by("next_at", "pk")
        if after:
            dated = dated.filter(next_at__gte=after.moment).filter(
                Q(next_at__gt=after.moment) | Q(next_at=after.moment, pk__gt=after.row)
            )
        found = list(dated[: most + 1])
    if len(found) <= most:
        found += _undated(rows, today, after, most + 1 - len(found))
    return _page(found, today, most)


def cases_without_day(actor: Principal, desk: UUID, *, at: datetime, most: int = PAGE) -> list[Case]:
    """The cases of a desk that were asked for and have no day yet: the very urgent first, then who waits longest.

    Raises:
        BoxUnknown: not a mailbox of the actor's.
    """
    membership(actor.account, desk, at=at)
    rows = Case.objects.filter(desk=desk, state="applied", next_at__isnull=True)
    return list(rows.order_by("-very_urgent", "registered_at", "pk")[:most])


def judgments_for(actor: Principal, *, since: datetime, at: datetime, most: int = 500) -> list[Case]:
    """The cases the actor may read that wait for a judgment from a moment on, in the order of their days."""
    at_desks = Case.objects.filter(desk__in=list(boxes_of(actor.account, at=at)))
    # Each by its own index: asked in one, all cases would be read for what somebody reads in.
    found = {
        case
        for rows in (at_desks, read_for_parties(actor, at))
        for case in rows.filter(next_kind="judgment", next_at__gte=since).order_by("next_at", "pk")[:most]
    }
    return sorted(found, key=lambda case: (case.next_at or since, case.pk))[:most]


def _undated(rows: QuerySet[Case], today: datetime, after: Place | None, most: int) -> list[Case]:
    others = rows.filter(Q(next_at__isnull=True) | Q(next_at__lt=today)).order_by("-registered_at", "-pk")
    if after and not after.dated:
        others = others.filter(registered_at__lte=after.moment).filter(
            Q(registered_at__lt=after.moment) | Q(registered_at=after.moment, pk__lt=after.row)
        )
    return list(others[:most])


def _page(found: list[Case], today: datetime, most: int) -> CasePage:
    if len(found) <= most:
        return CasePage(found, None)
    last = found[most - 1]
    ahead = last.next_at is not None and last.next_at >= today
    moment = last.next_at if ahead and last.next_at else last.registered_at
    return CasePage(found[:most], Place(ahead, moment, last.pk))


@dataclass(frozen=True, slots=True)
class MyPart:
    """What somebody is in a case: the parties they read for, with whether they stand in for them, and how much is new to them."""

    parties: tuple[tuple[Party, bool], ...]
    unseen: int

    @property
    def roles(self) -> frozenset[str]:
        """The roles of the parties."""
        return frozenset(party.role for party, _ in self.parties)


def my_parts(actor: Principal, cases: Collection[Case], *, at: datetime) -> dict[UUID, MyPart]:
    """What the actor is in each of some cases they may read (three queries). Of a court's own cases the parties are left out."""
    mine = list(boxes_of(actor.account, at=at))
    acting = Exists(acting_for(OuterRef("pk")))
    rows = reading_through(mine, at, of=cases).annotate(represented=acting).order_by("number")
    parties: dict[UUID, list[tuple[Party, bool]]] = {}
    for row in rows:
        parties.setdefault(row.case_id, []).append((row, row.represented))
    at_court = [case.pk for case in cases if case.desk_id in mine]
    fresh = _unseen(actor, cases, at_court, [party.pk for each in parties.values() for party, _ in each])
    return {case.pk: MyPart(tuple(parties.get(case.pk, ())), fresh.get(case.pk, 0)) for case in cases}


def _unseen(
    actor: Principal, cases: Collection[Case], at_court: Collection[UUID], parties: Collection[UUID]
) -> dict[UUID, int]:
    seen = CaseVisit.objects.filter(case=OuterRef("case"), account=actor.account).values("seen_position")
    # Circles and pieces are each found by these cases: joined over the tables of cases and circles, PostgreSQL came to read all of them.
    readable = Circle.objects.filter(Q(case__in=at_court) | open_to(parties), case__in=cases)
    rows = DocketEntry.objects.filter(
        circle__in=readable, case__in=cases, position__gt=Coalesce(Subquery(seen[:1]), 0)
    )
    return dict(rows.values_list("case").annotate(count=Count("pk")))
