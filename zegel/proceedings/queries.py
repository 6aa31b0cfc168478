"""Reads of the course of a case, for who may look into it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from zegel.boxes.queries import membership
from zegel.casefile.queries import Party, Reader, reader_of
from zegel.lib.principal import Principal
from zegel.proceedings.models import Act, Appointment, Override, Task
from zegel.proceedings.rules.acts import Role

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Act",
    "Appointment",
    "Override",
    "Task",
    "acts_of",
    "last_act_number",
    "offices_at",
    "roles_of",
    "tasks_of_case",
    "tasks_of_desk",
]

_OFFICES: tuple[Role, ...] = ("judge", "registrar", "planner")
_SIDES: dict[str, Role] = {
    Party.Role.CLAIMANT: "claimant",
    Party.Role.DEFENDANT: "defendant",
    Party.Role.JOINED: "defendant",
    Party.Role.INTERVENING: "claimant",
}


def roles_of(actor: Principal, case: UUID, at: datetime) -> tuple[Reader, frozenset[Role]]:
    """The actor as a reader of a case, and the roles they have in it.

    Raises:
        CaseUnknown.
    """
    reader = reader_of(actor, case, at)
    if not reader.court:
        return reader, frozenset(_SIDES[role] for role in reader.party_roles)
    rows = Appointment.objects.filter(desk=reader.case.desk_id, account=actor.account, until__isnull=True)
    held = set(rows.values_list("office", flat=True))
    return reader, frozenset({"clerk", *(office for office in _OFFICES if office in held)})


def offices_at(actor: Principal, desk: UUID, *, at: datetime) -> list[Appointment]:
    """Who holds which office at a desk of the actor's.

    Raises:
        BoxUnknown.
    """
    membership(actor.account, desk, at=at)
    return list(Appointment.objects.filter(desk=desk, until__isnull=True).order_by("office", "since"))


def acts_of(reader: Reader) -> list[Act]:
    """The course of a case, oldest first, with what was decided otherwise."""
    return list(Act.objects.filter(case=reader.case).order_by("number").prefetch_related("overrides"))


def last_act_number(reader: Reader) -> int:
    """The number of the newest act in a case; 0 before the first."""
    newest = Act.objects.filter(case=reader.case).order_by("-number").values_list("number", flat=True)
    return newest.first() or 0


def tasks_of_case(reader: Reader, *, roles: frozenset[Role]) -> list[Task]:
    """The open tasks of a case: all for the court, their own for a party."""
    rows = Task.objects.filter(case=reader.case, closed_at__isnull=True)
    if not reader.court:
        mine = {"party", "sender", "applicant", *roles}
        rows = rows.filter(who__in=mine)
    return list(rows.order_by("due_at", "opened_at"))


def tasks_of_desk(
    actor: Principal, desk: UUID, *, at: datetime, until: datetime | None = None, most: int = 100
) -> list[Task]:
    """The open tasks of a desk, those with the nearest last moment first.

    Raises:
        BoxUnknown.
    """
    membership(actor.account, desk, at=at)
    rows = Task.objects.filter(desk=desk, closed_at__isnull=True)
    if until is not None:
        rows = rows.filter(Q(due_at__isnull=True) | Q(due_at__lte=until))
    return list(rows.select_related("case").order_by("due_at", "opened_at")[:most])
