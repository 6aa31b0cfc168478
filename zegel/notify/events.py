"""What this room states about mail and SMS messages. The names are stored, so they never change their meaning.

`ref` is what the message is about, as given to `queue_mail` or `queue_sms`. Reasons are the words of the other
server; they never hold content, code or link.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MailHandedOver:
    """The recipient's mail server (or our relay) has answered that it takes responsibility for the mail."""

    name: ClassVar[str] = "notify.mail-handed-over"
    ref: UUID
    mail: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MailBounced:
    """The mail was refused or came back. Not `permanent`: it is delayed, and its server still tries."""

    name: ClassVar[str] = "notify.mail-bounced"
    ref: UUID
    mail: UUID
    at: datetime
    reason: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class MailReturned:
    """The mail came back to its own return address with nothing in it that says why."""

    name: ClassVar[str] = "notify.mail-returned"
    ref: UUID
    mail: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class MailFailed:
    """We gave up: for two days no server wanted to take the mail."""

    name: ClassVar[str] = "notify.mail-failed"
    ref: UUID
    mail: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class MailUncertain:
    """Contact was lost in the instant of handing over; nobody can tell, so it is not sent again by itself."""

    name: ClassVar[str] = "notify.mail-uncertain"
    ref: UUID
    mail: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SmsHandedOver:
    """The SMS provider has accepted the message."""

    name: ClassVar[str] = "notify.sms-handed-over"
    ref: UUID
    sms: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SmsFailed:
    """The SMS was refused, or its code expired before any provider took it."""

    name: ClassVar[str] = "notify.sms-failed"
    ref: UUID
    sms: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SmsUncertain:
    """Contact with the provider was lost after the request left; a new code is the way out."""

    name: ClassVar[str] = "notify.sms-uncertain"
    ref: UUID
    sms: UUID
    at: datetime
