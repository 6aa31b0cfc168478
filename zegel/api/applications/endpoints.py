"""What the law says of an application for a hearing while it is being written. Which fields are filled in is told, never with what."""

from datetime import date
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field

from zegel.api.shared.law_words import sentence
from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Wire
from zegel.boxes.queries import membership
from zegel.filing.queries import files_as_lawyer
from zegel.filing.rules import place_of
from zegel.law.decisions import Decision
from zegel.law.rules.applications import Told, application_decisions, six_weeks
from zegel.law.rules.chapter_02 import Representation
from zegel.law.texts import Phrases
from zegel.lib.moments import amsterdam, now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["applications"])

type How = Literal["", "stated", "unknown"]


class StatedApplicationIn(Wire):
    """Which fields of art. 2.2 are filled in, and what is asked; nothing here says what the application says.

    `urgency` and `longer` say whether a reason is given, null where nothing is asked; `outside` are picked days that are past by now.
    """

    court: str = Field(max_length=40)
    location: str = Field(max_length=60)
    matter: str = Field(max_length=10)
    form: str = Field(max_length=80)
    filed_by: Representation
    digital: bool
    stated: dict[str, How] = Field(max_length=40)
    summons: int = Field(ge=0, le=1000)
    urgency: bool | None = None
    longer: bool | None = None
    outside: list[date] = Field(default=[], max_length=400)


class ApplicationCheckIn(StatedApplicationIn):
    """The same, with the mailbox it would be filed from."""

    box: UUID


class MissingFieldOut(Wire):
    """A field of art. 2.2 that says nothing yet, and how it is called."""

    field: str
    text: str


class VerdictOfLawOut(Wire):
    """One rule: whether it is met, whether it stops the application, and its article of the regulation.

    `office` says that the court's office may take the application all the same.
    """

    rule: str
    article: str
    met: bool
    blocks: bool
    office: bool
    text: str
    missing: list[MissingFieldOut]


class ApplicationCheckOut(Wire):
    """`first` and `last` are the six weeks of art. 2.2, counted from today."""

    first: date
    last: date
    lawyer: bool
    verdicts: list[VerdictOfLawOut]


@router.post("applications/check", response=ApplicationCheckOut)
@access(Access.WORK)
def check(request: HttpRequest, body: ApplicationCheckIn) -> ApplicationCheckOut:
    """What the law says of an application that would be filed today from this mailbox."""
    at = now()
    account = current_principal(request).account
    membership(account, body.box, at=at)
    return checked(body, amsterdam(at).date(), lawyer=files_as_lawyer(account, body.box, at=at))


def checked(body: StatedApplicationIn, on: date, *, lawyer: bool) -> ApplicationCheckOut:
    """What the law says of it on a day, filed by who is known to be a lawyer or not."""
    first, last = six_weeks(on)
    verdicts = [_verdict(decision) for decision in application_decisions(_told(body, lawyer, on), on)]
    return ApplicationCheckOut(first=first, last=last, lawyer=lawyer, verdicts=verdicts)


def _told(body: StatedApplicationIn, lawyer: bool, on: date) -> Told:
    """What the law is asked about. Whoever is not known as a lawyer does not become one by saying so."""
    place = place_of(body.court, body.location, body.matter, on)
    return Told(
        court=place.court,
        matter=place.matter,
        form=body.form,
        filed_by="in person" if body.filed_by == "lawyer" and not lawyer else body.filed_by,
        digital=body.digital,
        stated=body.stated,
        summons=body.summons,
        urgency=body.urgency,
        longer=body.longer,
        picked_outside=tuple(body.outside),
    )


def _verdict(decision: Decision) -> VerdictOfLawOut:
    missing = decision.params.get("missing")
    fields = missing.parts if isinstance(missing, Phrases) else ()
    return VerdictOfLawOut(
        rule=decision.rule,
        article=decision.articles[0].number,
        met=decision.allowed,
        blocks=decision.blocks,
        office=decision.override == "clerk",
        text=sentence(decision),
        missing=[MissingFieldOut(field=name, text=_(name)) for name in fields],
    )
