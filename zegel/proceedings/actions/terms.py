"""What must be done, and until when: the one place where tasks open, move and close, each with its record in the log.

Every function gives the records of what it did; who calls it writes them in the transaction of the act.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from zegel.lib.verbs import step
from zegel.proceedings.events import TermClosed, TermMoved, TermOpened
from zegel.proceedings.models import Act, Task


@step
def open_terms(tasks: Iterable[Task]) -> list[TermOpened]:
    """Keep new tasks."""
    return [_opened(task) for task in Task.objects.bulk_create(list(tasks))]


@step
def open_again(
    task: Task, *, due_at: datetime | None, reckoning: dict[str, Any] | None, at: datetime
) -> TermOpened:
    """A task that was closed waits again, with a last moment of its own."""
    task.due_at, task.reckoning, task.moved_from = due_at, reckoning, None
    task.opened_at, task.closed_at, task.closed_by = at, None, None
    task.turn += 1
    task.save()
    return _opened(task)


@step
def move_term(task: Task, *, due_at: datetime, reckoning: dict[str, Any] | None) -> TermMoved:
    """A task has another last moment; the former one stays beside it."""
    task.moved_from, task.due_at, task.reckoning = task.due_at, due_at, reckoning
    task.turn += 1
    task.save(update_fields=["moved_from", "due_at", "reckoning", "turn"])
    return TermMoved(
        subject=task.case_id,
        term=task.pk,
        turn=task.turn,
        who=task.who,
        due_at=task.due_at,
        moved_from=task.moved_from,
        reckoning=task.reckoning,
    )


@step
def close_terms(tasks: QuerySet[Task], *, by: Act | None, at: datetime) -> list[TermClosed]:
    """The open ones among these tasks are done, or nobody can do them any more."""
    rows = list(tasks.filter(closed_at__isnull=True))
    if not rows:
        return []
    closed = Task.objects.filter(pk__in=[task.pk for task in rows])
    closed.update(closed_by=by, closed_at=at, turn=F("turn") + 1)
    return [
        TermClosed(
            subject=task.case_id, term=task.pk, turn=task.turn + 1, who=task.who, act=by.pk if by else None
        )
        for task in rows
    ]


def _opened(task: Task) -> TermOpened:
    return TermOpened(
        subject=task.case_id,
        term=task.pk,
        turn=task.turn,
        cause=task.event,
        who=task.who,
        what=task.what,
        place=task.place,
        due=task.due,
        due_at=task.due_at,
        reckoning=task.reckoning,
        act=task.opened_by_id,
        filing=task.filing,
    )
