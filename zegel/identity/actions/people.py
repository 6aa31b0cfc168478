"""Making accounts and organisations."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password

from zegel.identity.errors.people import LanguageUnknown
from zegel.identity.models import Organisation, User
from zegel.identity.queries.names import free_name
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts
from zegel.notify.rules import LANGUAGES, normalise_number


@dataclass(frozen=True, slots=True)
class NewUser:
    """An account as its owner's client made it; see docs/formats.md. `login` is the login half (base64 text).

    `phone` is the number for codes by SMS, confirmed elsewhere.
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


@nobody_acts("the operator imports it, all in one act")
def add_organisation(
    *,
    kind: str,
    name: str,
    phone: str = "",
    logo: bytes | None = None,
    accent: str = "",
    intro_nl: str = "",
    intro_en: str = "",
) -> Organisation:
    """Make known a court, office or other body."""
    return Organisation.objects.create(
        kind=kind, name=name, phone=phone, logo=logo, accent=accent, intro_nl=intro_nl, intro_en=intro_en
    )


@nobody_acts("the operator imports it; of who signs up, the verb above tells")
def add_user(*, new: NewUser, organisation: UUID | None) -> User:
    """Make an account whose keys were made elsewhere; the server sees only public and sealed ones.

    Raises:
        NameTaken: it looks like the name of a court, or of another organisation.
    """
    return User.objects.create(
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
    if language not in LANGUAGES:
        raise LanguageUnknown(field="language")
    User.objects.filter(pk=actor.account).update(language=language)
