"""What the law says of an entry before it is made: each entry of the sheet with its rules of chapters 6, 10, 11 and 12."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final, cast

from zegel.law import fees
from zegel.law.calendar import atw_calendar
from zegel.law.courts import court, pronouncement
from zegel.law.decisions import Decision
from zegel.law.rules import (
    chapter_03,
    chapter_04,
    chapter_05,
    chapter_06,
    chapter_09,
    chapter_10,
    chapter_11,
    chapter_12,
)
from zegel.law.rules.chapter_01 import may_record_call
from zegel.law.terms import compute
from zegel.law.terms.moments import day_of
from zegel.law.verdicts import Answer, record_of
from zegel.lib.moments import AMSTERDAM, amsterdam
from zegel.proceedings.rules.hearing.entries import Entry
from zegel.proceedings.rules.hearing.facts import Facts
from zegel.proceedings.rules.hearing.shape import AtHearing, PartyAt

type Said = Decision | Answer[Any]


def weigh(entry: Entry, facts: Facts, hearing: AtHearing, at: datetime) -> tuple[Decision, ...]:
    """What the law says of an entry, rule by rule; what it only answers is a decision that is met."""
    return tuple(_decided(said) for said in _RULES[entry](facts, hearing, at))


def kept(decision: Decision) -> dict[str, Any]:
    """A decision as it is kept with a record, so that it can be said again in any language."""
    return {**record_of(decision), "allowed": decision.allowed, "severity": decision.severity}


def _decided(said: Said) -> Decision:
    if isinstance(said, Decision):
        return said
    return Decision(
        True,
        said.reason,
        said.articles,
        "computed",
        params=said.params,
        rule=said.rule,
        readings=said.readings,
    )


def _about(facts: Facts, hearing: AtHearing) -> PartyAt:
    party = hearing.party(facts.party) if facts.party else None
    if party is None:
        raise ValueError("an entry about a party names one")
    return party


def _nothing(_facts: Facts, _hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    return ()


def _call(_facts: Facts, hearing: AtHearing, at: datetime) -> Iterable[Said]:
    yield may_record_call(amsterdam(hearing.called) if hearing.called else None)
    planned = amsterdam(hearing.planned).date() if hearing.planned else None
    yield chapter_04.called_on_its_day(amsterdam(at).date(), planned)


def _appearance(facts: Facts, hearing: AtHearing, at: datetime) -> Iterable[Said]:
    party = _about(facts, hearing)
    came = facts.flag("appeared")
    if not party.claims:
        # The term to pay begins at the appearance (7.1): at the hearing itself nobody is late.
        yield chapter_11.counts_as_appeared(came, paid_in_time=True)
    if not came:
        return
    how = cast("chapter_10.Appearance", facts.text("how") or ("with lawyer" if party.lawyer else "in person"))
    yield chapter_10.may_appear(hearing.matter, party.claims, how, facts.flag("helped"))
    if hearing.matter == "kanton":
        yield chapter_10.power_of_attorney(how, facts.text("profession"), facts.flag("shown"))
    if hearing.matter == "handel" and not party.claims and party.legal and how == "in person":
        oldest = compute("10.3", {"hearing": day_of(hearing.moment(at))})
        yield chapter_10.legal_person_shown(
            facts.day("extract"),
            oldest.day,
            director=facts.flag("director"),
            works_there=facts.flag("employed"),
            appointment_shown=facts.flag("appointed"),
        )


def _interpreter(facts: Facts, _hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_10.interpreter(facts.flag("needed"))


def _detained(facts: Facts, hearing: AtHearing, at: datetime) -> Iterable[Said]:
    latest = compute("10.5", {"hearing": day_of(hearing.moment(at))}).last_moment
    yield chapter_10.detained_request(facts.many("stated"), facts.moment("asked"), latest)


def _guard(facts: Facts, _hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_10.guard_request(facts.flag("written"), facts.flag("motivated"))


def _longer(facts: Facts, _hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    # The reason itself is sealed: here it only counts that there is one.
    yield chapter_10.longer_hearing("given" if facts.flag("motivated") else "")


def _doors(facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    public = chapter_10.open_to_public(hearing.matter)
    yield public
    if facts.text("doors") != "open" and public.value:
        yield chapter_10.close_doors(hearing.called is not None, facts.flag("heard"))
    if facts.text("doors") == "open" and not public.value:
        yield Decision(False, public.reason, public.articles, "discretion", "judge", rule=public.rule)


def _speaking_notes(facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    party = _about(facts, hearing)
    yield chapter_11.considered(not party.claims, party.appeared is not False)


def _counterclaim(facts: Facts, hearing: AtHearing, at: datetime) -> Iterable[Said]:
    party = _about(facts, hearing)
    others = [each.name for each in hearing.parties if each.key != party.key]
    told = [each.name for each in hearing.parties if each.key in facts.many("told")]
    latest = compute("6.2", {"hearing": hearing.moment(at)}).last_moment
    yield chapter_06.may_counterclaim(hearing.matter, party.lawyer)
    yield chapter_11.considered(not party.claims, party.appeared is not False)
    yield chapter_06.announced_in_time(facts.moment("sent"), latest)
    yield chapter_06.announced_to(told + (["judge"] if facts.flag("judge") else []), others)
    yield chapter_06.claim_state(at, None)
    yield chapter_03.copies()
    yield fees.owes(hearing.matter, "counterclaimant")


def _admissibility(_facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_06.admissible(hearing.called is not None)


def _claim_changed(facts: Facts, hearing: AtHearing, at: datetime) -> Iterable[Said]:
    party = _about(facts, hearing)
    yield chapter_10.claim_changed_in_form(
        facts.flag("written"), hearing.called is not None, facts.flag("before")
    )
    others = [each for each in hearing.parties if each.claims != party.claims]
    yield chapter_10.claim_change_against_absent(
        all(each.appeared is not False for each in others), facts.flag("served")
    )
    yield from _raised(facts, hearing, party, at)


def _raised(facts: Facts, hearing: AtHearing, party: PartyAt, at: datetime) -> Iterable[Said]:
    """What a larger money claim does to the fee, and whose (7.7)."""
    before, after = facts.euros("from"), facts.euros("to")
    if before is None or after is None or after <= before:
        return
    natural = any(not each.legal for each in hearing.parties)
    person: fees.Person = "legal" if party.legal else "natural"
    day = amsterdam(at).date()
    owed = fees.fee(hearing.matter, before, person, day, natural_party=natural)
    if isinstance(owed, Decision):
        yield owed
        return
    yield fees.raised_for_claim(
        owed,
        hearing.matter,
        after,
        day,
        counterclaim=not party.claims,
        aid=facts.flag("aid"),
        natural_party=natural,
    )
    yield fees.raised_for(hearing.matter, any(each.appeared for each in hearing.parties if not each.claims))


def writ_asks(facts: Facts, hearing: AtHearing) -> tuple[str, ...]:
    """What the writ must say in this case (5.1), for the list of formalities."""
    return chapter_05.writ_items(
        hearing.matter,
        shortened=facts.flag("shortened"),
        conditions=facts.flag("conditions"),
        service_limit=facts.flag("limit"),
        defendants=sum(not party.claims for party in hearing.parties),
        productions=hearing.exhibits,
    ).value


def _grant_default(facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    party = _about(facts, hearing)
    by_limit = hearing.summons.in_time
    in_time = facts.flag("in time") and (by_limit is None or bool(by_limit))
    service = chapter_05.service_valid(in_time, facts.flag("term"), facts.flag("shortened"))
    writ = chapter_05.writ_complete(writ_asks(facts, hearing), facts.many("items"))
    again = chapter_09.summons_again(
        hearing.moved_for_claimant, granted=True, will_appear=facts.flag("willing")
    )
    moved = chapter_09.default_after_move(again.value, facts.flag("exploit"))
    yield from (service, writ, moved) if by_limit is None else (by_limit, service, writ, moved)
    appeared = {
        each.name: chapter_11.counts_as_appeared(bool(each.appeared), paid_in_time=True).value
        for each in hearing.parties
        if not each.claims
    }
    if party.name in appeared:
        yield chapter_11.default_against(appeared, party.name, service, writ, moved)


def _announce_clearing(facts: Facts, _hearing: AtHearing, at: datetime) -> Iterable[Said]:
    yield chapter_11.clearing_announced(at, None, facts.flag("registrar"), facts.flag("opponent"))


def _appear_to_clear(_facts: Facts, _hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_11.default_cleared(appeared_at_continuation=True)


def _stay_away_again(_facts: Facts, _hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_11.default_cleared(appeared_at_continuation=False)


def _continuation_asked(facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    appeared = [party.name for party in hearing.parties if party.appeared]
    stated = [party.name for party in hearing.parties if party.key in facts.many("days")]
    yield chapter_10.continuation_complete(facts.flag("written"), appeared, stated)


def _adjourn(_facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_10.may_adjourn(hearing.called is not None)


def _set_judgment(facts: Facts, hearing: AtHearing, at: datetime) -> Iterable[Said]:
    moment = facts.moment("judgment")
    if moment is None:
        raise ValueError("a day of judgment is named")
    usual = compute("12.2", {"hearing": day_of(amsterdam(hearing.began or at))}).day
    yield chapter_12.judgment_day_fits(
        moment.date(),
        usual,
        working_day=atw_calendar().is_ordinary(moment.date()),
        told_at_hearing=facts.flag("aloud"),
        at=moment.time(),
    )


def _give_judgment(_facts: Facts, hearing: AtHearing, _at: datetime) -> Iterable[Said]:
    yield chapter_12.judgment_form(
        written=False,
        at_hearing=hearing.state in {"called", "default"},
        all_appeared=all(party.appeared for party in hearing.parties),
        urgent=hearing.very_urgent,
    )


_RULES: Final[Mapping[Entry, Callable[[Facts, AtHearing, datetime], Iterable[Said]]]] = {
    "call": _call,
    "continue": _nothing,
    "appearance": _appearance,
    "interpreter": _interpreter,
    "detained": _detained,
    "guard": _guard,
    "longer": _longer,
    "doors": _doors,
    "speaking notes": _speaking_notes,
    "counterclaim": _counterclaim,
    "admissibility": _admissibility,
    "claim changed": _claim_changed,
    "continuation asked": _continuation_asked,
    "grant default": _grant_default,
    "announce clearing": _announce_clearing,
    "appear to clear": _appear_to_clear,
    "stay away again": _stay_away_again,
    "adjourn": _adjourn,
    "set judgment": _set_judgment,
    "give judgment": _give_judgment,
}


@dataclass(frozen=True, slots=True)
class UsualJudgment:
    """The moment the sheet proposes for a judgment; `fixed` says that its hour is the court's own."""

    moment: datetime
    fixed: bool


def usual_judgment(hearing: AtHearing, at: datetime) -> UsualJudgment:
    """Two weeks after the hearing (12.2), at the court's own hour (annex IV) or, where it has none, at ten in the morning."""
    day = compute("12.2", {"hearing": day_of(amsterdam(hearing.began or at))}).day
    hour = pronouncement(court(hearing.court), hearing.matter, day, hearing.location)
    return UsualJudgment(datetime.combine(day, hour or time(10), AMSTERDAM), hour is not None)
