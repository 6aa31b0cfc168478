"""The shapes of making an account, and of getting back into one."""

from uuid import UUID

from pydantic import Field

from zegel.api.shared.choices import Language
from zegel.api.shared.schemas import PasswordIn
from zegel.api.shared.wire import Base64In, Base64Out, Wire

# What stands behind the # of a link in our mails.
_LINK = r"^[A-Za-z0-9_-]{43}$"


class RegisterIn(Wire):
    email: str = Field(max_length=254)
    language: str = Field(default="nl", pattern="^(nl|en)$")


class ForgotIn(Wire):
    email: str = Field(max_length=254)


class TokenIn(Wire):
    token: str = Field(pattern=_LINK)


class InvitationOut(Wire):
    email: str
    name: str
    language: Language
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


class ResetIn(PasswordIn, TokenIn):
    pass
