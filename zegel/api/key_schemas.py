"""The shapes of registering, and of passwords and recovery codes."""

from uuid import UUID

from pydantic import Field

from zegel.api.schemas import Base64In, Base64Out, Wire

_TOKEN = r"^[A-Za-z0-9_-]{43}$"  # noqa: S105  a form, not a token


class RegisterIn(Wire):
    email: str = Field(max_length=254)
    language: str = Field(default="nl", pattern="^(nl|en)$")


class ForgotIn(Wire):
    email: str = Field(max_length=254)


class TokenIn(Wire):
    token: str = Field(pattern=_TOKEN)


class InvitationOut(Wire):
    email: str
    name: str
    language: str
    organisation: str
    # They came by the directory of their organisation, and go on with its login.
    sso: bool


class NewBoxIn(Wire):
    recipient: str = Field(max_length=4096)
    sealed_identity: Base64In


class AcceptIn(TokenIn):
    name: str = Field(max_length=1000)
    language: str = Field(pattern="^(nl|en)$")
    login: str = Field(max_length=64)
    salt: Base64In
    recipient: str = Field(max_length=4096)
    signing_key: str = Field(max_length=64)
    sealed_key: Base64In
    recovery: Base64In
    box: NewBoxIn


class ResetOut(Wire):
    user: UUID
    email: str
    recovery: Base64Out


class PasswordIn(Wire):
    login: str = Field(max_length=64)
    salt: Base64In
    sealed_key: Base64In = b""
    recovery: Base64In = b""
    proof: Base64In = b""


class ResetIn(PasswordIn, TokenIn):
    pass


class ChangeIn(Wire):
    old_login: str = Field(max_length=64)
    login: str = Field(max_length=64)
    salt: Base64In
    sealed_key: Base64In


class RecoveryIn(Wire):
    login: str = Field(max_length=64)
    sealed: Base64In


class SealOut(Wire):
    way: str
    current: bool
    salt: Base64Out
    sealed: Base64Out


class MemberSealIn(Wire):
    user: UUID
    sealed_identity: Base64In


class NextKeyIn(Wire):
    number: int = Field(ge=2, le=1_000_000)
    recipient: str = Field(max_length=4096)
    keys: list[MemberSealIn] = Field(max_length=1000)


class AfreshIn(Wire):
    login: str = Field(max_length=64)
    salt: Base64In
    recipient: str = Field(max_length=4096)
    signing_key: str = Field(max_length=64)
    sealed_key: Base64In
    recovery: Base64In
    box: NextKeyIn


class OldKeyIn(Wire):
    number: int = Field(ge=1, le=1_000_000)
    sealed_identity: Base64In


class ResealIn(Wire):
    keys: list[OldKeyIn] = Field(max_length=1000)
