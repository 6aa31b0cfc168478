"""Reads of what is planned."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zegel.boxes.queries import boxes_of, membership
from zegel.casefile.queries import Case, parties_of, read_for_parties
from zegel.filing.queries import Desk, desks
from zegel.lib.principal import Principal
from zegel.planning.errors import NoDesk
from zegel.planning.models import CalendarFeed, Hearing, LetterText, Occupation, Room
from zegel.planning.rules.slots import Board, Taken, Wish
from zegel.planning.rules.taken import lawyer_keys

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Hearing",
    "LetterText",
    "Occupation",
    "Room",
    "board_of",
    "desk_place",
    "feed_since",
    "hearing_of",
    "hearings_of",
    "lawyers_of",
    "letter_text",
    "rooms_at",
    "rooms_between",
    "rooms_of_desk",
    "taken_between",
]


def desk_place(box: UUID) -> Desk:
    """The desk that a mailbox is, for its court and location.

    Raises:
        NoDesk.
    """
    found = next((desk for desk in desks() if desk.box_id == box), None)
    if found is None:
        raise NoDesk(field="desk")
    return found


def rooms_at(court: str, location: str) -> list[Room]:
    """The rooms in use at a location, by name."""
    return list(Room.objects.filter(court=court, location=location, until__isnull=True).order_by("name"))


def rooms_of_desk(actor: Principal, box: UUID, *, at: datetime) -> list[Room]:
    """The rooms where a desk of the actor's sits.

    Raises:
        BoxUnknown; NoDesk.
    """
    membership(actor.account, box, at=at)
    place = desk_place(box)
    return rooms_at(place.court, place.location)


def taken_between(
    whom: Collection[tuple[str, str]], since: datetime, until: datetime, *, but: UUID | None = None
) -> list[Occupation]:
    """When rooms, judges and lawyers (kind and key) are taken, in the order of time; `but` is a case that is left out."""
    asked = Q()
    for kind, who in whom:
        asked |= Q(kind=kind, who=who)
    if not whom:
        return []
    rows = Occupation.objects.filter(asked, freed=False, during__overlap=(since, until))
    if but is not None:
        rows = rows.exclude(hearing__case=but)
    return list(rows.order_by("during"))


def lawyers_of(case: Case, at: datetime) -> frozenset[str]:
    """By what the lawyers of a case are known when they are planned."""
    agents = [party.representation for party in parties_of(case, at) if party.representation]
    return lawyer_keys([(agent.kind, agent.profession_number, agent.mailbox_id) for agent in agents])


def board_of(case: Case, wish: Wish, since: datetime, until: datetime, at: datetime) -> Board:
    """What is known when a slot for a case is looked for in a time: its rooms, and whom other cases take."""
    rooms = rooms_at(case.court, case.location)
    whom = [("room", str(room.pk)) for room in rooms] + [("lawyer", key) for key in wish.lawyers]
    if wish.judge:
        whom.append(("judge", str(wish.judge)))
    rows = taken_between(whom, since, until, but=case.pk)
    taken = [Taken(row.kind, row.who, row.during.lower, row.during.upper) for row in rows]
    return Board(wish, [room.pk for room in rooms], taken, at)


def hearing_of(case: UUID) -> Hearing | None:
    """The hearing a case waits for, with its room."""
    return Hearing.objects.filter(case=case, state=Hearing.State.PLANNED).select_related("room").first()


def hearings_of(
    actor: Principal, *, since: datetime, at: datetime, only_before_them: bool, most: int = 500
) -> list[Hearing]:
    """The hearings of somebody's cases from a moment on, cancelled ones as well, in the order of time: those in which they read for
    a party, and of their desks all, or with `only_before_them` those they hear as judge."""
    boxes = list(boxes_of(actor.account, at=at))
    desks = Q(case__desk__in=boxes)
    if only_before_them:
        desks &= Q(judge=actor.account)
    asked = desks | Q(case__in=read_for_parties(actor, at).values("pk"))
    rows = Hearing.objects.filter(asked, starts_at__gte=since).select_related("case", "room")
    return list(rows.order_by("starts_at", "pk")[:most])


def rooms_between(cases: Collection[UUID], since: datetime, until: datetime) -> dict[UUID, str]:
    """The rooms of hearings that begin in a span of time and go on, by case."""
    rows = Hearing.objects.filter(
        case__in=cases, starts_at__gte=since, starts_at__lt=until, room__isnull=False
    )
    found = rows.exclude(state=Hearing.State.CANCELLED).order_by("starts_at")
    return dict(found.values_list("case", "room__name"))


def letter_text(desk: UUID) -> LetterText | None:
    """A desk's own words in the letter with the day; None where it has none of its own."""
    return LetterText.objects.filter(desk=desk).first()


def feed_since(account: UUID) -> datetime | None:
    """Since when somebody has a secret calendar address; None without one."""
    rows = CalendarFeed.objects.filter(account=account, ended_at__isnull=True)
    return rows.values_list("made_at", flat=True).first()
