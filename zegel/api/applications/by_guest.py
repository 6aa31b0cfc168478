"""Applying for a hearing without an account: a code by mail, a guest's link, and the sealed application."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from zegel.api.applications.endpoints import ApplicationCheckOut, StatedApplicationIn, checked
from zegel.api.shared.box_keys import BoxKeyOut, keys_out
from zegel.api.shared.filing import FilingIn
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import MessageIn, ReceiptOut
from zegel.api.shared.submission import receipt_out, submission_of
from zegel.api.shared.wire import Base64In, Wire
from zegel.filing.actions import apply_as_guest, begin_application
from zegel.filing.queries import desk_for
from zegel.lib.grants import grant
from zegel.lib.moments import amsterdam, now
from zegel.mail.actions.applicants import ADDRESS_CODE_LIFE, ask_address_code, check_address_code
from zegel.mail.errors import AddressCodeOver
from zegel.mail.rules import NewGuest
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest
from zegel.web_session.principals import guest_principal
from zegel.web_session.visitors import network_address

router = Router(tags=["applications"])

_ASKED: Final = "applicant"
"""Under which name the session keeps which code was mailed to which address, and when."""


class PlaceIn(Wire):
    court: str = Field(max_length=40)
    location: str = Field(max_length=60)
    matter: str = Field(max_length=10)


class AddressCodeIn(PlaceIn):
    email: str = Field(max_length=254)
    language: str = Field(pattern="^(nl|en)$")


class AddressCodeOut(Wire):
    """How long the code works, and the desk whose key the guest is sealed to."""

    seconds: int
    desk: BoxKeyOut


class ApplicantIn(PlaceIn):
    """The guest that the applicant's own browser made (docs/formats.md, Guest); the address is the one the code was mailed to."""

    digits: str = Field(max_length=60)
    guest: UUID
    name: str = Field(max_length=200)
    phone: str = Field(max_length=40)
    language: str = Field(pattern="^(nl|en)$")
    recipient: str = Field(max_length=4096)
    sealed_identity: Base64In
    sender_copy: Base64In
    link: str = Field(pattern=r"^[A-Za-z0-9_-]{43}$")


class ApplicantOut(Wire):
    guest: UUID


class GuestApplicationIn(MessageIn):
    filing: FilingIn


@router.post("applicants/code", response=AddressCodeOut)
@access(Access.ANYONE)
def code(request: HttpRequest, body: AddressCodeIn) -> AddressCodeOut:
    """Mail a code to somebody who wants to apply without an account. The answer is the same for every address."""
    at = now()
    desk = desk_for(body.court, body.location, body.matter, at=at)
    asked, mailed, email = ask_address_code(
        email=body.email, language=body.language, box=desk.box, address=network_address(request), at=at
    )
    request.session[_ASKED] = {
        "code": str(asked), "mailed": mailed, "email": email, "at": at.isoformat()
    }  # fmt: skip
    return AddressCodeOut(seconds=int(ADDRESS_CODE_LIFE.total_seconds()), desk=keys_out([desk.box_id], at)[0])


@router.post("applicants", response=ApplicantOut)
@access(Access.ANYONE)
def begin(request: HttpRequest, body: ApplicantIn) -> ApplicantOut:
    """Show the code; whoever has it is let in as the guest their browser made, and their link is mailed."""
    at = now()
    asked = _asked(request.session)
    check_address_code(
        code=UUID(asked["code"]),
        mailed=asked["mailed"],
        asked_at=datetime.fromisoformat(asked["at"]),
        digits=body.digits,
        at=at,
    )
    made = body.model_dump(
        include={"name", "phone", "language", "recipient", "sealed_identity", "sender_copy"}
    )
    guest = begin_application(
        guest=body.guest,
        new=NewGuest(email=asked["email"], verification="sms", **made),
        link=body.link,
        court=body.court,
        location=body.location,
        matter=body.matter,
        at=at,
    )
    # A code is for one application.
    del request.session[_ASKED]
    request.session.cycle_key()
    grant(request.session, guest.pk, at)
    return ApplicantOut(guest=guest.pk)


def _asked(session: Any) -> dict[str, Any]:
    found = session.get(_ASKED)
    if found is None:
        raise AddressCodeOver(field="digits")
    return dict(found)


@router.post("guests/{uuid:key}/applications/check", response=ApplicationCheckOut)
@access(Access.GUEST)
def check(request: HttpRequest, key: UUID, body: StatedApplicationIn) -> ApplicationCheckOut:
    """What the law says of an application that a guest would file today."""
    current_guest(request, key)
    return checked(body, amsterdam(now()).date(), lawyer=False)


@router.get("guests/{uuid:key}/owner-key", response=BoxKeyOut)
@access(Access.GUEST)
def owner_key(request: HttpRequest, key: UUID) -> BoxKeyOut:
    """The key of the mailbox a guest writes to, with what the log of keys says of it."""
    return keys_out([current_guest(request, key).conversation.owner_id], now())[0]


@router.post("guests/{uuid:key}/applications", response=ReceiptOut)
@access(Access.GUEST)
def apply(request: HttpRequest, key: UUID, body: GuestApplicationIn) -> ReceiptOut:
    """Hand in a sealed application; the same one again gives the first receipt."""
    guest = guest_principal(current_guest(request, key))
    facts = body.filing.facts()
    return receipt_out(apply_as_guest(actor=guest, submission=submission_of(body), facts=facts, at=now()))
