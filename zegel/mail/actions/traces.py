"""Evidence of what became of notifications: the mail house's answer to facts of the notify house."""

from datetime import datetime
from uuid import UUID

from zegel.evidence.actions import Event, write
from zegel.mail.models import Holder


def record_notice(*, event: str, ref: UUID, facts: dict[str, str], at: datetime) -> None:
    """Write that a recipient's notification was handed over, bounced, came back unread, failed or is uncertain.

    A `ref` that is no recipient (a help request, a login code) leaves no trace here.
    """
    holder = Holder.objects.filter(pk=ref).first()
    if holder is not None:
        write([Event(event, holder.message_id, "system:notify", {"holder": str(ref), **facts})], at=at)
