"""A job of a worker that died is done by another, soon; a job of a worker that lives is left alone."""

import asyncio
from dataclasses import is_dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from zegel.evidence.events import EvidenceEvent
from zegel.lib.moments import now
from zegel.outbox.actions import queue_task
from zegel.workers import rounds

pytestmark = pytest.mark.django_db(transaction=True)


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def no_jobs(transactional_db):
    """Flushing between tests passes over tables that are not Django's."""
    sql("DELETE FROM procrastinate_jobs")
    sql("DELETE FROM procrastinate_workers")


def held_job(heartbeat, lock=None):
    """A job in the hands of a worker that gave its last sign of life so many seconds ago; None: it is forgotten."""
    queue_task("react", fact="none", body={})
    ((job,),) = sql("SELECT max(id) FROM procrastinate_jobs")
    worker = None
    if heartbeat is not None:
        ((worker,),) = sql(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
            now() - timedelta(seconds=heartbeat),
        )
    sql(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, queueing_lock = %s WHERE id = %s",
        worker,
        lock,
        job,
    )
    return job


def status(job):
    return sql("SELECT status::text FROM procrastinate_jobs WHERE id = %s", job)[0][0]


def rescue():
    async def run():
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as running:
            async with running.open_async():
                await rounds.rescue(running)

    asyncio.run(run())


def test_a_job_of_a_dead_worker_is_queued_again():
    dead, forgotten, alive = held_job(rounds.STALLED + 1), held_job(None), held_job(5)
    rescue()
    assert (status(dead), status(forgotten), status(alive)) == ("todo", "todo", "doing")


def test_a_periodic_job_that_waits_already_does_not_stop_the_rescue():
    """Only one of it may wait: queueing the dead one again would break that rule, and with it the whole rescue."""
    periodic, other = held_job(rounds.STALLED + 1, lock="tidy"), held_job(rounds.STALLED + 1)
    queue_task("tidy")
    sql("UPDATE procrastinate_jobs SET queueing_lock = 'tidy' WHERE status = 'todo'")
    rescue()
    assert status(other) == "todo"
    assert sql("SELECT count(*) FROM procrastinate_jobs WHERE id = %s", periodic) == [(0,)]


def test_rescuing_twice_does_no_harm():
    dead = held_job(rounds.STALLED + 1)
    rescue()
    rescue()
    assert status(dead) == "todo"
    assert sql("SELECT attempts FROM procrastinate_jobs WHERE id = %s", dead) == [(1,)]


def test_every_fact_a_house_states_has_an_answer():
    import importlib
    import inspect
    import pkgutil

    import zegel
    from zegel.workers.reactions import REACTIONS

    stated = set()
    for found in pkgutil.iter_modules(zegel.__path__):
        try:
            room = importlib.import_module(f"zegel.{found.name}.events")
        except ModuleNotFoundError:
            continue
        kinds: list[Any] = [
            kind for _, kind in inspect.getmembers(room, inspect.isclass) if "name" in vars(kind)
        ]
        stated |= {kind.name for kind in kinds if is_dataclass(kind) and not issubclass(kind, EvidenceEvent)}
    assert stated
    assert stated == set(REACTIONS)


def test_every_task_that_is_posted_by_name_exists():
    from zegel.notify.actions.queue import SEND_MAIL, SEND_SMS

    assert {SEND_MAIL, SEND_SMS, "react"} <= set(app.tasks)
