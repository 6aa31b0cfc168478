"""What the server costs: storing, submitting, folders, logging in, nothing. Prints numbers beside aims; it never fails for time.

    .venv/bin/python benchmarks/server/run.py [store] [submit] [folders] [login] [rest] [--entries N] [--each N] [--times N] [--megabytes N] [--seconds N] [--copy-of FOLDER]

Starts the product on scratch data on this machine, with a durable database. Server and driver share the cores, so
compare with the peers of docs (same machine, same driver), not with a data sheet. CPU is of web workers, from /proc.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
from psycopg import sql

from tests.faults.court import RECEIVER, SENDER, Court, log_in, wait_until
from tests.prepared_court import copy
from tests.storage.seaweed import free_ports
from zegel.client.demo_court.people import PASSWORD
from zegel.client.http import Session
from zegel.client.sealed import decode, encode, upload
from zegel.lib.moments import now
from zegel.seal.keys import password_halves

TICK = os.sysconf("SC_CLK_TCK")
SUBJECTS = ("C/13/756123", "C/10/701234", "nieuwe zaak", "C/16/612345")


def web_processes(court: Court) -> list[int]:
    """The web server and its workers."""
    return _family(court.children["web"].pid)


def cpu(pids: list[int]) -> float:
    """CPU seconds used so far, user and system."""
    words = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(word[11]) + int(word[12]) for word in words) / TICK


def status(pid: int, name: str) -> int:
    """A memory figure of a process in bytes: VmRSS now or VmHWM at its peak."""
    line = next(
        each_line
        for each_line in Path(f"/proc/{pid}/status").read_text().splitlines()
        if each_line.startswith(name)
    )
    return int(line.split()[1]) * 1024


def postgres_processes(court: Court) -> list[int]:
    return _family(court.postgres.process.pid)


def say(what: str, value: str, aim: str) -> None:
    print(f"{what:<58} {value:>28}   aim {aim}", flush=True)


def store(court: Court, *, megabytes: int) -> None:
    """(a) Ciphertext (25 MB), in parts, several times."""
    with Session(court.origin) as session:
        account = log_in(session, SENDER)
        del account
        sealed = os.urandom(megabytes * 2**20 + 8192)
        upload(session, sealed[: 2**20])
        pids = web_processes(court)
        before, peaks = cpu(pids), {pid: status(pid, "VmRSS") for pid in pids}
        for pid in pids:
            Path(f"/proc/{pid}/clear_refs").write_text("5")
        started, rounds = time.perf_counter(), 6
        for _ in range(rounds):
            upload(session, sealed)
        wall = (time.perf_counter() - started) / rounds
        used, bare = (cpu(pids) - before) / rounds, bare_store(court, sealed, rounds)
        say(
            f"store {megabytes} MB: server CPU",
            f"{used:.3f} s, {used / bare:.2f} x a bare loop",
            "<= 0.10 s, 1.3 x",
        )
        extra = max(status(pid, "VmHWM") - peaks[pid] for pid in pids)
        say(f"store {megabytes} MB: extra peak memory of a web worker", f"{extra / 1e6:.1f} MB", "<= 20 MB")
        say(f"store {megabytes} MB: seconds until acknowledged (synced, hashed)", f"{wall:.2f} s", "-")


def bare_store(court: Court, sealed: bytes, rounds: int) -> float:
    """CPU seconds of hashing the same bytes and writing them to the same disk, in one loop and nothing else."""
    began, size = time.process_time(), 256 * 1024
    for _ in range(rounds):
        digest = hashlib.sha256()
        with tempfile.TemporaryFile(dir=court.folder, buffering=0) as file:
            for start in range(0, len(sealed), size):
                piece = memoryview(sealed)[start : start + size]
                digest.update(piece)
                file.write(piece)
            os.fsync(file.fileno())
    return (time.process_time() - began) / rounds


def letters(account, count: int) -> list[bytes]:
    """Submissions that differ in nothing but their identifiers, so that the driver costs little to prepare."""
    addressee = account.box(RECEIVER)
    body = account.compose(SENDER, [addressee], subject="C/13/756123", text="Een korte brief.")
    return [
        json.dumps({**body, "message": str(uuid.uuid4()), "conversation": str(uuid.uuid4())}).encode()
        for _ in range(count)
    ]


def raw_client(address: tuple[str, int], head: bytes, bodies: list[bytes], gate, results) -> None:
    """A client that is almost nothing: one connection, prepared bytes, the status line read."""
    import http.client

    link = http.client.HTTPConnection(*address)
    headers = json.loads(head)
    link.request("GET", "/api/me", headers=headers)
    link.getresponse().read()
    gate.wait()
    taken, refused, began = [], 0, time.perf_counter()
    for body in bodies:
        started = time.perf_counter()
        link.request("POST", "/api/messages", body, headers)
        answer = link.getresponse()
        answer.read()
        taken.append(time.perf_counter() - started)
        refused += answer.status != 200
    results.put((taken, refused, began, time.perf_counter()))


def submit(court: Court, *, each: int, clients: int = 8) -> None:
    """(b) Small messages from several clients in processes of their own, in turns with a floor on the same database."""
    with Session(court.origin) as session:
        account = log_in(session, SENDER)
        cookies = "; ".join(f"{name}={value}" for name, value in session.http.cookies.items())
        head = {
            "Cookie": cookies, "X-CSRFToken": session.http.cookies["csrftoken"],
            "Content-Type": "application/json", "Referer": court.origin,
        }  # fmt: skip
        rounds = [[letters(account, each) for _ in range(clients)] for _ in range(ROUNDS + 1)]
    # The floor writes again what the product wrote; both have begun when they are measured.
    drive(court, court.port, web_processes(court), head, [bodies[:2] for bodies in rounds.pop()])
    port, floor = start_floor(court)
    try:
        drive(court, port, [], head, [bodies[:20] for bodies in rounds[0]])
        turns = [
            (
                drive(court, court.port, web_processes(court), head, bodies),
                drive(court, port, _family(floor.pid), head, bodies),
            )
            for bodies in rounds
        ]
    finally:
        floor.terminate()
        floor.wait()
    for name, runs in zip(("submit", "its floor"), zip(*turns, strict=True), strict=True):
        taken = sorted(seconds for run in runs for seconds in run.taken)
        say(
            f"{name}, {clients} clients: a second, each round",
            ", ".join(f"{run.rate:.0f}" for run in runs),
            ">= 400 on a quiet machine",
        )
        say(f"{name}: p50, p95", f"{quantile(taken, 50):.1f}, {quantile(taken, 95):.1f} ms", "p95 <= 40 ms")
        web, database = (
            sum(getattr(run, what) for run in runs) / len(taken) * 1e3 for what in ("web", "database")
        )
        say(f"{name}: CPU a message: web, database", f"{web:.2f}, {database:.2f} ms", "-")
        say(f"{name}: refused", str(sum(run.refused for run in runs)), "0")
    ratios = [product.rate / bare.rate for product, bare in turns]
    say("submit: of its floor, each round", ", ".join(f"{ratio:.2f}" for ratio in ratios), ">= 0.35")
    rows = court.sql(
        "SELECT (SELECT count(*) FROM mail_message), (SELECT count(*) FROM evidence_record WHERE event = 'mail.message.received'),"
        " (SELECT count(*) FROM notify_outboundmail)"
    )[0]
    say("submit: messages, evidence, notifications", str(rows), "equal")


ROUNDS = 3


@dataclass
class Driven:
    """What one round of clients found."""

    taken: list[float]
    refused: int
    rate: float
    web: float
    database: float


def drive(
    court: Court, port: int, pids: list[int], head: dict[str, str], bodies: list[list[bytes]]
) -> Driven:
    """Each list of bodies from a client of its own, all at once."""
    context = multiprocessing.get_context("fork")
    gate, results = context.Barrier(len(bodies)), context.Queue()
    told = json.dumps(head).encode()
    drivers = [
        context.Process(target=raw_client, args=(("127.0.0.1", port), told, own, gate, results))
        for own in bodies
    ]
    before, before_pg = cpu(pids), cpu(postgres_processes(court))
    for driver in drivers:
        driver.start()
    answers = [results.get(timeout=300) for _ in drivers]
    for driver in drivers:
        driver.join()
    taken = [row for answer in answers for row in answer[0]]
    span = max(answer[3] for answer in answers) - min(answer[2] for answer in answers)
    return Driven(
        taken,
        sum(answer[1] for answer in answers),
        len(taken) / span,
        cpu(pids) - before,
        cpu(postgres_processes(court)) - before_pg,
    )


def start_floor(court: Court) -> tuple[int, subprocess.Popen[bytes]]:
    """The bare handler, served as the product is."""
    (port,) = free_ports(1)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
        "--blocking-threads", "4", "--log-level", "warning", "benchmarks.server.floor:application",
    ]  # fmt: skip
    floor = subprocess.Popen(command, env=court.environment | {"PYTHONPATH": str(Path(__file__).parents[2])})
    wait_until(lambda: _answers(port), 60)
    return port, floor


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
    except httpx.TransportError:
        return False


def quantile(sorted_seconds: list[float], percent: int) -> float:
    """Milliseconds below which this part of the measurements lies."""
    return sorted_seconds[min(len(sorted_seconds) - 1, len(sorted_seconds) * percent // 100)] * 1e3


# Copies of a row that the product made, so that a column more in its table is one more to copy.
MESSAGES = """
INSERT INTO mail_message
SELECT (jsonb_populate_record(made, jsonb_build_object(
    'id', '00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'), 'received_at', %(at)s::timestamptz))).*
FROM generate_series(%(from)s::int, %(to)s::int) AS n, mail_message AS made
WHERE made.id = (SELECT id FROM mail_message WHERE sender_box_id IS NOT NULL LIMIT 1)
"""
FILL = """
INSERT INTO mail_entry
SELECT (jsonb_populate_record(made, jsonb_build_object(
    'id', gen_random_uuid(), 'message_id', '00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'),
    'conversation', gen_random_uuid(), 'at', %(at)s::timestamptz - n * interval '37 seconds',
    'listed_at', %(at)s::timestamptz - n * interval '37 seconds', 'unread', n %% 50 = 0,
    'counterpart', 'mr. ' || (ARRAY['A. de Vries','P. van Dam','L. Yilmaz','J. Hendriks','K. Bos'])[1 + n %% 5] || ' ' || n,
    'search_text', 'mr ' || (ARRAY['a de vries','p van dam','l yilmaz','j hendriks','k bos'])[1 + n %% 5] || ' ' || n
        || ' c 13 ' || (100000 + n %% 900000) || ' c13' || (100000 + n %% 900000),
    'subject', 'C/13/' || (100000 + n %% 900000), 'files', n %% 4))).*
FROM generate_series(%(from)s::int, %(to)s::int) AS n, mail_entry AS made
WHERE made.id = (SELECT id FROM mail_entry WHERE box_id = %(box)s AND folder = 'in' LIMIT 1)
"""


def fill(court: Court, box: str, first: int, last: int) -> None:
    """Entries in a box by SQL; every entry has a message of its own, as the constraints want."""
    words = {"box": box, "from": first, "to": last, "at": now()}
    with psycopg.connect(court.postgres.conninfo) as link:
        # Made anew afterwards: a million rows one by one into an index of trigrams takes many minutes.
        indexes = link.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'mail_entry' AND indexname LIKE 'entry_%'"
            " AND indexname <> 'entry_once'"
        ).fetchall()
        for name, _ in indexes:
            link.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        link.execute(MESSAGES, words)
        link.execute(FILL, words)
        link.commit()
        for _, definition in indexes:
            link.execute(definition)
        link.commit()
        link.autocommit = True
        link.execute("VACUUM ANALYZE mail_entry")
        link.execute("VACUUM ANALYZE mail_message")


def folders(court: Court, *, large: int, times: int) -> None:
    """(c) A folder's first page, a deep one and a search, in HTML and JSON, with few and with many entries."""
    with Session(court.origin) as session:
        account = log_in(session, RECEIVER)
        log_in_session = Session(court.origin)
        sender = log_in(log_in_session, SENDER)
        sender.send(SENDER, [sender.box(RECEIVER)], subject="nieuwe zaak", text="x")
        log_in_session.http.close()
        box = account.boxes[RECEIVER]["id"]
        small: dict[str, float] = {}
        few = min(1000, large // 2)
        for first, last in ((1, few), (few + 1, large)):
            fill(court, box, first, last)
            # The middle of the folder, as somebody would come to it by paging.
            ((at, key),) = court.sql(
                "SELECT extract(epoch FROM listed_at), id FROM mail_entry WHERE box_id = %s AND folder = 'in'"
                " ORDER BY listed_at DESC, id DESC OFFSET %s LIMIT 1", box, last // 2,
            )  # fmt: skip
            deep = f"before={at:.6f}_{key}"
            for name, path in {
                "page, first": f"/mail/{box}/in", "page, deep": f"/mail/{box}/in?{deep}",
                "page, search": f"/mail/{box}/in?q=hendriks", "JSON, first": f"/api/boxes/{box}/in",
                "JSON, deep": f"/api/boxes/{box}/in?{deep}", "JSON, search common": f"/api/boxes/{box}/in?q=hendriks",
                "JSON, search rare": f"/api/boxes/{box}/in?q=hendriks+{last - last % 5 - 2}",
                "JSON, search nothing": f"/api/boxes/{box}/in?q=nietbestaand",
            }.items():  # fmt: skip
                before = spent(court)
                taken = sorted(timed(session.http, path) for _ in range(times))
                used = (spent(court) - before) / times * 1e3
                p50 = quantile(taken, 50)
                ratio = f", {p50 / small[name]:.2f} x" if name in small else ""
                small.setdefault(name, p50)
                say(
                    f"{last:>9} entries, {name}: CPU; p50, p95",
                    f"{used:.1f}; {p50:.1f}, {quantile(taken, 95):.1f} ms{ratio}",
                    "CPU <= 15 ms, +-20 %",
                )
        plans(court, box, at, key)


def spent(court: Court) -> float:
    """CPU seconds of web server and database so far, which a busy neighbour does not change much."""
    return sum(map(ran, web_processes(court) + postgres_processes(court)))


def timed(client: httpx.Client, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return time.perf_counter() - started


def plans(court: Court, box: str, at: object, key: object) -> None:
    """How PostgreSQL finds these pages."""
    base = "SELECT * FROM mail_entry WHERE box_id = %(box)s AND folder = 'in' AND listed_at <= now()"
    order = " ORDER BY listed_at DESC, id DESC LIMIT 51"
    deep = " AND listed_at <= to_timestamp(%(at)s) AND (listed_at < to_timestamp(%(at)s) OR id < %(key)s)"
    search = " AND search_text LIKE %(word)s"
    count = "SELECT box_id, count(*) FROM mail_entry WHERE box_id = %(box)s AND folder = 'in' AND unread GROUP BY box_id"
    with psycopg.connect(court.postgres.conninfo) as link:
        for name, query, word in (
            ("first", base + order, ""), ("deep", base + deep + order, ""), ("search common", base + search + order, "%hendriks%"),
            ("search nothing", base + search + order, "%nietbestaand%"), ("unread", count, ""),
        ):  # fmt: skip
            words = {"box": box, "at": at, "key": key, "word": word}
            rows = link.execute("EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) " + query, words).fetchall()
            print(f"\nplan of {name}:\n  " + "\n  ".join(row[0] for row in rows))


def rest(court: Court, *, seconds: float) -> None:
    """(e) What each process uses while nobody does anything, of one core."""
    families = {name: _family(child.pid) for name, child in court.children.items()}
    families["database"] = postgres_processes(court)
    before = {pid: ran(pid) for family in families.values() for pid in family}
    began = time.monotonic()
    time.sleep(seconds)
    span = time.monotonic() - began
    for name, family in families.items():
        for pid in family:
            share = (ran(pid) - before[pid]) / span * 100
            if share >= 0.01:
                say(f"at rest: {name}, process {pid}", f"{share:.2f} % of a core", "<= 0.2 %")


def _family(pid: int) -> list[int]:
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def ran(pid: int) -> float:
    """Seconds that a process ran on a core, finer than clock ticks; nothing when it is gone."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    except FileNotFoundError:
        return 0.0


def login(court: Court, *, times: int) -> None:
    """(d) Logging in; the stretching is the client's and is done beforehand."""
    with Session(court.origin) as session:
        salt = decode(session.call("POST", "login/salt", {"email": SENDER})["salt"])
        half = encode(password_halves(PASSWORD, salt).login)
        body = {"email": SENDER, "login": half}
        for _ in range(10):
            session.call("POST", "login", body)
        pids, taken = web_processes(court), []
        before = cpu(pids)
        for _ in range(times):
            started = time.perf_counter()
            session.call("POST", "login", body)
            taken.append(time.perf_counter() - started)
        say("login: server CPU", f"{(cpu(pids) - before) / times:.4f} s", "<= 0.03 s")
        say(
            "login: p50, p95", f"{quantile(sorted(taken), 50):.1f}, {quantile(sorted(taken), 95):.1f} ms", "-"
        )


def main() -> None:
    """Measure what is named, or everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=[], metavar="store|submit|folders|login|rest")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--each", type=int, default=150, help="messages a client")
    parser.add_argument("--times", type=int, default=60, help="requests of each kind")
    parser.add_argument("--megabytes", type=int, default=25, help="what is stored")
    parser.add_argument("--seconds", type=float, default=60, help="how long it rests")
    parser.add_argument("--copy-of", type=Path, help="a court that stands still, to begin with a copy of")
    options = parser.parse_args()
    chosen = options.what or ["store", "login", "submit", "folders", "rest"]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory(prefix="zegel-bench-") as name:
        folder = Path(name) / "demo"
        if options.copy_of:
            copy(options.copy_of, folder)
        court = Court(folder)
        try:
            court.start()
            if "rest" in chosen:
                time.sleep(min(10, options.seconds))
                rest(court, seconds=options.seconds)
            if "store" in chosen:
                store(court, megabytes=options.megabytes)
            if "login" in chosen:
                login(court, times=options.times)
            if "submit" in chosen:
                print("the worker stands still: only what a sender waits for")
                os.killpg(court.children["worker"].pid, signal.SIGSTOP)
                submit(court, each=options.each)
            if "folders" in chosen:
                folders(court, large=options.entries, times=options.times)
        finally:
            court.stop()


if __name__ == "__main__":
    main()
