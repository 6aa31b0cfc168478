"""What the log proves of a file: what was placed when and signed with which key, and when it was made known to whom (art. 1.9)."""

import json
from typing import Final
from uuid import UUID

from zegel.casefile.errors import DocumentUnknown
from zegel.casefile.events import (
    CaseRegistered,
    ChannelChanged,
    EntryMadeKnown,
    EntryMarkedAnew,
    EntryPlaced,
    PartyAdmitted,
    RepresentationBegan,
    RepresentationEnded,
)
from zegel.casefile.models import Circle
from zegel.casefile.queries.access import Reader
from zegel.casefile.queries.docket import visible_entries
from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import Kept, Proof, Record, proof_of, records_about, records_of

_FILE: Final = [
    event.name
    for event in (
        CaseRegistered,
        PartyAdmitted,
        RepresentationBegan,
        RepresentationEnded,
        ChannelChanged,
        EntryPlaced,
        EntryMarkedAnew,
        EntryMadeKnown,
    )
]


def proof_of_publication(reader: Reader, entry: UUID) -> Proof:
    """The placing of an entry and its moments of publication: the reader's own, or for the court everybody's.

    Raises:
        DocumentUnknown: no such entry, or not for this reader; ReceiptPending: it is not known yet, or the log has not taken it in.
    """
    if not visible_entries(reader).filter(pk=entry).exists():
        raise DocumentUnknown
    known = [row for row in _about(reader, EntryMadeKnown.name, entry) if _theirs(reader, row)]
    if not known:
        raise ReceiptPending
    return proof_of(*_about(reader, EntryPlaced.name, entry), *known)


def log_of_file(reader: Reader) -> list[Kept]:
    """What the log took in of the case, its parties, every piece this reader may see, and the moments at which those were made known:
    their own, or for the court everybody's.

    What a record says itself decides who may have it, never the rows it is held against: a row that is gone hides nothing.
    """
    circles = {str(key) for key in Circle.objects.filter(reader.circles()).values_list("pk", flat=True)}
    withheld = {str(key) for key in reader.withheld}
    rows = [row for row in records_about([reader.case.pk], events=_FILE) if row.index is not None]
    seen = {
        row.facts["entry"]
        for row in rows
        if row.event == EntryPlaced.name
        and (reader.court or row.facts["circle"] in circles)
        and row.facts["entry"] not in withheld
    }
    return [
        row
        for row in rows
        if "entry" not in row.facts
        or (
            row.facts["entry"] in seen
            and (row.event != EntryMadeKnown.name or _told_to(reader, row.facts["mailbox"]))
        )
    ]


def _about(reader: Reader, event: str, entry: UUID) -> list[Record]:
    return [row for row in records_of(reader.case.pk, event) if _facts(row)["entry"] == str(entry)]


def _theirs(reader: Reader, row: Record) -> bool:
    return _told_to(reader, _facts(row)["mailbox"])


def _told_to(reader: Reader, mailbox: str) -> bool:
    return reader.court or UUID(mailbox) in reader.mailboxes


def _facts(row: Record) -> dict[str, str]:
    told: dict[str, str] = json.loads(bytes(row.body))["facts"]
    return told
