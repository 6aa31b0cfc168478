"""A random lawful course of a case through the real verbs, with the list of what was done in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from tests.case_world import AT, CaseWorld
from tests.course_facts import People, Said, fees, state_of, waits_for
from tests.personas import Holder, store_file
from zegel.casefile.models import Case
from zegel.fees.actions import NewFact
from zegel.judgments.actions import NewJudgment, Postponement, give_judgment, postpone_judgment
from zegel.judgments.rules import Circumstances
from zegel.law.case_states import CALLED, acts_in
from zegel.lib.moments import AMSTERDAM
from zegel.planning.actions import Booking
from zegel.planning.rules.slots import Wish, earliest_day
from zegel.proceedings.actions import (
    DayAsked,
    DayOrder,
    NewAct,
    NewHearingAct,
    NewRecord,
    OwnLetter,
    RequestOrder,
    SealedReason,
    act_at_hearing,
    decide_request,
    do_by_name,
    note_fee_fact,
    pay_fee_at_counter,
    perform,
    record,
    set_day,
)
from zegel.proceedings.rules.acts import WHO_MAY
from zegel.proceedings.rules.dates import terms_known
from zegel.proceedings.rules.hearing.entries import HEARING_ACTS
from zegel.proceedings.rules.requests import Asked
from zegel.seal.sealing import seal_bytes

SIDES = ("Pietersen", "'t Hart")
type Again = Callable[[datetime], object]


@dataclass
class Course:
    """One case and its course so far. `said` is what was done, kept apart from the database; `again` repeats the last act."""

    world: CaseWorld
    case: Case
    rng: Random
    at: datetime = AT
    said: list[Said] = field(default_factory=list)
    again: Again = lambda _at: None
    _reason: SealedReason | None = None

    @property
    def people(self) -> People:
        """Its parties."""
        return People(self.case.matter, self._party("claimant"), self._party("defendant"))

    @property
    def state(self) -> Any:
        """The state by the list alone."""
        return state_of(self.said)

    @property
    def noted(self) -> int:
        """How often it was noted who appeared."""
        return sum(each.kind in {"appeared", "stayed away"} for each in self.said)

    @property
    def done(self) -> int:
        """How many acts were done."""
        return sum(each.is_act for each in self.said)

    def lawful(self) -> list[Any]:
        """The acts that can follow: no default against who appeared (11.1), and no changed draft after its hearing (5.4)."""
        came = [each.kind for each in self.said if each.kind in {"appeared", "stayed away"}][-1:] == [
            "appeared"
        ]
        writ = [each.facts.get("changed") for each in self.said if each.kind in _WRIT][-1:]
        moment = waits_for(self.said)[1]
        late = writ == ["yes"] and moment is not None and moment <= self.at
        barred = {"grant default" if came else "", "file summons" if late else ""}
        return [name for name in acts_in(self.state) if name not in barred]

    def go_on(self) -> str:
        """Some time passes, and one lawful act is done."""
        self.pass_time()
        name = self.rng.choice(self.lawful())
        self.do(name)
        return str(name)

    def pass_time(self) -> None:
        """From minutes to days; what is planned comes sooner or later."""
        self.at += timedelta(minutes=self.rng.choice((1, 7, 45, 60 * 9, 60 * 26, 60 * 24 * 5)))

    def beside(self) -> None:
        """Something that is no act: a claim, an appearance, a payment."""
        choices: list[Callable[[], None]] = []
        if not any(each.kind == "claim" for each in self.said):
            choices.append(self._claim)
        if self.state in CALLED:
            choices.append(self._appearance)
        owing = [party for party, owed in fees(self.said, self.people).items() if owed.asked and owed.open]
        if owing:
            choices.append(lambda: self._pay(self.rng.choice(owing)))
        if choices:
            self.rng.choice(choices)()

    def do(self, name: Any) -> None:
        """One act by the verb of its house, once more than the last one seen."""
        key, seen = uuid4(), self.done
        facts, again = self._verb(name, key, seen)
        again(self.at)
        self.again = again
        self.said.append(Said(name, self.at, facts))

    # The verb of each act

    def _verb(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        if name == "set day":
            return self._set_day(key, seen)
        if name in _ASKED or (name == "adjourn" and self.rng.random() < 0.5):
            return self._request(name, key, seen)
        make = _BY_HOUSE.get(name, Course._at_hearing if name in HEARING_ACTS else Course._by_name)
        return make(self, name, key, seen)

    def _sent(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        return {}, self._perform(name, key, seen)

    def _corrected(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        if any(each.kind == "claim" for each in self.said):
            return {}, self._perform(name, key, seen)
        self.said.append(Said("claim", self.at, {"cents": None}, is_act=False))
        fee = {"kind": "claim", "day": self._today.isoformat(), "party": None, "values": {"cents": None}}
        return {}, self._perform(name, key, seen, facts={"fee": fee})

    def _set_day(self, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        starts = self._coming()
        far = self.rng.random() < 0.5
        served = self._today if far else starts.astimezone(AMSTERDAM).date()
        asked = DayAsked(starts, Booking(minutes=60), served, "netherlands", True, False)
        order = DayOrder(key, seen, asked, self.letter(), self.reason())
        facts = {"hearing": starts, "short": self._short(starts, served)}
        return facts, lambda at: set_day(actor=self._clerk, case=self.case.pk, order=order, at=at)

    def _short(self, starts: datetime, served: date) -> bool:
        """Fewer than seven days between service and hearing (Rv 114, 119), with the hearing's day not counted."""
        return starts.astimezone(AMSTERDAM).date() < earliest_day(Wish(60, None, (), served, "netherlands"))

    def _request(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        by: Any = self.rng.choice(("claimant", "defendant")) if name == "move" else "claimant"
        written, comes = self.rng.random() < 0.7, self.rng.random() < 0.3
        asked = Asked(
            act=name, by=by, asked_at=self.at, written=written, ground="unanimous", days_of=SIDES, phones_of=SIDES,
            appeared=SIDES, agree=SIDES, told_both=True, will_appear=comes, urgent=True,
        )  # fmt: skip
        starts = self._coming() if name in {"move", "adjourn"} else None
        booking = Booking(minutes=60) if starts else None
        order = RequestOrder(key, seen, asked, self.letter(), starts, booking, self.reason())
        facts: dict[str, Any] = {"by": by, "written": written, "will appear": comes}
        if starts:
            facts["hearing"] = starts
        return facts, lambda at: decide_request(actor=self._clerk, case=self.case.pk, order=order, at=at)

    def _at_hearing(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        given: dict[str, Any] = {}
        facts: dict[str, Any] = {}
        if name == "grant default":
            given = {"party": str(self._party("defendant"))}
        if name == "adjourn" or (name == "announce clearing" and self.rng.random() < 0.6):
            facts["hearing"] = self._coming()
            given["hearing"] = facts["hearing"].astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")
        if name == "set judgment":
            facts["judgment"] = self._coming()
            given["judgment"] = facts["judgment"].astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")
        new = NewHearingAct(key, name, seen, given, self.at, self.reason())
        return facts, lambda at: act_at_hearing(actor=self._clerk, case=self.case.pk, new=new, at=at)

    def _judgment(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        if self.rng.random() < 0.5:
            return {"form": "written"}, self._perform(name, key, seen)
        told = Circumstances((self._party("claimant"), self._party("defendant")))
        new = NewJudgment(key, seen, "oral", told, reason=self.reason())
        return {"form": "oral"}, lambda at: give_judgment(
            actor=self._clerk, case=self.case.pk, new=new, at=at
        )

    def _postpone(self, _name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        day = self._coming()
        new = Postponement(key, seen, day, (), written=False, reason=self.reason())
        return {"judgment": day}, lambda at: postpone_judgment(
            actor=self._clerk, case=self.case.pk, new=new, at=at
        )

    def _by_name(self, name: Any, key: UUID, seen: int) -> tuple[dict[str, Any], Again]:
        facts: dict[str, Any] = {}
        if name == "announce voluntary appearance":
            facts["changed"] = self.rng.choice(("yes", "no"))
        waited = waits_for(self.said)[1]
        hearing = waited.astimezone(AMSTERDAM).date() if waited else None
        terms = terms_known(name, hearing=hearing, on=self._today)
        new = NewAct(key, name, seen, facts=dict(facts), terms=terms, reason=self.reason())
        who = self.rng.choice(self.who_may(name))
        return facts, lambda at: do_by_name(actor=who.principal, case=self.case.pk, new=new, at=at)

    def _perform(self, name: Any, key: UUID, seen: int, **more: Any) -> Again:
        return lambda at: perform(
            actor=self._clerk, case=self.case.pk, new=NewAct(key, name, seen, **more), at=at
        )

    # What is no act

    def _claim(self) -> None:
        cents = self.rng.choice((None, 400_00, 9_000_00, 80_000_00, 2_000_000_00))
        new = NewFact(uuid4(), "claim", self._today, None, {"cents": cents})
        acts = self.done
        note_fee_fact(actor=self._clerk, case=self.case.pk, new=new, at=self.at)
        if self.state in {"judgment given", "issued", "closed", "withdrawn", "struck out"}:
            self.said.append(Said("correct fee", self.at))
            assert self.done == acts + 1
        self.said.append(Said("claim", self.at, {"cents": cents}, is_act=False))

    def _appearance(self) -> None:
        came = self.rng.random() < 0.7
        key, party = uuid4(), self._party("defendant")
        given = {"party": str(party), "appeared": "yes" if came else "no"} | (
            {"how": "with lawyer"} if came else {}
        )
        new = NewRecord(key, "appearance", self.noted, given, self.at, self.reason())
        record(actor=self._clerk, case=self.case.pk, new=new, at=self.at)
        self.said.append(Said("appeared" if came else "stayed away", self.at, is_act=False))

    def _pay(self, party: UUID) -> None:
        owed = fees(self.said, self.people)[party]
        left = (owed.asked or 0) - owed.paid
        cents = self.rng.choice((left, max(1, left // 3)))
        key = uuid4()
        pay_fee_at_counter(
            actor=self._clerk,
            case=self.case.pk,
            party=party,
            key=key,
            cents=cents,
            day=self._today,
            at=self.at,
        )
        self.said.append(Said("paid", self.at, {"party": party, "cents": cents}, is_act=False))

    # Small things

    def who_may(self, name: Any) -> list[Holder]:
        """The people of the case who may do an act; who litigates on paper does it by the clerk."""
        may = (
            WHO_MAY[name]
            if self.people.digital
            else WHO_MAY[name] & {"clerk", "registrar", "judge", "planner"}
        )
        found = [self.world.claimant] if "claimant" in may else []
        found += [self.world.defendant] if "defendant" in may else []
        return found + ([self.world.clerk] if may & {"clerk", "registrar", "judge", "planner"} else [])

    def letter(self) -> OwnLetter:
        """A letter of the court to all readers."""
        words = self.reason()
        key = store_file(self.world.clerk.user.pk, words.envelope + uuid4().bytes, at=AT)
        return OwnLetter(
            words.circle, words.envelope, words.sealed_key, words.key_version, [(key, words.sealed_key)]
        )

    def reason(self) -> SealedReason:
        """Words why, in case the law says no."""
        if self._reason is None:
            circle = self.case.circles.get(kind="open")
            sealed = seal_bytes([circle.container.recipient], b"why")
            self._reason = SealedReason(circle.pk, sealed, sealed, circle.container.key_version)
        return self._reason

    @property
    def _clerk(self) -> Any:
        return self.world.clerk.principal

    @property
    def _today(self) -> date:
        return self.at.astimezone(AMSTERDAM).date()

    def _party(self, role: str) -> UUID:
        return UUID(str(self.case.parties.get(role=role).pk))

    def _coming(self) -> datetime:
        """A moment on one of the coming days, in the Netherlands."""
        day = self._today + timedelta(days=self.rng.randint(1, 40))
        return datetime(day.year, day.month, day.day, self.rng.choice((9, 10, 13)), 30, tzinfo=AMSTERDAM)


_WRIT = frozenset({"serve", "announce voluntary appearance"})
_ASKED = frozenset({"move", "withdraw", "strike out", "ask costs decision"})
_BY_HOUSE = {
    "give judgment": Course._judgment,
    "give costs judgment": Course._judgment,
    "postpone judgment": Course._postpone,
    "issue": Course._sent,
    "correct fee": Course._corrected,
}
