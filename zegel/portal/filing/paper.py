"""Filings and their paper as pages show them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from zegel.filing.queries import Filing, PaperTask, paper_of
from zegel.filing.rules import shown_number
from zegel.law.courts import court
from zegel.mail.queries.messages import Reader
from zegel.portal.shared.filing_words import KIND_WORDS, sheet_name
from zegel.portal.shared.messages.page import answered

NO_VERSIONS: Final[Mapping[UUID, int]] = MappingProxyType({})


def counter(filing: Filing, reader: Reader | None) -> dict[str, Any]:
    """A filing as the clerk at the counter sees it: its files by number, and which of them came.

    `reader`: of the message that brought it, where the clerk may read that; their device then tells the names of the files, at once when
    the message was opened before.
    """
    task = paper_of(filing)
    came = {piece.number: piece for piece in task.pieces.all()} if task else {}
    return {
        "filing": filing,
        "number": shown_number(filing.number),
        "kind": KIND_WORDS[filing.kind],
        "task": task,
        "letter": answered(reader) if reader else None,
        "opened": reader is not None and reader.delivery.opened_at is not None,
        "left": filing.pieces - len(came) if task else 0,
        "pieces": [{"number": number, "came": came.get(number)} for number in range(1, filing.pieces + 1)],
    }


def row(task: PaperTask, versions: Mapping[UUID, int] = NO_VERSIONS) -> dict[str, Any]:
    """A task as it stands in a list. `versions`: in which key version each message that filed is held, for whose device tells the names
    of the files."""
    filing = task.filing
    came = {piece.number for piece in task.pieces.all()}
    return {
        "task": task,
        "filing": filing,
        "number": shown_number(filing.number),
        "key_version": versions.get(filing.message_id) if filing.message_id else None,
        "sheet": sheet_name(filing.number),
        "court": court(filing.desk.court).name,
        "kind": KIND_WORDS[filing.kind],
        "missing": [number for number in range(1, filing.pieces + 1) if number not in came],
    }
