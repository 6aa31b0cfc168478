"""What the log proves of a file: what was placed when and signed with which key, and when it was made known to whom (art. 1.9)."""

import json
from uuid import UUID

from zegel.casefile.errors import DocumentUnknown
from zegel.casefile.events import EntryMadeKnown, EntryPlaced
from zegel.casefile.queries.access import Reader
from zegel.casefile.queries.docket import visible_entries
from zegel.evidence.errors import ReceiptPending
from zegel.evidence.queries import Proof, Record, proof_of, records_of


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


def proof_of_docket(reader: Reader) -> Proof:
    """The placing of every entry this reader may see, and the moments at which they were made known: their own, or for the court everybody's.

    Raises:
        ReceiptPending: the log has none of them yet.
    """
    entries = {str(key) for key in visible_entries(reader).values_list("pk", flat=True)}
    placed = [row for row in records_of(reader.case.pk, EntryPlaced.name) if _facts(row)["entry"] in entries]
    known = [
        row
        for row in records_of(reader.case.pk, EntryMadeKnown.name)
        if _facts(row)["entry"] in entries and _theirs(reader, row)
    ]
    if not placed:
        raise ReceiptPending
    return proof_of(*placed, *known)


def _about(reader: Reader, event: str, entry: UUID) -> list[Record]:
    return [row for row in records_of(reader.case.pk, event) if _facts(row)["entry"] == str(entry)]


def _theirs(reader: Reader, row: Record) -> bool:
    return reader.court or UUID(_facts(row)["mailbox"]) in reader.mailboxes


def _facts(row: Record) -> dict[str, str]:
    told: dict[str, str] = json.loads(bytes(row.body))["facts"]
    return told
