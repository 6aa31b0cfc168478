"""The shapes of logging in, with a password or by way of a provider."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from zegel.api.shared.choices import Among, LoginMethod
from zegel.api.shared.schemas import BoxOut, PinsOut
from zegel.api.shared.wire import Base64Out, Wire

_PROVIDER = r"^[a-z0-9-]{1,40}$"
_PLAIN = r"^[\x20-\x7e]*$"


class SaltIn(Wire):
    email: str = Field(max_length=254)


class SaltOut(Wire):
    salt: Base64Out


class LoginIn(Wire):
    email: str = Field(max_length=254)
    login: str = Field(max_length=64)


class UserOut(Wire):
    id: UUID
    name: str
    email: str
    recipient: str
    signing_key: str


class MeOut(Wire):
    """`passkey_key` is the user key sealed for the passkey that was just shown, where it can unlock."""

    session: str
    user: UserOut
    sealed_key: Base64Out
    boxes: list[BoxOut]
    passkey_key: Base64Out = b""
    # The browser should make a spare key for the organisation's officers now.
    escrow: bool = False
    # Which keys of others this person goes by; null before they kept any.
    pins: PinsOut | None = None


class LoginOut(Wire):
    """`me` where no second step is needed; else the ways to take it."""

    methods: list[LoginMethod]
    phone: str
    me: MeOut | None


class SecondIn(Wire):
    method: str = Field(max_length=10)
    code: str = Field(max_length=40)
    trust: bool = False


class SetOutIn(Wire):
    """`onward` is the page of ours to show afterwards."""

    provider: str = Field(pattern=_PROVIDER)
    onward: str = Field(default="", max_length=2000)


class SetOutOut(Wire):
    address: str


class ComeBackIn(Wire):
    """What stood in the address that the provider sent the browser to."""

    provider: str = Field(pattern=_PROVIDER)
    state: str = Field(max_length=200, pattern=_PLAIN)
    code: str = Field(default="", max_length=4000, pattern=_PLAIN)
    issuer: str = Field(default="", max_length=1000, pattern=_PLAIN)
    error: str = Field(default="", max_length=200, pattern=_PLAIN)


class ComeBackOut(Wire):
    """`outcome` is `in`, `second` (a second step is left), `activate` (make the keys of a new account, with `token`) or
    `linked`, with in `profession` whether the professional number was linked as well, or a sentence why not."""

    outcome: Annotated[str, Among("in", "second", "activate", "linked")]
    onward: str = ""
    me: MeOut | None = None
    methods: list[LoginMethod] = Field(default_factory=list)
    phone: str = ""
    token: str = ""
    profession: Annotated[str, Among("", "linked", "refused")] = ""
    refusal: str = ""


class UnlockOut(Wire):
    """The user key sealed for the passkey that was shown; empty where it cannot unlock."""

    passkey_key: Base64Out
