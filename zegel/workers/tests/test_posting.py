"""What a job queues is there when its act is, and not before: also inside a worker, which has a connection of its own."""

import asyncio
from typing import Any

import psycopg
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


def test_a_job_sends_no_notify_with_its_commit():
    """PostgreSQL lets transactions that send one commit one after another; workers look by themselves."""
    settings = connection.get_connection_params()
    link = psycopg.connect(
        **{key: settings[key] for key in ("dbname", "user", "password", "host", "port") if key in settings},
        autocommit=True,
    )
    with link:
        link.execute("LISTEN procrastinate_any_queue_v1")
        queue_task("react", fact="none", body={})
        assert jobs() == 1
        assert list(link.notifies(timeout=0.3)) == []
        connection.cursor().execute("SELECT pg_notify('procrastinate_any_queue_v1', '{}')")
        assert len(list(link.notifies(timeout=5, stop_after=1))) == 1
