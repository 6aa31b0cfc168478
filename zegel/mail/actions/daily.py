"""Mails about new messages for who wants one a day: how many came since the last one."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, F

from zegel.boxes.actions import told_daily
from zegel.boxes.queries import due_daily
from zegel.lib.verbs import nobody_acts
from zegel.mail.letters import DailyNotice
from zegel.mail.models import Entry
from zegel.notify.actions import queue_mail

# A day less the hours by which the job of one day can run earlier than that of the day before.
APART: Final = timedelta(hours=20)
AT_ONCE: Final = 200


@nobody_acts("the work of a job")
@transaction.atomic
def tell_daily(*, at: datetime) -> int:
    """Tell mailboxes that are told once a day how many unread messages came since; those of which none came get no mail. Gives how
    many mailboxes were looked at: call it until that is none."""
    due = due_daily(before=at - APART, most=AT_ONCE)
    rows = Entry.objects.filter(
        box__in=due, folder=Entry.Folder.IN, unread=True, listed_at__lte=at, listed_at__gt=F("box__told_at")
    )
    fresh = dict(rows.values_list("box").annotate(count=Count("id")))
    for box in due:
        if count := fresh.get(box.pk):
            letter = DailyNotice(count=count)
            queue_mail(ref=box.pk, letter=letter, to=box.address, language=box.language, at=at)
    told_daily(boxes=[box.pk for box in due], at=at)
    return len(due)
