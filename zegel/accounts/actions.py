"""Verbs of the accounts house."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Count, Q

from zegel.accounts.errors import LoginRefused, TooManyTries
from zegel.accounts.models import LoginAttempt, Organisation, User
from zegel.accounts.queries import active_user
from zegel.accounts.rules import TRIES_ADDRESS, TRIES_PAIR, WINDOW, attempt_keys

# Checked when there is no account, so that both answers take the same time.
_DECOY = make_password("decoy")


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


def log_in(*, email: str, login: str, address: str, at: datetime) -> User:
    """Check the login half of a password. `address` is the network address the try came from.

    No transaction is open while the hash is computed, and nobody waits for another's login.

    Raises:
        TooManyTries: of this account from this address, or from this address at all.
        LoginRefused: wrong; the try is counted.
    """
    pair, alone = attempt_keys(email, address)
    recent = LoginAttempt.objects.filter(key__in=[pair, alone], at__gt=at - WINDOW).aggregate(
        pair=Count("id", filter=Q(key=pair)), alone=Count("id", filter=Q(key=alone))
    )
    if recent["pair"] >= TRIES_PAIR or recent["alone"] >= TRIES_ADDRESS:
        raise TooManyTries(minutes=int(WINDOW.total_seconds()) // 60)
    user = active_user(email).select_related("organisation").first()
    if not check_password(login, user.password if user else _DECOY) or user is None:
        LoginAttempt.objects.bulk_create([LoginAttempt(key=pair, at=at), LoginAttempt(key=alone, at=at)])
        raise LoginRefused(field="password")
    return user


def forget_attempts(*, before: datetime) -> None:
    """Remove counted tries nobody needs any more."""
    LoginAttempt.objects.filter(at__lt=before).delete()


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
