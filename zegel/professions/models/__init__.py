"""Tables of professions, cut by noun."""

from zegel.professions.models.links import ProfessionClaim, ProfessionLink
from zegel.professions.models.professional_register import (
    RegisterCheck,
    RegisterEntry,
    RegisterFile,
    RegisterImport,
)

__all__ = [
    "ProfessionClaim",
    "ProfessionLink",
    "RegisterCheck",
    "RegisterEntry",
    "RegisterFile",
    "RegisterImport",
]
