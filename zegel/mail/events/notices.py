"""What becomes of notifications and reminders."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeResent(EvidenceEvent):
    """The sender had a recipient notified once more."""

    name: ClassVar[str] = "mail.notice.resent"
    words: ClassVar[Words] = Words(
        gettext_noop("Notification sent again by the sender"), "", "refresh", "delivery"
    )

    delivery: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEvent(EvidenceEvent):
    """What became of a recipient's notification, as the notify house knows it."""

    delivery: UUID
    mail: str = ""
    reason: str = ""
    permanent: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeHandedOver(NoticeEvent):
    """Notification handed over."""

    name: ClassVar[str] = "mail.notice.handed-over"
    words: ClassVar[Words] = Words(gettext_noop("Notification handed over"), "ok", "mail", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeBounced(NoticeEvent):
    """Notification came back."""

    name: ClassVar[str] = "mail.notice.bounced"
    words: ClassVar[Words] = Words(gettext_noop("Notification came back"), "warning", "mail", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReturned(NoticeEvent):
    """A mail came back, in whatever form its server gave it."""

    name: ClassVar[str] = "mail.notice.returned"
    words: ClassVar[Words] = Words(gettext_noop("A mail came back"), "warning", "mail", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed(NoticeEvent):
    """Notification could not be sent."""

    name: ClassVar[str] = "mail.notice.failed"
    words: ClassVar[Words] = Words(
        gettext_noop("Notification could not be sent"), "warning", "mail", "delivery"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeUncertain(NoticeEvent):
    """Nobody can tell whether the notification arrived."""

    name: ClassVar[str] = "mail.notice.uncertain"
    words: ClassVar[Words] = Words(
        gettext_noop("Nobody can tell whether the notification arrived"), "warning", "mail", "delivery"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingStated(EvidenceEvent):
    """The sender stated the hearing before which the message must be read, or took it back (None)."""

    name: ClassVar[str] = "mail.hearing.stated"
    words: ClassVar[Words] = Words(gettext_noop("Hearing stated by the sender"), "", "calendar", "other")

    hearing: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindedByMail(EvidenceEvent):
    """A recipient was reminded by mail."""

    name: ClassVar[str] = "mail.reminder.mail"
    words: ClassVar[Words] = Words(
        gettext_noop("Reminded by mail: a hearing is near"), "", "mail", "delivery"
    )

    delivery: UUID
    hearing: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindedBySms(EvidenceEvent):
    """A recipient was reminded by SMS, or not (`why`)."""

    name: ClassVar[str] = "mail.reminder.sms"
    words: ClassVar[Words] = Words(
        gettext_noop("Reminded by SMS: a hearing is near"), "", "phone", "delivery"
    )

    delivery: UUID
    hearing: date
    sent: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDue(EvidenceEvent):
    """Somebody must phone a recipient."""

    name: ClassVar[str] = "mail.reminder.call"
    words: ClassVar[Words] = Words(
        gettext_noop("Still unread: task to phone this recipient"), "warning", "phone", "delivery"
    )

    delivery: UUID
    hearing: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(EvidenceEvent):
    """A recipient was phoned about the unread message."""

    name: ClassVar[str] = "mail.reminder.called"
    words: ClassVar[Words] = Words(gettext_noop("Phoned about the unread message"), "ok", "phone", "delivery")

    delivery: UUID
    outcome: str
