"""Messages on their way out, and the pictures they carry."""

import secrets
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from zegel.lib.ids import uuid7


class State(models.TextChoices):
    """Where a message is.

    `queued` a job will try it · `transmitting` it may be in the hands of the other side at this instant ·
    `handed` the other side took it · `bounced` refused or come back · `returned` come back, and why was not to be read ·
    `failed` given up · `uncertain`
    transmission was broken off and nobody can tell · `stopped` taken out of the queue, because what it told of was taken back.
    """

    QUEUED = "queued"
    TRANSMITTING = "transmitting"
    HANDED = "handed"
    BOUNCED = "bounced"
    RETURNED = "returned"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    STOPPED = "stopped"


WAITING = (State.QUEUED, State.TRANSMITTING)
STUCK = (State.BOUNCED, State.RETURNED, State.FAILED, State.UNCERTAIN)
"""Nobody may have been told, and we do not try again by ourselves."""


class Image(models.Model):
    """A logo (PNG), kept once for all mails that show it."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class Outbound(models.Model):
    """What mails and SMS messages have in common.

    `sealed_secret` is there only while the message waits; see `relay`. `next_attempt_at` makes a second job for
    the same message harmless: it comes too early and does nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ref = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    params: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    sealed_secret = models.BinaryField(null=True)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    handed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="%(class)s_state"),
            models.CheckConstraint(
                condition=Q(state__in=WAITING) | Q(sealed_secret__isnull=True), name="%(class)s_secret_gone"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.HANDED) | Q(handed_at__isnull=False), name="%(class)s_handed_at"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TRANSMITTING) | Q(claimed_at__isnull=False),
                name="%(class)s_claimed_at",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(*STUCK, State.STOPPED),
                    ended_at__isnull=False,
                )
                | Q(state__in=(State.QUEUED, State.TRANSMITTING, State.HANDED), ended_at__isnull=True),
                name="%(class)s_ended_at",
            ),
            models.CheckConstraint(condition=Q(language__in=("nl", "en")), name="%(class)s_language"),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state__in=WAITING), name="%(class)s_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.state}"


def _token() -> str:
    """128 random bits for the return address, in signs that survive a mail server that folds case."""
    return secrets.token_hex(16)


class OutboundMail(Outbound):
    """A notification mail. `message_id` is the same at every attempt, so a doubled mail would show as one."""

    to_address = models.CharField(max_length=320)
    image = models.ForeignKey(Image, models.PROTECT, null=True)
    message_id = models.CharField(max_length=320, unique=True)
    bounce_token = models.CharField(max_length=32, unique=True, default=_token)
    resend_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="resent_as")

    class Meta(Outbound.Meta):
        abstract = False
        constraints = [
            *Outbound.Meta.constraints,
            models.CheckConstraint(condition=~Q(resend_of=F("id")), name="outboundmail_resend_of_other"),
        ]

    image_id: str | None
    resend_of_id: UUID | None


class OutboundSms(Outbound):
    """An SMS with a code. After `expires_at` it is not sent any more."""

    to_number = models.CharField(max_length=16)
    provider_reference = models.CharField(max_length=100, blank=True)
    expires_at = models.DateTimeField()

    class Meta(Outbound.Meta):
        abstract = False
        constraints = [
            *Outbound.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_number__regex=r"^\+[1-9][0-9]{7,14}$"), name="outboundsms_number"
            ),
        ]
        indexes = [
            *Outbound.Meta.indexes,
            models.Index(fields=["to_number", "queued_at"], name="outboundsms_number_at"),
        ]
