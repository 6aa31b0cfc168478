"""Thousands of guesses without making each of them.

A guess that is refused unseen changes nothing, and as long as nothing changes time only opens. So what is looked at after a
refusal can be searched for, by halves, instead of knocking ten thousand times; both are asserted on the way.
"""

import random
from collections.abc import Callable

from django.db import transaction

from zegel.authentication.models import LoginAttempt
from zegel.evidence.models import Record

SAMPLE = 3


def guess_on(total: int, ask: Callable[[int], None], looked: list[int]) -> None:
    """Make the guesses numbered from 0 to `total`, in that order: those that are looked at put themselves into `looked`.

    `ask` makes one guess and swallows its refusal. What it does is undone where it was asked only to find the next one.
    """
    number, pick = 0, random.Random(total)
    while number < total:
        before = _traces()
        if _asked(ask, number, looked, keep=True):
            number += 1
            continue
        assert _traces() == before, f"guess {number} was refused unseen and left something"
        found = _next(number, total, ask, looked)
        for _ in range(min(SAMPLE, found - number - 1)):
            between = pick.randrange(number + 1, found)
            assert not _asked(ask, between, looked, keep=False), f"guess {between} slipped in between"
        number = found


def _next(shut: int, total: int, ask: Callable[[int], None], looked: list[int]) -> int:
    """The first guess after one that was refused which is looked at; `total` where none is."""
    step, known = 1, shut
    while known + step < total and not _asked(ask, known + step, looked, keep=False):
        known, step = known + step, step * 2
    last = min(known + step, total)
    while last - known > 1:
        middle = (known + last) // 2
        if _asked(ask, middle, looked, keep=False):
            last = middle
        else:
            known = middle
    return last


def _asked(ask: Callable[[int], None], number: int, looked: list[int], *, keep: bool) -> bool:
    before = len(looked)
    with transaction.atomic():
        ask(number)
        seen = len(looked) > before
        if not keep:
            del looked[before:]
            transaction.set_rollback(True)
    return seen


def _traces() -> tuple[int, int]:
    return LoginAttempt.objects.count(), Record.objects.count()
