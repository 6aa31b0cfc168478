"""Terms per second, and working-day sums side by side with `holidays` doing the same.

Run `python benchmarks/law.py [--sums N] [--terms N] [--rounds N]`. Ratios matter, not times: both sides get the same days, the same numbers and
warm caches, and must agree on every answer before anything is timed (decrees left out: nobody else has them).
"""

import argparse
import random
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import holidays
from holidays.constants import OPTIONAL, PUBLIC

from zegel.law.calendar import Calendar, atw_calendar
from zegel.law.terms import compute

FIRST = date(2011, 1, 1)


def main() -> None:
    """Print the ratio for each kind of working-day sum, then terms per second."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sums", type=int, default=4000)
    parser.add_argument("--terms", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    pick = random.Random(20261122)
    sums = [
        (FIRST + timedelta(days=pick.randrange(365 * 20)), number)
        for number in (1, 3, 10, 60)
        for _ in range(options.sums // 4)
    ]
    pick.shuffle(sums)
    bare = Calendar(atw_calendar().rules, ())
    oracle = holidays.country_holidays("NL", years=range(2010, 2035), categories=(PUBLIC, OPTIONAL))
    rows = {
        "is it a working day": (
            lambda: [bare.is_ordinary(day) for day, _ in sums],
            lambda: [oracle.is_working_day(day) for day, _ in sums],
        ),
        "n-th working day after": (
            lambda: [bare.ordinary_after(day, number) for day, number in sums],
            lambda: [oracle.get_nth_working_day(day, number) for day, number in sums],
        ),
        "n-th working day before": (
            lambda: [bare.ordinary_before(day, number) for day, number in sums],
            lambda: [oracle.get_nth_working_day(day, -number) for day, number in sums],
        ),
        "working days between": (
            lambda: [bare.ordinary_between(day, day + timedelta(days=number)) for day, number in sums],
            lambda: [
                oracle.get_working_days_count(day, day + timedelta(days=number)) for day, number in sums
            ],
        ),
    }
    for name, (ours, theirs) in rows.items():
        assert ours() == theirs(), f"{name}: the two disagree"
        mine, other = best(ours, options.rounds), best(theirs, options.rounds)
        print(
            f"{name:24} {len(sums) / mine:12,.0f}/s   holidays {len(sums) / other:10,.0f}/s   {other / mine:6.1f} x"
        )
    terms(options.terms, options.rounds)


def best(run: Callable[[], object], rounds: int) -> float:
    """Give the best time of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return min(times)


def _compute_all(rule: str, key: str, days: list[date]) -> None:
    for day in days:
        compute(rule, {key: day})


def terms(count: int, rounds: int) -> None:
    """Print how many whole terms, reasoning and other readings included, are computed a second."""
    for rule, key in (("5.3", "hearing"), ("7.1", "appeared"), ("8.1", "summoned")):
        days = [FIRST + timedelta(days=number % 6000) for number in range(count)]
        took = best(partial(_compute_all, rule, key, days), rounds)
        print(f"term {rule:19} {count / took:12,.0f}/s with reasoning")


if __name__ == "__main__":
    main()
