"""Circles: containers without an address, whose members are mailboxes (docs/formats.md, Container)."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query

from zegel.api.mailboxes.circle_shapes import (
    CircleKeyOut,
    CircleMemberOut,
    CircleOut,
    JoiningIn,
    MadeOut,
    NewCircleIn,
    NextCircleKeyIn,
)
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import StatementOut
from zegel.api.shared.security import fresh_principal
from zegel.boxes.actions import (
    NextKey,
    add_mailbox,
    open_circle,
    remove_mailbox,
    renew_key,
)
from zegel.boxes.queries import (
    circle_members,
    circle_statements,
    last_statements,
    paths_to,
    sealed_keys,
    signer_statements,
    stale_boxes,
)
from zegel.boxes.rules import may_renew
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["circles"])


@router.post("", response=MadeOut)
@access(Access.WORK)
def make(request: HttpRequest, body: NewCircleIn) -> MadeOut:
    """Make a circle of readers with a key this client made."""
    made = open_circle(actor=fresh_principal(request), kind=body.kind, circle=body.made, at=now())
    return MadeOut(id=made.pk)


@router.get("{uuid:circle}", response=CircleOut)
@access(Access.WORK)
def show(request: HttpRequest, circle: UUID) -> CircleOut:
    """A circle one can open, with its sealed keys: of every version and by every way, newest first."""
    at = now()
    paths = paths_to(current_principal(request).account, circle, at=at)
    best = paths[0]
    keys = sealed_keys(path.member for path in paths)
    stated = last_statements([circle]).get(circle)
    return CircleOut(
        id=best.box.pk,
        kind=best.box.kind,
        recipient=best.box.recipient,
        key_version=best.box.key_version,
        right=best.right,
        renew=circle in stale_boxes([circle], at=at)
        and may_renew(best.right, shared=True, checks=best.checks),
        keys=[
            CircleKeyOut(
                number=key.key_version.number,
                sealed_identity=bytes(key.sealed_identity),
                mailbox=path.member.mailbox_id,
            )
            for path in paths
            for key in keys.get(path.member.pk, [])
        ],
        statement=StatementOut(statement=stated.text, signature=stated.signature) if stated else None,
    )


@router.get("{uuid:circle}/members", response=list[CircleMemberOut])
@access(Access.WORK)
def members(request: HttpRequest, circle: UUID) -> list[CircleMemberOut]:
    """Who can open a circle, and the key to seal to each of them."""
    found = circle_members(current_principal(request).account, circle, at=now())
    return [
        CircleMemberOut(
            mailbox=member.mailbox.pk,
            user=None,
            name=member.mailbox.name,
            organisation=member.mailbox.organisation.name if member.mailbox.organisation else "",
            recipient=member.mailbox.recipient,
            key_version=member.mailbox.key_version,
            right=member.right,
        )
        if member.mailbox
        else CircleMemberOut(
            mailbox=None,
            user=member.person.pk,
            name=member.person.name,
            organisation="",
            recipient=member.person.recipient,
            key_version=None,
            right=member.right,
        )
        for member in found
    ]


@router.get("{uuid:circle}/statements", response=list[StatementOut])
@access(Access.WORK)
def statements(
    request: HttpRequest, circle: UUID, start: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> list[StatementOut]:
    """What was signed about the mailboxes in a circle, from the number `start` on, in order."""
    found = circle_statements(current_principal(request).account, circle, start, at=now())
    return [StatementOut(statement=said.text, signature=said.signature) for said in found]


@router.get("{uuid:circle}/signers/{uuid:mailbox}", response=list[StatementOut])
@access(Access.WORK)
def signers(request: HttpRequest, circle: UUID, mailbox: UUID) -> list[StatementOut]:
    """What was signed about the members of a mailbox that makes keys of a circle: who may sign there."""
    found = signer_statements(current_principal(request).account, circle, mailbox, at=now())
    return [StatementOut(statement=said.text, signature=said.signature) for said in found]


@router.post("{uuid:circle}/members", response={204: None})
@access(Access.WORK)
def add(request: HttpRequest, circle: UUID, body: JoiningIn) -> HttpResponse:
    """Let a mailbox into a circle, with the key of every version or of the newest only."""
    sealed = {key.number: key.sealed_identity for key in body.keys}
    add_mailbox(
        actor=fresh_principal(request), box=circle, mailbox=body.mailbox, right=body.right, keys=sealed,
        key_version=body.key_version, statement=body.statement.signed, at=now(),
    )  # fmt: skip
    return HttpResponse(status=204)


@router.delete("{uuid:circle}/members/{uuid:mailbox}", response={204: None})
@access(Access.WORK)
def remove(request: HttpRequest, circle: UUID, mailbox: UUID) -> HttpResponse:
    """Shut a mailbox out of a circle."""
    remove_mailbox(actor=fresh_principal(request), box=circle, mailbox=mailbox, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:circle}/key-versions", response={204: None})
@access(Access.WORK)
def renew(request: HttpRequest, circle: UUID, body: NextCircleKeyIn) -> HttpResponse:
    """Begin a key version of a circle with a key this client made."""
    made = NextKey(
        body.number,
        body.recipient,
        {key.party: key.sealed_identity for key in body.keys},
        {key.party: key.key_version for key in body.keys if key.key_version},
        body.statement.signed,
    )
    renew_key(actor=current_principal(request), box=circle, made=made, at=now())
    return HttpResponse(status=204)
