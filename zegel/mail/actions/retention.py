"""Messages expire: warned of twice, never when filed, and kept by anybody of the mailbox who says so."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from zegel.boxes.queries import boxes_ever_of, preparing_box
from zegel.evidence.actions import write
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import account_of
from zegel.law.terms.lengths import add_months
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.lib.principal import Principal, system
from zegel.lib.verbs import nobody_acts
from zegel.mail import events
from zegel.mail.actions.rows import revoke
from zegel.mail.errors import MessageExpired, MessageUnknown
from zegel.mail.events import (
    ExpiryTold,
    MessageEmptied,
    MessageKept,
    MessageReleased,
    RetentionChanged,
)
from zegel.mail.letters import ExpiryNotice
from zegel.mail.models import AccessGrant, Attachment, Delivery, Entry, Message, Note, Retention
from zegel.mail.queries.messages import reader_of
from zegel.mail.queries.retention import can_expire, policies, ruled_by, ruled_by_none, wanted_by_draft
from zegel.mail.rules import MONTHS_KEPT, UNATTACHED_KEPT, WARNED, WARNED_AGAIN, check_months, expires_on
from zegel.notify.actions import queue_mail
from zegel.vault.actions import discard
from zegel.vault.queries import StoredObject, stored_before

AT_ONCE = 500
DAY = timedelta(days=1)


@transaction.atomic
def set_retention(*, actor: Principal, months: int, at: datetime) -> None:
    """Decide how long the mailboxes of the actor's organisation keep messages.

    A shorter term takes nothing away at once: whatever it makes old is warned of first, and has thirty days from then.

    Raises:
        NotAdministrator; RetentionRefused.
    """
    here = administered(account_of(actor))
    check_months(months)
    Retention.objects.update_or_create(organisation=here, defaults={"months": months})
    write([RetentionChanged(subject=here.pk, months=months)], actor=actor, at=at)


@transaction.atomic
def keep(*, actor: Principal, message: UUID, kept: bool, at: datetime) -> None:
    """Keep a message in the actor's mailbox beyond its term, or let the term run again: then it is warned of anew.

    Raises:
        MessageUnknown, MayNotPrepare; MessageExpired: it is too late.
    """
    found = reader_of(actor, message, at=at).delivery
    if found.box_id is None:
        raise MessageUnknown
    preparing_box(actor.account, found.box_id, at=at)
    rows = Delivery.objects.select_for_update(of=("self",)).filter(message=message, box=found.box_id)
    parts = list(rows.order_by("pk"))
    if any(part.expired_at for part in parts):
        raise MessageExpired
    changed = [part.pk for part in parts if (part.kept_at is not None) != kept]
    Delivery.objects.filter(pk__in=changed).update(
        kept_at=at if kept else None, warned_at=None, warned_again_at=None
    )
    if changed:
        kind = MessageKept if kept else MessageReleased
        write([kind(subject=message, box=found.box_id)], actor=actor, at=at)


@nobody_acts("the work of a job")
def warn(*, at: datetime) -> int:
    """Tell mailboxes and guests what expires within thirty days, and once more within seven; gives how many messages.

    One mail for everything of a night. Run every night; what was told is not told again.
    """
    told = 0
    today = amsterdam(at).date()
    for rows, months in _by_term():
        fresh = rows.filter(warned_at__isnull=True, message__received_at__lt=_old(today + WARNED, months))
        told += _warn(fresh, months, "warned_at", at)
        again = rows.filter(
            warned_again_at__isnull=True,
            warned_at__lt=_midnight(today - (WARNED - WARNED_AGAIN) + DAY),
            message__received_at__lt=_old(today + WARNED_AGAIN, months),
        )
        told += _warn(again, months, "warned_again_at", at)
    return told


@nobody_acts("the work of a job")
def expire(*, at: datetime) -> int:
    """Let go of what its deliveries were warned of twice and nobody keeps; gives how many deliveries lost a message.

    The sealed key goes, and with the last key the sealed bytes. Evidence of the message stays.
    """
    gone = 0
    today = amsterdam(at).date()
    for rows, months in _by_term():
        due = rows.filter(
            warned_again_at__lt=_midnight(today - WARNED_AGAIN + DAY),
            message__received_at__lt=_old(today, months),
        )
        for key, received, warned in due.values_list("pk", "message__received_at", "warned_at")[:AT_ONCE]:
            if expires_on(received, months, warned) <= today:
                gone += _let_go(key, at)
    return gone


def _by_term() -> Iterator[tuple[QuerySet[Delivery], int]]:
    """Holders that can expire, by the term that counts for them."""
    chosen = policies()
    for organisation, months in chosen.items():
        yield ruled_by(organisation), months
    yield ruled_by_none(chosen), MONTHS_KEPT


def _old(day: date, months: int) -> datetime:
    """What was received before this moment is that many months old on `day`."""
    return _midnight(add_months(day, -months) + DAY)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)


@transaction.atomic
def _warn(rows: QuerySet[Delivery], months: int, column: str, at: datetime) -> int:
    ordered = rows.select_for_update(of=("self",), skip_locked=True).order_by("box", "guest", "pk")
    people = ("message", "box__organisation", "guest__conversation__owner__organisation")
    found = list(ordered.select_related(*people)[:AT_ONCE])
    for row in found:
        setattr(row, column, at)
    Delivery.objects.bulk_update(found, [column])
    for _, group in groupby(found, key=lambda row: (row.box_id, row.guest_id)):
        _mail_about(list(group), months, at)
    write([_told(delivery, months) for delivery in found], actor=system("mail"), at=at)
    return len(found)


def _mail_about(deliveries: list[Delivery], months: int, at: datetime) -> None:
    """One mail to a mailbox or a guest: how many messages, and the first day on which one of them is gone."""
    delivery = deliveries[0]
    day = min(expires_on(each.message.received_at, months, each.warned_at) for each in deliveries)
    if delivery.guest:
        owner = delivery.guest.conversation.owner
        name = owner.organisation.name if owner.organisation else owner.name
        to, language, path, box = delivery.guest.email, delivery.guest.language, "", ""
    elif delivery.box:
        name = delivery.box.organisation.name if delivery.box.organisation else delivery.box.name
        to, language = delivery.box.address, delivery.box.language
        path, box = f"/mail/{delivery.box_id}/in?expiring=1", delivery.box.name
    else:
        raise AssertionError("a delivery is a box or a guest")
    count = len({each.message_id for each in deliveries})
    letter = ExpiryNotice(organisation=name, count=count, day=day.isoformat(), path=path, box=box)
    queue_mail(ref=delivery.pk, letter=letter, to=to, language=language, at=at)


def _told(delivery: Delivery, months: int) -> ExpiryTold:
    day = expires_on(delivery.message.received_at, months, delivery.warned_at)
    return ExpiryTold(subject=delivery.message_id, delivery=delivery.pk, expires=day)


def _let_go(key: UUID, at: datetime) -> int:
    with transaction.atomic():
        # The message first: of two of its deliveries the second must see that the first let go.
        message = Message.objects.select_for_update(of=("self",)).filter(deliveries=key).first()
        rows = can_expire().filter(pk=key, warned_again_at__isnull=False).select_for_update(of=("self",))
        delivery = rows.first()
        if message is None or delivery is None or message.filed:
            return 0
        Delivery.objects.filter(pk=key).update(expired_at=at, unchecked=0)
        revoke(delivery)
        if delivery.box_id:
            _leave_box(delivery.box_id, message)
        write([events.MessageExpired(subject=message.pk, delivery=key)], actor=system("mail"), at=at)
        objects = _empty(message, at)
    # Bytes without a row do no harm; should this be cut off, `sweep_unattached` finds them.
    for stored in objects:
        with suppress(ProtectedError):
            discard(stored)
    return 1


def _leave_box(box: UUID, message: Message) -> None:
    """Out of the folders, and the notes of the members with the last message of a conversation."""
    if Delivery.objects.filter(message=message, box=box, expired_at__isnull=True).exists():
        return
    Entry.objects.filter(box=box, message=message).delete()
    if not Entry.objects.filter(box=box, conversation=message.conversation_id).exists():
        Note.objects.filter(box=box, conversation=message.conversation_id).delete()


def _empty(message: Message, at: datetime) -> list[StoredObject]:
    """When nobody holds a key any more: the sealed text goes, and the files are given to be discarded."""
    if AccessGrant.objects.filter(message=message).exists():
        return []
    files = Attachment.objects.filter(message=message).select_related("object")
    objects = [file.object for file in files]
    files.delete()
    Message.objects.filter(pk=message.pk).update(envelope=b"", summary=b"")
    emptied = MessageEmptied(subject=message.pk, files=[stored.pk for stored in objects])
    write([emptied], actor=system("mail"), at=at)
    return objects


@nobody_acts("the work of a job")
def sweep_unattached(*, at: datetime, held: QuerySet[Any]) -> int:
    """Remove files that came in whole and that nothing ever named: three months old, and no draft can name them. Gives how many.

    A draft is sealed, so any draft that was saved in a mailbox of their owner since they came may. `held` asks which objects
    are used elsewhere, by what was filed without a message.
    """
    loose = stored_before(at - UNATTACHED_KEPT).exclude(pk__in=Attachment.objects.values("object"))
    loose = loose.exclude(pk__in=held)
    swept = [
        upload
        for upload in loose[:AT_ONCE]
        if not wanted_by_draft(boxes_ever_of(upload.owner), upload.owner, upload.created_at)
    ]
    gone = 0
    for row in swept:
        with suppress(ProtectedError):
            discard(row)
            gone += 1
    return gone
