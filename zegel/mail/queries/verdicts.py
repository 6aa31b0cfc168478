"""What the automation of courts found in files: what still waits for it, and what may be told to whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from zegel.boxes.queries import Account, checked_by
from zegel.lib.principal import Principal
from zegel.mail.errors import MessageUnknown
from zegel.mail.models import Attachment, Delivery, Verdict
from zegel.mail.queries.messages import Reader
from zegel.vault.queries import object_chunks

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Mark",
    "Seen",
    "Verdict",
    "Waiting",
    "checker_of",
    "last_verdicts",
    "sealed_chunks",
    "unchecked_in",
    "verdicts_of",
    "waiting_files",
    "waiting_for",
]

PAGE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message as one box received it, and the numbers of its files that have no verdict yet.

    `court` is the box's organisation, or the box itself where it has none; `place` counts from 1 within it.
    """

    delivery: UUID
    message: UUID
    box: UUID
    court: UUID
    place: int
    files: list[int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page of what waits ended: the place and the delivery of its last row."""

    place: int
    delivery: UUID


def waiting_for(user: Account, *, after: Mark | None = None, at: datetime) -> list[Waiting]:
    """What the user's boxes received and nobody has checked, page by page (three queries): the newest of every court, then
    the second of every court, and so on.

    So a court that receives a thousand files at once keeps no other waiting, and what arrives now does not wait for an
    old file that cannot be checked.
    """
    rows = Delivery.objects.filter(box__in=checked_by(user, at=at), unchecked__gt=0).annotate(
        court=Coalesce("box__organisation", "box"),
        place=Window(RowNumber(), partition_by=Coalesce("box__organisation", "box"), order_by=F("id").desc()),
    )
    if after:
        rows = rows.filter(Q(place__gt=after.place) | Q(place=after.place, id__lt=after.delivery))
    found = rows.order_by("place", "-id").values_list("id", "message", "box", "court", "place")
    deliveries = list(found[:PAGE])
    messages = [message for _, message, *_ in deliveries]
    files = list(Attachment.objects.filter(message__in=messages).order_by("number"))
    done = set(
        Verdict.objects.filter(delivery__in=[key for key, *_ in deliveries]).values_list(
            "delivery", "attachment"
        )
    )
    return [
        Waiting(
            key,
            message,
            box,
            court,
            place,
            [file.number for file in files if file.message_id == message and (key, file.pk) not in done],
        )
        for key, message, box, court, place in deliveries
    ]


def checker_of(actor: Principal, delivery: UUID, *, at: datetime) -> Reader:
    """The part of a box in a message, for the automation that checks that box.

    Raises:
        MessageUnknown: it is not the user's to check; being an ordinary member is not enough.
    """
    rows = Delivery.objects.filter(withdrawn_at__isnull=True, expired_at__isnull=True).filter(
        pk=delivery, role=Delivery.Role.RECIPIENT, box__in=checked_by(actor.account, at=at)
    )
    found = rows.select_related(
        "box", "message__conversation", "message__sender_box", "message__sender_user", "message__sender_guest"
    ).first()
    if found is None:
        raise MessageUnknown
    return Reader(found, actor)


def sealed_chunks(reader: Reader, number: int) -> tuple[Attachment, Iterator[bytes]]:
    """A sealed file for a checker: no reader has seen it, so no trace of reading is left.

    Raises:
        MessageUnknown: the message has no such file.
    """
    found = (
        Attachment.objects.filter(message=reader.delivery.message_id, number=number)
        .select_related("object")
        .first()
    )
    if found is None:
        raise MessageUnknown
    return found, object_chunks(found.object_id)


@dataclass(frozen=True, slots=True)
class Seen:
    """One verdict as somebody may read it. `delivery` is the recipient whose automation spoke, for the sender only."""

    file: int
    outcome: str
    findings: list[str]
    pages: int | None
    virus: str
    unmet: list[str]
    at: datetime
    delivery: UUID | None


def verdicts_of(reader: Reader) -> list[Seen]:
    """What was found in the files of a message the reader holds, by file. Who checked is for the sender to know."""
    own = reader.delivery.role == Delivery.Role.SENDER
    rows = Verdict.objects.filter(attachment__message=reader.delivery.message_id).select_related("attachment")
    return [
        Seen(
            file=row.attachment.number,
            outcome=row.outcome,
            findings=list(row.findings),
            pages=row.pages,
            virus=row.virus,
            unmet=list(row.unmet),
            at=row.at,
            delivery=row.delivery_id if own else None,
        )
        for row in rows.order_by("attachment__number", "at")
    ]


def waiting_files(reader: Reader) -> list[int]:
    """The numbers of files that a recipient's automation still has to check: any recipient's for the sender, else one's
    own."""
    rows = Delivery.objects.filter(message=reader.delivery.message_id, unchecked__gt=0)
    if reader.delivery.role != Delivery.Role.SENDER:
        rows = rows.filter(pk=reader.delivery.pk)
    found: set[int] = set()
    for delivery in rows:
        files = Attachment.objects.filter(message=delivery.message_id).exclude(verdicts__delivery=delivery)
        found |= set(files.values_list("number", flat=True))
    return sorted(found)


def last_verdicts(agents: Iterable[UUID], organisation: UUID) -> dict[UUID, Verdict]:
    """The newest verdict of each agent on what an organisation received; of other courts it tells nothing (a query each)."""
    found = {}
    for agent in agents:
        rows = Verdict.objects.filter(user=agent, delivery__box__organisation=organisation)
        if (newest := rows.order_by("-at").first()) is not None:
            found[agent] = newest
    return found


def unchecked_in(boxes: Iterable[UUID]) -> dict[UUID, int]:
    """How many messages of each box have files that wait for a verdict (one query)."""
    rows = Delivery.objects.filter(box__in=list(boxes), unchecked__gt=0).order_by()
    return dict(rows.values_list("box").annotate(Count("id")))
