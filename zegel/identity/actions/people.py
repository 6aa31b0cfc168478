"""Making accounts and organisations."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from zegel.evidence.actions import write
from zegel.identity.errors.people import LanguageUnknown
from zegel.identity.events import AccountImported, OrganisationAdded
from zegel.identity.models import Organisation, User
from zegel.identity.queries.names import free_name
from zegel.lib.ids import uuid7
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.notify.rules import LANGUAGES, normalise_number


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account as its owner's client made it; see docs/formats.md. `login` is the login half (base64 text).

    `phone` is the number for codes by SMS, confirmed elsewhere; with `key` the account has this identifier, which what its
    owner signed names.
    """

    email: str
    name: str
    language: str
    login: str
    password_salt: bytes
    recipient: str
    signing_key: str
    sealed_key: bytes
    kind: str = User.Kind.PERSON
    phone: str = ""
    key: UUID | None = None


@transaction.atomic
def add_organisation(
    *,
    actor: Principal,
    kind: str,
    name: str,
    phone: str = "",
    logo: bytes | None = None,
    accent: str = "",
    intro_nl: str = "",
    intro_en: str = "",
    at: datetime,
) -> Organisation:
    """Make known a court, office or other body."""
    made = Organisation.objects.create(
        kind=kind, name=name, phone=phone, logo=logo, accent=accent, intro_nl=intro_nl, intro_en=intro_en
    )
    write([OrganisationAdded(subject=made.pk, kind=kind, called=name)], actor=actor, at=at)
    return made


@transaction.atomic
def import_user(*, actor: Principal, new: NewUser, organisation: UUID | None, at: datetime) -> User:
    """Take in an account for the operator.

    Raises:
        NameTaken: it looks like the name of a court, or of another organisation; LanguageUnknown.
    """
    user = add_user(new=new, organisation=organisation)
    event = AccountImported(
        subject=user.pk,
        kind=user.kind,
        organisation=organisation,
        signing_key=new.signing_key,
        recipient=new.recipient,
    )
    write([event], actor=actor, at=at)
    return user


@step
def add_user(*, new: NewUser, organisation: UUID | None) -> User:
    """Make an account whose keys were made elsewhere; the server sees only public and sealed ones.

    Raises:
        NameTaken: it looks like the name of a court, or of another organisation; LanguageUnknown.
    """
    _check_language(new.language)
    return User.objects.create(
        pk=new.key or uuid7(),
        email=new.email,
        name=free_name(new.name, organisation=organisation),
        language=new.language,
        organisation_id=organisation,
        password=make_password(new.login),
        password_salt=new.password_salt,
        recipient=new.recipient,
        signing_key=new.signing_key,
        sealed_key=new.sealed_key,
        kind=new.kind,
        phone=normalise_number(new.phone) if new.phone else "",
    )


def speak(*, actor: Principal, language: str) -> None:
    """The language of the mails about somebody's account. Joins the caller's transaction.

    Raises:
        LanguageUnknown.
    """
    _check_language(language)
    User.objects.filter(pk=actor.account).update(language=language)


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise LanguageUnknown(field="language")
