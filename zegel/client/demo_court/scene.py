"""Where a story plays: its court, its lawyers, and the case it became."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from zegel.client.cases import Day, place_filing
from zegel.client.demo_court.story import Side, Story
from zegel.client.http import ApiProblem
from zegel.client.people import Account
from zegel.client.placing import Place
from zegel.client.sealed import File
from zegel.law.calendar import atw_calendar
from zegel.lib.moments import AMSTERDAM, amsterdam, now

_HOURS: Final = (9, 10, 11, 14, 15)
_MINUTES: Final = 60
_AHEAD: Final = timedelta(days=11)
"""Longer than the term of summons, with days in which the writ is filed."""
LATER: Final = 100
"""So many hearings further is the new day of what is moved or adjourned: no case of the demo has it."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works on the cases of a team, and where they are heard. Clerk and judge may be one person."""

    clerk: Account
    judge: Account
    rooms: tuple[str, ...]


@dataclass(slots=True)
class Scene:
    """A story at its court. `key` is its own for ever: what is filed in it is named after that, so that nothing is filed twice."""

    story: Story
    staff: Staff
    accounts: Mapping[str, Account]
    key: uuid.UUID
    case: str = ""
    held: dict[str, str] = field(default_factory=dict)

    @property
    def clerk(self) -> Place:
        """The registry, in the case."""
        return Place(self.staff.clerk, self.story.team, self.case)

    @property
    def judge(self) -> Place:
        """The judge, in the case."""
        return Place(self.staff.judge, self.story.team, self.case)

    @property
    def room(self) -> str:
        """Where the case is heard."""
        return self.staff.rooms[self.story.slot % len(self.staff.rooms)]

    def lawyer(self, side: Side) -> Account | None:
        """Who acts for a party in the demo."""
        return self.accounts.get(side.by)

    def acting(self, role: str) -> Place:
        """Who enters what a side did: its lawyer, or the registry for who litigates on paper."""
        side = self.story.side(role)
        account = self.lawyer(side)
        return Place(account, account.user["email"], self.case) if account else self.clerk

    def parties(self, role: str = "") -> list[dict[str, Any]]:
        """The parties of the case as it stands, or those with a role."""
        rows = self.clerk.shown()["partyList"]
        return [dict(row) for row in rows if role in {"", row["role"]}]

    def named(self, what: str) -> str:
        """The identifier of something that is filed in this story."""
        return str(uuid.uuid5(self.key, what))

    def filed(
        self,
        what: str,
        role: str,
        kind: str,
        files: Sequence[File],
        text: str,
        *,
        shield_from: Sequence[str] = (),
    ) -> str:
        """File in the case for a side, by its lawyer; what was filed before is not filed again. Gives the filing."""
        side, key = self.story.side(role), self.named(what)
        lawyer = self.accounts[side.by]
        if is_filed(lawyer, key):
            return key
        shown = self.clerk.shown()
        party = next(row for row in shown["partyList"] if row["role"] == role)
        facts = {
            **self.story.place, "kind": kind, "number": shown["number"], "secret": False, "copies": "elsewhere",
            "party": party["id"], "shieldFrom": list(shield_from), "summons": 1 if kind == "summons" else 0,
        }  # fmt: skip
        lawyer.file_directly(lawyer.user["email"], facts, text=text, files=files, filing=key)
        return key

    def placed(self, filing: str, role: str, kind: str, *, plain: int, circle: str = "open") -> None:
        """Let the clerk place what was filed for a side; after the first `plain` documents come exhibits, numbered on."""
        party = self.parties(role)[0]
        place_filing(
            self.clerk,
            filing,
            party=party["id"],
            kind=kind,
            circle=circle,
            plain=plain,
            exhibit=party["nextExhibit"],
        )

    def ahead(self, slot: int) -> Day:
        """The hearing with this number in the row of hearings: on a working day, when the court sits."""
        first = amsterdam(now() + _AHEAD).date()
        day = atw_calendar().ordinary_after(first, 1 + slot // len(_HOURS))
        return self.at(moment_of(day, _HOURS[slot % len(_HOURS)]))

    def at(self, starts: datetime, minutes: int = _MINUTES, *, short: bool = False) -> Day:
        """A hearing at a moment; at `short` notice the writ can be served until shortly before."""
        limit = starts - timedelta(minutes=5) if short else None
        return Day(starts, self.room, self.staff.judge.user["id"], minutes, limit)


def is_filed(account: Account, filing: str) -> bool:
    """Whether something was filed under this identifier."""
    try:
        account.session.call("GET", f"filings/{filing}")
    except ApiProblem as problem:
        if problem.status >= 500:
            raise
        return False
    return True


def moment_of(day: date, hour: int) -> datetime:
    """An hour on a day, by the Dutch clock."""
    return datetime.combine(day, time(hour), AMSTERDAM)
