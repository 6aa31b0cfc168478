"""A guest who has or makes an account, and takes the conversation along to it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.key_custody.actions.sign_up import ask_sign_up
from zegel.lib.grants import granted, inside
from zegel.lib.moments import now
from zegel.mail.actions.adoption import adopt
from zegel.mail.queries.adoption import adoption, guests_at, keys_of_guest
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest, current_user
from zegel.web_session.principals import current_principal
from zegel.web_session.visitors import network_address

router = Router(tags=["guests"])


class HeldOut(Wire):
    message: UUID
    sealed_key: Base64Out


class AdoptionOut(Wire):
    """The browser seals them to its owner's own mailbox, whose key it derives."""

    messages: list[HeldOut]


class AdoptedKeyIn(Wire):
    message: UUID
    sealed_key: Base64In


class AdoptIn(Wire):
    key_version: int = Field(ge=1, le=1_000_000)
    keys: list[AdoptedKeyIn] = Field(max_length=1000)


class AdoptedOut(Wire):
    messages: int


@router.post("guests/{uuid:key}/account", response={204: None})
@access(Access.GUEST)
def ask_account(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mail a guest who was let in the link to make an account, at their own address."""
    guest = current_guest(request, key)
    ask_sign_up(
        email=guest.email,
        language=guest.language,
        address=network_address(request),
        guest=guest.name,
        at=now(),
    )
    return HttpResponse(status=204)


@router.get("me/guests", response=list[UUID])
@access(Access.ACCOUNT)
def own_guests(request: HttpRequest) -> list[UUID]:
    """The guests at the address of this account who were let in in this browser."""
    at = now()
    found = guests_at(current_user(request), inside(request.session))
    return [guest.pk for guest in found if granted(request.session, guest.pk, at, since=guest.changed_at)]


@router.get("guests/{uuid:key}/adoption", response=AdoptionOut)
@access(Access.ADOPTER)
def show_adoption(request: HttpRequest, key: UUID) -> AdoptionOut:
    """What this guest can take along. For who is both: logged in, and let in as the guest."""
    guest = current_guest(request, key)
    _, parts = adoption(current_user(request), guest, at=now())
    keys = keys_of_guest(guest)
    held = [HeldOut(message=part.message_id, sealed_key=keys[part.message_id]) for part in parts]
    return AdoptionOut(messages=held)


@router.post("guests/{uuid:key}/adoption", response=AdoptedOut)
@access(Access.ADOPTER)
def take_along(request: HttpRequest, key: UUID, body: AdoptIn) -> AdoptedOut:
    """Take messages along: their keys, as this browser sealed them to the mailbox."""
    keys = {each_key.message: each_key.sealed_key for each_key in body.keys}
    guest = current_guest(request, key)
    return AdoptedOut(
        messages=adopt(
            actor=current_principal(request),
            guest=guest.pk,
            key_version=body.key_version,
            keys=keys,
            at=now(),
        )
    )
