"""Taking notifications out of the queue."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from zegel.notify.models import OutboundMail, OutboundSms, State


def stop(*, refs: Iterable[UUID], at: datetime) -> set[UUID]:
    """Send nothing any more about `refs`: what waits is stopped and its secret forgotten. Gives the refs that had something.

    What is in transmission at this instant cannot be held back, and what was handed over is away. Joins the caller's
    transaction.
    """
    stopped: set[UUID] = set()
    for model in (OutboundMail, OutboundSms):
        waiting = model.objects.filter(ref__in=list(refs), state=State.QUEUED)
        # A worker that is about to claim a row moves only one that is still queued.
        rows = waiting.select_for_update(of=("self",)).order_by("pk")
        found = list(rows.values_list("pk", "ref"))
        model.objects.filter(pk__in=[key for key, _ in found]).update(
            state=State.STOPPED, sealed_secret=None, ended_at=at
        )
        stopped |= {ref for _, ref in found}
    return stopped
