"""Reads of the course of a case, for who may look into it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from zegel.boxes.queries import boxes_of, membership
from zegel.casefile.queries import Case, Party, Reader, parties_of, reader_of
from zegel.law.case_states import BEFORE_CALL, INFORMED
from zegel.lib.principal import Principal
from zegel.proceedings.models import Act, Appointment, HearingRecord, Override, Task
from zegel.proceedings.rules.acts import Role
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.requests import Standing
from zegel.proceedings.rules.summons import Served, served_of

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Act",
    "Appointment",
    "HearingRecord",
    "Override",
    "Task",
    "acts_of",
    "does_finances",
    "first_done",
    "former_day",
    "is_judge",
    "judge_desks",
    "judges_of",
    "judgments_set",
    "last_act_number",
    "my_tasks",
    "newest_acts",
    "offices_at",
    "roles_of",
    "standing_of",
    "summons_of",
    "tasks_of_case",
    "tasks_of_desk",
    "told_who",
]

_OFFICES: tuple[Role, ...] = ("judge", "registrar", "planner")
_ANY_PARTY = frozenset({"party", "sender", "applicant"})
_COURT = frozenset({"court", "registrar", "judge"})
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


def first_done(act: UUID, at: datetime) -> datetime:
    """When an act of this identifier was done, so that it says the same when it comes again; `at` for a new one."""
    return Act.objects.filter(pk=act).values_list("at", flat=True).first() or at


def offices_at(actor: Principal, desk: UUID, *, at: datetime) -> list[Appointment]:
    """Who holds which office at a desk of the actor's.

    Raises:
        BoxUnknown.
    """
    membership(actor.account, desk, at=at)
    return list(Appointment.objects.filter(desk=desk, until__isnull=True).order_by("office", "since"))


def does_finances(actor: Principal, desk: UUID, *, at: datetime) -> bool:
    """Whether the actor reads bank statements and pays back at a desk of theirs.

    Raises:
        BoxUnknown.
    """
    membership(actor.account, desk, at=at)
    rows = Appointment.objects.filter(desk=desk, account=actor.account, until__isnull=True)
    return rows.filter(office=Appointment.Office.FINANCE).exists()


def judges_of(desk: UUID) -> list[UUID]:
    """The accounts of the judges of a desk, for who already works on its cases."""
    rows = Appointment.objects.filter(desk=desk, office=Appointment.Office.JUDGE, until__isnull=True)
    return list(rows.values_list("account", flat=True))


def former_day(case: Case) -> datetime | None:
    """The day and hour of the hearing as the newest act set it that set one; None before there was one."""
    acts = Act.objects.filter(case=case, facts__has_key="hearing").order_by("-number")
    newest = acts.values_list("facts", flat=True).first()
    return moment_read(str(newest["hearing"])) if newest else None


def summons_of(case: Case) -> Served:
    """How the writ of a case reaches or reached the defendant."""
    rows = Act.objects.filter(case=case).order_by("number").values_list("act", "facts", "at")
    return served_of(rows)


def standing_of(case: Case, at: datetime) -> Standing:
    """How a case stands for who decides on a request in it."""
    acts = list(Act.objects.filter(case_id=case.pk).order_by("number"))
    called = next((act.at for act in acts if act.act == "call"), None)
    days = [moment for act in acts if (moment := moment_read(str(act.facts.get("hearing", ""))))]
    states = {case.state, *(act.state_before for act in acts)}
    return Standing(
        parties=[party.row.short_name for party in parties_of(case, at)],
        hearing=days[-1] if days else None,
        called_at=called if case.state not in BEFORE_CALL else None,
        moves=sum(act.act == "move" for act in acts),
        opponent_told=bool(states & set(INFORMED)),
    )


def is_judge(account: UUID) -> bool:
    """Whether somebody is a judge at any desk."""
    rows = Appointment.objects.filter(account=account, office=Appointment.Office.JUDGE, until__isnull=True)
    return rows.exists()


def judgments_set(cases: Collection[UUID]) -> dict[UUID, int]:
    """How often the day of the judgment was set in each of some cases (one query)."""
    rows = Act.objects.filter(case__in=cases, act__in=["set judgment", "postpone judgment"])
    return dict(rows.values_list("case").annotate(count=Count("pk")))


def judge_desks(actor: Principal, *, at: datetime) -> list[UUID]:
    """The desks at which somebody is judge and works today."""
    held = Appointment.objects.filter(account=actor.account, office="judge", until__isnull=True)
    return list(held.filter(desk__in=boxes_of(actor.account, at=at)).values_list("desk", flat=True))


def newest_acts(cases: Iterable[Case], name: str) -> dict[UUID, datetime]:
    """When an act was last done in each of some cases (one query); where it never was is left out."""
    rows = Act.objects.filter(case__in=[case.pk for case in cases], act=name)
    return dict(rows.values_list("case").annotate(newest=Max("at")))


def acts_of(reader: Reader) -> list[Act]:
    """The course of a case, oldest first, with what was decided otherwise."""
    return list(Act.objects.filter(case=reader.case).order_by("number").prefetch_related("overrides"))


def last_act_number(reader: Reader) -> int:
    """The number of the newest act in a case; 0 before the first."""
    newest = Act.objects.filter(case=reader.case).order_by("-number").values_list("number", flat=True)
    return newest.first() or 0


def tasks_of_case(reader: Reader) -> list[Task]:
    """The open tasks of a case: all for the court, their own for a party."""
    rows = Task.objects.filter(case=reader.case, closed_at__isnull=True)
    if (who := told_who(reader)) is not None:
        rows = rows.filter(who__in=who)
    return list(rows.order_by("due_at", "opened_at"))


def told_who(reader: Reader) -> frozenset[str] | None:
    """Whose tasks somebody is told of in a case; None of who is told everybody's."""
    return None if reader.court else _ANY_PARTY | {_SIDES[role] for role in reader.party_roles}


def my_tasks(roles: Mapping[UUID, frozenset[str]]) -> dict[UUID, list[Task]]:
    """The open tasks of somebody's cases, those with the nearest last moment first (one query). `roles` are the roles of the parties
    they read for in each case; without any they read for the court."""
    found: dict[UUID, list[Task]] = {}
    for task in (
        Task.objects.filter(case__in=roles, closed_at__isnull=True)
        .select_related("case")
        .order_by("due_at", "opened_at")
    ):
        sides = {_SIDES[role] for role in roles[task.case_id]}
        if task.who in (sides | _ANY_PARTY if sides else _COURT):
            found.setdefault(task.case_id, []).append(task)
    return found


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
