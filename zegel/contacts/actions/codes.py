"""Access codes an organisation shares with many people; the server has them sealed only."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.contacts.errors import CodeData, CodeUnknown
from zegel.contacts.events import CodeAdded, CodeRetired
from zegel.contacts.models import OrganisationCode
from zegel.contacts.rules import LARGEST_CODE
from zegel.evidence.actions import write
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.seal.header import is_sealed


@transaction.atomic
def add_code(*, actor: Principal, name: str, hint: str, sealed: bytes, at: datetime) -> OrganisationCode:
    """Keep a code that the administrator's client sealed to the mailboxes of their organisation.

    Raises:
        NotAdministrator; CodeData: no name, no hint, or not sealed.
    """
    here = administered(account_of(actor))
    called, told = " ".join(name.split()), " ".join(hint.split())
    if not 1 <= len(called) <= 100 or not 1 <= len(told) <= 200:
        raise CodeData(field="name" if not 1 <= len(called) <= 100 else "hint")
    if not is_sealed(sealed) or len(sealed) > LARGEST_CODE:
        raise CodeData(field="code")
    made = OrganisationCode.objects.create(
        organisation=here, name=called, hint=told, sealed=sealed, made_by_id=actor.account, made_at=at
    )
    write([CodeAdded(subject=made.pk, organisation=here.pk, name_=called)], actor=actor, at=at)
    return made


@transaction.atomic
def retire_code(*, actor: Principal, code: UUID, at: datetime) -> None:
    """Use a code for nobody new. Guests who have it keep it: their messages are sealed with it.

    Raises:
        NotAdministrator; CodeUnknown.
    """
    here = administered(account_of(actor))
    rows = OrganisationCode.objects.select_for_update().filter(organisation=here, retired_at__isnull=True)
    found = rows.filter(pk=code).first()
    if found is None:
        raise CodeUnknown
    found.retired_at = at
    found.save(update_fields=["retired_at"])
    write([CodeRetired(subject=found.pk)], actor=actor, at=at)
