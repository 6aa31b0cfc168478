"""What the log took in of the course of a case, for the reader's own device to hold the page against."""

from typing import Final
from uuid import UUID

from zegel.casefile.queries import Reader
from zegel.evidence.queries import Kept, records_about
from zegel.proceedings.events import ActDone, HearingRecorded, TermClosed, TermMoved, TermOpened
from zegel.proceedings.queries import told_who
from zegel.proceedings.rules.hearing.entries import VISIBLE, as_record

_TERMS: Final = frozenset({TermOpened.name, TermMoved.name, TermClosed.name})


def log_of_course(reader: Reader) -> list[Kept]:
    """The acts, what must be done by this reader, and what was noted at the hearing that they may see, by what the records say
    themselves."""
    rows = records_about([reader.case.pk], events=[ActDone.name, HearingRecorded.name, *_TERMS])
    return [row for row in rows if row.index is not None and _theirs(reader, row)]


def _theirs(reader: Reader, row: Kept) -> bool:
    if row.event in _TERMS:
        who = told_who(reader)
        return who is None or row.facts["who"] in who
    kind = as_record(row.facts["what"]) if row.event == HearingRecorded.name else None
    if reader.court or row.event == ActDone.name:
        return True
    seen_by, about = (VISIBLE[kind] if kind else "court"), row.facts["party"]
    return seen_by == "everybody" or (
        seen_by == "party" and about is not None and UUID(about) in reader.parties
    )
