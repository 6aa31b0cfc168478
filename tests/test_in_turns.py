"""`bin/bench --against COMMIT`: both trees run in turns, and the figures of both are printed with their ratio."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "bin" / "in_turns.py"
# As benchmarks/server/run.py prints, and a note of who ran when.
BENCHMARK = """
import sys
with open({notes!r}, "a") as notes:
    notes.write({name!r} + " " + " ".join(sys.argv[1:]) + "\\n")
print("2 cores, load 1.0 before")
print(f"{{'submit, 8 clients: a second':<58}} {{'{second}':>28}}   aim >= 400")
print(f"{{'submit: p50, p95':<58}} {{'{quantiles}':>28}}   aim p95 <= 40 ms")
"""


def git(tree: Path, *words: str) -> str:
    named = [
        "git",
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        *words,
    ]
    return subprocess.run(named, cwd=tree, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def tree(tmp_path):
    """A repository of two commits, of which the second is twice as fast."""
    root = tmp_path / "repository"
    (root / "benchmarks" / "server").mkdir(parents=True)
    (root / "bin").mkdir()
    (root / "bin" / "_setup").write_text("true\n")
    git(root, "init", "--quiet")
    for name, second, quantiles in [("old", "50", "80.0, 120.0 ms"), ("new", "100", "40.0, 60.0 ms")]:
        text = BENCHMARK.format(notes=str(tmp_path / "notes"), name=name, second=second, quantiles=quantiles)
        (root / "benchmarks" / "server" / "run.py").write_text(text)
        git(root, "add", ".")
        git(root, "commit", "--quiet", "-m", name)
    return root


def bench(tree: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, SCRIPT, *words], cwd=tree, check=False, capture_output=True, text=True
    )


def test_both_run_in_turns_and_both_figures_stand_beside_their_ratio(tree, tmp_path):
    before = git(tree, "rev-parse", "HEAD~1")
    done = bench(tree, "--against", "HEAD~1", "--rounds", "2", "submit", "--each", "5")
    assert done.returncode == 0, done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert before[:9] in done.stdout
    assert ["100", "50", "2.00"] in [row[-3:] for row in rows]
    assert [row[-3:] for row in rows if row[:2] == ["submit:", "p50,"]] == [
        ["40", "80", "0.50"],
        ["60", "120", "0.50"],
    ]
    turns = (tmp_path / "notes").read_text().splitlines()
    assert turns == [f"{name} submit --each 5" for name in ("new", "old", "old", "new")]
    assert git(tree, "status", "--porcelain") == ""
    assert git(tree, "worktree", "list").count("\n") == 0


def test_a_commit_that_is_not_there_is_said_before_anything_runs(tree, tmp_path):
    done = bench(tree, "--against", "nowhere")
    assert done.returncode != 0
    assert "nowhere" in done.stderr
    assert not (tmp_path / "notes").exists()
