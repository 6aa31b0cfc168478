"""`zegel manage work`: run jobs until told to stop."""

import asyncio
import logging
import signal
import time
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import OperationalError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException

from zegel.workers.rounds import STALLED, ask_witnesses, look_around

log = logging.getLogger(__name__)
# Seconds between two looks whether the database is back.
PAUSE = 1.0
# Seconds between two looks whether there is a job: a mail leaves so much later at most (docs/decisions/0082).
LOOK = 0.75


class Command(BaseCommand):
    """One worker process. Several may run beside each other, on any machine that reaches the database."""

    help = "Run queued jobs until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many jobs at a time."""
        parser.add_argument("--concurrency", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; when the database goes away the worker ends, and begins again once it is back."""
        del args
        self.stopping = False
        while not self.stopping:
            # A new event loop has new threads, and these have new database connections.
            try:
                asyncio.run(self._work(options["concurrency"]))
            except (ConnectorException, OperationalError) as error:
                log.warning("the database is away, trying again: %s", error.__cause__ or error)
            if not self.stopping:
                time.sleep(PAUSE)

    async def _work(self, concurrency: int) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop, asyncio.current_task())
        connector = cast("DjangoConnector", app.connector)
        worker = app.replace_connector(connector.get_worker_connector())
        with worker as running, suppress(asyncio.CancelledError):
            async with running.open_async():
                looking = [asyncio.create_task(look_around(running))]
                if settings.ENVIRONMENT.witnesses.witnesses:
                    looking.append(asyncio.create_task(ask_witnesses()))
                try:
                    await running.run_worker_async(
                        concurrency=concurrency,
                        install_signal_handlers=False,
                        shutdown_graceful_timeout=5,
                        fetch_job_polling_interval=LOOK,
                        listen_notify=False,
                        delete_jobs="successful",
                        update_heartbeat_interval=5,
                        stalled_worker_timeout=STALLED,
                    )
                finally:
                    for task in looking:
                        task.cancel()

    def _stop(self, work: asyncio.Task[None] | None) -> None:
        """Finish the jobs in hand, begin no other; a second signal changes nothing."""
        if work and not self.stopping:
            self.stopping = True
            work.cancel()
