"""Setting the day of the hearing and deciding on requests about it, each with its letter."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.cases.schemas import ActOut, LetterIn, SealedReasonIn
from zegel.api.cases.shapes import act_out, letter_in
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Wire
from zegel.casefile.errors import MomentRefused
from zegel.law.errors import LawError
from zegel.law.rules.chapter_09 import Ground
from zegel.lib.moments import now
from zegel.planning.actions import Booking
from zegel.planning.rules.conditions import Condition
from zegel.planning.rules.slots import Abode
from zegel.proceedings.actions import (
    DayAsked,
    DayOrder,
    RequestOrder,
    SealedReason,
    decide_request,
    set_day,
)
from zegel.proceedings.errors import TermRefused
from zegel.proceedings.rules.dates import moment_read
from zegel.proceedings.rules.requests import Asked, RequestAct, Side
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["cases"])


class DayIn(Wire):
    """The day of the hearing. `stated` says that somebody gave unavailable days, `unavailable` that this day is one of them."""

    id: UUID
    seen: int = Field(ge=0, le=1_000_000)
    starts: str = Field(max_length=40)
    room: UUID | None = None
    judge: UUID | None = None
    minutes: int | None = Field(default=None, ge=1, le=1_000)
    conditions: list[Condition] = Field(default=[], max_length=10)
    service_until: str | None = Field(default=None, max_length=40)
    served: date
    abode: Abode
    stated: bool
    unavailable: bool
    letter: LetterIn
    reason: SealedReasonIn | None = None


@router.post("cases/{uuid:case}/day", response=ActOut)
@access(Access.WORK)
def day(request: HttpRequest, case: UUID, body: DayIn) -> ActOut:
    """Set the day: act, room, judge, letter and notifications, all or nothing; the same one again gives the first."""
    try:
        return act_out(set_day(actor=current_principal(request), case=case, order=_order(body), at=now()))
    except LawError as error:
        raise TermRefused(field="starts") from error


class RequestIn(Wire):
    """What is decided on a request; whose days and numbers it gives, and who agree and appeared, are short names of parties."""

    id: UUID
    seen: int = Field(ge=0, le=1_000_000)
    act: RequestAct
    by: Side
    asked: str = Field(max_length=40)
    written: bool
    ground: Ground = "other"
    motivated: bool = False
    urgent: bool = False
    days_given: bool = True
    will_appear: bool = False
    told_both: bool = False
    days_of: list[str] = Field(default=[], max_length=50)
    phones_of: list[str] = Field(default=[], max_length=50)
    appeared: list[str] = Field(default=[], max_length=50)
    agree: list[str] = Field(default=[], max_length=50)
    starts: str | None = Field(default=None, max_length=40)
    room: UUID | None = None
    judge: UUID | None = None
    minutes: int | None = Field(default=None, ge=1, le=1_000)
    letter: LetterIn
    reason: SealedReasonIn | None = None


@router.post("cases/{uuid:case}/request", response=ActOut)
@access(Access.WORK)
def request_(request: HttpRequest, case: UUID, body: RequestIn) -> ActOut:
    """Decide on a request to move, adjourn, withdraw or strike out, and tell everybody by letter; the same one again gives the first."""
    try:
        row = decide_request(
            actor=current_principal(request), case=case, order=_request_order(body), at=now()
        )
    except LawError as error:
        raise TermRefused(field="starts") from error
    return act_out(row)


def _request_order(body: RequestIn) -> RequestOrder:
    told = {"act", "by", "written", "ground", "motivated", "urgent", "days_given", "will_appear", "told_both"}
    sides = {"days_of", "phones_of", "appeared", "agree"}
    asked = Asked(**body.model_dump(include=told | sides), asked_at=_moment(body.asked, "asked"))
    starts = _moment(body.starts, "starts") if body.starts else None
    booking = Booking(body.room, body.judge, body.minutes) if starts else None
    reason = SealedReason(**body.reason.model_dump()) if body.reason else None
    return RequestOrder(body.id, body.seen, asked, letter_in(body.letter), starts, booking, reason)


def _order(body: DayIn) -> DayOrder:
    service = _moment(body.service_until, "serviceUntil") if body.service_until else None
    booking = Booking(body.room, body.judge, body.minutes, tuple(body.conditions), service)
    asked = DayAsked(
        _moment(body.starts, "starts"), booking, body.served, body.abode, body.stated, body.unavailable
    )
    reason = SealedReason(**body.reason.model_dump()) if body.reason else None
    return DayOrder(body.id, body.seen, asked, letter_in(body.letter), reason)


def _moment(text: str, field: str) -> datetime:
    found = moment_read(text)
    if found is None:
        raise MomentRefused(field=field)
    return found
