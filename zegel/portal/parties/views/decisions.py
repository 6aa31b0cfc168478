"""Requests of parties: those that wait at one's court, and each with what the judge decides; the words are sealed in the browser."""

import base64
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.boxes.queries import member_ids
from zegel.casefile.errors import RequestUnknown
from zegel.casefile.queries import (
    Case,
    Circle,
    PartyRequest,
    Reader,
    court_circle_of,
    open_circle_of,
    parties_of,
    readers_without,
    request_of,
    requests_at_desks,
    shielding_without,
)
from zegel.identity.queries.people import names_of
from zegel.lib.moments import amsterdam, now
from zegel.portal.parties.law import after_a_change, may_still_switch, of_decision
from zegel.portal.parties.rows import OUTCOME_WORDS, asked, request_words
from zegel.portal.parties.views.overview import party_in, reader_in
from zegel.portal.shared.law_words import Said
from zegel.proceedings.rules.acts import Role
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What parties asked at one's court and nobody decided yet, the oldest first."""
    rows = requests_at_desks(current_principal(request), at=now())
    return render(request, "parties/requests.html", {"requests": [asked(row) for row in rows]})


@access(Access.WORK)
@require_safe
def request_page(request: HttpRequest, case: UUID, key: UUID) -> HttpResponse:
    """A request: for the court with the way to decide on it, for who asked what became of it."""
    at = now()
    reader, roles = reader_in(current_principal(request), case, at)
    try:
        found = request_of(reader, key)
    except RequestUnknown as error:
        raise Http404 from error
    return render(request, "parties/request.html", _request_facts(reader, roles, found, at))


def _request_facts(
    reader: Reader, roles: frozenset[Role], found: PartyRequest, at: datetime
) -> dict[str, Any]:
    law = _law(reader, found, at)
    may = reader.court and not found.outcome and _may_decide(found, roles, law["allowed"])
    return {
        "case": reader.case,
        "reader": reader,
        "found": found,
        "words": request_words(found),
        "outcome_word": OUTCOME_WORDS[found.outcome],
        "may_decide": may,
        "today": amsterdam(at).date().isoformat(),
        "after": after_a_change(reader.case) if found.kind == PartyRequest.Kind.SWITCH else [],
        "told": _told(reader, found, at) if may else _sealed(found),
        **law,
    }


@access(Access.WORK)
@require_safe
def exclusion(request: HttpRequest, case: UUID, party: UUID) -> HttpResponse:
    """The judge shuts a party, or one of those who read for it, out of the digital file of this case (1.8)."""
    at = now()
    reader, roles = reader_in(current_principal(request), case, at)
    found = party_in(reader, party, at)
    if "judge" not in roles:
        raise Http404
    told = _addresses(reader.case, f"parties/{party}/exclusion", open_circle_of(reader.case))
    people = names_of(member_ids(found.mailbox, at=at)) if found.mailbox else {}
    facts = {
        "case": reader.case,
        "party": found,
        "people": sorted(people.items(), key=lambda pair: pair[1]),
        "told": told,
    }
    return render(request, "parties/exclusion.html", facts)


def _addresses(case: Case, path: str, circle: Circle) -> dict[str, Any]:
    """Where the judge's browser sends the decision, for which circle it seals the reason, and where it goes then."""
    return {
        "address": f"/api/cases/{case.pk}/{path}",
        "circle": {"id": str(circle.pk), "container": str(circle.container_id)},
        "back": f"/cases/{case.pk}/parties",
    }


def _law(reader: Reader, found: PartyRequest, at: datetime) -> dict[str, Any]:
    """What the law says of the request, before it is decided."""
    if found.kind != PartyRequest.Kind.SWITCH:
        return {"law": None, "allowed": False}
    party = next(each for each in parties_of(reader.case, at) if each.row.pk == found.party_id)
    answer = may_still_switch(party)
    said: Said = of_decision(answer)
    return {"law": said, "allowed": bool(answer)}


def _may_decide(found: PartyRequest, roles: frozenset[Role], allowed: bool) -> bool:
    """Shielding is the judge's (3.7); a first change of channel anybody of the court confirms, another one the judge (1.6)."""
    first = found.kind == PartyRequest.Kind.SWITCH and allowed
    return first or "judge" in roles


def _told(reader: Reader, found: PartyRequest, at: datetime) -> dict[str, Any]:
    """What the judge's browser needs to seal the reason, and for shielding to make the circle."""
    case: Case = reader.case
    shielding = found.kind == PartyRequest.Kind.SHIELDING
    circle = court_circle_of(case) if shielding else open_circle_of(case)
    told = _addresses(case, f"requests/{found.pk}/decision", circle)
    if shielding:
        without = shielding_without(found)
        readers = readers_without(case, [party.pk for party in without], at)
        told["shielded"] = {
            "desk": str(case.desk_id),
            "without": [party.number for party in without],
            "readers": [str(mailbox) for mailbox in readers],
        }
    return told


def _sealed(found: PartyRequest) -> dict[str, Any]:
    """The reason as it was sealed, for who may open it."""
    if found.reason_circle is None or found.envelope is None or found.sealed_key is None:
        return {}
    return {
        "container": str(found.reason_circle.container_id),
        "envelope": base64.b64encode(bytes(found.envelope)).decode(),
        "sealedKey": base64.b64encode(bytes(found.sealed_key)).decode(),
    }
