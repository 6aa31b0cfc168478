"""The shapes of the organisation's spare key."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.identity.queries.people import User
from zegel.key_custody.queries.escrow import Request


class OfficerOut(Wire):
    user: UUID
    name: str
    email: str
    recipient: str
    signing_key: str

    @classmethod
    def of(cls, officer: User) -> "OfficerOut":
        """As the browser gets them."""
        return cls(
            user=officer.pk,
            name=officer.name,
            email=officer.email,
            recipient=officer.recipient,
            signing_key=officer.signing_key,
        )


class RequestOut(Wire):
    id: UUID
    recipient: str
    opens_at: datetime
    approvals: int
    needed: int
    ready: bool

    @classmethod
    def of(cls, asked: Request) -> "RequestOut":
        """As the browser gets it."""
        return cls(
            id=asked.row.pk,
            recipient=asked.row.recipient,
            opens_at=asked.row.opens_at,
            approvals=asked.approvals,
            needed=asked.row.seal.needed,
            ready=asked.ready,
        )


class EscrowOut(Wire):
    """`make`: the browser should make a seal now, for these officers, of whom so many are needed."""

    make: bool
    sealed: bool
    needed: int
    officers: list[OfficerOut]
    request: RequestOut | None


class ShareIn(Wire):
    officer: UUID
    number: int = Field(ge=1, le=9)
    sealed: Base64In


class EscrowSealIn(Wire):
    sealed: Base64In
    needed: int = Field(ge=2, le=9)
    shares: list[ShareIn] = Field(max_length=9)


class AskIn(Wire):
    recipient: str = Field(max_length=4096)


class ShareOut(Wire):
    number: int
    sealed: Base64Out


class CollectedOut(Wire):
    sealed: Base64Out
    shares: list[ShareOut]


class AskedOut(Wire):
    """A request an officer can agree to; `share` is theirs, sealed to their user key."""

    id: UUID
    user: UUID
    name: str
    email: str
    asked_at: datetime
    recipient: str
    share: Base64Out
    number: int
    approvals: int
    needed: int
    mine: bool


class ApproveIn(Wire):
    note: str = Field(max_length=1000)
    sealed: Base64In
