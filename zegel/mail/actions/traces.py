"""Evidence of what became of notifications: the mail house's answer to facts of the notify house."""

from datetime import datetime
from uuid import UUID

from zegel.evidence.actions import write
from zegel.lib.principal import system
from zegel.lib.verbs import nobody_acts
from zegel.mail.events import NoticeEvent
from zegel.mail.models import Delivery


@nobody_acts("what the notify house saw of a mail")
def record_notice(*, event: type[NoticeEvent], ref: UUID, facts: dict[str, str], at: datetime) -> None:
    """Write that a recipient's notification was handed over, bounced, failed or is uncertain.

    A `ref` that is no recipient (a help request, a login code) leaves no trace here.
    """
    delivery = Delivery.objects.filter(pk=ref).first()
    if delivery is not None:
        told = event(subject=delivery.message_id, delivery=ref, **facts)
        write([told], actor=system("notify"), at=at)
