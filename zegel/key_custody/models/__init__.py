"""Tables of key custody, cut by noun."""

from zegel.key_custody.models.escrow import (
    EscrowApproval,
    EscrowChoice,
    EscrowPlan,
    EscrowRequest,
    EscrowSeal,
    EscrowShare,
)
from zegel.key_custody.models.keys import KeySeal, PastKey, Pins
from zegel.key_custody.models.passwords import Reset

__all__ = [
    "EscrowApproval",
    "EscrowChoice",
    "EscrowPlan",
    "EscrowRequest",
    "EscrowSeal",
    "EscrowShare",
    "KeySeal",
    "PastKey",
    "Pins",
    "Reset",
]
