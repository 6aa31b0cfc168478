"""What a job queues is there when its act is, and not before: also inside a worker, which has a connection of its own."""

import asyncio
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from zegel.outbox.actions import queue_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_jobs(transactional_db):
    """Flushing between tests passes over tables that are not Django's."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def jobs():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        return cursor.fetchone()[0]


def act(*, fails):
    """A job's work: it queues another one in the transaction of what it does."""
    with transaction.atomic():
        queue_task("react", fact="none", body={})
        transaction.set_rollback(fails)
    connection.close()


def in_a_worker(**how):
    """As a worker runs a job: the shared app speaks over the worker's connection, the job runs in a thread."""

    async def run():
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as running:
            async with running.open_async():
                await asyncio.to_thread(act, **how)

    asyncio.run(run())


def test_what_did_not_happen_queues_nothing():
    in_a_worker(fails=True)
    assert jobs() == 0


def test_what_happened_queues_once():
    in_a_worker(fails=False)
    assert jobs() == 1
