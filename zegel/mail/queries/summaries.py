"""What the rows of a list say of their messages, sealed: opened by the reader's client alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zegel.boxes.queries import Account, membership
from zegel.evidence.queries import Kept, proof_of, records_about
from zegel.mail.events import MessageReceived
from zegel.mail.models import AccessGrant, Delivery, Message
from zegel.seal.errors import SealError

__all__ = ["Placed", "Places", "SealedSummary", "places_of", "records_of", "summaries"]


@dataclass(frozen=True, slots=True)
class SealedSummary:
    """One message. `summary` is empty where its sender made none, `envelope` where there is a summary or the mailbox has not opened
    the letter; `record` is what the log says of it, as text."""

    message: UUID
    sealed_key: bytes
    key_version: int
    summary: bytes
    envelope: bytes
    record: str


def summaries(user: Account, box: UUID, messages: Sequence[UUID], *, at: datetime) -> list[SealedSummary]:
    """Those of the messages that the box holds a key of (four queries). This is no opening: it leaves no trace, and so a letter that
    the box has not opened is not in it.

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    grants = AccessGrant.objects.filter(box=box, message__in=messages)
    rows = list(grants.values_list("message", "sealed_key", "key_version", "message__summary"))
    letters = _opened_letters(box, [message for message, _, _, summary in rows if not summary])
    records = records_of([message for message, *_ in rows])
    return [
        SealedSummary(
            message, bytes(key), version, bytes(summary), letters.get(message, b""), records[message]
        )
        for message, key, version, summary in rows
        if message in records
    ]


def records_of(messages: Sequence[UUID]) -> dict[UUID, str]:
    """What the log has of the coming in of messages the caller may read, by message, as text (one query)."""
    return {
        message: bytes(kept.record.body).decode(errors="replace") for message, kept in _kept(messages).items()
    }


def _kept(messages: Sequence[UUID]) -> dict[UUID, Kept]:
    found: dict[UUID, Kept] = {}
    for kept in records_about(list(messages), events=[MessageReceived.name]):
        found.setdefault(kept.subject, kept)
    return found


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a record stands in the log, None while it waits, with the path to the root; and its names, None where they were forgotten."""

    index: int | None
    path: Sequence[bytes]
    personal: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """The records of messages under one signed state, whose `note` is empty where no proof can be made of what is kept."""

    note: str
    key: bytes
    succession: list[str]
    of: dict[UUID, Placed]


def places_of(messages: Sequence[UUID]) -> Places:
    """What proves the records of messages the caller may read (some ten queries, however many)."""
    kept = _kept(messages)
    placed = {message: each for message, each in kept.items() if each.index is not None}
    proof, paths = None, dict[UUID, Sequence[bytes]]()
    if placed:
        try:
            proof = proof_of(*(each.record for each in placed.values()))
            paths = dict(zip(placed, (proven.path for proven in proof.records), strict=True))
        except SealError:
            # Changed behind our back: without a proof the reader's device says so.
            proof = None
    names = {
        key: each.personal.decode(errors="replace") if each.personal else None for key, each in kept.items()
    }
    of = {key: Placed(each.index, paths.get(key, []), names[key]) for key, each in kept.items()}
    if proof is None:
        return Places("", b"", [], of)
    return Places(proof.note, proof.key, proof.succession, of)


def _opened_letters(box: UUID, messages: Sequence[UUID]) -> dict[UUID, bytes]:
    """The sealed letters of those that the box sent or has opened: they are not handed out for the first time."""
    if not messages:
        return {}
    held = Delivery.objects.filter(box=box, message__in=messages)
    known = held.filter(Q(role=Delivery.Role.SENDER) | Q(opened_at__isnull=False))
    rows = Message.objects.filter(pk__in=known.values("message"))
    return {key: bytes(envelope) for key, envelope in rows.values_list("pk", "envelope")}
