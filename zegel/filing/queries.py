"""Reads of the filing: where to file, what was filed, and the paper that is still to come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from zegel.boxes.queries import boxes_of, membership, memberships
from zegel.filing.errors import FilingUnknown
from zegel.filing.models import Desk, Filing, PaperTask
from zegel.filing.rules import read_number
from zegel.identity.queries.people import User

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Desk",
    "Filing",
    "PaperPage",
    "PaperTask",
    "desk_at",
    "desk_counts",
    "desks",
    "filing_at_desk",
    "filing_of",
    "kinds_of",
    "may_take_in",
    "own_filing",
    "paper_counts",
    "paper_of",
    "to_receive",
    "to_send",
]

MOST = 100


def desks() -> list[Desk]:
    """Every desk there is, with its mailbox."""
    return list(Desk.objects.select_related("box").order_by("court", "location", "matter"))


def desk_at(court: str, location: str, matter: str) -> Desk | None:
    """The desk of a court at a location for a matter; None where the court receives nothing here."""
    return Desk.objects.filter(court=court, location=location, matter=matter).select_related("box").first()


def filing_of(message: UUID) -> Filing | None:
    """What was filed with a message that the caller may read."""
    return Filing.objects.filter(pk=message).select_related("desk__box", "filer", "paper").first()


def kinds_of(messages: Collection[UUID]) -> dict[UUID, str]:
    """What was filed with messages that the caller may read (one query); those that were no filing are left out."""
    return dict(Filing.objects.filter(pk__in=messages).values_list("pk", "kind"))


def own_filing(user: User, message: UUID, *, at: datetime) -> Filing:
    """A filing from one of the user's mailboxes.

    Raises:
        FilingUnknown: there is none.
    """
    found = _filings().filter(pk=message, filer__in=boxes_of(user, at=at)).first()
    if found is None:
        raise FilingUnknown
    return found


def filing_at_desk(user: User, typed: str, *, at: datetime) -> Filing:
    """The filing with this number, when the user works for that court at that location.

    Raises:
        FilingUnknown: no such number, or another court's.
    """
    number = read_number(typed)
    found = _at_desk(user, _filings(), at=at).filter(number=number).first() if number else None
    if found is None:
        raise FilingUnknown(field="number")
    return found


def may_take_in(user: User, filing: Filing, *, at: datetime) -> bool:
    """Whether the user acts for a desk of that court and location, where reading is enough to look (two queries)."""
    acting = [one.box_id for one in memberships(user, at=at) if one.may_send and not one.checks]
    desk = filing.desk
    return Desk.objects.filter(box__in=acting, court=desk.court, location=desk.location).exists()


def paper_of(filing: Filing) -> PaperTask | None:
    """The paper that follows a filing the caller may see, with what came; None where none is due."""
    return PaperTask.objects.filter(pk=filing.pk).prefetch_related("pieces__clerk").first()


@dataclass(frozen=True, slots=True)
class PaperPage:
    """Tasks of paper, the oldest first, and whether there are more."""

    tasks: list[PaperTask]
    more: bool


def to_send(user: User, box: UUID, *, at: datetime) -> PaperPage:
    """What a mailbox still has to send on paper.

    Raises:
        BoxUnknown: not the user's mailbox.
    """
    membership(user, box, at=at)
    return _page(_open().filter(filing__filer=box))


def to_receive(user: User, *, at: datetime) -> PaperPage:
    """What still has to come in on paper at the user's court."""
    own = _at_desk(user, Filing.objects.filter(pk=OuterRef("filing")), at=at)
    return _page(_open().filter(Exists(own)))


def paper_counts(boxes: list[UUID]) -> dict[UUID, int]:
    """How much paper is still to be sent, in boxes the caller has shown to be the user's (one query)."""
    rows = PaperTask.objects.filter(_unfinished(), filing__filer__in=boxes)
    return dict(rows.values_list("filing__filer").annotate(count=Count("filing")))


def desk_counts(boxes: list[UUID]) -> dict[UUID, int]:
    """How much paper is expected, by the mailbox of the desk; absent for a mailbox that is no desk (one query)."""
    waiting = Count("filings__paper", filter=Q(filings__paper__state__in=("open", "missing")))
    return dict(Desk.objects.filter(box__in=boxes).values_list("box").annotate(count=waiting))


def _filings() -> QuerySet[Filing]:
    return Filing.objects.select_related("desk__box__organisation", "filer__organisation", "paper")


def _at_desk(user: User, rows: QuerySet[Filing], *, at: datetime) -> QuerySet[Filing]:
    """Filings at a court and location where one of the user's mailboxes is a desk: the counter serves all teams."""
    mine = [one.box_id for one in memberships(user, at=at)]
    counter = Desk.objects.filter(
        box__in=mine, court=OuterRef("desk__court"), location=OuterRef("desk__location")
    )
    return rows.filter(Exists(counter))


def _unfinished() -> Q:
    return ~Q(state=PaperTask.State.COMPLETE)


def _open() -> QuerySet[PaperTask]:
    rows = PaperTask.objects.filter(_unfinished())
    return rows.select_related("filing__desk__box", "filing__filer").prefetch_related("pieces")


def _page(rows: QuerySet[PaperTask]) -> PaperPage:
    found = list(rows.order_by("filing__at")[: MOST + 1])
    return PaperPage(found[:MOST], len(found) > MOST)
