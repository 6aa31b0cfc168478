"""What the log took in of the course of a case, for the reader's own device to hold the page against."""

from uuid import UUID

from zegel.casefile.queries import Reader
from zegel.evidence.queries import Kept, records_about
from zegel.proceedings.events import ActDone, HearingRecorded
from zegel.proceedings.rules.hearing.entries import VISIBLE, as_record


def log_of_course(reader: Reader) -> list[Kept]:
    """The acts, and what was noted at the hearing that this reader may see, by what the records say themselves."""
    rows = records_about([reader.case.pk], events=[ActDone.name, HearingRecorded.name])
    return [row for row in rows if row.index is not None and _theirs(reader, row)]


def _theirs(reader: Reader, row: Kept) -> bool:
    kind = as_record(row.facts["what"]) if row.event == HearingRecorded.name else None
    if reader.court or row.event == ActDone.name:
        return True
    seen_by, about = (VISIBLE[kind] if kind else "court"), row.facts["party"]
    return seen_by == "everybody" or (
        seen_by == "party" and about is not None and UUID(about) in reader.parties
    )
