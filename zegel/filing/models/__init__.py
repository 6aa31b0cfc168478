"""The tables of the filing house: desks and what was filed there, the paper that follows, and the intake."""

from zegel.filing.models.filings import AccessGrant, Desk, Document, Filing
from zegel.filing.models.intake import IntakeItem
from zegel.filing.models.paper import PaperPiece, PaperTask

__all__ = ["AccessGrant", "Desk", "Document", "Filing", "IntakeItem", "PaperPiece", "PaperTask"]
