"""What the law says when a hearing is moved or adjourned, and a case withdrawn or struck out (chapters 8, 9, 13; art. 10.10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, get_args

from zegel.law.decisions import Decision
from zegel.law.rules.chapter_08 import costs_asked_in_time, may_withdraw, withdrawal_in_form
from zegel.law.rules.chapter_09 import (
    Ground,
    first_move_request,
    may_move,
    move_asked_in_time,
    move_request_complete,
    summons_again,
)
from zegel.law.rules.chapter_10 import continuation_complete, may_adjourn
from zegel.law.rules.closing_chapters import may_strike_out
from zegel.law.rules.duties import Event
from zegel.law.terms import compute
from zegel.lib.moments import AMSTERDAM

RequestAct = Literal["move", "adjourn", "withdraw", "strike out", "ask costs decision"]
REQUESTS: Final[tuple[RequestAct, ...]] = get_args(RequestAct)
NEW_DAY: Final = frozenset({"move", "adjourn"})
LETTERS: Final[Mapping[RequestAct, str]] = {
    "move": "oproeping",
    "adjourn": "oproeping",
    "withdraw": "bericht van de rechtbank",
    "strike out": "beslissing",
    "ask costs decision": "bericht van de rechtbank",
}
"""As what the letter about it stands in the docket."""
Side = Literal["claimant", "defendant", "court"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it was made, without a word of it; the collections are short names of parties.

    `days_of` and `phones_of` are whose unavailable days and telephone numbers it gives, `agree` who asks along.
    `days_given` says whether the application gave the defendant's days, `will_appear` whether the defendant wrote to come
    without a new summons, `told_both` whether claimant and judge were both told of the wish for a decision on costs.
    """

    act: RequestAct
    by: Side
    asked_at: datetime
    written: bool
    ground: Ground = "other"
    motivated: bool = False
    urgent: bool = False
    days_given: bool = True
    will_appear: bool = False
    told_both: bool = False
    days_of: Collection[str] = ()
    phones_of: Collection[str] = ()
    appeared: Collection[str] = ()
    agree: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the case stands: the hearing it waits for or that was withdrawn, the first day it was summoned for, and what went before."""

    parties: Collection[str]
    hearing: datetime | None
    called_at: datetime | None
    moves: int
    opponent_told: bool


def request_answers(asked: Asked, standing: Standing) -> tuple[Decision, ...]:
    """Everything the law says of a request, those that pass as well.

    Raises:
        LawError: a term leaves the calendar.
    """
    if asked.act == "move":
        return _move(asked, standing)
    if asked.act == "adjourn":
        found = may_adjourn(standing.called_at is not None)
        if asked.by == "court":
            return (found,)
        return (found, continuation_complete(asked.written, asked.appeared, asked.days_of))
    if asked.act == "withdraw":
        return (
            may_withdraw(asked.by == "claimant", standing.called_at),
            withdrawal_in_form(asked.written, asked.urgent),
        )
    if asked.act == "strike out":
        called = standing.called_at is not None
        return (may_strike_out(called, asked.appeared, asked.agree, asked.by == "court"),)
    return _costs(asked, standing)


def _move(asked: Asked, standing: Standing) -> tuple[Decision, ...]:
    found = [move_request_complete(standing.parties, asked.days_of, asked.phones_of)]
    if standing.hearing is not None:
        latest = compute("9.1", {"hearing": standing.hearing}).last_moment
        found.append(move_asked_in_time(asked.asked_at, latest))
    by_defendant = asked.by == "defendant"
    ground = may_move(
        asked.ground, by_defendant=by_defendant, motivated=asked.motivated, days_given=asked.days_given
    )
    return (*found, first_move_request(standing.moves), ground)


def _costs(asked: Asked, standing: Standing) -> tuple[Decision, ...]:
    if standing.hearing is None:
        return ()
    latest = compute("8.1", {"summoned": _day(standing.hearing).isoformat()}).last_moment
    return (costs_asked_in_time(asked.asked_at, latest, asked.told_both),)


def request_events(asked: Asked, standing: Standing) -> tuple[Event, ...]:
    """What a granted request is more closely, in the words of the duties (8.2, 9.4)."""
    if asked.act == "move":
        again = summons_again(asked.by == "claimant", granted=True, will_appear=asked.will_appear)
        return ("move granted to claimant",) if again.value else ()
    if asked.act == "withdraw":
        oral: tuple[Event, ...] = () if asked.written else ("withdrawn orally",)
        return (*oral, "withdrawn after notice") if standing.opponent_told else oral
    return ()


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()
