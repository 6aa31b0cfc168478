"""What pages cost in a court with many cases: 10,000, 100,000 and 1,000,000. Prints numbers beside aims; it never fails for time.

    .venv/bin/python benchmarks/cases/run.py [--cases N …] [--documents FEW MANY] [--documented N] [--times N] [--rounds N] [--only WORD] [--plans none|dear|all]

Fills a scratch database by SQL (`fill.py`): a tenth of the cases lie at the desk that is measured, one in sixteen runs; all have parties,
lawyers, readers, acts, tasks and two filings with their place in the intake. Two thousand are of one lawyer at every size. **A docket of forty
documents is written for the first `--documented` cases (20,000 unless told), for one at every size with four hundred**: a docket is found by its case, so
what more of them adds is a level of a tree. Nothing is stored and nothing is sealed: rows without bytes. Evidence, fees and mail are not filled.

The pages are those of the product, asked in this process: middleware, session, view, template. Server time is CPU of this process and of its
database connection, which a busy neighbour does not change much; the wall clock stands beside it. Of each figure the least of several rounds
counts. The floor of the same run is the list of somebody who has no case: the same frame around nothing. Of what is dear or grows
the plan of its dearest statement is printed; with `--plans all` of everything.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.server.run import quantile, ran, say

if TYPE_CHECKING:
    from benchmarks.cases.pages import Page
    from benchmarks.cases.world import World

AIM = 20.0
GROWN = 1.3


@dataclass(frozen=True)
class Cost:
    """What a page costs, in milliseconds."""

    p50: float
    p95: float
    database: float
    wall: float


def cost(page: "Page", times: int, rounds: int) -> Cost:
    """What a page costs, the least of several rounds."""
    from django.db import connection

    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    found = []
    _get(page)
    for _ in range(rounds):
        used, database, walls = [], [], []
        for _ in range(times):
            began, cpu, asked_for = time.perf_counter(), time.process_time(), ran(backend)
            _get(page)
            database.append(ran(backend) - asked_for)
            used.append(time.process_time() - cpu + database[-1])
            walls.append(time.perf_counter() - began)
        found.append(
            (
                quantile(sorted(used), 50),
                quantile(sorted(used), 95),
                quantile(sorted(database), 50),
                quantile(sorted(walls), 95),
            )
        )
    return Cost(*(min(column) for column in zip(*found, strict=True)))


def _get(page: "Page") -> None:
    answer = page.client.get(page.path, SERVER_NAME="127.0.0.1")
    if answer.status_code != 200:
        raise SystemExit(
            f"{page.name}: {page.path}: {answer.status_code} {answer.headers.get('location', '')}"
        )
    b"".join(answer)


def plan(page: "Page") -> str:
    """How PostgreSQL does the dearest statement of a page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        _get(page)
    slowest = max(seen, key=lambda query: float(query["time"]))["sql"]
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + slowest.replace("%", "%%"), [])
        rows = [row[0] for row in cursor.fetchall()]
    return (
        f"{len(seen)} statements; the dearest:\n  {slowest[slowest.find(' FROM ') :][:700]}\n  "
        + "\n  ".join(rows)
    )


def measure(world: "World", cases: int, small: dict[str, float], options: argparse.Namespace) -> None:
    """Every page at one size, against the floor of this run and against the smallest size."""
    from benchmarks.cases.pages import pages

    floor = 0.0
    print("CPU: p50 (of it the database), p95; wall clock p95; p50 of the floor, of the smallest size")
    for page in pages(world):
        if options.only not in page.name and not page.name.startswith("floor"):
            continue
        found = cost(page, options.times, options.rounds)
        floor = floor or found.p50
        grown = found.p50 / small.setdefault(page.name, found.p50)
        say(
            f"{cases:>9,} cases, {page.name}",
            f"{found.p50:.1f} ({found.database:.1f}), {found.p95:.1f}; {found.wall:.1f} ms; {found.p50 / floor:.1f}, {grown:.2f} x",
            f"p95 <= {AIM:.0f} ms, flat",
        )
        dear = found.p95 > AIM or grown > GROWN
        if options.plans == "all" or (options.plans == "dear" and dear):
            print(plan(page), flush=True)


def main(options: argparse.Namespace) -> None:
    """Fill, measure, fill more, measure again."""
    import django
    import psycopg
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.cases.fill import Copies, fill, make_lawyers_and_desks
    from benchmarks.cases.world import make_world
    from zegel.lib.moments import now

    at = now()
    world = make_world(at)
    small: dict[str, float] = {}
    with psycopg.connect(os.environ["ZEGEL_DATABASE"]) as link:
        make_lawyers_and_desks(link, world)
        copies, first = Copies(link, world, at), 1
        for cases in options.cases:
            began = time.perf_counter()
            documented = min(options.documented, cases)
            fill(copies, first, cases, documented=documented, documents=tuple(options.documents))
            size = link.execute("SELECT pg_database_size(current_database())").fetchone()
            link.commit()
            print(
                f"{cases:,} cases, {documented:,} of them with {options.documents[0]} documents, filled in"
                f" {time.perf_counter() - began:.0f} s, {size[0] / 1e9 if size else 0:.1f} GB",
                flush=True,
            )
            first = cases + 1
            measure(world, cases, small, options)


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--documents", type=int, nargs=2, default=[40, 400])
    parser.add_argument("--documented", type=int, default=20_000, help="how many cases have a docket")
    parser.add_argument("--times", type=int, default=40, help="requests of each page in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="pages with this in their name")
    parser.add_argument("--plans", choices=["none", "dear", "all"], default="dear")
    return parser.parse_args()


if __name__ == "__main__":
    from zegel.console.postgres import EmbeddedPostgres

    chosen = asked()
    folder = Path(tempfile.mkdtemp(prefix="zegel-cases-"))
    server = EmbeddedPostgres(folder / "postgres", durable=False)
    os.environ.update(
        ZEGEL_DATABASE=server.start(), ZEGEL_DATA=str(folder / "data"), ZEGEL_ORIGIN="http://127.0.0.1:8000",
        DJANGO_SETTINGS_MODULE="zegel.config.settings",
    )  # fmt: skip
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    try:
        main(chosen)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
        sys.stdout.flush()
