"""What comes back."""

from datetime import datetime

from django.db import transaction

from zegel.notify.errors import UnknownBounce
from zegel.notify.events import MailBounced, MailReturned
from zegel.notify.models import OutboundMail, State
from zegel.notify.transport.wire import plain
from zegel.outbox.actions import state_fact


@transaction.atomic
def record_bounce(*, token: str, permanent: bool, reason: str, at: datetime, readable: bool = True) -> None:
    """Record that a mail came back, or (not `permanent`) that its delivery is delayed.

    A bounce proves that the mail had left, so it also settles an uncertain one. Repeating it changes nothing. Refuses
    a token of no mail of ours (`UnknownBounce`). Not `readable`: it came back, and nothing says why; what was read of it
    before or is read later counts for more.
    """
    mail = OutboundMail.objects.select_for_update().filter(bounce_token=token).first()
    if mail is None:
        raise UnknownBounce
    if not readable:
        _came_back(mail, at)
        return
    words = plain(reason)
    if mail.state == State.BOUNCED or (not permanent and mail.reason == words):
        return
    mail.reason = words
    if permanent:
        mail.state, mail.ended_at, mail.sealed_secret = State.BOUNCED, at, None
    mail.save(update_fields=["state", "reason", "ended_at", "sealed_secret"])
    state_fact(MailBounced(ref=mail.ref, mail=mail.id, at=at, reason=words, permanent=permanent))


def _came_back(mail: OutboundMail, at: datetime) -> None:
    if mail.state in (State.BOUNCED, State.RETURNED):
        return
    mail.state, mail.ended_at, mail.sealed_secret, mail.reason = State.RETURNED, at, None, ""
    mail.save(update_fields=["state", "reason", "ended_at", "sealed_secret"])
    state_fact(MailReturned(ref=mail.ref, mail=mail.id, at=at))
