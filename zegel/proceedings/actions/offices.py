"""Who is judge, registrar or planner at a desk, and who does its finances. Who manages the desk's mailbox says so."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.queries import managed_box, member_ids
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.proceedings.errors import OfficeRefused
from zegel.proceedings.events import OfficeEnded, OfficeGiven
from zegel.proceedings.models import Appointment


@transaction.atomic
def give_office(*, actor: Principal, desk: UUID, account: UUID, office: str, at: datetime) -> Appointment:
    """Somebody who works at a desk holds an office there from now on; saying it twice changes nothing.

    Raises:
        BoxUnknown, MayNotManage; OfficeRefused.
    """
    managed_box(actor.account, desk, at=at)
    if account not in member_ids(desk, at=at) or office not in Appointment.Office.values:
        raise OfficeRefused(field="account")
    row, fresh = Appointment.objects.get_or_create(
        desk_id=desk, account=account, office=office, until=None, defaults={"since": at}
    )
    if fresh:
        write([OfficeGiven(subject=desk, account=account, office=office)], actor=actor, at=at)
    return row


@transaction.atomic
def end_office(*, actor: Principal, desk: UUID, account: UUID, office: str, at: datetime) -> None:
    """Somebody holds an office no longer.

    Raises:
        BoxUnknown, MayNotManage; OfficeRefused: they did not hold it.
    """
    managed_box(actor.account, desk, at=at)
    rows = Appointment.objects.filter(desk=desk, account=account, office=office, until__isnull=True)
    if not rows.update(until=at):
        raise OfficeRefused(field="account")
    write([OfficeEnded(subject=desk, account=account, office=office)], actor=actor, at=at)


@transaction.atomic
def set_offices(
    *, actor: Principal, desk: UUID, account: UUID, offices: frozenset[str], at: datetime
) -> None:
    """Somebody at a desk holds these offices from now on and no others.

    Raises:
        BoxUnknown, MayNotManage; OfficeRefused.
    """
    managed_box(actor.account, desk, at=at)
    rows = Appointment.objects.filter(desk=desk, account=account, until__isnull=True)
    held = set(rows.values_list("office", flat=True))
    for office in sorted(held - offices):
        end_office(actor=actor, desk=desk, account=account, office=office, at=at)
    for office in sorted(offices - held):
        give_office(actor=actor, desk=desk, account=account, office=office, at=at)
