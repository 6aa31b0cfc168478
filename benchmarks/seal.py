"""How fast the seal seals and opens, beside the bare cipher and beside pyrage, in one run on one machine.

    .venv/bin/python benchmarks/seal.py [--small MEGABYTES] [--large MEGABYTES] [--seconds SECONDS]

Compare the ratios, not the seconds. Every measurement runs in a process of its own, so its peak memory is
its own. Files lie in /dev/shm: the disk is not what is measured.
"""

import argparse
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MEGABYTE = 1_000_000
ROUNDS = 4
GOAL = 0.6
# The identity C2SP age.md prints; both tools know X25519, and the payload is the same for every recipient.
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"


def floor(seconds: int) -> float:
    """Give what OpenSSL's own loop over 64 KiB pieces reaches, in MB/s."""
    command = ["openssl", "speed", "-evp", "chacha20-poly1305", "-bytes", "65536", "-seconds", str(seconds)]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(re.findall(r"([\d.]+)k\s*$", report.strip())[-1]) / 1000


def work(tool: str, action: str, source: str, target: str) -> None:
    """Do one thing a few times and print the best seconds and the peak resident kilobytes."""
    once = zegel() if tool == "zegel" else pyrage_tool()
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        once(action, source, target)
        best = min(best, time.perf_counter() - started)
    print(best, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def zegel() -> Callable[[str, str, str], None]:
    from zegel.seal.identities import identity_recipient
    from zegel.seal.opening import open_stream
    from zegel.seal.sealing import seal

    recipient = identity_recipient(IDENTITY)

    def once(action: str, source: str, target: str) -> None:
        with Path(source).open("rb") as given, Path(target).open("wb") as made:
            if action == "seal":
                seal([recipient], given, made)
            else:
                open_stream([IDENTITY], given, made)

    return once


def pyrage_tool() -> Callable[[str, str, str], None]:
    import pyrage

    identity = pyrage.x25519.Identity.from_str(IDENTITY)

    def once(action: str, source: str, target: str) -> None:
        if action == "seal":
            pyrage.encrypt_file(source, target, [identity.to_public()])
        else:
            pyrage.decrypt_file(source, target, [identity])

    return once


def measure(tool: str, action: str, source: Path, target: Path) -> tuple[float, int]:
    """Give the best seconds and the peak memory in kilobytes of a process of its own."""
    command = [sys.executable, __file__, "--work", tool, action, str(source), str(target)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory = run.stdout.split()
    return float(seconds), int(memory)


def compare(folder: Path, megabytes: int, bare: float) -> None:
    plain, sealed, null = folder / "plain", folder / "sealed", Path(os.devnull)
    with plain.open("wb") as file:
        for _ in range(megabytes):
            file.write(os.urandom(MEGABYTE))
    for action, source in (("seal", plain), ("open", sealed)):
        if action == "open":
            measure("zegel", "seal", plain, sealed)
        rows = {}
        for tool, target in (("zegel", null), ("zegel", folder / "out"), ("pyrage", folder / "out")):
            rows[tool, target.name] = measure(tool, action, source, target)
        theirs = rows["pyrage", "out"][0]
        for (tool, target), (seconds, memory) in rows.items():
            speed = megabytes / seconds
            print(
                f"{action:5}{megabytes:>6} MB  {tool:7} to {target:5} {speed:>7.0f} MB/s"
                f"  {speed / bare:>5.2f} of bare cipher  {theirs / seconds:>5.2f} x pyrage  {memory / 1024:>6.0f} MiB peak"
            )
    for path in folder.iterdir():
        path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", type=int, default=1000, metavar="MEGABYTES")
    parser.add_argument("--small", type=int, default=25, metavar="MEGABYTES")
    parser.add_argument("--seconds", type=int, default=3, help="how long OpenSSL is measured")
    parser.add_argument("--work", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(*options.work)
        return
    bare = floor(options.seconds)
    print(
        f"bare cipher, openssl speed chacha20-poly1305 65536: {bare:.0f} MB/s; goal at least {GOAL} of it\n"
    )
    with tempfile.TemporaryDirectory(dir="/dev/shm") as name:
        for megabytes in (options.small, options.large):
            compare(Path(name), megabytes, bare)


if __name__ == "__main__":
    main()
