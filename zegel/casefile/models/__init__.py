"""The tables of the case file, by noun."""

from zegel.casefile.models.cases import Case, NumberSeries
from zegel.casefile.models.docket import (
    CaseVisit,
    Circle,
    DocketEntry,
    EntryDocument,
    Publication,
)
from zegel.casefile.models.parties import ChannelChange, NotificationAddress, Party, Representation
from zegel.casefile.models.postings import Posting
from zegel.casefile.models.requests import Exclusion, PartyRequest

__all__ = [
    "Case",
    "CaseVisit",
    "ChannelChange",
    "Circle",
    "DocketEntry",
    "EntryDocument",
    "Exclusion",
    "NotificationAddress",
    "NumberSeries",
    "Party",
    "PartyRequest",
    "Posting",
    "Publication",
    "Representation",
]
