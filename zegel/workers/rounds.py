"""What a worker looks at every few seconds. No jobs: nearly always there is nothing to do, and a job that finds nothing costs
some ten statements and three rows. Every worker looks, and whatever is found may be done twice."""

import asyncio
import itertools
import logging
import time
from functools import partial
from typing import Final

from django.db import close_old_connections
from procrastinate import App
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from zegel.evidence.actions import cosign_newest, extend_log, watch_clock
from zegel.evidence.queries import awaits_log
from zegel.key_log.actions import collect_cosignatures, extend_key_log
from zegel.lib.moments import now

log = logging.getLogger(__name__)

EVERY: Final = 5.0
# Seconds without a heartbeat (one every 5 seconds) after which a worker counts as dead. A job of a dead worker is
# taken up again within STALLED + 2 * EVERY seconds.
STALLED: Final = 20
BATCH: Final = 5000
# So many looks are a minute.
KEYS_EVERY: Final = 12
# Seconds until witnesses that did not cosign are asked again, at most.
WITNESS_PAUSE: Final = 60.0


async def look_around(app: App) -> None:
    """Look for ever, until cancelled; what goes wrong is told and tried again at the next look."""
    for number in itertools.count():
        began = time.monotonic()
        keys = number % KEYS_EVERY == 0
        for look in (partial(asyncio.to_thread, give_places, keys=keys), partial(rescue, app)):
            try:
                await look()
            except Exception:
                log.exception("a look of the worker failed")
        await asyncio.sleep(max(0.0, began + EVERY - time.monotonic()))


async def ask_witnesses() -> None:
    """Have the logs cosigned, for ever, apart from the looks around: a witness that does not answer holds up nothing else."""
    pause = EVERY
    while True:
        done = False
        try:
            done = await asyncio.to_thread(have_cosigned)
        except Exception:
            log.exception("the witnesses of the logs could not be asked")
        pause = EVERY if done else min(2 * pause, WITNESS_PAUSE)
        await asyncio.sleep(pause)


async def rescue(app: App) -> None:
    """Queue again the jobs of workers that died; every task may be run twice."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED):
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # Another of this periodic job waits already; this one must not keep the rest from being rescued.
            await manager.finish_job(job, status=Status.ABORTED, delete_job=True)


def have_cosigned() -> bool:
    """Whether enough witnesses vouch for the newest states of the two logs."""
    close_old_connections()
    cosigned = cosign_newest(at=now())
    return collect_cosignatures(at=now()) and cosigned


def give_places(*, keys: bool) -> None:
    """Give new evidence its place in the log, and what it says of keys its place in theirs; look whether this machine's
    clock can be believed. `keys`: also when there is no new evidence, for a worker that died between the two."""
    close_old_connections()
    watch_clock(at=now())
    fresh = awaits_log()
    if fresh:
        while extend_log(at=now(), limit=BATCH) == BATCH:
            pass
    if fresh or keys:
        while extend_key_log(at=now()):
            pass
