"""The clerk's intake (*Digitale Postkamer*): the queue, and one filing beside it with what can be done with it."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from zegel.casefile.errors import CaseUnknown, PageUnknown
from zegel.casefile.queries import Case, case_view, find_case, reader_of
from zegel.casefile.rules.docket import COURT_KINDS, KINDS
from zegel.casefile.rules.paging import read_key, written_key
from zegel.filing.errors import FilingUnknown
from zegel.filing.queries import acting_desks
from zegel.filing.queries.intake import OPEN, IntakeItem, desks_of, intake_item, intake_queue, workers_on
from zegel.law.courts import Matter, may_litigate_digitally
from zegel.law.courts import court as court_named
from zegel.lib.moments import amsterdam, now
from zegel.portal.intake.forms import QueueQuery
from zegel.portal.intake.rows import STATE_WORDS, TABS, facts, rows
from zegel.portal.shared.case_words import PIECE_WORDS, words_for
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

_PIECE: dict[str, str] = {
    "application": "aanvraag",
    "summons": "dagvaarding",
    "answer": "conclusie",
    "exhibits": "productie",
    "message": "mededeling",
}


@access(Access.WORK)
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first."""
    at = now()
    try:
        page = _queue(request, at)
    except PageUnknown:
        return redirect(request.path)
    return render(request, "intake/intake.html", page)


@access(Access.WORK)
@require_safe
def filing(request: HttpRequest, key: UUID) -> HttpResponse:
    """One filing, with the queue beside it where there is room."""
    at, user = now(), current_user(request)
    try:
        item = intake_item(user, key, at=at)
        page = _queue(request, at)
    except FilingUnknown as error:
        raise Http404 from error
    except PageUnknown:
        return redirect(request.path)
    worker = workers_on([item], user.pk, at=at).get(item.pk, "")
    more = {"open": item.state in OPEN, "worker": worker, "told": _told(request, item, at)}
    kinds = [(kind, words_for(PIECE_WORDS, kind)) for kind in KINDS if kind not in COURT_KINDS]
    return render(
        request,
        "intake/intake.html",
        page | facts(item) | more | {"kinds": kinds, "piece": _PIECE[item.filing.kind]},
    )


def _queue(request: HttpRequest, at: datetime) -> dict[str, Any]:
    user = current_user(request)
    asked = QueueQuery.asked(request)
    state = asked["state"] if asked["state"] in TABS else TABS[0]
    items = intake_queue(user, at=at, state=state, after=read_key(asked["after"]))
    last = items[-1] if len(items) == 50 else None
    return {
        "rows": rows(items, workers_on(items, user.pk, at=at)),
        "tabs": [(tab, STATE_WORDS[tab]) for tab in TABS],
        "state": state,
        "desks": desks_of(user, at=at),
        "acting": bool(acting_desks(user, at=at)),
        "onward": f"?state={state}&after={written_key(last.at, last.pk)}" if last else "",
        "now": at,
    }


def _told(request: HttpRequest, item: IntakeItem, at: datetime) -> dict[str, Any]:
    """What the page's script needs to know of a filing and of the case it names: registry data, and no word of what it says."""
    filing, desk = item.filing, item.desk
    case = _named(request, filing.case_number, at)
    return {
        "filing": str(filing.pk),
        "number": filing.number,
        "kind": filing.kind,
        "channel": filing.channel,
        "mailbox": str(filing.mailbox_id) if filing.mailbox_id else None,
        "guest": str(filing.filer) if filing.mailbox is None and filing.answerable else None,
        "address": filing.mailbox.address if filing.mailbox else "",
        "sender": filing.sender,
        "caseNumber": filing.case_number,
        "case": str(case.pk) if case else None,
        "party": _party_of(request, case, filing.mailbox_id, at) if case else None,
        "desk": {
            "box": str(desk.box_id),
            "court": desk.court,
            "location": desk.location,
            "matter": desk.matter,
        },
        "digital": _digital(item, at),
        "unscanned": filing.paper_alone,
    }


def _named(request: HttpRequest, number: str, at: datetime) -> Case | None:
    """The case that a filing names, where it is one of this court's."""
    found = find_case(number) if number else None
    if found is None:
        return None
    try:
        return reader_of(current_principal(request), found.pk, at).case
    except CaseUnknown:
        return None


def _party_of(request: HttpRequest, case: Case, mailbox: UUID | None, at: datetime) -> str | None:
    """The party that reads through the mailbox it was filed from, where that is one."""
    actor = current_principal(request)
    view = case_view(reader_of(actor, case.pk, at), actor, at)
    found = [party.row.pk for party in view.parties if party.mailbox == mailbox and mailbox is not None]
    return str(found[0]) if len(found) == 1 else None


def _digital(item: IntakeItem, at: datetime) -> bool:
    """Whether a lawyer may litigate digitally in such cases here (annex VII), so that the form proposes it."""
    desk, on = item.desk, amsterdam(at).date()
    return bool(may_litigate_digitally(court_named(desk.court), cast("Matter", desk.matter), "lawyer", on))
