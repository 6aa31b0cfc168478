"""Putting a message in the queue: row and job in the transaction of the act it tells about."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from zegel.lib.ids import uuid7
from zegel.notify import relay, rules
from zegel.notify.errors import NothingToResend, PictureRefused
from zegel.notify.letter import MailLetter, SmsLetter, stored
from zegel.notify.models import STUCK, Image, OutboundMail, OutboundSms
from zegel.outbox.actions import queue_task

SEND_MAIL = "notify.send_mail"
SEND_SMS = "notify.send_sms"

_PNG = b"\x89PNG\r\n\x1a\n"
_LARGEST_LOGO = 100_000


@transaction.atomic(savepoint=False)
def queue_mail(
    *,
    ref: UUID,
    letter: MailLetter,
    to: str,
    language: str,
    at: datetime,
    secret: str | None = None,
    logo: bytes | None = None,
) -> OutboundMail:
    """Queue a notification mail about `ref`.

    The fields of `letter` are stored as they are and must hold no secret; `secret` is what only the worker may see, kept
    sealed until the mail is away. Refuses an impossible address (`AddressRefused`) and a logo that is not a small PNG
    (`PictureRefused`).
    """
    to_address = rules.check_address(to)
    params = stored(letter)
    _check(params, secret, language)
    image = None if logo is None else _image(logo)
    return _store_mail(
        ref=ref,
        kind=letter.kind,
        to_address=to_address,
        language=language,
        params=params,
        at=at,
        secret=secret,
        image=image,
    )


@transaction.atomic(savepoint=False)
def queue_sms(
    *,
    ref: UUID,
    letter: SmsLetter,
    to: str,
    language: str,
    expires_at: datetime,
    at: datetime,
    secret: str | None = None,
) -> OutboundSms:
    """Queue an SMS about `ref`; `secret` is its code, where it has one. After `expires_at` it is not sent any more.

    Refuses impossible numbers.
    """
    number = rules.normalise_number(to)
    params = stored(letter)
    _check(params, secret, language)
    row = uuid7()
    sms = OutboundSms.objects.create(
        id=row,
        ref=ref,
        kind=letter.kind,
        language=language,
        params=params,
        to_number=number,
        sealed_secret=None if secret is None else relay.seal(secret, row=row, at=at, folder=relay_folder()),
        expires_at=expires_at,
        queued_at=at,
        next_attempt_at=at,
    )
    queue_task(SEND_SMS, sms=str(sms.id))
    return sms


@transaction.atomic
def resend(*, mail_id: UUID, secret: str | None, at: datetime, to: str | None = None) -> OutboundMail:
    """Send the same notification once more, to a corrected address if given: the sender's answer to a mail that
    bounced, failed or is uncertain.

    The old row keeps its history; the new one names it. Refuses (`NothingToResend`) a mail in any other state and a
    second time for the same mail, so that two clicks make one mail.
    """
    old = OutboundMail.objects.select_for_update(of=("self",)).filter(pk=mail_id, state__in=STUCK).first()
    if old is None or OutboundMail.objects.filter(resend_of=old).exists():
        raise NothingToResend
    _check(old.params, secret, old.language)
    return _store_mail(
        ref=old.ref,
        kind=old.kind,
        to_address=rules.check_address(to) if to else old.to_address,
        language=old.language,
        params=old.params,
        at=at,
        secret=secret,
        image=old.image,
        resend_of=old,
    )


def relay_folder() -> Any:
    """Where the day keys of the relay lie."""
    return settings.ENVIRONMENT.secrets / "relay"


def _store_mail(
    *, secret: str | None, at: datetime, params: Mapping[str, Any], **columns: Any
) -> OutboundMail:
    row = uuid7()
    folder = relay_folder()
    domain = settings.ENVIRONMENT.mail_from.rpartition("@")[2]
    mail = OutboundMail.objects.create(
        id=row,
        params=dict(params),
        sealed_secret=None if secret is None else relay.seal(secret, row=row, at=at, folder=folder),
        message_id=f"<{row.hex}@{domain}>",
        queued_at=at,
        next_attempt_at=at,
        **columns,
    )
    queue_task(SEND_MAIL, mail=str(mail.id))
    return mail


def _check(params: Mapping[str, Any], secret: str | None, language: str) -> None:
    """Mistakes of a programmer, not of a user."""
    if language not in rules.LANGUAGES:
        raise ValueError(f"no language {language!r}")
    if secret and any(secret in value for value in params.values() if isinstance(value, str)):
        raise ValueError("a secret may not stand in params")


def _image(png: bytes) -> Image:
    if not png.startswith(_PNG) or len(png) > _LARGEST_LOGO:
        raise PictureRefused(field="logo")
    image, _ = Image.objects.get_or_create(sha256=hashlib.sha256(png).hexdigest(), defaults={"data": png})
    return image
