"""Sending one mail, never twice and never nowhere."""

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from zegel.notify import composing, relay, rules
from zegel.notify.actions.outcome import claim, due, postpone, settle, uncertain
from zegel.notify.actions.queue import SEND_MAIL, relay_folder
from zegel.notify.events import MailBounced, MailFailed, MailHandedOver
from zegel.notify.models import OutboundMail, State
from zegel.notify.transport.smtp import Conversation, MailServer, MailServerError
from zegel.notify.transport.wire import Lost, Refused, TryLater

log = logging.getLogger(__name__)


def send_mail(*, mail_id: UUID, at: datetime) -> None:
    """Try to hand one mail over; called by the worker, outside any transaction. Repeating it is harmless.

    1. Read the row. Handed over, bounced, given up, too early: nothing to do.
    2. Open the secret, write the mail, hold a conversation up to and without the final dot.
    3. Commit `transmitting`; only one worker can.
    4. Send the dot, read the answer, commit how it ended together with the fact.

    What a kill (or a power cut) leaves behind:

    | killed | the server has | the row says | afterwards |
    | --- | --- | --- | --- |
    | before 3 | nothing: without the dot it must forget the mail (RFC 5321 4.1.1.10) | queued | the job runs again |
    | between 3 and the dot | nothing, but we cannot prove it | transmitting | uncertain |
    | between the dot and the commit in 4 | perhaps the mail | transmitting | uncertain |
    | after the commit in 4 | the mail, or a refusal | how it ended | nothing to do |

    So no mail is ever sent twice by itself, and none is forgotten: an uncertain one is shown to the sender, whose
    `resend` is a deliberate act. The moment of hand-over is that of the server's answer, not of the job's start.
    """
    mail = OutboundMail.objects.select_related("image").filter(pk=mail_id).first()
    if mail is None or not due(mail, task=SEND_MAIL, at=at, mail=str(mail_id)):
        return
    started = time.monotonic()
    try:
        words = _transmit(mail, at=at)
    except relay.RelayError as error:
        _fail(mail, f"the link cannot be opened any more: {error}", at=at)
    except Refused as error:
        _bounce(mail, error.reason, at=at)
    except TryLater as error:
        _try_later(mail, error.reason, at=at)
    except Lost as error:
        uncertain(mail, at=at, reason=error.reason)
    else:
        if words is not None:
            handed_at = at + timedelta(seconds=time.monotonic() - started)
            fact = MailHandedOver(ref=mail.ref, mail=mail.id, at=handed_at)
            settle(mail, fact, state=State.HANDED, reason=words, handed_at=handed_at)


def _transmit(mail: OutboundMail, *, at: datetime) -> str | None:
    """Steps 2 to 4; the server's words, or None when another worker has claimed the mail."""
    environment = settings.ENVIRONMENT
    try:
        server = MailServer.parse(environment.smtp)
    except MailServerError as error:
        raise TryLater(str(error)) from None
    secret = ""
    if mail.sealed_secret is not None:
        secret = relay.open_sealed(bytes(mail.sealed_secret), row=mail.id, folder=relay_folder())
    message = composing.compose_mail(
        mail, secret=secret, sender=environment.mail_from, origin=environment.origin
    )
    with Conversation(server) as conversation:
        conversation.address(sender=return_address(mail), recipient=mail.to_address)
        conversation.stream(message)
        if not claim(mail, at=at):
            return None
        return conversation.finish()


def return_address(mail: OutboundMail) -> str:
    """Where a bounce of this mail comes back: an address of its own (VERP) where we receive bounces."""
    domain: str = settings.ENVIRONMENT.bounce_domain
    return f"bounce+{mail.bounce_token}@{domain}" if domain else settings.ENVIRONMENT.mail_from


def _try_later(mail: OutboundMail, reason: str, *, at: datetime) -> None:
    tries = mail.attempts + (mail.state == State.QUEUED)
    until = rules.next_mail_try(queued_at=mail.queued_at, attempts=tries, at=at)
    if until is None:
        _fail(mail, reason, at=at)
        return
    log.warning("mail %s waits until %s: %s", mail.id, until, reason)
    postpone(mail, reason=reason, until=until, task=SEND_MAIL, mail=str(mail.id))


def _fail(mail: OutboundMail, reason: str, *, at: datetime) -> None:
    fact = MailFailed(ref=mail.ref, mail=mail.id, at=at, reason=reason)
    settle(mail, fact, state=State.FAILED, reason=reason, ended_at=at)


def _bounce(mail: OutboundMail, reason: str, *, at: datetime) -> None:
    fact = MailBounced(ref=mail.ref, mail=mail.id, at=at, reason=reason, permanent=True)
    settle(mail, fact, state=State.BOUNCED, reason=reason, ended_at=at)
