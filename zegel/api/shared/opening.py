"""Handing sealed content to a reader: the same for users and guests."""

from collections.abc import Iterator
from datetime import datetime

from django.http import StreamingHttpResponse

from zegel.api.shared.readers import readers_out
from zegel.api.shared.schemas import OpenedOut, ReceiptLogOut, SealedFileOut, SenderOut
from zegel.lib.moments import amsterdam, now
from zegel.mail.actions.reading import download, open_message
from zegel.mail.errors import MessageUnknown
from zegel.mail.queries.messages import Attachment, Message, Reader, attachments, grant_of, sender_signing_key
from zegel.mail.queries.recorded import grants_of, logged


def opened(reader: Reader, at: datetime) -> OpenedOut:
    """The sealed message for this reader; handing it over is recorded as opened."""
    open_message(reader=reader, at=at)
    return handed(reader, at)


def handed(reader: Reader, at: datetime) -> OpenedOut:
    """The same without the trace of a reader."""
    delivery, message = reader.delivery, reader.delivery.message
    grant = grant_of(reader)
    if grant is None:
        raise MessageUnknown
    files = [
        SealedFileOut(number=attachment.number, object=attachment.object_id, size=attachment.object.size)
        for attachment in attachments(message.pk)
    ]
    told, grants = logged(message.pk), grants_of(message.pk)
    return OpenedOut(
        message=message.pk,
        conversation=message.conversation_id,
        subject=message.conversation.subject,
        received_at=amsterdam(message.received_at).isoformat(),
        role=delivery.role,
        delivery=delivery.pk,
        box=delivery.box_id,
        guest=delivery.guest_id,
        envelope=bytes(message.envelope),
        sealed_key=bytes(grant.sealed_key),
        sender=_sender(message),
        sender_key=sender_signing_key(message),
        files=files,
        record=told.record if told else None,
        personal=told.personal if told else None,
        log=ReceiptLogOut(**told.log) if told and told.log else None,
        readers=readers_out(grants.holders, own=[delivery.box_id] if delivery.box_id else [], at=at),
        adoptions=grants.adoptions,
    )


def _sender(message: Message) -> SenderOut:
    """Whose message it is by the directory: the reader's client holds the manifest to it."""
    box, user, guest = message.sender_box, message.sender_user, message.sender_guest
    if guest:
        return SenderOut(kind="guest", id=guest.pk, name=guest.name, user=None, user_name=None)
    if box is None or user is None:
        raise AssertionError("a message has one sender")
    return SenderOut(kind="box", id=box.pk, name=box.name, user=user.pk, user_name=user.name)


def sealed_file(reader: Reader, number: int) -> StreamingHttpResponse:
    """The sealed bytes of one file as a stream.

    Raises:
        MessageUnknown: the message has no such file. MessageWithdrawn.
    """
    found = next(
        (attachment for attachment in attachments(reader.delivery.message_id) if attachment.number == number),
        None,
    )
    if found is None:
        raise MessageUnknown
    return streamed(found, download(reader=reader, attachment=found, clock=now))


def streamed(found: Attachment, chunks: Iterator[bytes]) -> StreamingHttpResponse:
    """Sealed bytes on their way out."""
    answer = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    answer["Content-Length"] = str(found.object.size)
    answer["Content-Disposition"] = f'attachment; filename="{found.object_id}.age"'
    return answer
