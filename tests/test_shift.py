"""The suite on another day: which days are tried, and that every process of the suite sees the same one."""

import shutil
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from tests.shift import days, environment, in_turn, moment_of
from zegel.lib.moments import AMSTERDAM, now

ONCE = timedelta(minutes=2)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-31T23:50", datetime(2026, 12, 31, 22, 50, tzinfo=UTC)),
        ("2028-02-29", datetime(2028, 2, 29, 11, tzinfo=UTC)),
        ("2027-03-28T02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("2027-10-31T02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_day_is_asked_for_on_a_dutch_clock(text, moment):
    assert moment_of(text) == moment


@pytest.mark.parametrize("text", ["", "tomorrow", "2027-02-29", "2026-12-31T25:00", "2026-12-31T12:00+01:00"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        moment_of(text)


@example(date(2026, 12, 31))
@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_the_days_that_go_wrong_are_all_ahead_and_each_has_its_turn(today):
    moments = [moment_of(text) for text in days(today)]
    assert all(moment.astimezone(AMSTERDAM).date() > today for moment in moments)
    last, first, leap, spring, autumn, sunday, far = (moment.astimezone(AMSTERDAM) for moment in moments)
    assert (last.month, last.day, first.month, first.day) == (12, 31, 1, 1)
    assert (leap.month, leap.day) == (2, 29)
    # The hour that is skipped, and the one that comes twice.
    before = (moments[3] - timedelta(hours=1)).astimezone(AMSTERDAM)
    assert (before.utcoffset(), spring.utcoffset()) == (timedelta(hours=1), timedelta(hours=2))
    assert (autumn.utcoffset(), autumn.replace(fold=1).utcoffset()) == (
        timedelta(hours=2),
        timedelta(hours=1),
    )
    assert sunday.weekday() == 6
    assert far.year == today.year + 5
    week = {in_turn(today + timedelta(days=ahead))[-5:] for ahead in range(7)}
    assert len(week) >= 5


def test_a_process_is_moved_by_an_offset_so_that_its_children_agree(tmp_path):
    told = environment(now() + timedelta(days=365), tmp_path / "libfaketime.so")
    assert told["FAKETIME"] in {"+31535999s", "+31536000s"}
    assert environment(now() - timedelta(hours=1), tmp_path)["FAKETIME"].startswith("-")


def test_what_waits_waits_as_long_as_on_any_day():
    """A pause, and a deadline: under a moved clock one of them went wrong, or never came."""
    began = time.monotonic()
    time.sleep(0.05)
    assert not threading.Event().wait(0.05)
    assert 0.1 <= time.monotonic() - began < 30


def test_every_process_of_the_suite_sees_the_same_day():
    """Also when nothing is moved: a court's processes agree, or evidence is dated by whoever wrote it."""
    seen = [now()]
    asked = "from zegel.lib.moments import now; print(now().isoformat())"
    child = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    seen.append(datetime.fromisoformat(child.stdout.strip()))
    name = settings.DATABASES["default"]
    with psycopg.connect(host=name["HOST"], user=name["USER"], dbname="postgres") as link:
        seen += [row[0] for row in link.execute("SELECT clock_timestamp()").fetchall()]
    if node := shutil.which("node"):
        asked = "console.log(new Date().toISOString())"
        child = subprocess.run([node, "-e", asked], check=True, capture_output=True, text=True)
        seen.append(datetime.fromisoformat(child.stdout.strip()))
    assert max(seen) - min(seen) < ONCE
