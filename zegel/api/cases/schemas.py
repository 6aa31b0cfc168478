"""Shapes of cases on the wire. What is sealed is bytes here; nothing of it is looked into."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from zegel.api.mailboxes.circle_shapes import NewCircleIn
from zegel.api.shared.wire import Base64In, Base64Out, Wire

MatterName = Literal["familie", "handel", "kanton"]
ChannelName = Literal["digital", "paper", "veilig mailen"]
PartyRole = Literal["claimant", "defendant", "joined", "intervening"]


class RepresentativeIn(Wire):
    kind: Literal["lawyer", "authorised representative"]
    name: str = Field(min_length=1, max_length=200)
    office: str = Field(default="", max_length=200)
    profession_number: str = Field(default="", max_length=20)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=20)
    mailbox: UUID | None = None


class CasePartyIn(Wire):
    role: PartyRole
    kind: Literal["person", "legal"]
    name: str = Field(min_length=1, max_length=200)
    short_name: str = Field(min_length=1, max_length=60)
    channel: ChannelName
    address: str = Field(default="", max_length=500)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=20)
    mailbox: UUID | None = None
    representative: RepresentativeIn | None = None
    decision: str = Field(default="", max_length=80)


class CaseCircleIn(NewCircleIn):
    """A circle as the clerk's client made it; `without` are numbers of parties that a shielded one keeps out (3.7)."""

    kind: Literal["open", "shielded", "court"]
    without: list[int] = Field(default=[], max_length=200)


class NewCaseIn(Wire):
    court: str = Field(max_length=40)
    location: str = Field(max_length=60)
    matter: MatterName
    desk: UUID
    parties: list[CasePartyIn] = Field(max_length=200)
    circles: list[CaseCircleIn] = Field(max_length=10)
    very_urgent: bool = False


class CaseRowOut(Wire):
    """A case as a list shows it."""

    id: UUID
    number: str
    summary_number: str
    court: str
    matter: MatterName
    state: str
    parties: str
    registered_at: str


class CasesOut(Wire):
    """A page of a list; `next` is the `before` of the following one, empty at the end."""

    cases: list[CaseRowOut]
    next: str


class CasePartyOut(Wire):
    id: UUID
    number: int
    role: PartyRole
    name: str
    short_name: str
    channel: ChannelName
    representative: str
    mailbox: UUID | None
    next_exhibit: int


class CaseCircleOut(Wire):
    id: UUID
    kind: str
    container: UUID
    without: list[int]
    own: int | None


class CaseOut(CaseRowOut):
    """A case for who may look into it: who they are in it, and what they can do now.

    `regulation` is the version of the procesreglement that holds for its application (15.2), and `pending` whether it is *aanhangig*.
    """

    location: str
    regulation: str
    pending: bool
    closed_doors: bool
    roles: list[str]
    acts: list[str]
    last_act: int
    unseen: int
    address_asked: bool
    party_list: list[CasePartyOut]
    circles: list[CaseCircleOut]


class EntryDocumentOut(Wire):
    number: int
    object: UUID
    exhibit: int | None
    size: int
    sealed_key: Base64Out


class PublicationOut(Wire):
    mailbox: UUID
    made_known_at: str | None
    came_back: bool


class EarlierMarkOut(Wire):
    """The mark of lateness that a piece had until the hearing got another day; None where it was in time until then."""

    mark: dict[str, object] | None
    until: str


class DocketEntryOut(Wire):
    """A piece in the file. `filed_at` is the legal moment, `placed_at` when readers could see it.

    `signer_key` is what the manifest in `envelope` is signed with by the directory, empty where that is not known; `about` the
    identifier it has as its message, None for a piece of the court; `scanned` says that it came on paper, and that the clerk who
    scanned it signed.
    """

    id: UUID
    number: int
    kind: str
    party: UUID | None
    circle: UUID
    filed_at: str
    placed_at: str
    replaces: UUID | None
    late: dict[str, object] | None
    late_before: list[EarlierMarkOut]
    envelope: Base64Out
    sealed_key: Base64Out
    key_version: int
    signer_key: str
    about: UUID | None
    scanned: bool
    documents: list[EntryDocumentOut]
    publications: list[PublicationOut]


class NewEntryDocumentIn(Wire):
    object: UUID
    sealed_key: Base64In
    exhibit: int | None = Field(default=None, ge=1, le=9999)


class NewEntryIn(Wire):
    """What the court itself places: uploaded and sealed by the clerk's client."""

    kind: str = Field(max_length=30)
    circle: UUID
    envelope: Base64In
    sealed_key: Base64In
    key_version: int = Field(ge=1, le=1_000_000)
    documents: list[NewEntryDocumentIn] = Field(max_length=200)


class EntryPlacedOut(Wire):
    id: UUID
    number: int


class SealedReasonIn(Wire):
    circle: UUID
    envelope: Base64In
    sealed_key: Base64In
    key_version: int = Field(ge=1, le=1_000_000)


class ActIn(Wire):
    """An act; `seen` is the number of the newest act its doer had seen."""

    id: UUID
    act: str = Field(max_length=40)
    seen: int = Field(ge=0, le=1_000_000)
    facts: dict[str, str] = Field(default={}, max_length=20)
    terms: dict[str, dict[str, str]] = Field(default={}, max_length=10)
    reason: SealedReasonIn | None = None


class ActOut(Wire):
    id: UUID
    number: int
    act: str
    role: str
    at: str
    state_before: str
    state_after: str
    facts: dict[str, str]
    overridden: list[str]


class TaskOut(Wire):
    id: UUID
    case: UUID
    number: str
    who: str
    what: str
    article: str
    due: str
    due_at: str | None
    articles: list[str]


class AddressIn(Wire):
    """Where notifications go (1.9); empty: none are wanted, at one's own risk."""

    mailbox: UUID
    email: str = Field(default="", max_length=254)


class VisitIn(Wire):
    number: int = Field(ge=0, le=1_000_000)


class CaseLogOut(Wire):
    """Records of a case as texts of `zegel/proof/v1` (docs/formats.md), null where a record was changed so that none can be made.

    `personal` is what is kept beside records, by their identifiers; everything recorded before `logged_until` is in the log.
    """

    proofs: list[str] | None
    personal: dict[str, str]
    logged_until: str


class LetterDocumentIn(Wire):
    object: UUID
    sealed_key: Base64In


class LetterIn(Wire):
    """A letter of the court, sealed to a circle of the case."""

    circle: UUID
    envelope: Base64In
    sealed_key: Base64In
    key_version: int = Field(ge=1, le=1_000_000)
    documents: list[LetterDocumentIn] = Field(min_length=1, max_length=5)
