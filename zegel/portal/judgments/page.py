"""What the page of a judgment shows one reader."""

import json
from datetime import datetime, time
from typing import Any, cast
from uuid import UUID, uuid4

from zegel.casefile.queries import (
    Case,
    PartyNow,
    Publication,
    Reader,
    court_circle_of,
    open_circle_of,
    parties_of,
)
from zegel.judgments.queries import Judgment, enforceable_copies, held_pieces, judgment_of, signed_documents
from zegel.judgments.rules import AT_HEARING, FOLLOWS, INTERESTS, WITH_DRAFT
from zegel.law.courts import Matter, court, pronouncement
from zegel.law.sources import PR, article
from zegel.lib.moments import amsterdam
from zegel.portal.judgments.telephone import script
from zegel.portal.judgments.words import FORM_WORDS, GROUND_WORDS, INTEREST_WORDS, KIND_WORDS, WAY_WORDS
from zegel.portal.shared.case_words import PIECE_WORDS, STATE_WORDS, words_for
from zegel.portal.shared.law_words import citation_of, sentence
from zegel.proceedings.queries import last_act_number
from zegel.proceedings.queries.hearings import at_hearing_of
from zegel.proceedings.rules.acts import Role, acts_now


def judgment_facts(reader: Reader, roles: frozenset[Role], at: datetime) -> dict[str, Any]:
    """All that the page of a judgment says, for who reads it."""
    parties = parties_of(reader.case, at)
    given = judgment_of(reader)
    facts = {
        "case": reader.case,
        "reader": reader,
        "state": words_for(STATE_WORDS, reader.case.state),
        "given": given,
        "told": _for_browser(reader, given, at),
        "given_citation": citation_of(article(PR, "12.1")),
        "given_word": words_for(KIND_WORDS, given.kind) if given else "",
        "documents": [_document(row) for row in signed_documents(reader)],
    }
    return facts | (_for_court(reader, roles, parties, given, at) if reader.court else {})


def _for_browser(reader: Reader, given: Judgment | None, at: datetime) -> str:
    """What the browser must know, as JSON: registry data, and for the court which circles there are."""
    case, circle = reader.case, open_circle_of(reader.case)
    told: dict[str, Any] = {
        "case": str(case.pk),
        "number": case.number,
        "court": case.court,
        "courtName": court(case.court).name,
        "desk": str(case.desk_id),
        "deskName": case.desk.name,
        "day": amsterdam(at).date().isoformat(),
        "open": {"id": str(circle.pk), "container": str(circle.container_id)},
    }
    if reader.court:
        own = court_circle_of(case)
        kind = FOLLOWS.get(given.kind) if given else None
        told |= {
            "lastAct": last_act_number(reader),
            "courtCircle": {"id": str(own.pk), "container": str(own.container_id)},
            "follows": {
                "id": str(given.pk),
                "kind": kind,
                "day": amsterdam(given.given_at).date().isoformat(),
            }
            if given and kind
            else None,
        }
    return json.dumps(told)


def _document(row: Judgment) -> dict[str, Any]:
    return {
        "key": row.pk,
        "kind": words_for(KIND_WORDS, row.kind),
        "number": row.entry.number if row.entry else None,
        "entry": row.entry_id,
        "given_at": row.given_at,
        "ecli": row.ecli,
    }


def _for_court(
    reader: Reader, roles: frozenset[Role], parties: list[PartyNow], given: Judgment | None, at: datetime
) -> dict[str, Any]:
    case = reader.case
    acts = acts_now(roles, case.state)
    writes = bool(roles & {"judge", "registrar"})
    open_follow = given is not None and given.kind in FOLLOWS and not hasattr(given, "followed_by")
    return {
        "writes": writes and case.state in WITH_DRAFT and (given is None or open_follow),
        "may_give": bool({"give judgment", "give costs judgment"} & set(acts)),
        "may_postpone": "postpone judgment" in acts,
        "may_send": "issue" in acts,
        "follow": open_follow,
        "follow_word": words_for(KIND_WORDS, FOLLOWS[given.kind]) if given and open_follow else "",
        "signs": "judge" in roles,
        "forms": _forms(case),
        "parties": parties,
        "absent": _absent(case, at),
        "last_act": last_act_number(reader),
        "key": uuid4(),
        "copy_key": uuid4(),
        "usual_time": _usual(case, at),
        "usual_citation": citation_of(article(PR, "IV")),
        "copies": _copies(given, parties) if given else [],
        "hands_out": writes,
        "register": _register(reader),
        "interests": [(name, INTEREST_WORDS[name]) for name in INTERESTS],
        "held": [_held(piece) for piece in held_pieces(reader)],
        "telephone": script(case, parties, at),
    }


def _absent(case: Case, at: datetime) -> list[UUID]:
    """Who stayed away by the sheet of the hearing; in default a defendant of whom nothing was noted as well."""
    default = case.state == "default judgment set"
    return [
        party.key
        for party in at_hearing_of(case, at).parties
        if party.appeared is False or (default and party.appeared is None and not party.claims)
    ]


def _forms(case: Case) -> list[tuple[str, Any, Any]]:
    """How judgment can be given now: aloud at the hearing alone, and about costs in writing."""
    if case.state == "costs pending":
        return [form for form in FORM_WORDS if form[0] == "written"]
    return [form for form in FORM_WORDS if form[0] != "oral" or case.state in AT_HEARING]


def _usual(case: Case, at: datetime) -> time | None:
    """The time of day at which this court usually gives judgment (annex IV)."""
    return pronouncement(court(case.court), cast("Matter", case.matter), amsterdam(at).date(), case.location)


def _copies(given: Judgment, parties: list[PartyNow]) -> list[dict[str, Any]]:
    """Who gets a copy, how, and when it was made known to who reads it here (1.9)."""
    by_party = {str(party.row.pk): party for party in parties}
    document = getattr(given, "followed_by", given)
    known = {row.mailbox_id: row for row in document.entry.publications.all()} if document.entry else {}
    found = []
    for copy in given.copies:
        party = by_party.get(copy["party"])
        if party is None:
            continue
        row: Publication | None = known.get(party.mailbox) if party.mailbox else None
        found.append(
            {
                "name": party.row.name,
                "way": WAY_WORDS[copy["way"]],
                "paper": copy["way"] == "paper",
                "known": row.made_known_at if row else None,
            }
        )
    return found


def _register(reader: Reader) -> list[dict[str, Any]]:
    return [
        {
            "number": row.number,
            "party": row.party.name,
            "interest": INTEREST_WORDS[row.interest],
            "kind": words_for(KIND_WORDS, row.judgment.kind),
            "asked_on": row.asked_on,
            "at": row.issued_at,
        }
        for row in enforceable_copies(reader)
    ]


def _held(piece: Any) -> dict[str, Any]:
    entry, release = piece.entry, piece.release
    return {
        "entry": entry,
        "kind": words_for(PIECE_WORDS, entry.kind),
        "waits": piece.waits,
        "text": sentence(piece.decision.reason, piece.decision.params),
        "released_at": release.released_at if release else None,
        "ground": GROUND_WORDS[release.ground] if release else "",
    }
