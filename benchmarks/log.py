"""What a place in the log and a proof cost: appends per second, and the time of a proof in a log of millions.

    .venv/bin/python benchmarks/log.py [RECORDS [A_ROUND]]

Fills a scratch database. Six rounds of records (of 5,000 each) go the way of the product (`write`, then `extend_log`);
the rest, up to RECORDS (default 1,000,000), are copied in and given tiles as `extend_log` gives an old log its tiles.
"""

import os
import shutil
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
ROUNDS = 6


def main(records: int = 1_000_000, a_round: int = 5000) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "evidence", verbosity=0)
    from zegel.evidence.actions import extend_log, write
    from zegel.evidence.events import EvidenceEvent, Words
    from zegel.evidence.queries import newest_checkpoint
    from zegel.lib.moments import now
    from zegel.lib.principal import system

    @dataclass(frozen=True, kw_only=True)
    class FilesCame(EvidenceEvent):
        """As large as the event of a message with twenty files."""

        name: ClassVar[str] = "benchmark.files.came"
        words: ClassVar[Words] = Words("Files came in")

        files: tuple[int, ...] = (1,) * 20

    fill(records - ROUNDS * a_round)
    writing = logging = 0.0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        write([FilesCame(subject=uuid.uuid4()) for _ in range(a_round)], actor=system("benchmark"), at=now())
        wrote = time.perf_counter()
        extend_log(at=now())
        writing, logging = writing + wrote - began, logging + time.perf_counter() - wrote
    print(f"log of {newest_checkpoint().size:,} records")
    print(
        f"write {ROUNDS * a_round / writing:,.0f}/s, log {ROUNDS * a_round / logging:,.0f}/s, both {ROUNDS * a_round / (writing + logging):,.0f}/s"
    )
    prove(newest_checkpoint().size, min(500, records))


def fill(records: int) -> None:
    """Copy records in and log them by the way an old log gets its tiles."""
    if records <= 0:
        return
    from django.db import connection

    from zegel.evidence.actions import _catch_up
    from zegel.evidence.models import Checkpoint, Tile
    from zegel.lib.ids import uuid7
    from zegel.lib.moments import now
    from zegel.seal.merkle import Frontier, leaf_hash

    frontier, at = Frontier(), now()
    with (
        connection.cursor() as cursor,
        cursor.copy("COPY evidence_record (id, at, event, subject, body, leaf, index) FROM STDIN") as copy,
    ):
        for number in range(records):
            body = b'{"number":%d,"padding":"%s"}' % (number, b"x" * 400)
            leaf = leaf_hash(body)
            frontier.append(leaf)
            copy.write_row([uuid7(), at, "test.thing.happened", uuid.uuid4(), body, leaf, number])
    began = time.perf_counter()
    _catch_up(records)
    print(
        f"tiles of an old log: {records / (time.perf_counter() - began):,.0f} records/s, {Tile.objects.count():,} tiles"
    )
    Checkpoint.objects.create(
        size=records, root=frontier.root(), peaks=b"".join(frontier.peaks), note="-", at=at
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def prove(size: int, times_asked: int) -> None:
    import random
    import statistics

    from zegel.evidence.models import Record
    from zegel.evidence.queries import proof_of

    times = []
    for _ in range(times_asked):
        record = Record.objects.get(index=random.randrange(size))
        began = time.perf_counter()
        proof_of(record)
        times.append((time.perf_counter() - began) * 1000)
    times.sort()
    print(
        f"proof: median {statistics.median(times):.2f} ms, 99 % under {times[len(times) * 99 // 100]:.2f} ms"
    )


if __name__ == "__main__":
    from zegel.console.postgres import EmbeddedPostgres

    scratch = Path(tempfile.mkdtemp(prefix="zegel-log-"))
    server = EmbeddedPostgres(scratch / "postgres")
    os.environ.update(
        ZEGEL_DATABASE=server.start(), ZEGEL_DATA=str(scratch / "data"), ZEGEL_ORIGIN="http://127.0.0.1:8000",
        DJANGO_SETTINGS_MODULE="zegel.config.settings",
    )  # fmt: skip
    try:
        main(*map(int, sys.argv[1:]))
    finally:
        server.stop()
        shutil.rmtree(scratch, ignore_errors=True)
