"""What a sender may know of the messages about something. Callers have decided that the asker may see `refs`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from zegel.notify.models import STUCK, Outbound, OutboundMail, OutboundSms, State
from zegel.notify.rules import mask_number

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "STUCK",
    "MessageState",
    "State",
    "bounce_address",
    "mail_states",
    "overdue_since",
    "sms_count",
    "sms_states",
    "stuck_refs",
]


@dataclass(frozen=True, slots=True)
class MessageState:
    """One mail or SMS as its sender sees it. `to` is the address, or the masked number."""

    id: UUID
    ref: UUID
    kind: str
    to: str
    state: str
    attempts: int
    reason: str
    queued_at: datetime
    next_attempt_at: datetime
    handed_at: datetime | None
    ended_at: datetime | None
    can_resend: bool


def mail_states(refs: Iterable[UUID]) -> Mapping[UUID, list[MessageState]]:
    """The mails about each of `refs`, oldest first; a ref without mail is absent. One query."""
    rows = (
        OutboundMail.objects.filter(ref__in=list(refs))
        .defer("params", "sealed_secret")
        .order_by("queued_at", "id")
    )
    found: dict[UUID, list[MessageState]] = defaultdict(list)
    mails = list(rows)
    replaced = {mail.resend_of_id for mail in mails}
    for mail in mails:
        can_resend = mail.state in STUCK and mail.id not in replaced
        found[mail.ref].append(_state(mail, to=mail.to_address, can_resend=can_resend))
    return dict(found)


def stuck_refs(refs: Iterable[UUID]) -> set[UUID]:
    """Those of `refs` whose newest mail came back, failed or is uncertain: nobody may have been told. One query."""
    newest = (
        OutboundMail.objects.filter(ref__in=list(refs))
        .order_by("ref", "-queued_at", "-id")
        .distinct("ref")
        .values_list("ref", "state")
    )
    return {ref for ref, state in newest if state in STUCK}


def overdue_since(moment: datetime) -> bool:
    """Whether a mail or SMS that had to be tried before a moment still waits."""
    late = {"state": State.QUEUED, "next_attempt_at__lt": moment}
    return OutboundMail.objects.filter(**late).exists() or OutboundSms.objects.filter(**late).exists()


def sms_states(refs: Iterable[UUID]) -> Mapping[UUID, list[MessageState]]:
    """The SMS messages about each of `refs`, oldest first; a ref without SMS is absent. One query."""
    rows = (
        OutboundSms.objects.filter(ref__in=list(refs))
        .defer("params", "sealed_secret")
        .order_by("queued_at", "id")
    )
    found: dict[UUID, list[MessageState]] = defaultdict(list)
    for sms in rows:
        found[sms.ref].append(_state(sms, to=mask_number(sms.to_number), can_resend=False))
    return dict(found)


def sms_count(number: str, *, since: datetime) -> int:
    """How many SMS messages were queued for a number (E.164) after a moment, whoever asked for them."""
    return OutboundSms.objects.filter(to_number=number, queued_at__gt=since).count()


def bounce_address(token: str) -> str | None:
    """To whom the mail of ours went that a bounce with this token is about; None when there is no such mail."""
    return OutboundMail.objects.filter(bounce_token=token).values_list("to_address", flat=True).first()


def _state(row: Outbound, *, to: str, can_resend: bool) -> MessageState:
    return MessageState(
        id=row.id,
        ref=row.ref,
        kind=row.kind,
        to=to,
        state=row.state,
        attempts=row.attempts,
        reason=row.reason,
        queued_at=row.queued_at,
        next_attempt_at=row.next_attempt_at,
        handed_at=row.handed_at,
        ended_at=row.ended_at,
        can_resend=can_resend,
    )
