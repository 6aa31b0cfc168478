"""Sending one SMS, never twice; late is never, because a code expires."""

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from zegel.notify import composing, relay, rules
from zegel.notify.actions.outcome import claim, due, postpone, settle, uncertain
from zegel.notify.actions.queue import SEND_SMS, relay_folder
from zegel.notify.events import SmsFailed, SmsHandedOver
from zegel.notify.letter import sms_letter
from zegel.notify.models import OutboundSms, State
from zegel.notify.transport.sms import ProviderError, parse_provider
from zegel.notify.transport.wire import Lost, Refused, TryLater

log = logging.getLogger(__name__)


def send_sms(*, sms_id: UUID, at: datetime) -> None:
    """Try to hand one SMS to the provider; called by the worker, outside any transaction. Repeating it is harmless.

    An HTTP request cannot be held open before its last byte as a mail can, so `transmitting` is committed before
    the request begins. Killed after that, the SMS is `uncertain`, and a new code is the reader's way out. Only what
    certainly was not taken (no connection; "too many requests"; "unavailable") is tried again, while its code lives.
    """
    sms = OutboundSms.objects.filter(pk=sms_id).first()
    if sms is None or not due(sms, task=SEND_SMS, at=at, sms=str(sms_id)):
        return
    if at >= sms.expires_at:
        _fail(sms, "expired", state=State.FAILED, at=at)
        return
    started = time.monotonic()
    try:
        reference = _transmit(sms, at=at)
    except relay.RelayError as error:
        _fail(sms, f"the code cannot be opened any more: {error}", state=State.FAILED, at=at)
    except Refused as error:
        _fail(sms, error.reason, state=State.BOUNCED, at=at)
    except TryLater as error:
        _try_later(sms, error.reason, at=at)
    except Lost as error:
        uncertain(sms, at=at, reason=error.reason)
    else:
        if reference is not None:
            handed_at = at + timedelta(seconds=time.monotonic() - started)
            fact = SmsHandedOver(ref=sms.ref, sms=sms.id, at=handed_at)
            settle(sms, fact, state=State.HANDED, provider_reference=reference[:100], handed_at=handed_at)


def _transmit(sms: OutboundSms, *, at: datetime) -> str | None:
    """The provider's reference, or None when another worker has claimed the SMS."""
    try:
        provider = parse_provider(settings.ENVIRONMENT.sms)
    except ProviderError as error:
        raise TryLater(str(error)) from None
    secret = _code(sms)
    text = composing.compose_sms(sms, secret=secret, origin=settings.ENVIRONMENT.origin)
    if not claim(sms, at=at):
        return None
    try:
        return provider.send(number=sms.to_number, text=text, reference=sms.id.hex, valid=sms.expires_at - at)
    except (Refused, TryLater, Lost) as error:
        # A provider that quotes the text it refuses would bring the code into the row.
        raise type(error)(error.reason.replace(secret, "…") if secret else error.reason) from None


def _code(sms: OutboundSms) -> str:
    if sms.sealed_secret is not None:
        return relay.open_sealed(bytes(sms.sealed_secret), row=sms.id, folder=relay_folder())
    if sms_letter(sms.kind, sms.params).carries_code:
        raise relay.RelayError("no code")
    return ""


def _try_later(sms: OutboundSms, reason: str, *, at: datetime) -> None:
    tries = sms.attempts + (sms.state == State.QUEUED)
    until = rules.next_sms_try(expires_at=sms.expires_at, attempts=tries, at=at)
    if until is None:
        _fail(sms, reason, state=State.FAILED, at=at)
        return
    log.warning("SMS %s waits until %s: %s", sms.id, until, reason)
    postpone(sms, reason=reason, until=until, task=SEND_SMS, sms=str(sms.id))


def _fail(sms: OutboundSms, reason: str, *, state: State, at: datetime) -> None:
    fact = SmsFailed(ref=sms.ref, sms=sms.id, at=at, reason=reason)
    settle(sms, fact, state=state, reason=reason, ended_at=at)
