"""The court's intake (*Digitale Postkamer*): filings that wait, who works on which, and what is done with them."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.cases.schemas import NewCaseIn
from zegel.api.cases.shapes import new_case
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import UserMessageIn
from zegel.api.shared.submission import submission_of
from zegel.api.shared.wire import Base64In, Wire
from zegel.casefile.queries import Case, DocketEntry
from zegel.filing.actions import (
    Placement,
    answer_filing,
    claim,
    claim_next,
    hold_filing,
    release,
)
from zegel.lib.moments import now
from zegel.proceedings.actions import begin_case, place_in_case
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["intake"])


class PlacedDocumentIn(Wire):
    """A document of the filing by its number there, its key sealed to the circle, and its number as exhibit of the party."""

    number: int = Field(ge=1, le=1000)
    sealed_key: Base64In
    exhibit: int | None = Field(default=None, ge=1, le=9999)


class PlacementIn(Wire):
    """How a filing is placed; the documents in the order of the docket."""

    kind: str = Field(max_length=30)
    sealed_key: Base64In
    key_version: int = Field(ge=1, le=1_000_000)
    documents: list[PlacedDocumentIn] = Field(max_length=200)


class PlacingIn(PlacementIn):
    case: UUID
    party: UUID
    circle: UUID
    replaces: UUID | None = None


class RegistrationIn(Wire):
    """A new case, and the filing placed in its open circle as of the party of this number."""

    case: NewCaseIn
    party: int = Field(ge=1, le=200)
    placement: PlacementIn


class AnswerIn(Wire):
    """A sealed message to who filed: the question (`asked`), or why the filing goes back (`returned`)."""

    outcome: Literal["asked", "returned"]
    message: UserMessageIn


class HoldIn(Wire):
    held: bool


class ClaimOut(Wire):
    """A filing in somebody's hands."""

    filing: UUID
    state: str


class NextOut(Wire):
    """The filing that came next; None where nothing waits."""

    filing: UUID | None


class PlacedOut(Wire):
    """Where a filing was placed."""

    case: UUID
    number: str
    summary_number: str
    entry: int


@router.post("next", response=NextOut)
@access(Access.WORK)
def next_(request: HttpRequest) -> NextOut:
    """Take the oldest filing that waits and that nobody has in hand."""
    item = claim_next(actor=current_principal(request), at=now())
    return NextOut(filing=item.pk if item else None)


@router.post("{uuid:filing}/claim", response=ClaimOut)
@access(Access.WORK)
def take(request: HttpRequest, filing: UUID) -> ClaimOut:
    """Take a filing in hand, or stay at work on it."""
    item = claim(actor=current_principal(request), filing=filing, at=now())
    return ClaimOut(filing=item.pk, state=item.state)


@router.delete("{uuid:filing}/claim", response={204: None})
@access(Access.WORK)
def leave(request: HttpRequest, filing: UUID) -> HttpResponse:
    """Leave a filing to a colleague."""
    release(actor=current_principal(request), filing=filing, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:filing}/case", response=PlacedOut)
@access(Access.WORK)
def register(request: HttpRequest, filing: UUID, body: RegistrationIn) -> PlacedOut:
    """Register a case with a filing, and place it there (4.2)."""
    done = begin_case(
        actor=current_principal(request),
        filing=filing,
        new=new_case(body.case),
        placement=_placement(body.placement, party=body.party),
        at=now(),
    )
    return _placed(*done)


@router.post("{uuid:filing}/place", response=PlacedOut)
@access(Access.WORK)
def place(request: HttpRequest, filing: UUID, body: PlacingIn) -> PlacedOut:
    """Place a filing in a case."""
    placement = _placement(body, party=body.party, circle=body.circle, replaces=body.replaces)
    actor = current_principal(request)
    return _placed(*place_in_case(actor=actor, filing=filing, case=body.case, placement=placement, at=now()))


@router.post("{uuid:filing}/answer", response=ClaimOut)
@access(Access.WORK)
def answer(request: HttpRequest, filing: UUID, body: AnswerIn) -> ClaimOut:
    """Ask for more, or return the filing with the reason; the words are sealed."""
    item = answer_filing(
        actor=current_principal(request),
        filing=filing,
        submission=submission_of(body.message),
        outcome=body.outcome,
        at=now(),
    )
    return ClaimOut(filing=item.pk, state=item.state)


@router.post("{uuid:filing}/hold", response=ClaimOut)
@access(Access.WORK)
def hold(request: HttpRequest, filing: UUID, body: HoldIn) -> ClaimOut:
    """Hold a filing because shielding was asked (3.7), or let it go on."""
    item = hold_filing(actor=current_principal(request), filing=filing, held=body.held, at=now())
    return ClaimOut(filing=item.pk, state=item.state)


def _placement(
    body: PlacementIn, *, party: UUID | int, circle: UUID | None = None, replaces: UUID | None = None
) -> Placement:
    return Placement(
        kind=body.kind,
        sealed_key=body.sealed_key,
        key_version=body.key_version,
        documents=[(given.number, given.sealed_key, given.exhibit) for given in body.documents],
        party=party,
        circle=circle,
        replaces=replaces,
    )


def _placed(case: Case, entry: DocketEntry) -> PlacedOut:
    return PlacedOut(case=case.pk, number=case.number, summary_number=case.summary_number, entry=entry.number)
