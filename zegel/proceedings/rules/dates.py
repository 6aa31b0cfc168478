"""What a case waits for after an act: its hearing, or its judgment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from zegel.law.case_states import Act
from zegel.lib.moments import AMSTERDAM

_SETS: Final[Mapping[Act, str]] = {
    "set day": "hearing",
    "move": "hearing",
    "adjourn": "hearing",
    "announce clearing": "hearing",
    "set judgment": "judgment",
    "postpone judgment": "judgment",
}
"""Which acts set a moment, under what name it stands in their facts."""

_ENDS: Final[frozenset[Act]] = frozenset(
    {
        "call",
        "announce clearing",
        "appear to clear",
        "stay away again",
        "continue",
        "adjourn",
        "give judgment",
        "give costs judgment",
        "issue",
        "close",
        "withdraw",
        "strike out",
    }
)
"""Acts after which the moment that was waited for is past or off, unless they set another one."""


@dataclass(frozen=True, slots=True)
class NextDate:
    """What a case waits for; without a moment it waits for none that is known."""

    kind: str
    moment: datetime | None


def next_date(act: Act, facts: Mapping[str, Any]) -> NextDate | None:
    """What a case waits for after an act; None where the act changes nothing about it.

    A moment without an offset is one in the Netherlands; a text that is no moment counts as none.
    """
    kind = _SETS.get(act, "")
    moment = moment_read(str(facts.get(kind, ""))) if kind else None
    if moment is not None:
        return NextDate(kind, moment)
    return NextDate("", None) if act in _ENDS else None


def moment_read(text: str) -> datetime | None:
    """A moment as it stands in the facts of an act; without an offset it is one in the Netherlands. None for any other text."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1900 <= found.year <= 2200:
        return None
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)


def terms_known(act: Act, *, hearing: date | None, on: date) -> dict[str, dict[str, str]]:
    """Facts of the terms that an act begins, as far as the court knows them on a day: when the claimant hears of the day that was
    set (4.2), for which hearing the writ was served (5.3), and for which day the parties of a withdrawn case were summoned (8.1)."""
    if act == "set day":
        return {"4.2": {"received": on.isoformat()}}
    if act == "serve" and hearing is not None:
        return {"5.3": {"hearing": hearing.isoformat(), "channel": "paper"}}
    if act == "withdraw" and hearing is not None:
        return {"8.1": {"summoned": hearing.isoformat()}}
    return {}
