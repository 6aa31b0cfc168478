"""Run the tests against every mutant: `mutant_runner.py RESULTS CHILDREN ASKED`, in the tree that mutmut made.

The tests are collected once. A child of that process takes a handful of mutants, one after the other: it runs the tests that
call the mutated function, its own worked questions first, then the quickest, until one fails. ASKED lists the mutants. RESULTS
becomes a JSON object by mutant: 0 survived, 1 noticed, 33 when no test calls the function.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.tmpdir import tmppath_result_key

SURVIVED, NOTICED, NO_TESTS = 0, 1, 33
AT_ONCE = 20
SECONDS = 60
"""Some changes make a loop endless: that is noticed too."""
REMEMBERING = (
    "zegel.law.calendar",
    "zegel.law.courts",
    "zegel.law.fees",
    "zegel.law.citations",
    "zegel.law.sources",
)
"""What reads tables once and keeps them: to see a change there they are read again, in every test of the module, as only the
first test was seen to read them."""


class Runner:
    """A pytest plugin that runs mutants in place of tests."""

    def __init__(self, results: Path, children: int, mutants: Sequence[str]) -> None:
        """Take what to run and where the outcome goes."""
        self.results, self.children, self.mutants = results, children, mutants
        stats = json.loads(Path("mutmut-stats.json").read_text("utf-8"))
        self.tests: dict[str, list[str]] = stats["tests_by_mangled_function_name"]
        self.durations: dict[str, float] = stats["duration_by_test"]
        self.codes: dict[str, int] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run every mutant; before that the law unchanged, of which no test may fail."""
        items = {item.nodeid: item for item in session.items if not any(item.iter_markers("skipif"))}
        failing = [name for name, item in items.items() if fails(item)]
        if failing:
            raise pytest.UsageError(f"without any change these tests fail: {failing}")
        gc.freeze()
        running: dict[int, Path] = {}
        for start in range(0, len(self.mutants), AT_ONCE):
            if len(running) == self.children:
                self.reap(running)
            outcome = self.results.with_suffix(f".{start}")
            child = os.fork()
            if not child:
                self.run(self.mutants[start : start + AT_ONCE], items, outcome)
            running[child] = outcome
        while running:
            self.reap(running)
        return True

    def run(self, mutants: Sequence[str], items: dict[str, pytest.Item], outcome: Path) -> None:
        """Run a handful of mutants in this child, and end it."""
        signal.signal(signal.SIGALRM, too_long)
        codes = {}
        try:
            for mutant in mutants:
                tests = [
                    items[name] for name in self.tests_of(mutant.partition("__mutmut_")[0]) if name in items
                ]
                codes[mutant] = verdict(mutant, tests) if tests else NO_TESTS
            outcome.write_text(json.dumps(codes), "utf-8")
        finally:
            os._exit(0)

    def reap(self, running: dict[int, Path]) -> None:
        """Wait until one child ends and keep what it found."""
        child, _status = os.wait()
        outcome = running.pop(child)
        self.codes |= json.loads(outcome.read_text("utf-8"))
        outcome.unlink()
        self.results.write_text(json.dumps(self.codes), "utf-8")

    def tests_of(self, function: str) -> list[str]:
        """Give the tests that call a function, in the order in which one will probably fail first."""
        module, _, name = function.rpartition(".")
        together = f"{module}." if module in REMEMBERING else function
        tests = {
            test for other, calling in self.tests.items() if other.startswith(together) for test in calling
        }
        worked = f"[{module.rpartition('.')[2]}.{name.removeprefix('x_')}:"
        return sorted(tests, key=lambda test: (worked not in test, self.durations[test]))


def verdict(mutant: str, items: Sequence[pytest.Item]) -> int:
    """Say whether one of the tests notices a mutant."""
    os.environ["MUTANT_UNDER_TEST"] = mutant
    remembering = mutant.startswith(REMEMBERING)
    if remembering:
        forget()
    signal.alarm(SECONDS)
    found = NOTICED if any(map(fails, items)) else SURVIVED
    signal.alarm(0)
    if remembering:
        forget()
    return found


def too_long(*_signal: object) -> None:
    """Stop a test that does not end."""
    raise TimeoutError


def forget() -> None:
    """Empty what the law remembers between calls."""
    for name, module in list(sys.modules.items()):
        if name.startswith("zegel.law"):
            for value in vars(module).values():
                getattr(value, "cache_clear", int)()


def fails(item: pytest.Item) -> bool:
    """Run one test, without the reports that pytest would make of it."""
    state = item.session._setupstate
    try:
        item.stash[tmppath_result_key] = {}
        item._initrequest()
        state.setup(item)
        item.runtest()
    except pytest.skip.Exception:
        return False
    except BaseException:
        return True
    finally:
        state.teardown_exact(None)
    return False


if __name__ == "__main__":
    results, children, asked = sys.argv[1:]
    plugin = Runner(Path(results), int(children), Path(asked).read_text("utf-8").split())
    os.environ["MUTANT_UNDER_TEST"] = ""
    options = ["-q", "--rootdir=.", "-s", "--assert=plain", "-p", "no:randomly", "zegel/law/tests"]
    raise SystemExit(pytest.main(options, plugins=[plugin]))
