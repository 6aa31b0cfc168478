"""Reading leaves truthful traces: what the server itself saw, never what a client says."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import F

from zegel.boxes.queries import membership
from zegel.evidence.actions import write
from zegel.lib.principal import Kind, Principal
from zegel.lib.verbs import step
from zegel.mail.actions.behalf import note_delegate
from zegel.mail.errors import MessageExpired, MessageUnknown, MessageWithdrawn
from zegel.mail.events import (
    DelegateDownloaded,
    DelegateOpened,
    FileDownloaded,
    MessageCheckedByAgent,
    MessageOpened,
    MessageRefusedByReader,
)
from zegel.mail.models import Attachment, Delivery, Download, Entry, ReaderReport
from zegel.mail.queries.messages import Reader
from zegel.vault.queries import object_chunks

REPORT_CODES = {
    "envelope", "sender-key", "signature", "message", "files", "file-size", "file-hash", "open",
    # What was signed and what the log recorded differ, or the log has nothing that holds (docs/formats.md, Agreement).
    "sender-name", "recipients", "subject", "secret", "received", "record", "grants",
    # What a list was to say of it is not its sender's word about this message (docs/formats.md, Summary).
    "summary",
}  # fmt: skip


class Clock(Protocol):
    """Gives the moment at which a long answer ends."""

    def __call__(self) -> datetime: ...


@transaction.atomic
def open_message(*, reader: Reader, at: datetime) -> None:
    """Record that a reader was handed the sealed message and its key; the first time is evidence. A program is no reader.

    Raises:
        MessageWithdrawn: the sender was first. MessageExpired.
    """
    if reader.actor.kind == Kind.SERVICE:
        check_message(reader=reader, at=at)
        return
    delivery = reader.delivery
    unopened = Delivery.objects.filter(pk=delivery.pk, opened_at__isnull=True)
    first = unopened.filter(withdrawn_at__isnull=True, expired_at__isnull=True).update(opened_at=at)
    if not first:
        check_held(reader)
    if delivery.box_id:
        Entry.objects.filter(box=delivery.box_id, message=delivery.message_id, unread=True).update(
            unread=False
        )
    if first and delivery.role == Delivery.Role.RECIPIENT:
        opened = MessageOpened(subject=delivery.message_id, delivery=delivery.pk)
        write([opened], actor=reader.actor, at=at)
    if delivery.box_id and reader.guest is None:
        note_delegate(reader.actor, DelegateOpened(subject=delivery.box_id, message=delivery.message_id), at)


@transaction.atomic
def check_message(*, reader: Reader, at: datetime) -> None:
    """Record that a court's automation was handed the message: an agent's look, and nobody has read it.

    Raises:
        MessageWithdrawn, MessageExpired.
    """
    check_held(reader)
    looked = MessageCheckedByAgent(subject=reader.delivery.message_id, delivery=reader.delivery.pk)
    write([looked], actor=reader.actor, at=at)


@step
def check_held(reader: Reader) -> None:
    """Whether the reader's part in the message still stands, asked anew.

    Raises:
        MessageWithdrawn, MessageExpired.
    """
    withdrawn, expired = Delivery.objects.values_list("withdrawn_at", "expired_at").get(pk=reader.delivery.pk)
    if withdrawn:
        raise MessageWithdrawn
    if expired:
        raise MessageExpired


def download(*, reader: Reader, attachment: Attachment, clock: Clock) -> Iterator[bytes]:
    """The sealed bytes of a file; only when the last of them has been handed over is it recorded as downloaded.

    Raises:
        MessageWithdrawn, MessageExpired.
    """
    check_held(reader)
    return _handed_over(reader, attachment, clock)


def _handed_over(reader: Reader, attachment: Attachment, clock: Clock) -> Iterator[bytes]:
    sent = 0
    for chunk in object_chunks(attachment.object_id):
        yield chunk
        sent += len(chunk)
    # Of a file that was cut short on its disk the last byte never left.
    if sent == attachment.object.size and reader.actor.kind != Kind.SERVICE:
        _record_download(reader, attachment, clock())


@transaction.atomic
def _record_download(reader: Reader, attachment: Attachment, at: datetime) -> None:
    if reader.delivery.box_id and reader.guest is None:
        done = DelegateDownloaded(
            subject=reader.delivery.box_id, message=attachment.message_id, file=attachment.number
        )
        note_delegate(reader.actor, done, at)
    if reader.delivery.role != Delivery.Role.RECIPIENT:
        return
    _, first = Download.objects.get_or_create(
        delivery=reader.delivery, attachment=attachment, defaults={"at": at}
    )
    if first:
        fetched = FileDownloaded(
            subject=attachment.message_id, delivery=reader.delivery.pk, file=attachment.number
        )
        write([fetched], actor=reader.actor, at=at)


@transaction.atomic
def report(*, reader: Reader, code: str, file_number: int | None, at: datetime) -> None:
    """A reader's client would not show the message or a file, and says which check failed.

    Raises:
        MessageUnknown: no such check, or no such file in the message.
    """
    if code not in REPORT_CODES:
        raise MessageUnknown
    numbers = Attachment.objects.filter(message=reader.delivery.message_id)
    if file_number is not None and not numbers.filter(number=file_number).exists():
        raise MessageUnknown
    # Two reports at the same time wait for each other, so the second finds the first.
    Delivery.objects.select_for_update(of=("self",)).get(pk=reader.delivery.pk)
    _, first = ReaderReport.objects.get_or_create(
        delivery=reader.delivery, code=code, file_number=file_number, defaults={"at": at}
    )
    if first:
        refused = MessageRefusedByReader(
            subject=reader.delivery.message_id, delivery=reader.delivery.pk, check=code, file=file_number
        )
        write([refused], actor=reader.actor, at=at)


@transaction.atomic
def move(*, actor: Principal, box: UUID, entries: list[UUID], folder: str, at: datetime) -> int:
    """Put entries in the archive, or back where they came from; returns how many moved.

    Raises:
        BoxUnknown: not the actor's box.
    """
    membership(actor.account, box, at=at)
    rows = Entry.objects.filter(box=box, pk__in=entries)
    if folder == Entry.Folder.ARCHIVE:
        # What was put off to a later day is no longer.
        return rows.exclude(folder=Entry.Folder.ARCHIVE).update(
            folder=Entry.Folder.ARCHIVE, listed_at=F("at")
        )
    moved = 0
    for home in (Entry.Folder.IN, Entry.Folder.OUT):
        moved += rows.filter(folder=Entry.Folder.ARCHIVE, home=home).update(folder=home)
    return moved


@transaction.atomic
def mark(*, actor: Principal, box: UUID, entries: list[UUID], unread: bool, at: datetime) -> int:
    """Mark entries as unread or read for everybody in the box; returns how many changed.

    Raises:
        BoxUnknown: not the actor's box.
    """
    membership(actor.account, box, at=at)
    return (
        Entry.objects.filter(box=box, pk__in=entries, home=Entry.Folder.IN)
        .exclude(unread=unread)
        .update(unread=unread)
    )
