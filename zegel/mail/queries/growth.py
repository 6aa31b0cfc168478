"""What a mailbox may do whose owner nobody checked, and what of it was done: limits that grow with who is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import Length, Lower

from zegel.boxes.errors import BoxUnknown
from zegel.boxes.queries import Container, boxes_by_id, opened_at, own_box, recognised
from zegel.identity.queries.organisations import COURTS
from zegel.identity.queries.people import User
from zegel.mail.models import Delivery, Draft, Guest
from zegel.mail.rules import DAY, Allowance, allowance

_NOT_A_COURT = (
    Q(guest__isnull=False) | Q(box__organisation__isnull=True) | ~Q(box__organisation__kind__in=list(COURTS))
)


def allowance_of(box: Container, *, at: datetime) -> Allowance | None:
    """What a mailbox may do; None without a limit: of a court, an office that is known here, or a checked number."""
    # Of an organisation here it is known by that alone, in no statement more.
    if box.organisation_id or recognised([box], at=at)[box.pk].kind:
        return None
    age = at - opened_at(box.pk)
    return allowance(age, _answered(box, at))


def account_allowance(user: User, *, at: datetime) -> Allowance | None:
    """What the owner of a mailbox of their own may upload; None without a limit. A program has no mailbox."""
    if user.organisation_id:
        return None
    try:
        return allowance_of(own_box(user, at=at), at=at)
    except BoxUnknown:
        return None


def held_alone(box: UUID) -> None:
    """Until the transaction ends nobody else counts what this mailbox did: who comes second sees what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [(box.int % 2**62) ^ 0x6D61696C])


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a message goes to: a mailbox, or a guest by their mail address."""

    box: UUID | None = None
    email: str = ""


def newcomers_of(box: UUID, *, at: datetime) -> list[datetime]:
    """When a mailbox first wrote to each of those it wrote to first in the last day; courts, and who wrote before, do not count."""
    rows = _sent(box).filter(_NOT_A_COURT).exclude(box__in=_writers(box))
    known = rows.values("box", email=Lower("guest__email")).annotate(first=Min("message__received_at"))
    return [row["first"] for row in known if row["first"] > at - DAY]


def unknown_among(box: UUID, parties: Iterable[Party]) -> set[Party]:
    """Those of `parties` that a mailbox never wrote to or heard from."""
    wanted = set(parties)
    boxes = [party.box for party in wanted if party.box]
    emails = [party.email for party in wanted if party.email]
    there = _sent(box).filter(box__in=boxes).values_list("box", flat=True)
    heard = _writers(box).filter(message__sender_box__in=boxes)
    guests = Guest.objects.alias(small=Lower("email")).filter(
        small__in=emails, deliveries__message__sender_box=box
    )
    known = {Party(box=key) for key in {*there, *heard}}
    known |= {Party(email=email.lower()) for email in guests.values_list("email", flat=True)}
    return wanted - known


def sent_to_people(box: UUID, *, at: datetime, but: UUID) -> list[datetime]:
    """When a mailbox sent each message of the last day that went to others than courts, without message `but`."""
    rows = _sent(box).filter(_NOT_A_COURT, message__received_at__gt=at - DAY).exclude(message=but)
    return list(rows.values_list("message__received_at", flat=True).order_by().distinct("message"))


def drafts_size(box: UUID, *, but: UUID) -> int:
    """How many bytes the drafts of a mailbox have together, without draft `but`."""
    rows = Draft.objects.filter(box=box).exclude(pk=but)
    return rows.aggregate(size=Sum(Length("sealed")))["size"] or 0


def _sent(box: UUID) -> QuerySet[Delivery]:
    return Delivery.objects.filter(message__sender_box=box, role=Delivery.Role.RECIPIENT).exclude(box=box)


def _writers(box: UUID) -> QuerySet[Delivery, UUID | None]:
    """The mailboxes that wrote to this one."""
    rows = Delivery.objects.filter(box=box, role=Delivery.Role.RECIPIENT, message__sender_box__isnull=False)
    return rows.values_list("message__sender_box", flat=True)


def _answered(box: Container, at: datetime) -> int:
    """How many whose name was checked have written to a mailbox."""
    senders = {key for key in _writers(box.pk).distinct()[:50] if key and key != box.pk}
    return sum(bool(mark.kind) for mark in recognised(boxes_by_id(list(senders)).values(), at=at).values())
