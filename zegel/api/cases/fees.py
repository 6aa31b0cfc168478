"""Court fees for programs: how the parties stand, the facts a court learns from papers, notices, and the bank's statements."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.cases.schemas import CaseCircleIn, LetterIn
from zegel.api.cases.shapes import circle_in, letter_in
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Wire
from zegel.casefile.queries import Reader
from zegel.fees.actions import NewFact
from zegel.fees.queries import Notice, PartyStanding, notices_of, standings_of, unsure_line
from zegel.fees.rules.facts import LARGEST_CLAIM, LONGEST_SOURCE
from zegel.lib.moments import amsterdam, now
from zegel.proceedings.actions import NoticeOrder, note_fee_fact, read_fee_statement, send_fee_notice
from zegel.proceedings.queries import roles_of
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["fees"])


class FeeEntryOut(Wire):
    """A line of the ledger, in cents: above zero for what makes the party owe more."""

    kind: str
    cents: int
    day: date
    due: date | None


class FeeOut(Wire):
    """How a party stands, in cents: `waits` is what the court must still do before the amount is certain; empty when nothing."""

    party: UUID
    state: str
    balance: int
    due: date | None
    waits: str
    reference: str
    entries: list[FeeEntryOut]


class FeeNoticeOut(Wire):
    """A notice as it went out, with what was asked, in cents."""

    id: UUID
    party: UUID
    number: int
    cents: int
    due: date
    entry: UUID
    at: datetime


class FeesOut(Wire):
    fees: list[FeeOut]
    notices: list[FeeNoticeOut]


class FeeFactIn(Wire):
    """What the court learnt: the claim in the writ (no `cents`: of undetermined value), or the amount of a party by the official tariff,
    with the `source` in which that was read."""

    id: UUID
    kind: Literal["claim", "tariff confirmed"]
    party: UUID | None = None
    cents: int | None = Field(default=None, ge=0, le=LARGEST_CLAIM)
    source: str = Field(default="", max_length=LONGEST_SOURCE)


class FeeNoticeIn(Wire):
    """For whom a notice is made, of what amount and last day, and its letter as it is placed for that party alone; the same `id` again
    gives the first. With the first notice of a party comes the circle it is sealed to, which has no identifier at the court before."""

    id: UUID
    party: UUID
    cents: int = Field(ge=1)
    due: date
    letter: LetterIn
    circle: CaseCircleIn | None = None


class BankStatementIn(Wire):
    """A bank's statement (camt.053)."""

    data: Base64In


class BankStatementOut(Wire):
    """How many movements were booked, wait for somebody to say what they are, or were known before."""

    booked: int
    waiting: int
    known: int


@router.get("cases/{uuid:case}/fees", response=FeesOut)
@access(Access.WORK)
def fees(request: HttpRequest, case: UUID) -> FeesOut:
    """The fees of a case: for the court all, for a party its own."""
    at = now()
    reader, _roles = roles_of(current_principal(request), case, at)
    return _fees_out(reader, at)


@router.post("cases/{uuid:case}/fees/facts", response={204: None})
@access(Access.WORK)
def fact(request: HttpRequest, case: UUID, body: FeeFactIn) -> HttpResponse:
    """Note a fact on which a fee hangs; the same one again notes nothing. The ledger follows at once."""
    actor, at = current_principal(request), now()
    reader, _roles = roles_of(actor, case, at)
    values: dict[str, object] = {"cents": body.cents}
    if body.kind == "tariff confirmed":
        values |= {"line": unsure_line(reader.case, body.party, at), "source": body.source}
    new = NewFact(body.id, body.kind, amsterdam(at).date(), body.party, values)
    note_fee_fact(actor=actor, case=case, new=new, at=at)
    return HttpResponse(status=204)


@router.post("cases/{uuid:case}/fees/notices", response=FeeNoticeOut)
@access(Access.WORK)
def notice(request: HttpRequest, case: UUID, body: FeeNoticeIn) -> FeeNoticeOut:
    """Place the notice of what a party has open in the file, for that party alone, and tell it."""
    circle = circle_in(body.circle) if body.circle else None
    order = NoticeOrder(body.id, body.party, body.cents, body.due, letter_in(body.letter), circle)
    return _notice_out(send_fee_notice(actor=current_principal(request), case=case, order=order, at=now()))


@router.post("desks/{uuid:desk}/statements", response=BankStatementOut)
@access(Access.WORK)
def statement(request: HttpRequest, desk: UUID, body: BankStatementIn) -> BankStatementOut:
    """Read a bank's statement and book what carries a reference; who does the finances of the team may. Nothing is booked twice."""
    read = read_fee_statement(actor=current_principal(request), desk=desk, data=body.data, at=now())
    return BankStatementOut(booked=read.booked, waiting=read.waiting, known=read.known)


def _fees_out(reader: Reader, at: datetime) -> FeesOut:
    return FeesOut(
        fees=[_fee_out(row) for row in standings_of(reader, at)],
        notices=[_notice_out(row) for row in notices_of(reader)],
    )


def _fee_out(row: PartyStanding) -> FeeOut:
    return FeeOut(
        party=row.party.pk,
        state=row.stands.state,
        balance=row.stands.balance,
        due=row.stands.due,
        waits=row.fee.waits,
        reference=(row.fee.together or row.fee).reference or "",
        entries=[
            FeeEntryOut(kind=entry.kind, cents=entry.cents, day=entry.day, due=entry.due)
            for entry in row.entries
        ],
    )


def _notice_out(row: Notice) -> FeeNoticeOut:
    return FeeNoticeOut(
        id=row.pk,
        party=row.fee.party_id,
        number=row.number,
        cents=row.cents,
        due=row.due,
        entry=row.entry_id,
        at=row.at,
    )
