"""What a periodic job sees to: messages whose job got lost, and keys nobody needs."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import BinaryField
from django.db.models.functions import Substr

from zegel.notify import relay, rules
from zegel.notify.actions.outcome import uncertain
from zegel.notify.actions.queue import SEND_MAIL, SEND_SMS, relay_folder
from zegel.notify.models import OutboundMail, OutboundSms, State
from zegel.outbox.actions import queue_task

_AT_ONCE = 500


def tidy(*, at: datetime) -> None:
    """Give overdue messages a new job, call abandoned transmissions uncertain, forget old relay keys.

    Run every ten minutes or so. A job can get lost when its worker dies in an unlucky way or the database is away for
    long; a second job for the same message is harmless.
    """
    late = at - rules.OVERDUE
    for model in (OutboundMail, OutboundSms):
        for row in model.objects.filter(state=State.TRANSMITTING, claimed_at__lt=late)[:_AT_ONCE]:
            uncertain(row, at=at)
    with transaction.atomic():
        for mail in _overdue(OutboundMail, late=late, at=at):
            queue_task(SEND_MAIL, mail=str(mail))
        for sms in _overdue(OutboundSms, late=late, at=at):
            queue_task(SEND_SMS, sms=str(sms))
    _forget_keys(at=at)


def _overdue(model: type[OutboundMail] | type[OutboundSms], *, late: datetime, at: datetime) -> list[UUID]:
    rows = model.objects.select_for_update(skip_locked=True).filter(
        state=State.QUEUED, next_attempt_at__lt=late
    )
    found = [row.id for row in rows.only("id")[:_AT_ONCE]]
    model.objects.filter(id__in=found).update(next_attempt_at=at)
    return found


def _forget_keys(*, at: datetime) -> None:
    # The folder first: a key that appears after this list is of today and not in it.
    days = relay.old_days(at=at, folder=relay_folder())
    if not days:
        return
    day = Substr("sealed_secret", relay.DAY.start + 1, 8, output_field=BinaryField())
    for model in (OutboundMail, OutboundSms):
        rows = model.objects.filter(sealed_secret__isnull=False).annotate(day=day)
        days -= {bytes(value).decode() for value in rows.values_list("day", flat=True).distinct()}
    relay.forget_keys(days, folder=relay_folder())
