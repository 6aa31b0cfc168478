"""Planning one case: six weeks of moments with the law beside them, and the letter of the one that is chosen."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zegel.casefile.errors import CaseUnknown
from zegel.casefile.queries import Case, Reader, open_circle_of, parties_of
from zegel.identity.queries.people import names_of
from zegel.law.calendar import atw_calendar
from zegel.law.courts import Matter
from zegel.law.errors import LawError
from zegel.law.rules.chapter_04 import slot_fits
from zegel.lib.moments import amsterdam, now
from zegel.planning.queries import board_of, lawyers_of, letter_text, rooms_at
from zegel.planning.rules.conditions import known_conditions
from zegel.planning.rules.slots import WEEKS, Abode, Wish, earliest_day, six_weeks_of, term_of_summons
from zegel.planning.rules.taken import minutes_for, usual_minutes
from zegel.portal.planner.forms import ABODE_WORDS, CONDITION_WORDS, LetterQuery, PlanQuery
from zegel.portal.planner.letter import ChangeFacts, LetterFacts, change_pdf, letter_pdf
from zegel.portal.planner.words import day_rows, reason_of, week_rows
from zegel.portal.shared.law_words import line_of, refusal
from zegel.proceedings.queries import former_day, judges_of, last_act_number, roles_of
from zegel.proceedings.rules.acts import Role, acts_now
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.requests import NEW_DAY
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal


@access(Access.WORK)
@require_safe
def plan(request: HttpRequest, case: UUID) -> HttpResponse:
    """The grid of a case, for the court."""
    at = now()
    reader, roles = at_court(request, case, at)
    asked = PlanQuery.asked(request)
    judges = judges_at(reader.case)
    wish = _wish(reader.case, asked, at)
    if asked["judge"] is None and judges:
        wish = replace(wish, judge=judges[0][0])
    facts = _facts(reader, roles, wish, at) | {"judges": judges, "asked": asked}
    return render(request, "planner/case.html", facts | _grid(reader.case, wish, asked, roles, at))


@access(Access.WORK)
@require_safe
def letter(request: HttpRequest, case: UUID) -> HttpResponse:
    """The letter for a moment that was chosen, before it is sent; nothing of it is kept here."""
    at = now()
    reader, _roles = at_court(request, case, at)
    asked = LetterQuery.asked(request)
    try:
        return HttpResponse(_letter(reader.case, asked, at), content_type="application/pdf")
    except LawError as error:
        raise Http404 from error


def _letter(case: Case, asked: dict[str, Any], at: datetime) -> bytes:
    former = former_day(case) if asked["act"] else None
    if asked["act"] and asked["act"] not in NEW_DAY:
        return change_pdf(ChangeFacts(case, asked["act"], former), at)
    return letter_pdf(replace(_letter_facts(case, asked, at), former=former), at)


def _letter_facts(case: Case, asked: dict[str, Any], at: datetime) -> LetterFacts:
    starts = moment_read(asked["starts"])
    if starts is None:
        raise Http404
    wish = _wish(case, asked, at)
    rooms = {room.pk: room for room in rooms_at(case.court, case.location)}
    return LetterFacts(
        case=case,
        starts=starts,
        minutes=wish.minutes,
        room=rooms.get(asked["room"]),
        wish=wish,
        conditions=known_conditions(asked["condition"]),
        service_until=moment_read(asked["service"]),
        text=letter_text(case.desk_id),
    )


def at_court(request: HttpRequest, case: UUID, at: datetime) -> tuple[Reader, frozenset[Role]]:
    """Only the court plans; to anybody else there is no such page."""
    try:
        reader, roles = roles_of(current_principal(request), case, at)
    except CaseUnknown as error:
        raise Http404 from error
    if not reader.court:
        raise Http404
    return reader, roles


def judges_at(case: Case) -> list[tuple[UUID, str]]:
    found = names_of(judges_of(case.desk_id))
    return sorted(found.items(), key=lambda pair: pair[1])


def _wish(case: Case, asked: dict[str, Any], at: datetime) -> Wish:
    today = amsterdam(at).date()
    usual = usual_minutes(case.court, cast("Matter", case.matter), case.location, today)
    served = asked["served"] or atw_calendar().ordinary_after(today)
    abode = cast("Abode", asked["abode"] or "netherlands")
    return Wish(minutes_for(asked["minutes"], usual), asked["judge"], lawyers_of(case, at), served, abode)


def _facts(reader: Reader, roles: frozenset[Role], wish: Wish, at: datetime) -> dict[str, Any]:
    case = reader.case
    circle = open_circle_of(case)
    sides = [{"number": party.row.number, "name": party.row.short_name} for party in parties_of(case, at)]
    today = amsterdam(at).date()
    return {
        "case": case,
        "wish": wish,
        "may_set": "set day" in acts_now(roles, case.state),
        "as_judge": "judge" in roles,
        "sides": sides,
        "usual": usual_minutes(case.court, cast("Matter", case.matter), case.location, today),
        "abodes": ABODE_WORDS.items(),
        "conditions": CONDITION_WORDS.items(),
        "cannot": reason_of(slot_fits(today, [today], stated=True)),
        "told": {
            "case": str(case.pk),
            "seen": last_act_number(reader),
            "circle": str(circle.pk),
            "container": str(circle.container_id),
            "desk": {"id": str(case.desk_id), "name": case.desk.name},
            "number": case.number,
            "minutes": wish.minutes,
            "served": wish.served.isoformat(),
            "abode": wish.abode,
            "judge": str(wish.judge) if wish.judge else None,
            "sides": [side["name"] for side in sides],
            "asJudge": "judge" in roles,
        },
    }


def _grid(
    case: Case, wish: Wish, asked: dict[str, Any], roles: frozenset[Role], at: datetime
) -> dict[str, Any]:
    """The days; or why the law can say nothing of them."""
    first = asked["since"] or amsterdam(at).date()
    rooms = rooms_at(case.court, case.location)
    try:
        earliest, term = earliest_day(wish), term_of_summons(wish)
        start = amsterdam(at).replace(year=first.year, month=first.month, day=first.day, hour=0, minute=0)
        board = board_of(case, wish, start, start + timedelta(weeks=WEEKS), at)
        days = six_weeks_of(first, board)
    except LawError as error:
        return {"rooms": rooms, "law_says": refusal(error)}
    rows = day_rows(days, rooms, as_judge="judge" in roles)
    busy, weeks = [row for row in rows if not row.free], week_rows(rows)
    return {
        "rooms": rooms,
        "weeks": weeks,
        "week_shown": next((week for week in weeks if week.free), weeks[0]) if weeks else None,
        # On a phone they can be left out; where none is free there would be nothing left.
        "busy_days": len(busy) if len(busy) < len(rows) else 0,
        "earliest": earliest,
        "steps": [line_of(step) for step in term.steps],
        "later": _day(first + timedelta(weeks=WEEKS)),
    }


def _day(day: date) -> str:
    return day.isoformat()
