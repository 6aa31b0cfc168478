"""How an organisation shows itself to guests."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from zegel.evidence.actions import write
from zegel.identity.errors.organisations import NameRefused
from zegel.identity.events import OrganisationChanged
from zegel.identity.models import Organisation
from zegel.identity.queries.names import free_organisation_name
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import account_of
from zegel.identity.rules.organisations import (
    checked_accent,
    checked_introduction,
    checked_logo,
    checked_name,
)
from zegel.lib.principal import Principal


@dataclass(frozen=True, slots=True)
class Look:
    """What an organisation wants guests to see. `logo`: None leaves it as it is, empty bytes take it away."""

    name: str
    phone: str
    accent: str
    intro_nl: str
    intro_en: str
    logo: bytes | None = None


@transaction.atomic
def set_look(*, actor: Principal, look: Look, at: datetime) -> Organisation:
    """Change name, telephone, logo, colour and the text for guests of the actor's organisation.

    Raises:
        NotAdministrator; NameRefused, NameTaken, LogoRefused, ColourRefused, ColourUnreadable, IntroductionRefused.
    """
    here = administered(account_of(actor))
    here.name = free_organisation_name(checked_name(look.name), kind=here.kind, itself=here.pk)
    here.phone = " ".join(look.phone.split())[:40]
    here.accent = checked_accent(look.accent)
    here.intro_nl = checked_introduction(look.intro_nl, "intro_nl")
    here.intro_en = checked_introduction(look.intro_en, "intro_en")
    if look.logo is not None:
        here.logo = checked_logo(look.logo) if look.logo else None
    try:
        with transaction.atomic():
            here.save(update_fields=["name", "phone", "accent", "intro_nl", "intro_en", "logo"])
    except IntegrityError:
        raise NameRefused(field="name") from None
    event = OrganisationChanged(
        subject=here.pk,
        called=here.name,
        phone=here.phone,
        accent=here.accent,
        logo=hashlib.sha256(bytes(here.logo)).hexdigest() if here.logo else "",
        intro_nl=here.intro_nl,
        intro_en=here.intro_en,
    )
    write([event], actor=actor, at=at)
    return here
