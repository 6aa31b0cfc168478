"""A request to move, adjourn, withdraw or strike out: what the articles demand, what the law says of it, and deciding, on one page."""

from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zegel.casefile.queries import Case, Reader, open_circle_of, parties_of
from zegel.law.errors import LawError
from zegel.law.rules.chapter_01 import change_of_date
from zegel.law.rules.chapter_09 import told_by
from zegel.lib.moments import amsterdam, now
from zegel.planning.queries import hearing_of, rooms_at
from zegel.portal.planner.forms import GROUND_WORDS, RequestQuery
from zegel.portal.planner.views.case import at_court, judges_at
from zegel.portal.planner.words import reason_of
from zegel.portal.shared.law_words import refusal, said, sentence
from zegel.proceedings.queries import last_act_number, standing_of
from zegel.proceedings.rules.acts import Role, acts_now
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.requests import NEW_DAY, REQUESTS, Asked, RequestAct, request_answers
from zegel.web_session.access import Access, access

REQUEST_WORDS: Final = {
    "move": gettext_lazy("Move the hearing (art. 9)"),
    "adjourn": gettext_lazy("Adjourn the hearing (art. 10.10)"),
    "withdraw": gettext_lazy("Withdraw the case (art. 8)"),
    "strike out": gettext_lazy("Strike the case off the list (art. 13)"),
    "ask costs decision": gettext_lazy("Go on about the costs (art. 8.1)"),
}


@access(Access.WORK)
@require_safe
def decide(request: HttpRequest, case: UUID) -> HttpResponse:
    """The request as it was filled in, and what the law says of it."""
    at = now()
    reader, roles = at_court(request, case, at)
    may = [act for act in REQUESTS if act in acts_now(roles, reader.case.state)]
    typed = RequestQuery.asked(request)
    act = typed["act"] if typed["act"] in may else (may[0] if may else "")
    facts = _page(reader, roles, act, at) | {
        "typed": typed,
        "acts": [(name, REQUEST_WORDS[name]) for name in may],
    }
    if act and typed["looked"]:
        facts |= _answers(reader.case, _asked(act, typed, at), at) | {"tells": _tells(reader.case, typed, at)}
    return render(request, "planner/request.html", facts)


def _page(reader: Reader, roles: frozenset[Role], act: str, at: datetime) -> dict[str, Any]:
    case, circle, planned = reader.case, open_circle_of(reader.case), hearing_of(reader.case.pk)
    parties = parties_of(case, at)
    called = standing_of(case, at).called_at
    return {
        "case": case,
        "named": said(change_of_date(at, called)) if act in NEW_DAY else None,
        "act": act,
        "new_day": act in NEW_DAY,
        "as_judge": "judge" in roles,
        "sides": [(party.row.short_name, party.representation is None) for party in parties],
        "grounds": GROUND_WORDS.items(),
        "rooms": rooms_at(case.court, case.location),
        "judges": judges_at(case),
        "planned": planned,
        "today": f"{amsterdam(at):%Y-%m-%dT%H:%M}",
        "told": {
            "case": str(case.pk),
            "seen": last_act_number(reader),
            "circle": str(circle.pk),
            "container": str(circle.container_id),
            "desk": {"id": str(case.desk_id), "name": case.desk.name},
        },
    }


def _tells(case: Case, typed: dict[str, Any], at: datetime) -> list[tuple[str, str]]:
    """By party, who tells it of the decision (9.3): of whom the case has no representative, the applicant may know one."""
    said = (
        (party, told_by(party.representation is not None, party.row.short_name in typed["known_of"]))
        for party in parties_of(case, at)
    )
    return [(party.row.short_name, sentence(told.reason, told.params)) for party, told in said]


def _asked(act: str, typed: dict[str, Any], at: datetime) -> Asked:
    return Asked(
        act=cast("RequestAct", act),
        by=typed["by"] or "claimant",
        asked_at=moment_read(typed["when"]) or at,
        written=typed["written"],
        ground=typed["ground"] or "other",
        motivated=typed["motivated"],
        urgent=typed["urgent"],
        days_given=not typed["days_missing"],
        will_appear=typed["will_appear"],
        told_both=typed["told_both"],
        days_of=typed["days_of"],
        phones_of=typed["phones_of"],
        appeared=typed["appeared"],
        agree=typed["agree"],
    )


def _answers(case: Case, asked: Asked, at: datetime) -> dict[str, Any]:
    """What the law says, and whether it can be done: freely, by the judge with a reason, or by nobody."""
    try:
        found = request_answers(asked, standing_of(case, at))
    except LawError as error:
        return {"law_says": refusal(error)}
    broken = [answer for answer in found if answer.blocks or answer.severity == "discretion"]
    never = any(answer.override == "nobody" for answer in broken)
    ask = {name: getattr(asked, name) for name in _SENT}
    return {
        "answers": [(bool(answer), reason_of(answer)) for answer in found],
        "needs_reason": bool(broken),
        "never": never,
        "asked": ask | {"asked": amsterdam(asked.asked_at).isoformat()},
        "verdict": _("This can be done as it was asked.") if not broken else "",
    }


_SENT: Final = (
    "act", "by", "written", "ground", "motivated", "urgent", "days_given", "will_appear", "told_both", "days_of", "phones_of",
    "appeared", "agree",
)  # fmt: skip
