"""The shapes of what a guest sends and gets."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from zegel.api.shared.schemas import CorrespondentOut
from zegel.api.shared.wire import Base64In, Base64Out, Wire


class GuestOut(Wire):
    id: UUID
    verification: str
    code_salt: Base64Out
    granted: bool


class CodeOut(Wire):
    seconds: int
    pause: int


class EnterIn(Wire):
    digits: str = Field(default="", max_length=60)
    verifier: str = Field(default="", max_length=64)


class EnteredOut(Wire):
    id: UUID
    name: str
    conversation: UUID
    subject: str
    recipient: str
    sealed_identity: Base64Out
    code_salt: Base64Out
    signing_key: str
    sealed_signing: Base64Out
    # The secret of the link came to the server by accident: the client renews it.
    link_seen: bool
    owner: CorrespondentOut
    messages: list[UUID]


class LinkIn(Wire):
    link: str = Field(max_length=43, pattern="^[A-Za-z0-9_-]{43}$")
    sealed_identity: Base64In
    sender_copy: Base64In


class HelpIn(Wire):
    reason: str = Field(max_length=20)
    contact: str = Field(default="", max_length=254)


class SigningKeyIn(Wire):
    public: str = Field(max_length=44)
    sealed: Base64In


class LogAlarmIn(Wire):
    """Why a browser does not believe the log (docs/formats.md, Evidence log)."""

    code: Literal["log-key", "log-shorter", "log-forked", "log-unwitnessed", "log-witnesses"]
