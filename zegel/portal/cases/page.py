"""What the page of a case shows one reader."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from zegel.casefile.queries import (
    Case,
    DocketEntry,
    PartyNow,
    Reader,
    applied_on,
    circles_of,
    docket_of,
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
from zegel.portal.cases.docket import Narrowing, pieces
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
    parties, entries = parties_of(reader.case, at), docket_of(reader)
    seen = seen_position(reader, current_principal(request))
    applied, acts = applied_on(reader.case, entries), acts_of(reader)
    mine, fees = reading_mailboxes(reader, parties), fee_lines(reader, at)
    return {
        "case": reader.case,
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
        **_docket(request, entries, parties, seen),
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


def _docket(
    request: HttpRequest, entries: list[DocketEntry], parties: list[PartyNow], seen: int
) -> dict[str, Any]:
    """The docket as it was asked for. Who sees a part of it has not seen the rest: `seen_now` is 0 then."""
    narrowing = _narrowing(request)
    newest = entries[-1].number if entries else 0
    return {
        "pieces": pieces(entries, parties, seen=seen, narrowing=narrowing),
        "newest": newest,
        "seen_now": newest if narrowing == Narrowing() else 0,
        "fresh": sum(entry.position > seen for entry in entries),
        "narrowing": narrowing,
        "choices": _choices(entries),
    }


def reading_mailboxes(reader: Reader, parties: list[PartyNow]) -> list[UUID]:
    """The mailboxes through which somebody reads a case for its parties."""
    through = [party.mailbox for party in parties if party.row.pk in reader.parties and party.mailbox]
    return list(dict.fromkeys(through))


def _narrowing(request: HttpRequest) -> Narrowing:
    return Narrowing(**DocketQuery.asked(request))


def _choices(entries: list[DocketEntry]) -> dict[str, list[tuple[str, str]]]:
    """What the docket can be narrowed to: the parties and kinds that are in it."""
    parties = {str(entry.party_id): entry.party.short_name for entry in entries if entry.party}
    kinds = {entry.kind: words_for(PIECE_WORDS, entry.kind) for entry in entries}
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
