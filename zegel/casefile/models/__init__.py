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

__all__ = [
    "Case",
    "CaseVisit",
    "ChannelChange",
    "Circle",
    "DocketEntry",
    "EntryDocument",
    "NotificationAddress",
    "NumberSeries",
    "Party",
    "Publication",
    "Representation",
]
