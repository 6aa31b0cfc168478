"""Reads of judgments, for who may look into the case."""

from zegel.judgments.models import DeskNotes, Draft, EnforceableCopy, Judgment, Release
from zegel.judgments.queries.held import HeldPiece, held_pieces, judge_of, reader_in, waiting_by_case
from zegel.judgments.queries.judgments import (
    Maker,
    draft_bytes,
    drafts_of,
    enforceable_copies,
    judgment_of,
    log_of_judgments,
    makers_of,
    notes_of,
    signature_proof,
    signed_documents,
)

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "DeskNotes",
    "Draft",
    "EnforceableCopy",
    "HeldPiece",
    "Judgment",
    "Maker",
    "Release",
    "draft_bytes",
    "drafts_of",
    "enforceable_copies",
    "held_pieces",
    "judge_of",
    "judgment_of",
    "log_of_judgments",
    "makers_of",
    "notes_of",
    "reader_in",
    "signature_proof",
    "signed_documents",
    "waiting_by_case",
]
