"""What a clerk says to who asks the outcome by telephone (art. 12.7, annex V)."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from zegel.casefile.queries import Case, PartyNow
from zegel.law.courts import Matter, court, information
from zegel.law.rules.chapter_12 import may_ask_by_telephone
from zegel.law.sources import PR, article
from zegel.lib.moments import amsterdam
from zegel.portal.shared.law_words import Citation, citation_of, sentence


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who may or may not ask, and what the law says of it."""

    name: str
    may: bool
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """Whether this court tells an outcome by telephone, under which number and when, and to whom."""

    number: str
    hours: str
    callers: tuple[Caller, ...]
    citation: Citation


def script(case: Case, parties: list[PartyNow], at: datetime) -> Script:
    """The script for a case; without `number` the court tells nobody."""
    found = information(court(case.court), cast("Matter", case.matter), amsterdam(at).date(), case.location)
    number = found.telephone if found else None
    return Script(
        number or "",
        found.hours if found else "",
        tuple(caller for party in parties for caller in _callers(party, number)),
        citation_of(article(PR, "12.7")),
    )


def _callers(party: PartyNow, number: str | None) -> list[Caller]:
    """The party and who acts for it, each with the law's answer."""
    agent = party.representation
    asks = [(party.row.name, False)] + ([(agent.name, True)] if agent else [])
    found = []
    for name, acts in asks:
        decision = may_ask_by_telephone(acts, agent is not None, number)
        found.append(Caller(name, bool(decision), sentence(decision.reason, decision.params)))
    return found
