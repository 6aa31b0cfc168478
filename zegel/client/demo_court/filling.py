"""Filling a demo that was just started: letters and what people see first, and then, while they look, everything else."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zegel.client.demo_court.cases import LAWYERS, Teller
from zegel.client.demo_court.journal import Journal
from zegel.client.demo_court.letters import Writers, write_letters
from zegel.client.demo_court.story import few_stories, stories

_STAFF: Final = ("fatima", "jan", "sanne")
_PATIENT: Final = 10
"""How much the rest waits for who looks at the demo meanwhile (`nice`)."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Files that say how far the filling is: `journal` step by step, `begun` that letters and first cases are there, `told` that all is."""

    journal: Path
    begun: Path
    told: Path


def fill(
    origin: str, inbox: Path, marks: Marks, *, apps: bool = False, doors: bool = False, few: bool = False
) -> list[str]:
    """Fill a demo, or go on where that was stopped; `inbox` is where its receiver keeps SMS messages. With `few` only a handful of
    cases is made. Gives what went wrong."""
    cast = Writers(origin, inbox, apps=apps)
    fresh = not marks.begun.exists()
    if fresh:
        write_letters(cast, doors=doors)
    told = few_stories() if few else stories()
    acting = {side.by for story in told for side in story.sides}
    teller = Teller(cast.all((*_STAFF, *(ref for ref in LAWYERS if ref in acting))), Journal(marks.journal))
    first = [story for story in told if story.first]
    wrong = teller.tell(first)
    if fresh:
        marks.begun.touch()
        os.nice(_PATIENT)
    wrong += teller.tell(story for story in told if not story.first)
    if not wrong:
        marks.told.touch()
    return wrong


def report(wrong: list[str]) -> int:
    """Say what went wrong; gives the exit status."""
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0
