"""Pure decisions about the organisation's spare key. Plain values, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from zegel.key_custody.errors.escrow import EscrowPlanRefused, EscrowRefused
from zegel.key_custody.rules.keys import is_recipient
from zegel.seal.header import is_sealed_key

FEWEST, MOST = 2, 9


LONGEST_WAIT = 7 * 24


OFFICE_WAIT = 24


# How long a request lives once it may be used.
LIFE = timedelta(days=7)


REQUESTS_A_WEEK = 5


WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SealedShare:
    """A share for one officer, sealed to the user key they have."""

    officer: UUID
    number: int
    sealed: bytes


def check_plan(needed: int, wait_hours: int, officers: int) -> None:
    """Whether so many officers can be asked for.

    Raises:
        EscrowPlanRefused.
    """
    if not FEWEST <= needed <= MOST or needed > officers or officers > MOST:
        raise EscrowPlanRefused(field="needed")
    if not 0 <= wait_hours <= LONGEST_WAIT:
        raise EscrowPlanRefused(field="wait_hours")


def agreed(choice: bool | None, *, court: bool) -> bool:
    """Whether a spare key may be made of somebody: a court's staff may refuse it, anybody else has to agree."""
    return court if choice is None else choice


def check_shares(sealed: bytes, shares: list[SealedShare], officers: set[UUID]) -> None:
    """Whether these are one share for each officer, numbered from 1.

    Raises:
        EscrowRefused.
    """
    fine = is_sealed_key(sealed) and all(is_sealed_key(share.sealed) for share in shares)
    numbers = sorted(share.number for share in shares)
    if (
        not fine
        or numbers != list(range(1, len(officers) + 1))
        or {share.officer for share in shares} != officers
    ):
        raise EscrowRefused


def check_one_time(recipient: str) -> None:
    """Whether shares can be sealed to this.

    Raises:
        EscrowRefused.
    """
    if not is_recipient(recipient):
        raise EscrowRefused


def is_ready(*, approvals: int, needed: int, opens_at: datetime, at: datetime) -> bool:
    """Whether the shares may be handed over."""
    return approvals >= needed and at >= opens_at
