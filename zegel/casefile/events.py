"""What the case file states in the evidence log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from django.utils.translation import gettext_noop

from zegel.evidence.events import EvidenceEvent, Words

_CASE: Final = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRegistered(EvidenceEvent):
    """A case got its numbers; `subject` is the case."""

    name: ClassVar[str] = "casefile.case.registered"
    words: ClassVar[Words] = Words(gettext_noop("Registered at the court"), "ok", "court", _CASE)

    court: str
    location: str
    matter: str
    number: str
    summary_number: str
    filing: UUID | None
    very_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAdmitted(EvidenceEvent):
    """A party came into a case. Its name is kept beside the record."""

    name: ClassVar[str] = "casefile.party.admitted"
    words: ClassVar[Words] = Words(gettext_noop("Party entered in the case"), "", "user", _CASE)
    personal: ClassVar[frozenset[str]] = frozenset({"party_name", "short_name"})

    party: UUID
    number: int
    role: str
    channel: str
    party_name: str
    short_name: str
    mailbox: UUID | None = None
    decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationBegan(EvidenceEvent):
    """Somebody acts for a party from now on (art. 1.4)."""

    name: ClassVar[str] = "casefile.representation.began"
    words: ClassVar[Words] = Words(gettext_noop("Representative of a party entered"), "", "user", _CASE)
    personal: ClassVar[frozenset[str]] = frozenset({"representative", "office"})

    party: UUID
    kind: str
    representative: str
    profession_number: str
    mailbox: UUID | None
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationEnded(EvidenceEvent):
    """Somebody acts for a party no longer."""

    name: ClassVar[str] = "casefile.representation.ended"
    words: ClassVar[Words] = Words(gettext_noop("Representative of a party left"), "warning", "user", _CASE)

    party: UUID
    mailbox: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChanged(EvidenceEvent):
    """A party litigates in another way from the effective date on (art. 1.6, 1.8)."""

    name: ClassVar[str] = "casefile.channel.changed"
    words: ClassVar[Words] = Words(gettext_noop("A party changed its channel"), "", "refresh", _CASE)

    party: UUID
    kind: str
    to: str
    effective: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlaced(EvidenceEvent):
    """A piece was placed in the file, for the readers of a circle. `documents` are SHA-256 of the sealed files, `signing_key` is the key
    (base64) its manifest is signed with: of who filed, or of who placed it for the court; None where nobody's is known. `late` is the law's mark of what came late (3.16) with its reasoning, None of what came in time."""

    name: ClassVar[str] = "casefile.entry.placed"
    words: ClassVar[Words] = Words(gettext_noop("Placed in the case file"), "ok", "file", _CASE)

    entry: UUID
    number: int
    kind: str
    circle: UUID
    filed_at: datetime
    documents: list[str]
    party: UUID | None = None
    filing: UUID | None = None
    replaces: UUID | None = None
    signing_key: str | None = None
    late: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMarkedAnew(EvidenceEvent):
    """The hearing got another day, so that a piece is marked late, or is not any more (art. 3.16). `before` and `rule` are the rule that
    marked it before and that marks it now; None where it came in time. `late` is the mark of now with its reasoning."""

    name: ClassVar[str] = "casefile.entry.marked-anew"
    words: ClassVar[Words] = Words(
        gettext_noop("Marked anew by the day of the hearing"), "", "calendar", _CASE
    )

    entry: UUID
    before: str | None
    rule: str | None
    late: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryMadeKnown(EvidenceEvent):
    """An entry was made known to a reader (art. 1.9): the moment the notification was handed over for sending."""

    name: ClassVar[str] = "casefile.entry.made-known"
    words: ClassVar[Words] = Words(gettext_noop("Made known to a party"), "ok", "mail", _CASE)

    entry: UUID
    mailbox: UUID
    made_known_at: datetime
    by_mail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPosted(EvidenceEvent):
    """A clerk ticked off that a piece went to a party that does not litigate digitally (art. 1.10); `channel` is paper or secure mail.
    `message` is the sealed mail that brought it from here; its own records say when it was handed over."""

    name: ClassVar[str] = "casefile.entry.posted"
    words: ClassVar[Words] = Words(
        gettext_noop("Sent to a party by post or secure mail"), "ok", "mail", _CASE
    )

    entry: UUID
    party: UUID
    channel: str
    posted_at: datetime
    message: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingCorrected(EvidenceEvent):
    """A piece was ticked off by mistake: it was not sent at `said_posted_at`."""

    name: ClassVar[str] = "casefile.entry.posting-corrected"
    words: ClassVar[Words] = Words(
        gettext_noop("Was not sent to the party after all"), "warning", "mail", _CASE
    )

    entry: UUID
    party: UUID
    said_posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeReturned(EvidenceEvent):
    """A notification of an entry came back. It counts as made known all the same (art. 1.9)."""

    name: ClassVar[str] = "casefile.notice.returned"
    words: ClassVar[Words] = Words(
        gettext_noop("A notification of the case came back"), "warning", "mail", _CASE
    )

    entry: UUID
    mailbox: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressAnswered(EvidenceEvent):
    """A reader gave the address for notifications in this case, or declined (art. 1.9)."""

    name: ClassVar[str] = "casefile.address.answered"
    words: ClassVar[Words] = Words(
        gettext_noop("Address for notifications given or declined"), "", "mail", _CASE
    )
    personal: ClassVar[frozenset[str]] = frozenset({"email"})

    mailbox: UUID
    given: bool
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestMade(EvidenceEvent):
    """A party asked the judge for shielding (art. 3.7) or for another channel (1.6), or the court began an exclusion (1.8)."""

    name: ClassVar[str] = "casefile.request.made"
    words: ClassVar[Words] = Words(gettext_noop("A request of a party was received"), "", "user", _CASE)

    request: UUID
    party: UUID
    kind: str
    to: str
    filing: UUID | None
    by_court: bool
    without: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDecided(EvidenceEvent):
    """It was decided on. `rule` is the law's, `sealed` the SHA-256 of the sealed reason."""

    name: ClassVar[str] = "casefile.request.decided"
    words: ClassVar[Words] = Words(gettext_noop("A request of a party was decided on"), "ok", "court", _CASE)

    request: UUID
    kind: str
    granted: bool
    effective: datetime | None
    rule: str
    sealed: str | None
