"""Reading leaves truthful traces: what the server itself saw, never what a client says."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import membership
from zegel.evidence.actions import Event, write
from zegel.identity.queries.people import User
from zegel.mail.actions.behalf import note_delegate
from zegel.mail.errors import MessageExpired, MessageUnknown, MessageWithdrawn
from zegel.mail.models import Attachment, Download, Entry, Holder, ReaderReport
from zegel.mail.queries.messages import Reader
from zegel.vault.queries import open_object

CHUNK = 256 * 1024
REPORT_CODES = {
    "envelope", "sender-key", "signature", "message", "files", "file-size", "file-hash", "open",
}  # fmt: skip


class Clock(Protocol):
    """Gives the moment at which a long answer ends."""

    def __call__(self) -> datetime: ...


@transaction.atomic
def open_message(*, reader: Reader, at: datetime) -> None:
    """Record that a reader was handed the sealed message and its key; the first time is evidence.

    Raises:
        MessageWithdrawn: the sender was first. MessageExpired.
    """
    holder = reader.holder
    unopened = Holder.objects.filter(pk=holder.pk, opened_at__isnull=True)
    first = unopened.filter(withdrawn_at__isnull=True, expired_at__isnull=True).update(opened_at=at)
    if not first:
        check_held(reader)
    if holder.box_id:
        Entry.objects.filter(box=holder.box_id, message=holder.message_id, unread=True).update(unread=False)
    if first and holder.role == Holder.Role.RECIPIENT:
        write(
            [Event("mail.message.opened", holder.message_id, reader.actor, {"holder": str(holder.pk)})], at=at
        )
    if reader.user and holder.box_id:
        note_delegate(reader.user, holder.box_id, "opened", at, message=holder.message_id)


def check_held(reader: Reader) -> None:
    """Whether the reader's part in the message still stands, asked anew.

    Raises:
        MessageWithdrawn, MessageExpired.
    """
    withdrawn, expired = Holder.objects.values_list("withdrawn_at", "expired_at").get(pk=reader.holder.pk)
    if withdrawn:
        raise MessageWithdrawn
    if expired:
        raise MessageExpired


def download(*, reader: Reader, attachment: Attachment, clock: Clock) -> Iterator[bytes]:
    """The sealed bytes of a file; only when the last has been handed over is it recorded as downloaded."""
    with open_object(attachment.object_id) as source:
        while chunk := source.read(CHUNK):
            yield chunk
    _record_download(reader, attachment, clock())


@transaction.atomic
def _record_download(reader: Reader, attachment: Attachment, at: datetime) -> None:
    if reader.user and reader.holder.box_id:
        box, message = reader.holder.box_id, attachment.message_id
        note_delegate(reader.user, box, "downloaded", at, message=message, file=attachment.number)
    if reader.holder.role != Holder.Role.RECIPIENT:
        return
    _, first = Download.objects.get_or_create(
        holder=reader.holder, attachment=attachment, defaults={"at": at}
    )
    if first:
        facts = {"holder": str(reader.holder.pk), "file": attachment.number}
        write([Event("mail.file.downloaded", attachment.message_id, reader.actor, facts)], at=at)


@transaction.atomic
def report(*, reader: Reader, code: str, file_number: int | None, at: datetime) -> None:
    """A reader's client would not show the message or a file, and says which check failed.

    Raises:
        MessageUnknown: no such check, or no such file in the message.
    """
    if code not in REPORT_CODES:
        raise MessageUnknown
    numbers = Attachment.objects.filter(message=reader.holder.message_id)
    if file_number is not None and not numbers.filter(number=file_number).exists():
        raise MessageUnknown
    # Two reports at the same time wait for each other, so the second finds the first.
    Holder.objects.select_for_update(of=("self",)).get(pk=reader.holder.pk)
    _, first = ReaderReport.objects.get_or_create(
        holder=reader.holder, code=code, file_number=file_number, defaults={"at": at}
    )
    if first:
        facts = {"holder": str(reader.holder.pk), "check": code, "file": file_number}
        write([Event("mail.message.refused-by-reader", reader.holder.message_id, reader.actor, facts)], at=at)


@transaction.atomic
def move(*, actor: User, box: UUID, entries: list[UUID], folder: str, at: datetime) -> int:
    """Put entries in the archive, or back where they came from; returns how many moved.

    Raises:
        BoxUnknown: not the actor's box.
    """
    membership(actor, box, at=at)
    rows = Entry.objects.filter(box=box, pk__in=entries)
    if folder == Entry.Folder.ARCHIVE:
        return rows.exclude(folder=Entry.Folder.ARCHIVE).update(folder=Entry.Folder.ARCHIVE)
    moved = 0
    for home in (Entry.Folder.IN, Entry.Folder.OUT):
        moved += rows.filter(folder=Entry.Folder.ARCHIVE, home=home).update(folder=home)
    return moved


@transaction.atomic
def mark(*, actor: User, box: UUID, entries: list[UUID], unread: bool, at: datetime) -> int:
    """Mark entries as unread or read for everybody in the box; returns how many changed.

    Raises:
        BoxUnknown: not the actor's box.
    """
    membership(actor, box, at=at)
    return (
        Entry.objects.filter(box=box, pk__in=entries, home=Entry.Folder.IN)
        .exclude(unread=unread)
        .update(unread=unread)
    )
