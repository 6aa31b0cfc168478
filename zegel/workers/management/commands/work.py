"""`zegel manage work`: run jobs until told to stop."""

import asyncio
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from zegel.workers.tasks import STALLED


class Command(BaseCommand):
    """One worker process. Several may run beside each other, on any machine that reaches the database."""

    help = "Run queued jobs until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many jobs at a time."""
        parser.add_argument("--concurrency", type=int, default=4)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run."""
        del args
        asyncio.run(self._work(options["concurrency"]))

    async def _work(self, concurrency: int) -> None:
        worker = app.replace_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # Django's
        with worker as running:
            async with running.open_async():
                await running.run_worker_async(
                    concurrency=concurrency,
                    shutdown_graceful_timeout=5,
                    fetch_job_polling_interval=2,
                    delete_jobs="successful",
                    update_heartbeat_interval=5,
                    stalled_worker_timeout=STALLED,
                )
