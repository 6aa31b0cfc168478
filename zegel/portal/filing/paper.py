"""Filings and their paper as pages show them."""

from typing import Any

from zegel.filing.queries import Filing, PaperTask, paper_of
from zegel.filing.rules import shown_number
from zegel.law.courts import court
from zegel.portal.shared.filing_words import KIND_WORDS


def counter(filing: Filing) -> dict[str, Any]:
    """A filing as the clerk at the counter sees it: its files by number, and which of them came."""
    task = paper_of(filing)
    came = {piece.number: piece for piece in task.pieces.all()} if task else {}
    return {
        "filing": filing,
        "number": shown_number(filing.number),
        "kind": KIND_WORDS[filing.kind],
        "task": task,
        "left": filing.pieces - len(came) if task else 0,
        "pieces": [{"number": number, "came": came.get(number)} for number in range(1, filing.pieces + 1)],
    }


def row(task: PaperTask) -> dict[str, Any]:
    """A task as it stands in a list."""
    filing = task.filing
    came = {piece.number for piece in task.pieces.all()}
    return {
        "task": task,
        "filing": filing,
        "number": shown_number(filing.number),
        "court": court(filing.desk.court).name,
        "kind": KIND_WORDS[filing.kind],
        "missing": [number for number in range(1, filing.pieces + 1) if number not in came],
    }
