"""Parties of a case: who comes in, who acts for them, how they litigate from when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zegel.boxes.actions import remove_mailbox
from zegel.boxes.queries import boxes_by_id, marks_of
from zegel.casefile.errors import ChannelRefused, DateRefused, LawyerNotPractising, PartyUnknown
from zegel.casefile.events import ChannelChanged, PartyAdmitted, RepresentationBegan, RepresentationEnded
from zegel.casefile.models import Case, ChannelChange, Party, Representation
from zegel.casefile.queries.access import court_case
from zegel.casefile.queries.parties import party_of
from zegel.casefile.queries.practice import not_practising
from zegel.casefile.queries.readers import left_behind
from zegel.casefile.rules.parties import (
    NewParty,
    NewRepresentative,
    check_party,
    check_short_names,
    may_be_digital,
)
from zegel.evidence.actions import write
from zegel.evidence.events import EvidenceEvent
from zegel.law.courts import Matter, court
from zegel.law.filenames import short_name_key
from zegel.law.rules import chapter_01
from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.search import folded
from zegel.lib.verbs import step


@transaction.atomic
def add_party(*, actor: Principal, case: UUID, party: NewParty, at: datetime) -> Party:
    """Let a party into a running case, as joining or intervening with its decision, or as another party on a side.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; PartyRefused, RepresentativeRefused, ShortNamesAlike, ChannelRefused.
    """
    found = court_case(actor, case, at)
    number = (found.parties.aggregate(last=Max("number"))["last"] or 0) + 1
    check_party(party, number=number, matter=cast("Matter", found.matter))
    if party.representative:
        party = replace(party, representative=checked_lawyer(found, party.representative, at))
    check_short_names([*found.parties.values_list("short_name", flat=True), party.short_name])
    (row,) = insert_parties(found, [party], first=number, actor=actor, at=at)
    _find_by(
        found, [party.name, party.short_name, *([party.representative.name] if party.representative else [])]
    )
    return row


def _find_by(case: Case, names: Sequence[str]) -> None:
    """Let a case be found by these names too; a former lawyer's name goes on finding it."""
    case.search_text = " ".join([case.search_text, *map(folded, names)])
    case.save(update_fields=["search_text"])


@step
def insert_parties(
    case: Case, parties: Sequence[NewParty], *, actor: Principal, at: datetime, first: int = 1
) -> list[Party]:
    """Rows and evidence of new parties; the caller has checked them. Joins its transaction.

    Raises:
        ChannelRefused: digital, where annex VII does not open that (1.4).
    """
    _check_mailboxes(parties)
    rows, agents, events = [], [], list[EvidenceEvent]()
    for number, party in enumerate(parties, first):
        _check_channel(case, party.role, party.channel, represented=party.representative is not None, at=at)
        row = _party(case, party, number, at)
        rows.append(row)
        events.append(_admitted(row))
        if party.representative:
            agents.append(_representation(row, party.representative, at))
            events.append(_began(agents[-1], case))
    Party.objects.bulk_create(rows)
    Representation.objects.bulk_create(agents)
    write(events, actor=actor, at=at)
    return rows


@transaction.atomic
def change_representative(
    *, actor: Principal, case: UUID, party: UUID, representative: NewRepresentative, at: datetime
) -> Representation:
    """Somebody else acts for a party from now on: substitution, or a first representative. The former one sees nothing from now on.

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; PartyUnknown; RepresentativeRefused; LawyerNotPractising.
    """
    found = court_case(actor, case, at)
    row = party_of(found, party)
    check_party(_as_new(row, representative), number=row.number, matter=cast("Matter", found.matter))
    _check_mailboxes([_as_new(row, representative)])
    representative = checked_lawyer(found, representative, at)
    events: list[EvidenceEvent] = _ended(found, row, at)
    fresh = _representation(row, representative, at)
    fresh.save(force_insert=True)
    _find_by(found, [representative.name])
    write([*events, _began(fresh, found)], actor=actor, at=at)
    shut_out(found, actor=actor, at=at)
    return fresh


@transaction.atomic
def end_representation(*, actor: Principal, case: UUID, party: UUID, at: datetime) -> None:
    """Nobody acts for a party any more; from now on it reads for itself, where annex VII lets it (1.4).

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; PartyUnknown: no such party, or nobody acts for it.
    """
    found = court_case(actor, case, at)
    events = _ended(found, party_of(found, party), at)
    if not events:
        raise PartyUnknown(field="party")
    write(events, actor=actor, at=at)
    shut_out(found, actor=actor, at=at)


@step
def change_channel(
    case: Case, party: Party, *, actor: Principal, kind: str, to: str, effective: datetime, at: datetime
) -> ChannelChange:
    """Let a party litigate in another way from `effective` on: its switch, an exclusion, or the end of one. The caller has the
    decision (1.6, 1.8) and has locked the case.

    Raises:
        DateRefused: back in time; ChannelRefused: digital where that is not open.
    """
    if effective < at:
        raise DateRefused(field="effective")
    check_channel(party, to, at=effective)
    change = ChannelChange.objects.create(
        id=uuid7(), party=party, kind=kind, to=to, effective=effective, confirmed_at=at
    )
    told = ChannelChanged(subject=case.pk, party=party.pk, kind=kind, to=to, effective=effective)
    write([told], actor=actor, at=at)
    shut_out(case, actor=actor, at=at)
    return change


@step
def check_channel(party: Party, to: str, *, at: datetime) -> None:
    """Whether a party may litigate in a way from a moment on.

    Raises:
        ChannelRefused: there is no such way, or it is not open to it (1.4).
    """
    if to not in Party.Channel.values:
        raise ChannelRefused(field="to", reason="")
    represented = party.representations.filter(until__isnull=True).exists()
    _check_channel(party.case, party.role, to, represented=represented, at=at)


@step
def shut_out(case: Case, *, actor: Principal, at: datetime) -> None:
    """Take the mailboxes through which nobody reads a case any more out of its circles. The next client of the court that opens a
    circle makes its new key; what is asked for from now on is not handed out whatever keys somebody kept.
    """
    for circle, gone in left_behind(case, at).items():
        for mailbox in gone:
            remove_mailbox(actor=actor, box=circle.container_id, mailbox=mailbox, at=at)


@step
def checked_lawyer(case: Case, new: NewRepresentative, at: datetime) -> NewRepresentative:
    """A lawyer with the number that the register has of who owns the mailbox, where it is known.

    Raises:
        LawyerNotPractising: the register says that they may not act now.
    """
    if new.kind != "lawyer" or new.mailbox is None:
        return new
    if case.matter != "kanton" and not_practising([new.mailbox], at).exists():
        raise LawyerNotPractising(field="mailbox", name=new.name)
    mark = marks_of([new.mailbox], at=at).get(new.mailbox)
    return replace(new, profession_number=mark.number) if mark and mark.kind == "bar" else new


def _check_mailboxes(parties: Sequence[NewParty]) -> None:
    """What a party or its representative reads by is a mailbox there is.

    Raises:
        PartyUnknown.
    """
    named = {party.mailbox for party in parties}
    named |= {party.representative.mailbox for party in parties if party.representative}
    keys = [key for key in named if key is not None]
    if keys and set(boxes_by_id(keys)) != set(keys):
        raise PartyUnknown(field="mailbox")


def _check_channel(case: Case, role: str, channel: str, *, represented: bool, at: datetime) -> None:
    if channel != Party.Channel.DIGITAL:
        return
    on = amsterdam(at).date()
    decision = may_be_digital(
        court(case.court), cast("Matter", case.matter), role, represented=represented, on=on
    )
    if not decision:
        raise ChannelRefused(field="channel", reason=decision)


def _party(case: Case, party: NewParty, number: int, at: datetime) -> Party:
    return Party(
        id=uuid7(),
        case=case,
        number=number,
        role=party.role,
        kind=party.kind,
        name=party.name.strip(),
        short_name=party.short_name.strip(),
        short_key=short_name_key(party.short_name),
        address=party.address,
        email=party.email,
        phone=party.phone,
        channel=party.channel,
        mailbox_id=party.mailbox,
        admitted_at=at,
        admitted_by_decision=party.decision,
    )


def _representation(party: Party, new: NewRepresentative, at: datetime) -> Representation:
    return Representation(
        id=uuid7(),
        party=party,
        kind=new.kind,
        name=new.name,
        office=new.office,
        profession_number=new.profession_number,
        email=new.email,
        phone=new.phone,
        mailbox_id=new.mailbox,
        since=at,
    )


def _as_new(party: Party, representative: NewRepresentative) -> NewParty:
    return NewParty(
        role=party.role,
        kind=party.kind,
        name=party.name,
        short_name=party.short_name,
        channel=cast("chapter_01.Channel", party.channel),
        representative=representative,
        decision=party.admitted_by_decision,
    )


def _ended(case: Case, party: Party, at: datetime) -> list[EvidenceEvent]:
    former = party.representations.filter(until__isnull=True).first()
    if former is None:
        return []
    former.until = at
    former.save(update_fields=["until"])
    return [RepresentationEnded(subject=case.pk, party=party.pk, mailbox=former.mailbox_id)]


def _admitted(party: Party) -> PartyAdmitted:
    return PartyAdmitted(
        subject=party.case_id,
        party=party.pk,
        number=party.number,
        role=party.role,
        channel=party.channel,
        party_name=party.name,
        short_name=party.short_name,
        mailbox=party.mailbox_id,
        decision=party.admitted_by_decision,
    )


def _began(row: Representation, case: Case) -> RepresentationBegan:
    return RepresentationBegan(
        subject=case.pk,
        party=row.party_id,
        kind=row.kind,
        representative=row.name,
        profession_number=row.profession_number,
        mailbox=row.mailbox_id,
        office=row.office,
    )
