"""The organisation's spare key: what a member's browser makes, asks for and gets, and what an officer gives."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.organisation.escrow_shapes import (
    ApproveIn,
    AskedOut,
    AskIn,
    CollectedOut,
    EscrowOut,
    EscrowSealIn,
    OfficerOut,
    RequestOut,
    ShareOut,
)
from zegel.api.shared.routing import Router
from zegel.api.shared.security import need_fresh
from zegel.api.shared.wire import IdOut
from zegel.key_custody.actions.escrow import (
    approve_escrow,
    ask_escrow,
    collect_escrow,
    keep_seal,
    stop_escrow,
)
from zegel.key_custody.queries.escrow import asked_of, escrow_of, request_of, wants_seal
from zegel.key_custody.rules.escrow import SealedShare
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal

router = Router(tags=["escrow"])


@router.get("", response=EscrowOut)
@access(Access.WORK)
def mine(request: HttpRequest) -> EscrowOut:
    """How it stands with one's own spare key."""
    person = current_user(request)
    state, asked = escrow_of(person), request_of(person, now())
    return EscrowOut(
        make=wants_seal(person),
        sealed=bool(state and state.made_at),
        needed=state.needed if state else 0,
        officers=[OfficerOut.of(officer) for officer in (state.officers if state else [])],
        request=RequestOut.of(asked) if asked else None,
    )


@router.put("seal", response={204: None})
@access(Access.WORK)
def seal(request: HttpRequest, body: EscrowSealIn) -> HttpResponse:
    """Keep the spare key this browser made."""
    shares = [SealedShare(share.officer, share.number, share.sealed) for share in body.shares]
    keep_seal(
        actor=current_principal(request), sealed=body.sealed, needed=body.needed, shares=shares, at=now()
    )
    return HttpResponse(status=204)


@router.post("requests", response=IdOut)
@access(Access.WORK)
def ask(request: HttpRequest, body: AskIn) -> IdOut:
    """Ask the officers for their shares."""
    return IdOut(id=ask_escrow(actor=current_principal(request), recipient=body.recipient, at=now()).pk)


@router.get("requests", response=list[AskedOut])
@access(Access.WORK)
def asked(request: HttpRequest) -> list[AskedOut]:
    """Who needs this officer's share."""
    return [
        AskedOut(
            id=row.row.pk,
            user=row.row.seal.user_id,
            name=row.row.seal.user.name,
            email=row.row.seal.user.email,
            asked_at=row.row.asked_at,
            recipient=row.row.recipient,
            share=bytes(row.share.sealed),
            number=row.share.number,
            approvals=row.approvals,
            needed=row.row.seal.needed,
            mine=row.mine,
        )
        for row in asked_of(current_user(request), now())
    ]


@router.delete("requests/{uuid:key}", response={204: None})
@access(Access.WORK)
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a request: one's own, or one that an officer does not trust."""
    stop_escrow(actor=current_principal(request), request=key, at=now())
    return HttpResponse(status=204)


@router.post("requests/{uuid:key}/approve", response={204: None})
@access(Access.WORK)
def approve(request: HttpRequest, key: UUID, body: ApproveIn) -> HttpResponse:
    """Give one's share."""
    need_fresh(request)
    approve_escrow(
        actor=current_principal(request), request=key, note=body.note, sealed=body.sealed, at=now()
    )
    return HttpResponse(status=204)


@router.post("requests/{uuid:key}/collect", response=CollectedOut)
@access(Access.WORK)
def collect(request: HttpRequest, key: UUID) -> CollectedOut:
    """Get the shares, once there are enough and the wait is over."""
    kept, given = collect_escrow(actor=current_principal(request), request=key, at=now())
    return CollectedOut(
        sealed=bytes(kept.sealed),
        shares=[ShareOut(number=value.number, sealed=bytes(value.sealed)) for value in given],
    )
