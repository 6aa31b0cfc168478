"""Access codes an organisation shares with many people."""

from collections.abc import Collection
from uuid import UUID

from zegel.contacts.errors import CodeUnknown
from zegel.contacts.models import OrganisationCode
from zegel.identity.queries.organisations import administered
from zegel.identity.queries.people import User

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = ["OrganisationCode", "check_codes", "codes_in_use", "codes_of"]


def codes_in_use(organisation: UUID | None) -> list[OrganisationCode]:
    """What a member of one of the organisation's mailboxes can unseal and use; none without an organisation."""
    rows = OrganisationCode.objects.filter(organisation=organisation, retired_at__isnull=True)
    return list(rows.order_by("name")) if organisation else []


def codes_of(user: User) -> list[OrganisationCode]:
    """The codes of the organisation this user administers, retired ones last.

    Raises:
        NotAdministrator.
    """
    rows = OrganisationCode.objects.filter(organisation=administered(user)).select_related("made_by")
    return sorted(rows, key=lambda row: (row.retired_at is not None, row.name))


def check_codes(organisation: UUID | None, keys: Collection[UUID | None]) -> None:
    """Whether these are codes in use of the organisation; None stands for no code.

    Raises:
        CodeUnknown.
    """
    named = {key for key in keys if key}
    if named and not named <= {code.pk for code in codes_in_use(organisation)}:
        raise CodeUnknown(field="recipients")
