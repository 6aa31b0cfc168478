"""What became of messages, in order of time, as far as their reader may know it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from zegel.evidence.queries import Kept
from zegel.mail.events import (
    FileChecked,
    FileDownloaded,
    MessageOpened,
    MessageReceived,
    MessageRefusedByReader,
    NoticeBounced,
    NoticeFailed,
    NoticeHandedOver,
    NoticeUncertain,
)
from zegel.mail.models import Delivery, Download, Guest, Message, Verdict
from zegel.mail.queries.evidence import Parts, guest_parts, parts_of, visible_to
from zegel.mail.queries.messages import Reader, Track
from zegel.notify.queries import mail_states

# What the rows of a message say, with an address or a reason that evidence leaves out.
TOLD_BY_ROWS = {
    kind.name
    for kind in (
        MessageReceived,
        MessageOpened,
        MessageRefusedByReader,
        FileDownloaded,
        FileChecked,
        NoticeHandedOver,
        NoticeBounced,
        NoticeFailed,
        NoticeUncertain,
    )
}


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one message: how far it came with each recipient the reader may know of."""

    message: Message
    own: bool
    tracks: list[Track]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Messages with their courses, oldest first, and what only evidence tells; `guests` names who it tells of, `carried` gives the message of
    a filing."""

    courses: list[Course]
    told: list[Kept]
    guests: dict[UUID, str]
    carried: dict[UUID, UUID]


def timeline_of(reader: Reader, messages: list[Message], *, at: datetime) -> Timeline:
    """The course of messages the reader holds: whole for their sender, one's own part for a recipient (ten queries)."""
    keys = [each_message.pk for each_message in messages]
    parts = guest_parts(reader.guest, keys) if reader.guest else _parts(reader, keys, at=at)
    told = [event for event in visible_to(parts, at=at) if event.event not in TOLD_BY_ROWS]
    first = min((each_message.received_at for each_message in messages), default=None)
    told = [fact for fact in told if first is None or fact.at >= first]
    sent = {delivery.message_id for delivery in parts.deliveries if delivery.role == Delivery.Role.SENDER}
    tracks = _tracks(parts, sent)
    courses = [
        Course(each_message, each_message.pk in sent, tracks.get(each_message.pk, []))
        for each_message in messages
    ]
    named = Guest.objects.filter(pk__in={fact.subject for fact in told}).values_list("pk", "name")
    carried = {message.filing: message.pk for message in messages if message.filing}
    return Timeline(courses, told, dict(named), carried)


def _parts(reader: Reader, keys: list[UUID], *, at: datetime) -> Parts:
    return parts_of(reader.actor.account, keys, at=at)


def _tracks(parts: Parts, sent: set[UUID]) -> dict[UUID, list[Track]]:
    """By message: every recipient of what they sent, and themselves as recipient of the rest."""
    own = [delivery.pk for delivery in parts.deliveries]
    rows = Delivery.objects.filter(role=Delivery.Role.RECIPIENT, message__in=parts.messages)
    mine = rows.filter(message__in=sent) | rows.filter(pk__in=own)
    downloads = Download.objects.select_related("attachment").order_by("attachment__number")
    verdicts = Verdict.objects.select_related("attachment").order_by("attachment__number")
    deliveries = list(
        mine.select_related("box", "guest")
        .prefetch_related(Prefetch("downloads", downloads), Prefetch("verdicts", verdicts), "reports")
        .order_by("id")
    )
    states = mail_states([delivery.pk for delivery in deliveries])
    found: dict[UUID, list[Track]] = {}
    for delivery in deliveries:
        track = Track(delivery, states.get(delivery.pk, []), list(delivery.downloads.all()))
        found.setdefault(delivery.message_id, []).append(track)
    return found
