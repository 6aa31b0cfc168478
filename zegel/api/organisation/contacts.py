"""What a composer asks before it seals: whom the organisation knows, how guests may be recognised, and whether VI 6.3
still asks for a basis."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from zegel.api.shared.choices import GuestVerification, Language
from zegel.api.shared.routing import Router
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.authentication.queries.policies import policy_of, sms_month
from zegel.boxes.queries import court_of_box, sending_box
from zegel.contacts.actions.codes import add_code
from zegel.contacts.actions.contacts import import_contacts
from zegel.contacts.queries.codes import codes_in_use
from zegel.contacts.queries.contacts import proposals
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.firsts import missing_bases
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user

router = Router(tags=["contacts"])

MOST_ADDRESSES = 50


class ContactOut(Wire):
    name: str
    address: str
    phone: str
    language: Language
    later: str | None


class OrganisationCodeOut(Wire):
    id: UUID
    name: str
    hint: str
    sealed: Base64Out


class SendingOut(Wire):
    """What holds for messages from a box. `sms` is false when this month's SMS messages are used up."""

    ways: list[GuestVerification]
    secret_ways: list[GuestVerification]
    sms: bool
    court: bool
    codes: list[OrganisationCodeOut]


class MissingOut(Wire):
    missing: list[str]


class OrganisationCodeIn(Wire):
    name: str = Field(max_length=100)
    hint: str = Field(max_length=200)
    sealed: Base64In


class ContactsIn(Wire):
    """A CSV file with the columns email, name, phone and perhaps language; `seen`: its words with accents are right."""

    file: Base64In
    # Somebody looked at the words with accents that a refusal (`contacts-letters`) named.
    seen: bool = False


class RowRefusedOut(Wire):
    line: int
    email: str
    code: str
    detail: str


class ImportedOut(Wire):
    fresh: int
    renewed: int
    refused: list[RowRefusedOut]


class CodeMadeOut(Wire):
    id: UUID


@router.get("contacts", response=list[ContactOut])
@access(Access.WORK)
def contacts(request: HttpRequest, box: UUID, q: str = "") -> list[ContactOut]:
    """People the organisation of a box knows, by name or address, with the number in use."""
    return [
        ContactOut(
            name=proposal.name,
            address=proposal.email,
            phone=proposal.phone,
            language=proposal.language,
            later=amsterdam(proposal.later).isoformat() if proposal.later else None,
        )
        for proposal in proposals(current_user(request), box, q[:100], at=now())
    ]


@router.get("sending/{uuid:box}", response=SendingOut)
@access(Access.WORK)
def sending(request: HttpRequest, box: UUID) -> SendingOut:
    """How guests may be recognised in messages from a box."""
    at = now()
    source = sending_box(current_user(request), box, at=at)
    policy = policy_of(source.organisation_id)
    codes = [
        OrganisationCodeOut(id=code.pk, name=code.name, hint=code.hint, sealed=bytes(code.sealed))
        for code in codes_in_use(source.organisation_id)
    ]
    return SendingOut(
        ways=list(policy.ways),
        secret_ways=list(policy.secret_ways),
        sms=not sms_month(source.organisation_id, at).spent,
        court=court_of_box(source) is not None,
        codes=codes,
    )


@router.get("sending/{uuid:box}/bases", response=MissingOut)
@access(Access.WORK)
def bases(request: HttpRequest, box: UUID, address: Annotated[list[str], Query()]) -> MissingOut:
    """Of people outside the courts, those for whom the register has no basis yet and who did not write first."""
    asked = [typed[:254] for typed in address[:MOST_ADDRESSES]]
    return MissingOut(missing=missing_bases(current_user(request), box, asked, at=now()))


@router.post("organisation/contacts", response=ImportedOut)
@access(Access.ADMINISTRATOR)
def bring(request: HttpRequest, body: ContactsIn) -> ImportedOut:
    """Take over people from a CSV file; rows that are not taken are named."""
    report = import_contacts(actor=fresh_principal(request), data=body.file, seen=body.seen, at=now())
    refused = [
        RowRefusedOut(
            line=complaint.line,
            email=complaint.email,
            code=complaint.why.code,
            detail=complaint.why.words(_),
        )
        for complaint in report.complaints
    ]
    return ImportedOut(fresh=report.fresh, renewed=report.renewed, refused=refused)


@router.post("organisation/codes", response=CodeMadeOut)
@access(Access.ADMINISTRATOR)
def make_code(request: HttpRequest, body: OrganisationCodeIn) -> CodeMadeOut:
    """Keep an access code of the organisation, sealed by the administrator's client to its mailboxes."""
    made = add_code(
        actor=fresh_principal(request), name=body.name, hint=body.hint, sealed=body.sealed, at=now()
    )
    return CodeMadeOut(id=made.pk)
