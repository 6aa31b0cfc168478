"""The post: facts and tasks travel as rows, written in the transaction of the act they tell about."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector

# An app of our own: inside a worker the shared one speaks over the worker's connection, where a row is there at once
# and not with the transaction it belongs to. Its job would run before there is anything to do, and be gone.
_outbox = App(connector=DjangoConnector())


class Fact(Protocol):
    """A frozen dataclass a house states; `name` is stored, so it never changes its meaning."""

    __dataclass_fields__: ClassVar[dict[str, Any]]
    name: ClassVar[str]


def state_fact(fact: Fact) -> None:
    """Write the fact to the outbox; `workers.reactions` knows who acts on it. One query, in the caller's transaction."""
    body = {key: _plain(value) for key, value in asdict(fact).items()}
    queue_task("react", fact=fact.name, body=body)


def queue_task(task: str, *, after: datetime | None = None, **arguments: Any) -> None:
    """Queue a task by name (tasks live uphill, in `workers`), to be run not before `after`."""
    options: dict[str, Any] = {} if after is None else {"schedule_at": after}
    _outbox.configure_task(task, allow_unknown=True, **options).defer(**arguments)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
