"""What came in at the bank: statements read once, matched by our references, the rest for somebody to say."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import sending_box
from zegel.casefile.queries import locked_case
from zegel.evidence.actions import write
from zegel.fees.actions.ledger import book
from zegel.fees.errors import (
    AccountMissing,
    FeeUnknown,
    LineDecided,
    StatementOfAnother,
    StatementTooLarge,
    StatementUnreadable,
)
from zegel.fees.events import LineSaid, StatementRead
from zegel.fees.models import LedgerEntry, PartyFee, Statement, StatementLine
from zegel.fees.queries.accounts import account_of
from zegel.fees.queries.bank import court_of_desk
from zegel.fees.rules.standing import EntryKind
from zegel.fees.rules.statements import LARGEST, Movement, UnreadableStatement, read_statement
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.typed import plain_code


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """What came of a statement: how many movements were booked, wait for somebody, or were known before; and whose cases changed."""

    booked: int
    waiting: int
    known: int
    cases: tuple[UUID, ...]


@transaction.atomic
def read_bank_statement(*, actor: Principal, desk: UUID, data: bytes, at: datetime) -> ReadStatement:
    """Read a bank's statement (camt.053) for the court of a desk, and book what carries a reference of that court's fees.

    A movement is booked once, however often statements tell it.

    Raises:
        BoxUnknown, MayNotSend; AccountMissing: no such desk of a court with an account; StatementTooLarge, StatementUnreadable,
        StatementOfAnother.
    """
    sending_box(actor.account, desk, at=at)
    court = court_of_desk(desk)
    account = account_of(court) if court else None
    if court is None or account is None:
        raise AccountMissing
    movements = _read(data)
    if {movement.iban for movement in movements} - {account.iban}:
        raise StatementOfAnother(field="file")
    known = set(
        StatementLine.objects.filter(court=court, key__in=[m.key for m in movements]).values_list(
            "key", flat=True
        )
    )
    fresh = [movement for movement in movements if movement.key not in known]
    statement = Statement.objects.create(
        desk_id=desk,
        court=court,
        sha256=hashlib.sha256(data).hexdigest(),
        lines_new=len(fresh),
        lines_known=len(movements) - len(fresh),
        actor=actor.reference,
        at=at,
    )
    write([_read_event(statement)], actor=actor, at=at)
    fees = _matched(fresh, court)
    rows = [_line(statement, movement, matched=movement.key in fees) for movement in fresh]
    StatementLine.objects.bulk_create(rows)
    for row in sorted(rows, key=lambda row: str(fees[row.key].case_id) if row.key in fees else ""):
        if row.key in fees:
            _book(fees[row.key], row, actor=actor, at=at)
    cases = tuple(dict.fromkeys(fee.case_id for fee in fees.values()))
    return ReadStatement(len(fees), len(rows) - len(fees), statement.lines_known, cases)


@transaction.atomic
def assign_line(*, actor: Principal, desk: UUID, line: UUID, reference: str, at: datetime) -> PartyFee:
    """Say for which fee an unmatched movement is, by the payment reference of the party.

    Raises:
        BoxUnknown, MayNotSend; LineDecided: there is none that waits; FeeUnknown: no fee of this court has the reference.
    """
    row = _waiting(actor, desk, line, at)
    given = plain_code(reference)
    fee = _by_reference([given], row.court).get(given)
    if fee is None:
        raise FeeUnknown(field="reference")
    row.state, row.decided_by, row.decided_at = StatementLine.State.BOOKED, actor.reference, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    _book(fee, row, actor=actor, at=at)
    write([LineSaid(subject=fee.case_id, line=row.pk, party=fee.party_id)], actor=actor, at=at)
    return fee


@transaction.atomic
def set_line_aside(*, actor: Principal, desk: UUID, line: UUID, at: datetime) -> None:
    """Say that an unmatched movement is no court fee.

    Raises:
        BoxUnknown, MayNotSend; LineDecided.
    """
    row = _waiting(actor, desk, line, at)
    row.state, row.decided_by, row.decided_at = StatementLine.State.ASIDE, actor.reference, at
    row.save(update_fields=["state", "decided_by", "decided_at"])
    write([LineSaid(subject=desk, line=row.pk, party=None)], actor=actor, at=at)


def _book(fee: PartyFee, row: StatementLine, *, actor: Principal, at: datetime) -> LedgerEntry:
    """What came in pays, what was taken back makes owing again, what the court paid out is paid back."""
    locked_case(fee.case_id)
    current = PartyFee.objects.get(pk=fee.pk)
    outgoing = row.cents < 0 and row.why != "returned"
    why = {"rule": "7.1-c", "articles": ["PR 7.1"], "at": "bank"}
    kind: EntryKind = "refund" if outgoing else "payment"
    return book(current, kind, -row.cents, actor=actor, at=at, day=row.credited_on, line=row, why=why)


def _read(data: bytes) -> list[Movement]:
    if len(data) > LARGEST:
        raise StatementTooLarge(field="file")
    try:
        return read_statement(data)
    except UnreadableStatement as error:
        raise StatementUnreadable(field="file") from error


def _matched(movements: Sequence[Movement], court: str) -> dict[str, PartyFee]:
    """The fee of each movement that names exactly one reference of this court's."""
    asked = {reference for movement in movements for reference in movement.references}
    fees = _by_reference(asked, court)
    found = {}
    for movement in movements:
        named = {
            fees[reference].pk: fees[reference] for reference in movement.references if reference in fees
        }
        if len(named) == 1 and not movement.doubt and movement.cents:
            found[movement.key] = next(iter(named.values()))
    return found


def _by_reference(references: Iterable[str], court: str) -> dict[str, PartyFee]:
    rows = PartyFee.objects.filter(reference__in=list(references), case__court=court)
    # Who pays together pays the fee that stands in the other's name.
    return {row.reference or "": row.together or row for row in rows.select_related("together")}


def _line(statement: Statement, movement: Movement, *, matched: bool) -> StatementLine:
    return StatementLine(
        id=uuid7(),
        statement=statement,
        court=statement.court,
        key=movement.key,
        cents=movement.cents,
        credited_on=movement.credited_on,
        payer=movement.payer,
        payer_iban=movement.payer_iban,
        reference=movement.reference,
        words=movement.words,
        why=movement.doubt or ("returned" if movement.returned else ""),
        state=StatementLine.State.BOOKED if matched else StatementLine.State.UNMATCHED,
        decided_by=statement.actor if matched else "",
        decided_at=statement.at if matched else None,
    )


def _waiting(actor: Principal, desk: UUID, line: UUID, at: datetime) -> StatementLine:
    sending_box(actor.account, desk, at=at)
    court = court_of_desk(desk)
    rows = StatementLine.objects.select_for_update()
    row = rows.filter(pk=line, court=court or "", state=StatementLine.State.UNMATCHED).first()
    if row is None:
        raise LineDecided
    return row


def _read_event(statement: Statement) -> StatementRead:
    return StatementRead(
        subject=statement.desk_id,
        sha256=statement.sha256,
        lines_new=statement.lines_new,
        lines_known=statement.lines_known,
    )
