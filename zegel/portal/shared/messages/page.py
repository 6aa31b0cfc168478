"""What the server knows of a message, as its page shows it before the script opens the contents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from zegel.boxes.queries import recognised
from zegel.law.numbers import NEW_CASE
from zegel.lib.moments import now
from zegel.mail.queries.messages import (
    Conversation,
    Delivery,
    Entry,
    Message,
    Reader,
    attachments,
    grant_of,
    key_versions,
    thread,
    tracks,
)
from zegel.mail.queries.recorded import Recorded, recorded, sender_names
from zegel.mail.queries.retention import keeping_of
from zegel.mail.queries.timeline import timeline_of
from zegel.portal.shared.messages.attempts import tries_of
from zegel.portal.shared.messages.follow_up import nearing, withdrawal
from zegel.portal.shared.messages.timeline import Points, points
from zegel.portal.shared.messages.tracking import overview, track_lines
from zegel.professions.queries.links import NOBODY, Mark


def case_of(conversation: Conversation) -> str:
    """The case number, or nothing for a new case."""
    return "" if conversation.subject == NEW_CASE else conversation.subject


def case_recorded(message: Message, record: Recorded | None) -> str:
    """The case as the log recorded it: a row can be rewritten unseen."""
    subject = record.subject if record else message.conversation.subject
    return "" if subject == NEW_CASE else subject


@dataclass(frozen=True, slots=True)
class Known:
    """What was asked at once of several messages: what the log recorded of each, and how we know each mailbox that sent one."""

    records: Mapping[UUID, Recorded]
    marks: Mapping[UUID, Mark]


def message_page(reader: Reader, *, sent: bool, beside: Sequence[Entry] = ()) -> dict[str, Any]:
    """The context of a message page, for users and guests alike. `sent`: the reader has just sent it. Of the lines `beside`
    it, what the log recorded and whose mailboxes they came from is asked in the same queries (`known`)."""
    delivery, message = reader.delivery, reader.delivery.message
    own = delivery.role == Delivery.Role.SENDER
    files = attachments(message.pk)
    found = tracks(reader)
    others = [other for other in thread(reader) if other.pk != message.pk]
    versions = key_versions([other.pk for other in others], box=delivery.box_id, guest=delivery.guest_id)
    records = recorded({message.pk, *(other.pk for other in others), *(line.message_id for line in beside)})
    record = records.get(message.pk)
    senders = [
        message.sender_box,
        *(line.message.sender_box for line in beside if line.home == Entry.Folder.IN),
    ]
    marks = recognised(filter(None, senders), at=now())
    return {
        "message": message,
        "received_at": record.at if record else message.received_at,
        "delivery": delivery,
        "grant": grant_of(reader),
        "own": own,
        "case": case_recorded(message, record),
        "sender": sender_names(message, record),
        "mark": marks.get(message.sender_box_id, NOBODY) if message.sender_box_id else NOBODY,
        "known": Known(records, marks),
        "trusts": message.sender_box_id if not reader.guest and not own else None,
        "file_count": len(files),
        "thread": [
            inline_of(other, records.get(other.pk), reader, versions.get(other.pk)) for other in others
        ],
        "lines": track_lines(found),
        "points": timeline(reader, [message]),
        "overview": overview(found),
        "taking": withdrawal(reader, found),
        "keeping": keeping_of(delivery),
        "tries": tries_of(reader),
        "nearing": nearing(reader, now()),
        "receipt": _receipt(message, [file.object.sha256 for file in files]) if sent and own else None,
        **_addresses(reader),
    }


def timeline(reader: Reader, messages: list[Message]) -> Points:
    """What our system saw of messages of one conversation, as far as the reader may know."""
    return points(
        timeline_of(reader, messages, at=now()), {message.pk: _page(reader, message) for message in messages}
    )


def conversation_timeline(reader: Reader) -> dict[str, Any]:
    """The context of the page with everything in a conversation."""
    messages = thread(reader)
    return {
        "points": timeline(reader, messages),
        "case": case_of(reader.delivery.message.conversation),
        "count": len(messages),
    }


def answered(reader: Reader) -> dict[str, Any] | None:
    """The message of a reader, as it stands beside the answer to it; None for one that is gone."""
    message, grant = reader.delivery.message, grant_of(reader)
    if grant is None:
        return None
    return inline_of(message, recorded({message.pk}).get(message.pk), reader, grant.key_version)


def inline_of(
    message: Message, record: Recorded | None, reader: Reader, version: int | None
) -> dict[str, Any]:
    """A message as it is read where it stands (message/_inline.html); `version` is None for one that is gone."""
    own = message.sender_guest_id if reader.guest else message.sender_box_id
    mine = reader.delivery.guest_id if reader.guest else reader.delivery.box_id
    return {
        "href": _page(reader, message),
        "api": f"/api/guests/{reader.guest.pk}/messages/{message.pk}"
        if reader.guest
        else f"/api/messages/{message.pk}",
        "held_by": reader.delivery.box_id,
        "key_version": version,
        "name": sender_names(message, record)["name"],
        "own": own == mine,
        "at": message.received_at,
    }


def _page(reader: Reader, message: Message) -> str:
    if reader.guest:
        return reverse("guest-message", args=[reader.guest.pk, message.pk])
    return reverse("message", args=[message.pk])


def _addresses(reader: Reader) -> dict[str, str]:
    """Where the script finds the sealed contents, and where an answer is written."""
    message = reader.delivery.message
    if reader.guest:
        guest = reader.guest.pk
        return {
            "timeline_href": reverse("guest-timeline", args=[guest]),
            "export_href": reverse("guest-export", args=[guest]),
            "api": f"/api/guests/{guest}/messages/{message.pk}",
            "reply_href": reverse("guest-reply", args=[guest]),
            **{
                f"receipt_{name}": reverse("guest-receipt", args=[guest, message.pk, name])
                for name in ("pdf", "json")
            },
        }
    return {
        "timeline_href": reverse("timeline", args=[message.pk]),
        "export_href": reverse("export", args=[message.pk]),
        "api": f"/api/messages/{message.pk}",
        "reply_href": reverse("reply", args=[message.pk]),
        **{f"receipt_{name}": reverse("receipt", args=[message.pk, name]) for name in ("pdf", "json")},
    }


def _receipt(message: Message, files: list[str]) -> dict[str, Any]:
    return {
        "at": message.received_at,
        "number": message.pk,
        "envelope": message.envelope_sha256,
        "files": files,
        "filed": message.filed,
    }
