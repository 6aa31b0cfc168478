"""The shapes of second factors, passwords, recovery codes and keys."""

from typing import Any
from uuid import UUID

from pydantic import Field

from zegel.api.shared.choices import KeySeal, LoginMethod
from zegel.api.shared.schemas import NextKeyIn
from zegel.api.shared.wire import Base64In, Base64Out, Wire


class ChangeIn(Wire):
    old_login: str = Field(max_length=64)
    login: str = Field(max_length=64)
    salt: Base64In
    sealed_key: Base64In


class RecoveryIn(Wire):
    login: str = Field(max_length=64)
    sealed: Base64In


class SealOut(Wire):
    way: KeySeal
    current: bool
    salt: Base64Out
    sealed: Base64Out


class PinsIn(Wire):
    version: int = Field(ge=1, le=1_000_000_000)
    sealed: Base64In


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


class ProofOut(Wire):
    methods: list[LoginMethod]
    phone: str


class ProofIn(Wire):
    method: str = Field(max_length=10)
    code: str = Field(max_length=64)


class LabelIn(Wire):
    label: str = Field(min_length=1, max_length=60)


class AppOut(Wire):
    """`secret` is base32, `picture` a QR code as SVG."""

    id: UUID
    secret: str
    picture: Base64Out


class PhoneIn(Wire):
    phone: str = Field(max_length=40)


class PhoneCodeIn(PhoneIn):
    code: str = Field(max_length=40)


class NewPasskeyIn(LabelIn):
    credential: dict[str, Any]


class BackupCodesOut(Wire):
    codes: list[str]
