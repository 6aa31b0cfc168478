"""Exports: which messages to take along, and the evidence about them. The contents come by the doors of reading."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Wire
from zegel.lib.moments import amsterdam, now
from zegel.mail.queries.evidence import Parts, guest_parts, parts_of, proven
from zegel.mail.queries.exports import Plan, guest_plan, picked, plan
from zegel.mail.queries.messages import reader_of
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest, current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["exports"])

MOST_MESSAGES = 100


class PickedIn(Wire):
    box: UUID
    entries: list[UUID] = Field(min_length=1, max_length=500)


class EvidenceIn(Wire):
    """`after` is `next` of the answer before."""

    messages: list[UUID] = Field(min_length=1, max_length=MOST_MESSAGES)
    after: int = -1


class PlannedOut(Wire):
    """`api` is where its sealed contents are, `files` their sizes as they lie sealed, in order."""

    message: UUID
    conversation: UUID
    subject: str
    received_at: str
    own: bool
    sender: str
    address: str
    files: list[int]
    api: str
    receipt_pdf: str


class PlanOut(Wire):
    """`left` is how many more messages there are than one export takes."""

    messages: list[PlannedOut]
    left: int


class EvidenceOut(Wire):
    """`proof` is a `zegel/proof/v1`, null when nothing is proven yet; `waiting` records have no place in the log yet."""

    proof: dict[str, object] | None
    next: int | None
    waiting: int


@router.get("messages/{uuid:key}/export", response=PlanOut)
@access(Access.WORK)
def export(
    request: HttpRequest, key: UUID, scope: Literal["message", "conversation", "case"] = "conversation"
) -> PlanOut:
    """A message, its conversation, or what the same mailbox holds of its case."""
    return _out(plan(reader_of(current_principal(request), key, at=now()), scope), "/api", "/mail")


@router.post("exports/picked", response=PlanOut)
@access(Access.WORK)
def export_picked(request: HttpRequest, body: PickedIn) -> PlanOut:
    """Messages picked from a folder. It asks for nothing to be kept or changed."""
    return _out(picked(current_user(request), body.box, body.entries, at=now()), "/api", "/mail")


@router.post("exports/evidence", response=EvidenceOut)
@access(Access.WORK)
def evidence(request: HttpRequest, body: EvidenceIn) -> EvidenceOut:
    """What the caller may see of the log about messages they hold, proven. It changes nothing."""
    return _proven(parts_of(current_user(request), body.messages, at=now()), body.after)


@router.get("guests/{uuid:key}/export", response=PlanOut)
@access(Access.GUEST)
def guest_export(request: HttpRequest, key: UUID) -> PlanOut:
    """Everything a guest can read."""
    return _out(guest_plan(current_guest(request, key)), f"/api/guests/{key}", f"/g/{key}")


@router.post("guests/{uuid:key}/evidence", response=EvidenceOut)
@access(Access.GUEST)
def guest_evidence(request: HttpRequest, key: UUID, body: EvidenceIn) -> EvidenceOut:
    """The same evidence for a guest."""
    return _proven(guest_parts(current_guest(request, key), body.messages), body.after)


def _out(found: Plan, api: str, pages: str) -> PlanOut:
    messages = [
        PlannedOut(
            message=message.message,
            conversation=message.conversation,
            subject=message.subject,
            received_at=amsterdam(message.at).isoformat(),
            own=message.own,
            sender=message.sender,
            address=message.address,
            files=message.files,
            api=f"{api}/messages/{message.message}",
            receipt_pdf=f"{pages}/messages/{message.message}/receipt.pdf",
        )
        for message in found.messages
    ]
    return PlanOut(messages=messages, left=found.left)


def _proven(parts: Parts, after: int) -> EvidenceOut:
    found = proven(parts, after=after, at=now())
    return EvidenceOut(proof=found.proof, next=found.next, waiting=found.waiting)
