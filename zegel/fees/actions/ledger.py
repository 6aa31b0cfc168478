"""The ledger follows the facts: what the law makes of them and the ledger has not, is booked; nothing else is."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Sum

from zegel.casefile.queries import Case
from zegel.evidence.actions import write
from zegel.fees.events import FeeBooked
from zegel.fees.models import LedgerEntry, PartyFee
from zegel.fees.queries.reckoned import reckoned_of
from zegel.fees.queries.standings import ledger_lines
from zegel.fees.rules.reasons import why_gone, why_item
from zegel.fees.rules.reckoning import Item, Reckoned, Said
from zegel.fees.rules.references import reference_for
from zegel.fees.rules.standing import EntryKind, standing
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.verbs import step

_CHARGES = (LedgerEntry.Kind.LEVY, LedgerEntry.Kind.CORRECTION)


@step
def settle(case: Case, *, actor: Principal, at: datetime) -> list[LedgerEntry]:
    """Book the difference between what the law makes of the facts of a case and what its ledger holds; the caller has locked the case.

    Doing it again books nothing.
    """
    found = reckoned_of(case, at)
    fees = _fees(case, found)
    wanted = {(item.party, item.key): item for item in found.items}
    booked = _booked(case)
    entries = []
    for party, part in dict.fromkeys([*wanted, *booked]):
        item = wanted.get((party, part))
        before = booked.get((party, part), 0)
        more = (item.cents if item else 0) - before
        if more:
            entry = _entry(part, more, item, found.nothing.get(party), fresh=not before)
            entry.fee, entry.actor, entry.at = fees[party], actor.reference, at
            entry.day = item.day if item else amsterdam(at).date()
            entries.append(entry)
    LedgerEntry.objects.bulk_create(entries)
    write([booked_event(entry) for entry in entries], actor=actor, at=at)
    _note(fees, found, at)
    return entries


@step
def book(
    fee: PartyFee, kind: EntryKind, cents: int, *, actor: Principal, at: datetime, **more: Any
) -> LedgerEntry:
    """One entry that no fact brings: a payment, a refund or a write-off, for a fee whose case the caller has locked."""
    entry = LedgerEntry.objects.create(
        fee=fee,
        kind=kind,
        cents=cents,
        actor=actor.reference,
        at=at,
        **({"day": amsterdam(at).date()} | more),
    )
    write([booked_event(entry)], actor=actor, at=at)
    refresh(fee, at=at)
    return entry


@step
def refresh(fee: PartyFee, *, at: datetime) -> None:
    """Keep what lists show of a fee in step with its ledger."""
    stands = standing(ledger_lines(fee.entries.all()), amsterdam(at).date())
    fee.balance, fee.due_on = stands.balance, stands.due
    fee.save(update_fields=["balance", "due_on", "waits", "together"])


@step
def booked_event(entry: LedgerEntry) -> FeeBooked:
    """An entry as evidence states it."""
    return FeeBooked(
        subject=entry.fee.case_id,
        entry=entry.pk,
        party=entry.fee.party_id,
        kind=entry.kind,
        cents=entry.cents,
        day=entry.day,
        due=entry.due,
        rule=entry.why.get("rule", ""),
        articles=entry.why.get("articles", []),
    )


def _booked(case: Case) -> dict[tuple[UUID, str], int]:
    rows = LedgerEntry.objects.filter(fee__case=case, kind__in=_CHARGES)
    sums = rows.values_list("fee__party", "part").annotate(sum=Sum("cents"))
    return {(party, part): cents for party, part, cents in sums}


def _fees(case: Case, found: Reckoned) -> dict[UUID, PartyFee]:
    """A row for every party that owes or owed; made with its payment reference where it is new."""
    fees = {fee.party_id: fee for fee in PartyFee.objects.filter(case=case)}
    owing = [*(item.party for item in found.items), *(each.party for each in found.waiting), *found.together]
    for party in dict.fromkeys(owing):
        if party not in fees:
            fee = PartyFee.objects.create(party_id=party, case=case, desk_id=case.desk_id)
            fee.reference = reference_for(fee.pk)
            fee.save(update_fields=["reference"])
            fees[party] = fee
    return fees


def _entry(part: str, cents: int, item: Item | None, gone: Said | None, *, fresh: bool) -> LedgerEntry:
    term = item.term if item else None
    return LedgerEntry(
        kind=LedgerEntry.Kind.LEVY if fresh and part == "levy" and cents > 0 else LedgerEntry.Kind.CORRECTION,
        cents=cents,
        due=term.last if term and cents > 0 else None,
        part=part,
        why=why_item(item) if item else why_gone(gone),
    )


def _note(fees: Mapping[UUID, PartyFee], found: Reckoned, at: datetime) -> None:
    """What the court must still do, and who pays with whom."""
    waits = {item.party: "" if item.certain else "confirm" for item in found.items}
    waits |= {each.party: each.code for each in found.waiting}
    for party, fee in fees.items():
        lead = found.together.get(party, party)
        fee.together = fees[lead] if lead != party else None
        fee.waits = waits.get(party, "")
        refresh(fee, at=at)
