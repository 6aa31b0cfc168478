"""Runs the benchmarks of this tree and of another commit in turns, and prints the figures of both with their ratio."""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

type Figures = dict[str, list[float]]
"""The numbers of each row, by what it says that they are."""

_ROW = re.compile(r"^(?P<what>.{58}) (?P<value>.*?) {3}aim ")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def figures_in(printed: str) -> Figures:
    """What a run of benchmarks/server/run.py printed beside its aims."""
    rows = (_ROW.match(line) for line in printed.splitlines())
    return {row["what"].strip(): [*map(float, _NUMBER.findall(row["value"]))] for row in rows if row}


def medians(runs: list[Figures]) -> Figures:
    """The middle of each number over the runs that have it."""
    found: Figures = {}
    for what in dict.fromkeys(name for run in runs for name in run):
        columns = zip(*(run[what] for run in runs if what in run), strict=False)
        found[what] = [statistics.median(column) for column in columns]
    return found


def table(here: Figures, there: Figures, commit: str) -> str:
    """A line for each number: here, there, and here divided by there."""
    lines = [f"{'':<62}{'here':>10}{commit[:9]:>12}{'ratio':>8}"]
    for what, mine in here.items():
        for number, other in zip(mine, there.get(what, []), strict=False):
            ratio = f"{number / other:.2f}" if other else "-"
            lines.append(f"{what:<62}{number:>10g}{other:>12g}{ratio:>8}")
    return "\n".join(lines)


def other_tree(root: Path, commit: str, folder: Path) -> Path:
    """The other commit in a folder and an environment of its own; the repository is only read."""
    subprocess.run(["git", "clone", "--quiet", "--no-checkout", "--shared", root, folder], check=True)
    subprocess.run(["git", "checkout", "--quiet", "--detach", commit], cwd=folder, check=True)
    subprocess.run(["bash", "-c", "source bin/_setup"], cwd=folder, check=True, env=_environment())
    return folder


def _environment() -> dict[str, str]:
    """Ours without what names our own environment: the other tree has one."""
    return {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"} | {
        "ZEGEL_SETUP": "product"
    }


def run(tree: Path, options: list[str]) -> Figures:
    """One run of the server's benchmarks in a tree."""
    own = tree / ".venv" / "bin" / "python"
    command = [own if own.exists() else sys.executable, "benchmarks/server/run.py", *options]
    done = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True, env=_environment())
    return figures_in(done.stdout)


def main() -> None:
    """Measure in turns, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--against", required=True, metavar="COMMIT")
    parser.add_argument("--rounds", type=int, default=3)
    known, options = parser.parse_known_args()
    root = Path.cwd()
    command = ["git", "rev-parse", "--verify", "--quiet", f"{known.against}^{{commit}}"]
    found = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    if found.returncode != 0:
        raise SystemExit(f"no commit {known.against!r} here")
    commit = found.stdout.strip()
    with tempfile.TemporaryDirectory(prefix="zegel-against-") as name:
        trees = [root, other_tree(root, commit, Path(name) / "tree")]
        runs: dict[Path, list[Figures]] = {tree: [] for tree in trees}
        for number in range(known.rounds):
            # Who goes first changes too.
            for tree in trees if number % 2 == 0 else reversed(trees):
                runs[tree].append(run(tree, options))
        here, there = (medians(runs[tree]) for tree in trees)
    print(f"load {os.getloadavg()[0]:.1f}; medians of {known.rounds} rounds")
    print(table(here, there, commit))


if __name__ == "__main__":
    main()
