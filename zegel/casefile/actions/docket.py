"""Placing what was filed in the file: a circle gets the key, the docket a number, every digital reader a notification."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from zegel.boxes.queries import current_key_versions
from zegel.casefile.actions.late_marks import mark_of_piece
from zegel.casefile.actions.publication import announce
from zegel.casefile.errors import (
    DocumentMissing,
    EnvelopeUnsealed,
    MailboxKeyPast,
    PartyUnknown,
    ReplacementUnknown,
    ShieldedFrom,
)
from zegel.casefile.events import EntryPlaced
from zegel.casefile.models import Case, CaseVisit, Circle, DocketEntry, EntryDocument, Party
from zegel.casefile.queries.access import Reader, court_case
from zegel.casefile.queries.docket import circle_of, exhibits_of, visible_entries
from zegel.casefile.queries.requests import shielded_circles
from zegel.casefile.rules.docket import (
    LARGEST_ENVELOPE,
    check_documents,
    check_exhibits,
    check_kind,
    legal_moment,
    series_of,
)
from zegel.casefile.rules.requests import kept_from
from zegel.evidence.actions import write
from zegel.identity.queries.people import account_of
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.seal.header import is_sealed, is_sealed_key
from zegel.vault.queries import StoredObject, stored_objects


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A stored file and its key, sealed by the clerk's client to the circle; `exhibit` is its number of the party, where it is one."""

    object: StoredObject
    sealed_key: bytes
    exhibit: int | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is placed, and for whom. `party` is None for what the court itself places. `signing_key` is the key the manifest of
    a filing is signed with; what the court places is signed by who places it."""

    kind: str
    circle: UUID
    filed_at: datetime
    envelope: bytes
    sealed_key: bytes
    key_version: int
    documents: Sequence[NewDocument]
    party: UUID | None = None
    filing: UUID | None = None
    replaces: UUID | None = None
    late: dict[str, Any] | None = None
    signing_key: str | None = None


@transaction.atomic
def place_entry(*, actor: Principal, case: UUID, entry: NewEntry, at: datetime) -> DocketEntry:
    """Place a piece in the file, whole or not at all, and announce it to who may read it (1.9).

    Raises:
        CaseUnknown, NotOfThisCourt, MayNotSend; CircleUnknown, PartyUnknown, KindUnknown, ExhibitsOutOfOrder, TooManyDocuments,
        DocumentMissing, ReplacementUnknown; ShieldedFrom (3.7); EnvelopeUnsealed, MailboxKeyPast.
    """
    found = court_case(actor, case, at)
    circle = circle_of(found, entry.circle)
    party = _party(found, entry.party)
    if party is not None:
        _check_kept_from(found, circle, party, entry, at)
    check_kind(entry.kind, by_court=party is None)
    check_documents(len(entry.documents))
    replaced = _replaced(found, party, entry.replaces)
    first, last = _exhibits(found, party, entry, replaced)
    _check_sealed(entry, circle)
    filed_at = legal_moment(entry.filed_at, replaced.filed_at if replaced else None)
    row = DocketEntry.objects.create(
        id=uuid7(),
        case=found,
        position=(found.entries.aggregate(last=Max("position"))["last"] or 0) + 1,
        number=_number(found, circle, party),
        kind=entry.kind,
        party=party,
        filing=entry.filing,
        circle=circle,
        filed_at=filed_at,
        placed_at=at,
        placed_by=actor.account,
        replaces=replaced,
        first_exhibit=first,
        last_exhibit=last,
        late=entry.late or mark_of_piece(found, party, entry.kind, filed_at),
        envelope=entry.envelope,
        sealed_key=entry.sealed_key,
        key_version=entry.key_version,
    )
    EntryDocument.objects.bulk_create(
        EntryDocument(
            entry=row,
            number=number,
            exhibit=document.exhibit,
            object=document.object,
            sealed_key=document.sealed_key,
        )
        for number, document in enumerate(entry.documents, 1)
    )
    write([_placed(row, entry, actor)], actor=actor, at=at)
    announce(row, circle, at=at)
    return row


@transaction.atomic
def place_own_entry(
    *,
    actor: Principal,
    case: UUID,
    kind: str,
    circle: UUID,
    envelope: bytes,
    sealed_key: bytes,
    key_version: int,
    documents: Sequence[tuple[UUID, bytes]],
    at: datetime,
) -> DocketEntry:
    """Place what the court itself made; `documents` are the actor's uploads with their sealed keys.

    Raises:
        as `place_entry`.
    """
    court_case(actor, case, at)
    stored = stored_objects([actor.account], [key for key, _sealed in documents])
    for number, (key, _sealed) in enumerate(documents, 1):
        if key not in stored:
            raise DocumentMissing(field="documents", number=number)
    entry = NewEntry(
        kind=kind,
        circle=circle,
        filed_at=at,
        envelope=envelope,
        sealed_key=sealed_key,
        key_version=key_version,
        documents=[NewDocument(stored[key], sealed) for key, sealed in documents],
    )
    return place_entry(actor=actor, case=case, entry=entry, at=at)


def remember_visit(*, actor: Principal, reader: Reader, number: int, at: datetime) -> None:
    """The number of the newest entry somebody has seen; it never goes back, and a number they cannot have seen is none."""
    del at
    position = visible_entries(reader).filter(number=number).values_list("position", flat=True).first()
    if position is None:
        return
    visit, fresh = CaseVisit.objects.get_or_create(
        case=reader.case, account=actor.account, defaults={"seen_position": position}
    )
    if not fresh:
        CaseVisit.objects.filter(pk=visit.pk, seen_position__lt=position).update(seen_position=position)


def _number(case: Case, circle: Circle, party: Party | None) -> int:
    series = series_of(
        circle.kind, party.number if party else None, circle.own.number if circle.own else None
    )
    taken = case.entries.filter(number__gte=series.start, number__lt=series.stop).aggregate(
        last=Max("number")
    )["last"]
    return series.start if taken is None else int(taken) + 1


def _check_kept_from(case: Case, circle: Circle, party: Party, entry: NewEntry, at: datetime) -> None:
    """A piece of a party that the judge let shield goes to nobody it is kept from (3.7)."""
    decisions = [
        (other, since) for made, since in shielded_circles(case, party.pk) for other in made.without.all()
    ]
    if not decisions or circle.kind == Circle.Kind.COURT:
        return
    reached = case.parties.exclude(pk__in=circle.without.values("pk"))
    told = [(str(other.pk), since) for other, since in decisions]
    wrong = [row.short_name for row in reached if kept_from(str(row.pk), entry.filed_at, at, told)]
    if wrong:
        raise ShieldedFrom(field="circle", names=", ".join(sorted(wrong)))


def _party(case: Case, key: UUID | None) -> Party | None:
    if key is None:
        return None
    found = case.parties.filter(pk=key).first()
    if found is None:
        raise PartyUnknown(field="party")
    return found


def _replaced(case: Case, party: Party | None, key: UUID | None) -> DocketEntry | None:
    if key is None:
        return None
    found = DocketEntry.objects.filter(pk=key, case=case, party=party, replaced_by__isnull=True).first()
    if found is None:
        raise ReplacementUnknown(field="replaces")
    return found


def _exhibits(
    case: Case, party: Party | None, entry: NewEntry, replaced: DocketEntry | None
) -> tuple[int | None, int | None]:
    numbers = [document.exhibit for document in entry.documents if document.exhibit is not None]
    if party is None or not numbers:
        return None, None
    filed = set(exhibits_of(case).get(party.pk, []))
    if replaced and replaced.first_exhibit and replaced.last_exhibit:
        filed -= set(range(replaced.first_exhibit, replaced.last_exhibit + 1))
        # A replacement that keeps the numbers of the original fits in its place; law asks continuity of what is new.
        if numbers == list(range(replaced.first_exhibit, replaced.last_exhibit + 1)):
            return replaced.first_exhibit, replaced.last_exhibit
    return check_exhibits(filed, numbers)


def _check_sealed(entry: NewEntry, circle: Circle) -> None:
    if len(entry.envelope) > LARGEST_ENVELOPE or not is_sealed(entry.envelope):
        raise EnvelopeUnsealed(field="envelope")
    if not is_sealed_key(entry.sealed_key):
        raise EnvelopeUnsealed(field="sealedKey")
    for number, document in enumerate(entry.documents, 1):
        if document.object.state != StoredObject.State.STORED:
            raise DocumentMissing(field="documents", number=number)
        if not is_sealed_key(document.sealed_key):
            raise EnvelopeUnsealed(field="documents")
    if current_key_versions([circle.container_id]) != {circle.container_id: entry.key_version}:
        raise MailboxKeyPast


def _placed(row: DocketEntry, entry: NewEntry, actor: Principal) -> EntryPlaced:
    return EntryPlaced(
        subject=row.case_id,
        entry=row.pk,
        number=row.number,
        kind=row.kind,
        circle=row.circle_id,
        filed_at=row.filed_at,
        documents=[document.object.sha256 for document in entry.documents],
        party=row.party_id,
        filing=row.filing,
        replaces=row.replaces_id,
        signing_key=entry.signing_key if entry.filing else account_of(actor).signing_key,
        late=row.late,
    )
