"""What the rows of a list say of their messages, sealed: opened by the reader's client alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zegel.boxes.queries import Account, membership
from zegel.evidence.queries import records_about
from zegel.mail.events import MessageReceived
from zegel.mail.models import AccessGrant, Delivery, Message

__all__ = ["SealedSummary", "records_of", "summaries"]


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
    records: dict[UUID, str] = {}
    for kept in records_about(list(messages), events=[MessageReceived.name]):
        records.setdefault(kept.subject, bytes(kept.record.body).decode(errors="replace"))
    return records


def _opened_letters(box: UUID, messages: Sequence[UUID]) -> dict[UUID, bytes]:
    """The sealed letters of those that the box sent or has opened: they are not handed out for the first time."""
    if not messages:
        return {}
    held = Delivery.objects.filter(box=box, message__in=messages)
    known = held.filter(Q(role=Delivery.Role.SENDER) | Q(opened_at__isnull=False))
    rows = Message.objects.filter(pk__in=known.values("message"))
    return {key: bytes(envelope) for key, envelope in rows.values_list("pk", "envelope")}
