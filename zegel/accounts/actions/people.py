"""Registering people and organisations."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password

from zegel.accounts.models import Organisation, User


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account as its owner's client made it; see docs/formats.md. `login` is the login half (base64 text)."""

    email: str
    name: str
    language: str
    login: str
    password_salt: bytes
    recipient: str
    signing_key: str
    sealed_key: bytes


def add_organisation(
    *, kind: str, name: str, phone: str = "", logo: bytes | None = None, accent: str = ""
) -> Organisation:
    """Register a court, office or other body."""
    return Organisation.objects.create(kind=kind, name=name, phone=phone, logo=logo, accent=accent)


def add_user(new: NewUser, *, organisation: UUID | None) -> User:
    """Register an account whose keys were made elsewhere; the server sees only public and sealed ones."""
    return User.objects.create(
        email=new.email,
        name=new.name,
        language=new.language,
        organisation_id=organisation,
        password=make_password(new.login),
        password_salt=new.password_salt,
        recipient=new.recipient,
        signing_key=new.signing_key,
        sealed_key=new.sealed_key,
    )
