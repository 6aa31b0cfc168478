"""Requests of parties, for who may know of them: the court, and who asked. Of shielding nobody else hears anything (3.7)."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from zegel.boxes.queries import boxes_of
from zegel.casefile.errors import RequestUnknown
from zegel.casefile.models import Case, Circle, DocketEntry, Party, PartyRequest
from zegel.casefile.queries.access import Reader
from zegel.casefile.queries.cases import PAGE
from zegel.casefile.queries.parties import named_by
from zegel.lib.principal import Principal

_Kind, _Outcome = PartyRequest.Kind, PartyRequest.Outcome


def requests_of(reader: Reader) -> list[PartyRequest]:
    """The requests in a case that this reader may know of, the newest first: for the court all, for a party its own."""
    rows = _rows().filter(case=reader.case)
    if not reader.court:
        rows = rows.filter(party__in=reader.parties)
    return list(rows.order_by("-asked_at", "-pk"))


def requests_at_desks(actor: Principal, *, at: datetime) -> list[PartyRequest]:
    """What waits for a decision in the cases of the actor's desks, the oldest first."""
    rows = _rows().filter(outcome="", case__desk__in=boxes_of(actor.account, at=at))
    return list(rows.order_by("asked_at", "pk")[:PAGE])


def request_of(reader: Reader, key: UUID) -> PartyRequest:
    """A request in a case.

    Raises:
        RequestUnknown: none, or not for this reader.
    """
    rows = _rows().filter(case=reader.case, pk=key)
    found = (rows if reader.court else rows.filter(party__in=reader.parties)).first()
    if found is None:
        raise RequestUnknown
    return found


def request_about(filing: UUID) -> PartyRequest | None:
    """The request that came with a filing; who may know of the filing is the caller's to have asked."""
    return _rows().filter(filing=filing).first()


def shielded_circles(case: Case, party: UUID) -> list[tuple[Circle, datetime]]:
    """The circles the judge let a party have for its new pieces, with since when, the newest first (3.7)."""
    rows = PartyRequest.objects.filter(
        case=case, party=party, kind=_Kind.SHIELDING, outcome=_Outcome.GRANTED, circle__isnull=False
    )
    found = rows.select_related("circle").prefetch_related("circle__without").order_by("-asked_at")
    return [(row.circle, row.asked_at) for row in found if row.circle]


def shielding_waits(number: str, mailbox: UUID | None) -> bool:
    """Whether a party that files from a mailbox in the case of this number asked for shielding that is not decided yet."""
    if not number or mailbox is None:
        return False
    rows = PartyRequest.objects.filter(case__number=number, kind=_Kind.SHIELDING, outcome="")
    return rows.filter(party__in=named_by([mailbox])).exists()


def shielding_asked_by(party: UUID, filed: datetime) -> bool:
    """Whether a party asked for shielding, not decided yet, before or with what it filed at this moment."""
    rows = PartyRequest.objects.filter(party=party, kind=_Kind.SHIELDING, outcome="", asked_at__lte=filed)
    return rows.exists()


def shielding_without(request: PartyRequest) -> list[Party]:
    """Whom a circle for the next pieces of a party keeps out: who is asked now, and who was kept out by decisions before."""
    found = {
        party.pk: party
        for circle, _since in shielded_circles(request.case, request.party_id)
        for party in circle.without.all()
    }
    found |= {party.pk: party for party in request.without.all()}
    return sorted(found.values(), key=lambda party: party.number)


def next_piece_added(request: PartyRequest) -> datetime | None:
    """When the first piece of the party was added to the file after it asked; None while none was."""
    rows = DocketEntry.objects.filter(party=request.party, placed_at__gt=request.asked_at)
    return rows.order_by("placed_at").values_list("placed_at", flat=True).first()


def _rows() -> QuerySet[PartyRequest]:
    return PartyRequest.objects.select_related("party", "case", "circle", "reason_circle").prefetch_related(
        "without"
    )
