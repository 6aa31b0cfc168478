"""Filing at a court: a sealed message, and what the court must know of it (Annex VI)."""

from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.shared.choices import Language, PartyKind, Profession
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import ReceiptOut, UserMessageIn
from zegel.api.shared.submission import receipt_out, submission_of
from zegel.api.shared.wire import Wire
from zegel.boxes.queries import marks_of
from zegel.filing.actions import file
from zegel.filing.rules import Copies, Facts, Kind
from zegel.lib.moments import now
from zegel.mail.queries.parties import parties as parties_of
from zegel.professions.queries.links import NOBODY
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user

router = Router(tags=["filings"])


class FilingIn(Wire):
    """Where, what and how, by the filer's own word; nothing here says what the documents say."""

    court: str = Field(max_length=40)
    location: str = Field(max_length=60)
    matter: str = Field(max_length=10)
    kind: Kind
    number: str = Field(default="", max_length=80)
    secret: bool
    copies: Copies
    summons: int = Field(default=0, ge=0, le=1000, description="How many files are the (draft) summons")
    passed: list[str] = Field(default=[], max_length=20)


class FiledMessageIn(UserMessageIn):
    filing: FilingIn


class FiledOut(Wire):
    number: str
    paper: bool
    receipt: ReceiptOut


@router.post("filings", response=FiledOut)
@access(Access.WORK)
def file_(request: HttpRequest, body: FiledMessageIn) -> FiledOut:
    """File a sealed message at a court; the same one again gives the first receipt."""
    told = body.filing.model_dump()
    facts = Facts(**{**told, "passed": tuple(told["passed"])})
    filed = file(
        actor=current_user(request), box=body.box, submission=submission_of(body), facts=facts, at=now()
    )
    return FiledOut(number=filed.number, paper=filed.paper, receipt=receipt_out(filed.receipt))


class PartyOut(Wire):
    """Of a guest no key: in another conversation the filer's client makes a new identity for them."""

    kind: PartyKind
    id: UUID
    name: str
    address: str
    organisation: str = ""
    recipient: str = ""
    profession: Profession = ""
    number: str = ""
    phone: str = ""
    language: Language = "nl"


@router.get("filings/parties", response=list[PartyOut])
@access(Access.WORK)
def parties(request: HttpRequest, box: UUID, case: str = "") -> list[PartyOut]:
    """Whom a mailbox knows as the others in a case, to send a copy to (art. 3.10)."""
    at = now()
    found = parties_of(current_user(request), box, case[:80], at=at)
    checked = marks_of((one.pk for one in found.boxes), at=at)
    return [
        PartyOut(
            kind="box",
            id=one.pk,
            name=one.name,
            address=one.address,
            organisation=one.organisation.name if one.organisation else "",
            recipient=one.recipient,
            profession=checked.get(one.pk, NOBODY).kind,
            number=checked.get(one.pk, NOBODY).number,
        )
        for one in found.boxes
    ] + [
        PartyOut(
            kind="guest", id=one.pk, name=one.name, address=one.email, phone=one.phone, language=one.language
        )
        for one in found.guests
    ]
