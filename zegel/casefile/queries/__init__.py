"""Reads of the case file, always for somebody."""

from zegel.casefile.models import (
    Case,
    CaseVisit,
    ChannelChange,
    Circle,
    DocketEntry,
    EntryDocument,
    NotificationAddress,
    Party,
    Publication,
    Representation,
)
from zegel.casefile.queries.access import Reader, court_case, locked_case, reader_of
from zegel.casefile.queries.cases import cases_of, cases_of_desk, find_case
from zegel.casefile.queries.docket import (
    circle_of,
    docket_of,
    entry_document,
    entry_of_filing,
    exhibits_of,
    open_circle_of,
    placed_filings,
    sealed_bytes,
    seen_number,
    unseen_count,
)
from zegel.casefile.queries.mine import CasePage, MyPart, has_cases, my_parts, upcoming_cases
from zegel.casefile.queries.parties import (
    Addressee,
    PartyNow,
    addressees,
    given_addresses,
    parties_of,
    party_numbered,
    readers_of_circle,
    reading_through,
)
from zegel.casefile.queries.proof import proof_of_publication
from zegel.casefile.queries.view import CaseView, case_view

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "Addressee",
    "Case",
    "CasePage",
    "CaseView",
    "CaseVisit",
    "ChannelChange",
    "Circle",
    "DocketEntry",
    "EntryDocument",
    "MyPart",
    "NotificationAddress",
    "Party",
    "PartyNow",
    "Publication",
    "Reader",
    "Representation",
    "addressees",
    "case_view",
    "cases_of",
    "cases_of_desk",
    "circle_of",
    "court_case",
    "docket_of",
    "entry_document",
    "entry_of_filing",
    "exhibits_of",
    "find_case",
    "given_addresses",
    "has_cases",
    "locked_case",
    "my_parts",
    "open_circle_of",
    "parties_of",
    "party_numbered",
    "placed_filings",
    "proof_of_publication",
    "reader_of",
    "readers_of_circle",
    "reading_through",
    "sealed_bytes",
    "seen_number",
    "unseen_count",
    "upcoming_cases",
]
