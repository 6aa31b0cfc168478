"""What the page of a case shows one reader."""

import json
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zegel.casefile.queries import (
    Case,
    Line,
    PartyNow,
    Reader,
    applied_on,
    circles_of,
    docket_part,
    outline_of,
    parties_of,
    seen_position,
)
from zegel.filing.queries import unplaced
from zegel.judgments.rules import WITH_DRAFT, WITH_JUDGMENT
from zegel.law.courts import court
from zegel.lib.moments import amsterdam
from zegel.portal.cases.acts import offered
from zegel.portal.cases.addresses import address_facts
from zegel.portal.cases.course import steps, to_do
from zegel.portal.cases.docket import Narrowing, part_of, pieces
from zegel.portal.cases.fees import fee_lines, notice_lines
from zegel.portal.cases.filing import filers
from zegel.portal.cases.forms import DocketQuery
from zegel.portal.cases.standing import standing
from zegel.portal.cases.summons import summons
from zegel.portal.shared.case_words import (
    ACT_WORDS,
    CHANNEL_WORDS,
    DATE_WORDS,
    MATTER_WORDS,
    NO_DATE_WORDS,
    PIECE_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
    words_for,
)
from zegel.portal.shared.filing_words import KIND_WORDS
from zegel.proceedings.queries import Act, acts_of, tasks_of_case
from zegel.proceedings.queries.hearings import records_of
from zegel.proceedings.rules.acts import Role
from zegel.web_session.principals import current_principal


def case_facts(request: HttpRequest, reader: Reader, roles: frozenset[Role], at: datetime) -> dict[str, Any]:
    """All that the page of a case says, for who reads it."""
    parties, lines = parties_of(reader.case, at), outline_of(reader)
    applied, acts = applied_on(reader.case, lines), acts_of(reader)
    mine, fees = reading_mailboxes(reader, parties), fee_lines(reader, at)
    return {
        "case": reader.case,
        "has_cases": True,
        "reader": reader,
        "at": at,
        "log_words": _log_words(),
        "parties": [_party(party, reader) for party in parties],
        "to_do": to_do(tasks_of_case(reader), at),
        "about_judgment": reader.case.state in (WITH_DRAFT if reader.court else WITH_JUDGMENT),
        **_course(reader, acts, applied),
        "summons": summons(reader.case, acts, at),
        "waiting": [] if reader.court else _waiting(reader, mine),
        **offered(reader, roles, at),
        "fees": fees,
        "notices": notice_lines(reader, fees),
        **_about(reader.case, parties, at),
        **standing(reader.case, applied, at),
        **docket_facts(request, reader, parties, lines),
        "may_file": bool(filers(current_principal(request), reader, parties, at)),
        **address_facts(request, reader, mine),
    }


def _course(reader: Reader, acts: list[Act], applied: date) -> dict[str, Any]:
    """What was done and noted, and the circles whose keys open the words of it, where there are any."""
    done = steps(reader.case, acts, records_of(reader), applied)
    circles = circles_of(reader) if any(step.key for step in done) else []
    return {"steps": done, "circles": circles}


def _about(case: Case, parties: list[PartyNow], at: datetime) -> dict[str, Any]:
    """What a case is, where it stands and what it waits for."""
    past = case.next_at is not None and amsterdam(case.next_at).date() < amsterdam(at).date()
    return {
        "court": court(case.court).name,
        "state": words_for(STATE_WORDS, case.state),
        "matter": words_for(MATTER_WORDS, case.matter),
        "next_word": words_for(DATE_WORDS, case.next_kind) if case.next_at else "",
        "past": past,
        "no_date": words_for(NO_DATE_WORDS, case.state),
        "sides": _sides(parties),
    }


def docket_facts(
    request: HttpRequest, reader: Reader, parties: list[PartyNow], lines: list[Line]
) -> dict[str, Any]:
    """The docket as it was asked for. Who asks for a part of it has not seen the rest: `seen_now` is 0 then."""
    asked = DocketQuery.asked(request)
    before, narrowing = asked.pop("before"), Narrowing(**asked)
    seen = seen_position(reader, current_principal(request))
    chosen = [line for line in lines if narrowing.takes(line, seen)]
    shown, left = part_of(chosen, before)
    newest = lines[-1].number if lines else 0
    return {
        "pieces": pieces(lines, docket_part(reader, [line.key for line in shown]), parties, seen=seen),
        "newest": newest,
        "seen_now": newest if narrowing == Narrowing() and before is None else 0,
        "fresh": sum(line.position > seen for line in lines),
        "narrowing": narrowing,
        "choices": _choices(lines),
        "left": left,
        "onward": _onward(narrowing, shown) if left else "",
        "later": before is not None,
    }


def _onward(narrowing: Narrowing, shown: list[Line]) -> str:
    """What asks for the lines after those that are shown."""
    kept = {"party": narrowing.party, "kind": narrowing.kind, "new": "1" if narrowing.new else ""}
    return urlencode({name: value for name, value in kept.items() if value} | {"before": shown[-1].number})


def reading_mailboxes(reader: Reader, parties: list[PartyNow]) -> list[UUID]:
    """The mailboxes through which somebody reads a case for its parties."""
    through = [party.mailbox for party in parties if party.row.pk in reader.parties and party.mailbox]
    return list(dict.fromkeys(through))


def _choices(lines: list[Line]) -> dict[str, list[tuple[str, str]]]:
    """What the docket can be narrowed to: the parties and kinds that are in it."""
    parties = {str(line.party): line.party_name for line in lines if line.party_name}
    kinds = {line.kind: words_for(PIECE_WORDS, line.kind) for line in lines}
    return {"parties": sorted(parties.items(), key=lambda pair: pair[1]), "kinds": list(kinds.items())}


def _party(party: PartyNow, reader: Reader) -> dict[str, Any]:
    agent = party.representation
    return {
        "key": party.row.pk,
        "number": party.row.number,
        "side": party.row.role,
        "by": party.channel,
        "agent_kind": agent.kind if agent else "",
        "role": words_for(ROLE_WORDS, party.row.role),
        "name": party.row.name,
        "short_name": party.row.short_name,
        "representative": agent.name if agent else "",
        "office": agent.office if agent else "",
        "lawyer": agent is not None and agent.kind == "lawyer",
        "channel": words_for(CHANNEL_WORDS, party.channel),
        "mine": party.row.pk in reader.parties,
    }


def _log_words() -> str:
    """What the reader's device calls things that only the log has: words by code."""
    known = (ROLE_WORDS, CHANNEL_WORDS, STATE_WORDS, PIECE_WORDS, ACT_WORDS)
    return json.dumps(
        {code: str(words) for some in known for code, words in some.items()}
        | {"closed": _("not to be done any more"), "in-time": _("in time")}
    )


def _sides(parties: list[PartyNow]) -> dict[str, str]:
    """The names of claimants and of defendants, each as one text."""
    return {
        side: ", ".join(party.row.name for party in parties if party.row.role == side)
        for side in ("claimant", "defendant")
    }


def _waiting(reader: Reader, mailboxes: list[UUID]) -> list[dict[str, Any]]:
    """What one filed oneself and the court has not placed, with what the court did with it so far."""
    return [
        {
            "filing": filing,
            "kind": words_for(KIND_WORDS, filing.kind),
            "state": filing.intake.state,
            "answer": filing.intake.answer_id,
        }
        for filing in unplaced(reader.case, mailboxes)
    ]
