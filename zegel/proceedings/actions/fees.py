"""What the court does about fees while a case runs or after it ended: a fact, a correction, money; with the tasks that follow."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from zegel.casefile.actions import NewCaseCircle, add_circle, place_own_entry
from zegel.casefile.errors import CircleUnknown
from zegel.casefile.queries import Case, Circle, court_case, locked_case, own_circle
from zegel.fees import actions as fees
from zegel.fees.actions import NewFact, ReadStatement
from zegel.fees.errors import NoticeOutdated
from zegel.fees.queries import Notice, draw_notice, made_notice
from zegel.fees.rules.checks import same_values
from zegel.law.case_states import ENDED
from zegel.lib.principal import Principal
from zegel.proceedings.actions.fee_tasks import follow_fees
from zegel.proceedings.actions.perform import NewAct, perform
from zegel.proceedings.actions.plan import OwnLetter
from zegel.proceedings.errors import ActNotYours, ActTaken, FinanceOnly
from zegel.proceedings.queries import does_finances, last_act_number, roles_of

NOTICE_KIND = "nota griffierecht"
_GIVES_UP = frozenset({"registrar", "judge"})


@dataclass(frozen=True, slots=True)
class NoticeOrder:
    """A notice of a fee for a party: once by its `id`, of the amount and last day that the sealed `letter` says. `circle` is made with
    the first notice of a party: what only that party and the court read."""

    id: UUID
    party: UUID
    cents: int
    due: date
    letter: OwnLetter
    circle: NewCaseCircle | None = None


@transaction.atomic
def send_fee_notice(*, actor: Principal, case: UUID, order: NoticeOrder, at: datetime) -> Notice:
    """Place the notice of what a party has open in the file, for that party alone: it is notified (1.9), or gets it by post (1.10).

    The same order again gives the first notice.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; FeeUnknown, AccountMissing, NothingToAsk, FactTaken; NoticeOutdated: another amount or day
        than the letter says; CircleUnknown: not the party's own circle, or a second one; what `boxes.actions.open_circle` and
        `casefile.actions.place_own_entry` refuse.
    """
    found = court_case(actor, case, at)
    if known := made_notice(found, order.party, order.id):
        return known
    drawn = draw_notice(found, order.party, order.id, at)
    if (drawn.cents, drawn.due) != (order.cents, order.due):
        raise NoticeOutdated
    circle = _own_circle(found, order, drawn, actor, at)
    entry = place_own_entry(
        actor=actor,
        case=found.pk,
        kind=NOTICE_KIND,
        circle=circle.pk,
        envelope=order.letter.envelope,
        sealed_key=order.letter.sealed_key,
        key_version=order.letter.key_version,
        documents=order.letter.documents,
        at=at,
    )
    return fees.record_notice(actor=actor, drawn=drawn, entry=entry, at=at)


def _own_circle(case: Case, order: NoticeOrder, drawn: Notice, actor: Principal, at: datetime) -> Circle:
    """The circle of what only this party reads of the court: the one it has, or the one that came along."""
    known, _readers = own_circle(case, order.party, at)
    if order.circle is None:
        if known is None or known.pk != order.letter.circle:
            raise CircleUnknown(field="circle")
        return known
    if known or order.circle.kind != Circle.Kind.SHIELDED or order.circle.without:
        raise CircleUnknown(field="circle")
    return add_circle(case, order.circle, own=drawn.fee.party, actor=actor, at=at)


@transaction.atomic
def note_fee_fact(*, actor: Principal, case: UUID, new: NewFact, at: datetime) -> None:
    """Keep a fact on which a fee hangs. After the end of a case it is the act *correct fee* (7.4-7.6) and stands in its course.

    Raises:
        What `fees.actions.keep_fact` raises, and `perform` where the case has ended; ActTaken: the same identifier told something else.
    """
    found = court_case(actor, case, at)
    if found.state not in ENDED:
        fees.keep_fact(actor=actor, case=case, new=new, at=at)
        follow_fees(found, actor=actor, at=at)
        return
    reader, _roles = roles_of(actor, case, at)
    told = {"fee": {
        "kind": new.kind,
        "day": new.day.isoformat(),
        "party": str(new.party) if new.party else None,
        "values": dict(new.values),
    }}  # fmt: skip
    act = NewAct(new.id, "correct fee", last_act_number(reader), facts=told)
    done = perform(actor=actor, case=case, new=act, at=at).facts["fee"]
    if (
        done["kind"] != new.kind
        or done["party"] != told["fee"]["party"]
        or not same_values(done["values"], new.values)
    ):
        raise ActTaken


@transaction.atomic
def pay_fee_at_counter(
    *, actor: Principal, case: UUID, party: UUID, key: UUID, cents: int, day: date, at: datetime
) -> None:
    """A party paid at the registry.

    Raises:
        What `fees.actions.pay_at_counter` raises.
    """
    fees.pay_at_counter(actor=actor, case=case, party=party, key=key, cents=cents, day=day, at=at)
    follow_fees(court_case(actor, case, at), actor=actor, at=at)


@transaction.atomic
def read_fee_statement(*, actor: Principal, desk: UUID, data: bytes, at: datetime) -> ReadStatement:
    """Read a bank's statement for the court of a desk; the tasks of who paid are closed.

    Raises:
        FinanceOnly; what `fees.actions.read_bank_statement` raises.
    """
    _check_finances(actor, desk, at)
    found = fees.read_bank_statement(actor=actor, desk=desk, data=data, at=at)
    for case in found.cases:
        follow_fees(locked_case(case), actor=actor, at=at)
    return found


@transaction.atomic
def assign_fee_line(*, actor: Principal, desk: UUID, line: UUID, reference: str, at: datetime) -> None:
    """Say for which fee an unmatched payment is.

    Raises:
        FinanceOnly; what `fees.actions.assign_line` raises.
    """
    _check_finances(actor, desk, at)
    fee = fees.assign_line(actor=actor, desk=desk, line=line, reference=reference, at=at)
    follow_fees(locked_case(fee.case_id), actor=actor, at=at)


@transaction.atomic
def set_fee_line_aside(*, actor: Principal, desk: UUID, line: UUID, at: datetime) -> None:
    """Say that an unmatched payment is no court fee.

    Raises:
        FinanceOnly; what `fees.actions.set_line_aside` raises.
    """
    _check_finances(actor, desk, at)
    fees.set_line_aside(actor=actor, desk=desk, line=line, at=at)


def _check_finances(actor: Principal, desk: UUID, at: datetime) -> None:
    if not does_finances(actor, desk, at=at):
        raise FinanceOnly


@transaction.atomic
def pay_fee_back(*, actor: Principal, case: UUID, party: UUID, key: UUID, cents: int, at: datetime) -> None:
    """The court paid back what was paid too much.

    Raises:
        FinanceOnly; what `fees.actions.pay_back` raises.
    """
    _check_finances(actor, court_case(actor, case, at).desk_id, at)
    fees.pay_back(actor=actor, case=case, party=party, key=key, cents=cents, at=at)
    follow_fees(court_case(actor, case, at), actor=actor, at=at)


@transaction.atomic
def write_fee_off(
    *, actor: Principal, case: UUID, party: UUID, key: UUID, cents: int, reason: str, at: datetime
) -> None:
    """The registrar or judge gives up an amount that is open.

    Raises:
        ActNotYours: a clerk; what `fees.actions.write_off` raises.
    """
    _reader, roles = roles_of(actor, case, at)
    if not roles & _GIVES_UP:
        raise ActNotYours(roles=", ".join(sorted(_GIVES_UP)))
    fees.write_off(actor=actor, case=case, party=party, key=key, cents=cents, reason=reason, at=at)
    follow_fees(court_case(actor, case, at), actor=actor, at=at)
