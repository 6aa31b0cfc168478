"""What stands above a message that was filed."""

from typing import Any

from zegel.filing.queries import Filing, case_of, paper_of
from zegel.filing.rules import shown_number
from zegel.law.courts import court
from zegel.portal.shared.filing_words import KIND_WORDS, sheet_name


def panel(filing: Filing, *, own: bool) -> dict[str, Any]:
    """What stands above a message that was filed."""
    desk = filing.desk
    return {
        "filing": filing,
        "number": shown_number(filing.number),
        "sheet": sheet_name(filing.number),
        "court": court(desk.court).name,
        "kind": KIND_WORDS[filing.kind],
        "own": own,
        "task": paper_of(filing),
        "desk": desk,
        "case": case_of(filing),
    }
