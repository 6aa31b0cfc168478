"""A journey that failed is tried once more in a court that knows nothing of the first try (docs/decisions/0074)."""

import os
import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

CONFTEST = """
import itertools
import pytest
from tests.journeys.conftest import pytest_runtest_makereport, pytest_runtest_teardown

courts = itertools.count(1)

@pytest.fixture(scope="session")
def court():
    number = next(courts)
    yield number
    print(f"court {number} ended")

@pytest.fixture(scope="session")
def story(court):
    return court
"""
JOURNEYS = """
import pytest

tries = []

def once(part):
    tries.append(part)
    return tries.count(part) > 1

@pytest.fixture
def visit(court, request):
    if request.node.name == "test_setup":
        assert once("setup")
    yield court
    if request.node.name == "test_leaving":
        assert once("leaving")

def test_well(visit, story):
    assert (visit, story) == (1, 1)

def test_steps(visit, story):
    assert once("steps")
    assert (visit, story) == (2, 2)

def test_setup(visit):
    assert visit == 3

def test_leaving(visit, story):
    assert story == (4 if once("left") else 3)

def test_after(visit, story):
    assert (visit, story) == (4, 4)

def test_broken(visit):
    raise AssertionError(f"broken in court {visit}")

def test_later(visit, story):
    assert (visit, story) == (6, 6)
"""


def test_a_second_try_has_another_court_and_is_told(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Before what is there: on another day (`tests/shift.py`) a pause comes from it.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[1]), prepend=os.pathsep)
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(JOURNEYS)
    told = pytester.runpytest_subprocess(
        "-p", "no:django", "-p", "no:cacheprovider", "--reruns=1", "--rerun-show-tracebacks", "-s"
    )
    again = {line.partition("::")[2] for line in told.outlines if line.startswith("RERUN ")}
    assert again == {"test_steps", "test_setup", "test_leaving", "test_broken"}
    # What fails for a reason of its own fails again, and takes nobody along.
    assert {line for line in told.outlines if line.startswith("E ") and "broken" in line} == {
        f"E       AssertionError: broken in court {number}" for number in (4, 5)
    }
    assert told.parseoutcomes()["failed"] == 1
    # No court is forgotten.
    assert sorted(re.findall(r"court \d ended", told.stdout.str())) == [
        f"court {number} ended" for number in range(1, 7)
    ]
