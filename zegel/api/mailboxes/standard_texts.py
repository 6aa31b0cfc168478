"""Texts that a mailbox writes often and filters it looks through: sealed on the device, so nobody else can read what a team is going
to write, or whom it looks for."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from zegel.api.shared.routing import Router
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.lib.moments import now
from zegel.mail.actions.standard_texts import delete_standard_text, save_standard_text
from zegel.mail.queries.standard_texts import standard_texts
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["teamwork"])


type Kind = Literal["text", "filter"]


class StandardTextIn(Wire):
    box: UUID
    kind: Kind = "text"
    sealed: Base64In
    key_version: int = Field(ge=1, le=1_000_000)
    version: int = Field(ge=0, le=1_000_000_000)


class StandardTextOut(Wire):
    id: UUID
    version: int
    sealed: Base64Out


class StandardTextVersionOut(Wire):
    version: int


@router.get("boxes/{uuid:box}/texts", response=list[StandardTextOut])
@access(Access.WORK)
def texts(request: HttpRequest, box: UUID, kind: Kind = "text") -> list[StandardTextOut]:
    """The sealed standard texts of a mailbox, or its filters."""
    found = standard_texts(current_user(request), box, kind=kind, at=now())
    return [StandardTextOut(id=text.pk, version=text.version, sealed=bytes(text.sealed)) for text in found]


@router.put("texts/{uuid:key}", response=StandardTextVersionOut)
@access(Access.WORK)
def save(request: HttpRequest, key: UUID, body: StandardTextIn) -> StandardTextVersionOut:
    """Keep a standard text or a filter; `version` is the one it was made from, 0 for a new one."""
    made = save_standard_text(actor=current_principal(request), key=key, at=now(), **body.model_dump())
    return StandardTextVersionOut(version=made)


@router.delete("texts/{uuid:key}", response={204: None})
@access(Access.WORK)
def throw_away(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw a standard text or a filter away."""
    delete_standard_text(actor=current_principal(request), key=key, at=now())
    return HttpResponse(status=204)
