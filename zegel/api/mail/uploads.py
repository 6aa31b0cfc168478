"""Sealed files in parts: announce, put parts in any order, ask what has arrived, finish."""

import re
from typing import BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.mail.schemas import UploadIn, UploadOut
from zegel.api.shared.routing import Router
from zegel.lib.moments import now
from zegel.lib.principal import Principal
from zegel.mail.queries.growth import account_allowance
from zegel.vault.actions import begin_upload, discard_object, finish_upload, put_part
from zegel.vault.errors import PartRefused
from zegel.vault.queries import StoredObject, upload_progress
from zegel.vault.rules import ALLOWANCE_ACCOUNT, ALLOWANCE_GUEST, PART_SIZE
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_guest, current_user
from zegel.web_session.principals import current_principal, guest_principal

router = Router(tags=["uploads"])


def _actor(request: HttpRequest) -> Principal:
    """Whose upload it is: the guest's that the address names, or the account's."""
    named = request.GET.get("guest")
    return (
        current_principal(request) if named is None else guest_principal(current_guest(request, UUID(named)))
    )


def _answer(upload: StoredObject, parts: list[int]) -> UploadOut:
    stored = upload.state == StoredObject.State.STORED
    return UploadOut(id=upload.pk, part_size=PART_SIZE, size=upload.size, parts=parts, stored=stored)


@router.post("", response=UploadOut)
@access(Access.UPLOADER)
def begin(request: HttpRequest, body: UploadIn) -> UploadOut:
    """Announce a sealed file."""
    at, guest = now(), "guest" in request.GET
    may = None if guest else account_allowance(current_user(request), at=at)
    day = may.uploads if may else ALLOWANCE_GUEST if guest else ALLOWANCE_ACCOUNT
    upload = begin_upload(
        actor=_actor(request),
        size=body.size,
        sha256=body.sha256,
        at=at,
        allowance=day,
        month=may.uploads_month if may else None,
    )
    return _answer(upload, [])


@router.get("{uuid:key}", response=UploadOut)
@access(Access.UPLOADER)
def progress(request: HttpRequest, key: UUID) -> UploadOut:
    """Which parts are safe, for a client that resumes."""
    return _answer(*upload_progress(_actor(request).account, key))


@router.put("{uuid:key}/parts/{int:number}", response={204: None})
@access(Access.UPLOADER)
def part(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """One part as the raw body; `Content-Length` is required."""
    length = request.headers.get("Content-Length", "")
    if not re.fullmatch(r"[0-9]{1,9}", length):
        raise PartRefused(number=number)
    put_part(
        actor=_actor(request), key=key, number=number, source=cast("BinaryIO", request), size=int(length)
    )
    return HttpResponse(status=204)


@router.post("{uuid:key}/finish", response=UploadOut)
@access(Access.UPLOADER)
def finish(request: HttpRequest, key: UUID) -> UploadOut:
    """Make it whole."""
    return _answer(finish_upload(actor=_actor(request), key=key, at=now()), [])


@router.delete("{uuid:key}", response={204: None})
@access(Access.UPLOADER)
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back a file that is not part of a sent message."""
    discard_object(actor=_actor(request), key=key)
    return HttpResponse(status=204)
