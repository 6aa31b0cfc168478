"""The course of a case: acts and tasks."""

from uuid import UUID

from django.http import HttpRequest

from zegel.api.cases.schemas import ActIn, ActOut, TaskOut
from zegel.api.cases.shapes import act_out
from zegel.api.shared.routing import Router
from zegel.lib.moments import amsterdam, now
from zegel.proceedings.actions import NewAct, SealedReason, do_by_name
from zegel.proceedings.errors import ActUnknown
from zegel.proceedings.queries import Task, acts_of, roles_of, tasks_of_case, tasks_of_desk
from zegel.proceedings.rules.acts import act_named
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["cases"])


@router.get("cases/{uuid:case}/acts", response=list[ActOut])
@access(Access.WORK)
def acts(request: HttpRequest, case: UUID) -> list[ActOut]:
    """What was done in a case, oldest first."""
    reader, _roles = roles_of(current_principal(request), case, now())
    return [act_out(row) for row in acts_of(reader)]


@router.post("cases/{uuid:case}/acts", response=ActOut)
@access(Access.WORK)
def do(request: HttpRequest, case: UUID, body: ActIn) -> ActOut:
    """Do an act that its name says in full, when the law and the table of roles allow it; the same one again gives the first."""
    name = act_named(body.act)
    if name is None:
        raise ActUnknown(field="act")
    facts = body.model_dump(exclude={"act", "reason"})
    new = NewAct(
        **facts,
        act=name,
        reason=SealedReason(**body.reason.model_dump()) if body.reason else None,
    )
    return act_out(do_by_name(actor=current_principal(request), case=case, new=new, at=now()))


@router.get("cases/{uuid:case}/tasks", response=list[TaskOut])
@access(Access.WORK)
def tasks(request: HttpRequest, case: UUID) -> list[TaskOut]:
    """What is due in a case: all for the court, their own for a party."""
    reader, _roles = roles_of(current_principal(request), case, now())
    return [_task(row, reader.case.number) for row in tasks_of_case(reader)]


@router.get("tasks", response=list[TaskOut])
@access(Access.WORK)
def tasks_at_desk(request: HttpRequest, desk: UUID) -> list[TaskOut]:
    """What is due at a court's desk, the nearest last moment first."""
    rows = tasks_of_desk(current_principal(request), desk, at=now())
    return [_task(row, row.case.number) for row in rows]


def _task(row: Task, number: str) -> TaskOut:
    return TaskOut(
        id=row.pk,
        case=row.case_id,
        number=number,
        who=row.who,
        what=row.what,
        article=row.place,
        due=row.due,
        due_at=amsterdam(row.due_at).isoformat() if row.due_at else None,
        articles=list((row.reckoning or {}).get("articles", [])),
    )
