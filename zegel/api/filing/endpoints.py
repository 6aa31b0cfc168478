"""Filing at a court: a sealed message, and what the court must know of it (Annex VI)."""

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from pydantic import Field

from zegel.api.shared.choices import Language, PartyKind, Profession, Standing
from zegel.api.shared.described import SEALED_BYTES
from zegel.api.shared.filing import FilingIn
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import ProvenReceiptOut, ReceiptOut, SenderOut, UserMessageIn
from zegel.api.shared.standing import standing_fields
from zegel.api.shared.submission import receipt_out, submission_of
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.boxes.queries import recognised
from zegel.filing.actions import Filed, file, file_by_mail
from zegel.filing.queries import (
    Filing,
    desk_for,
    documents_of,
    filer_signing_key,
    grants_of,
    readable_filing,
    receipt_of,
    sealed_document,
)
from zegel.filing.rules import Grant, Handed, NewDocument
from zegel.identity.queries.people import person
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.parties import parties as parties_of
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["filings"])


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
    filed = file_by_mail(
        actor=current_principal(request),
        box=body.box,
        submission=submission_of(body),
        facts=body.filing.facts(),
        at=now(),
    )
    return FiledOut(number=filed.number, paper=filed.paper, receipt=receipt_out(filed.receipt))


class GrantIn(Wire):
    """A key sealed to a mailbox: that of the manifest, or of a document."""

    container: UUID
    sealed_key: Base64In
    key_version: int = Field(ge=1, le=1_000_000)


class NewDocumentIn(Wire):
    object: UUID
    grants: list[GrantIn] = Field(max_length=2)


class DirectFilingIn(Wire):
    """A filing without a message: the sealed manifest, the documents, and every key sealed to the desk and to the filer."""

    filing: UUID
    box: UUID
    filed_for: str = Field(default="", max_length=200)
    facts: FilingIn
    envelope: Base64In
    grants: list[GrantIn] = Field(max_length=2)
    documents: list[NewDocumentIn] = Field(default=[], max_length=100)


class FilingReceiptOut(Wire):
    """`at` is the legal moment, in the Netherlands; `files` are the SHA-256 of the sealed documents in order."""

    filing: UUID
    number: str
    at: str
    paper: bool
    envelope: str
    files: list[str]


class DeskOut(Wire):
    """The mailbox to seal a filing to."""

    box: UUID
    name: str
    address: str
    recipient: str
    key_version: int


@router.get("filings/desk", response=DeskOut)
@access(Access.WORK)
def desk(request: HttpRequest, court: str, location: str, matter: str) -> DeskOut:
    """The mailbox in which a court receives a matter at a location, and its key."""
    del request
    found = desk_for(court[:40], location[:60], matter[:10], at=now()).box
    return DeskOut(
        box=found.pk,
        name=found.name,
        address=found.address,
        recipient=found.recipient,
        key_version=found.key_version,
    )


@router.post("filings/direct", response=FilingReceiptOut)
@access(Access.WORK)
def file_directly(request: HttpRequest, body: DirectFilingIn) -> FilingReceiptOut:
    """File at a court without a message; the same again gives the first answer."""
    handed = Handed(
        id=body.filing,
        channel="portal",
        mailbox=body.box,
        envelope=body.envelope,
        grants=grants_in(body.grants),
        documents=tuple(
            NewDocument(each_document.object, grants_in(each_document.grants))
            for each_document in body.documents
        ),
        filed_for=" ".join(body.filed_for.split()),
    )
    return filed_out(
        file(actor=current_principal(request), handed=handed, facts=body.facts.facts(), at=now())
    )


def filed_out(filed: Filed) -> FilingReceiptOut:
    """What a filer is told at once of what was filed (3.6)."""
    return FilingReceiptOut(
        filing=filed.filing,
        number=filed.number,
        at=amsterdam(filed.at).isoformat(),
        paper=filed.paper,
        envelope=filed.envelope,
        files=filed.files,
    )


def grants_in(grants: list[GrantIn]) -> tuple[Grant, ...]:
    return tuple(Grant(**grant.model_dump()) for grant in grants)


class DocumentOut(Wire):
    number: int
    object: UUID
    size: int
    sealed_keys: list[Base64Out]


class FilingOut(Wire):
    """A filing as a mailbox has it. Of what a message carried the manifest is in the message, and `envelope` is empty."""

    filing: UUID
    number: str
    channel: str
    kind: str
    at: str
    message: UUID | None
    sender: SenderOut
    sender_key: str
    envelope: Base64Out
    sealed_keys: list[Base64Out]
    documents: list[DocumentOut]


@router.get("filings/{uuid:key}", response=FilingOut)
@access(Access.WORK)
def show(request: HttpRequest, key: UUID) -> FilingOut:
    """A filing that one of the reader's mailboxes handed in or received, with the keys it was given."""
    at, account = now(), current_principal(request).account
    found = readable_filing(account, key, at=at)
    keys: dict[UUID | None, list[bytes]] = {}
    for grant in grants_of(account, found, at=at):
        keys.setdefault(grant.document_id, []).append(bytes(grant.sealed_key))
    return _filing(found, keys)


def _filing(found: Filing, keys: dict[UUID | None, list[bytes]]) -> FilingOut:
    """A filing with the keys its reader was given: by document, and None for the manifest."""
    return FilingOut(
        filing=found.pk,
        number=found.number,
        channel=found.channel,
        kind=found.kind,
        at=amsterdam(found.at).isoformat(),
        message=found.message_id,
        sender=_sender(found),
        sender_key=filer_signing_key(found),
        envelope=bytes(found.envelope),
        sealed_keys=keys.get(None, []),
        documents=[
            DocumentOut(
                number=each_document.number,
                object=each_document.object_id,
                size=each_document.object.size,
                sealed_keys=keys.get(each_document.pk, []),
            )
            for each_document in documents_of(found)
        ],
    )


def _sender(filing: Filing) -> SenderOut:
    """Whose filing it is by the directory: the reader's client holds the manifest to it."""
    filer, mailbox = person(filing.filer), filing.mailbox
    return SenderOut(
        kind="box" if mailbox else "guest",
        id=mailbox.pk if mailbox else filing.filer,
        name=filing.sender,
        user=filer.pk if filer else None,
        user_name=filer.name if filer else None,
    )


@router.get("filings/{uuid:key}/documents/{int:number}", openapi_extra=SEALED_BYTES)
@access(Access.WORK)
def document(request: HttpRequest, key: UUID, number: int) -> StreamingHttpResponse:
    """The sealed bytes of one document."""
    found = readable_filing(current_principal(request).account, key, at=now())
    row, chunks = sealed_document(found, number)
    answer = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    answer["Content-Length"] = str(row.object.size)
    return answer


@router.get("filings/{uuid:key}/receipt", response=ProvenReceiptOut)
@access(Access.WORK)
def receipt(request: HttpRequest, key: UUID) -> dict[str, object]:
    """The receipt of a filing, with what proves it."""
    return receipt_of(readable_filing(current_principal(request).account, key, at=now()))


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
    standing: Standing = ""
    phone: str = ""
    language: Language = "nl"


@router.get("filings/parties", response=list[PartyOut])
@access(Access.WORK)
def parties(request: HttpRequest, box: UUID, case: str = "") -> list[PartyOut]:
    """Whom a mailbox knows as the others in a case, to send a copy to (art. 3.10)."""
    at = now()
    found = parties_of(current_user(request), box, case[:80], at=at)
    known = recognised(found.boxes, at=at)
    return [
        PartyOut(
            kind="box",
            id=each_box.pk,
            name=each_box.name,
            address=each_box.address,
            organisation=each_box.organisation.name if each_box.organisation else "",
            recipient=each_box.recipient,
            **standing_fields(known[each_box.pk]),
        )
        for each_box in found.boxes
    ] + [
        PartyOut(
            kind="guest",
            id=guest.pk,
            name=guest.name,
            address=guest.email,
            phone=guest.phone,
            language=guest.language,
        )
        for guest in found.guests
    ]
