"""Boxes: the keys of one's own, the keys to seal to, and who else can open one."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from zegel.api.shared.box_keys import BoxKeyOut, keys_out
from zegel.api.shared.readers import readers_out
from zegel.api.shared.routing import Router
from zegel.api.shared.schemas import NextKeyIn, ReaderOut, StatementIn, StatementOut
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.wire import Base64In, Base64Out, Wire
from zegel.boxes.actions import (
    NewBox,
    add_checker,
    add_member,
    change_member,
    count_search,
    keep_known,
    open_team,
    remove_checker,
    remove_member,
    renew_key,
    state_members,
)
from zegel.boxes.queries import (
    find_people,
    known_keys,
    members_of,
    memberships,
    statements_of,
)
from zegel.lib.moments import now
from zegel.web_session.access import Access, access
from zegel.web_session.current import current_user
from zegel.web_session.principals import current_principal


class KnownOut(Wire):
    writer: UUID
    name: str
    signing_key: str
    sealed: Base64Out


class KnownIn(Wire):
    sealed: Base64In
    key_version: int = Field(ge=1, le=1_000_000)


class MemberOut(Wire):
    user: UUID
    name: str
    email: str
    organisation: str
    recipient: str
    signing_key: str
    right: str
    checks: bool
    delegated: bool
    ends_on: date | None


class PersonOut(Wire):
    user: UUID
    name: str
    address: str
    organisation: str
    recipient: str
    signing_key: str


class VersionKeyIn(Wire):
    number: int = Field(ge=1, le=1_000_000)
    sealed_identity: Base64In


class NewMemberIn(Wire):
    user: UUID
    right: str = Field(max_length=7)
    ends_on: date | None = None
    keys: list[VersionKeyIn] = Field(max_length=1000)
    statement: StatementIn | None = None


class NewTeamIn(Wire):
    name: str = Field(max_length=400)
    address: str = Field(max_length=400)
    recipient: str = Field(max_length=4096)
    sealed_identity: Base64In


class TeamOut(Wire):
    id: UUID


class NewCheckerIn(Wire):
    user: UUID
    keys: list[VersionKeyIn] = Field(max_length=1000)
    statement: StatementIn | None = None


class MemberChangeIn(Wire):
    right: str = Field(max_length=7)
    ends_on: date | None = None


router = Router(tags=["boxes"])


@router.get("keys", response=list[BoxKeyOut])
@access(Access.WORK)
def keys(request: HttpRequest, box: Query[list[UUID]]) -> list[BoxKeyOut]:
    """The key to seal to of this moment, of each box that exists; what `recipients` tells of one, too.

    `owner` and `signing` are who a personal box is of and their signing key: with the key, what a fingerprint is of. `log` is what the log of
    keys has of it, to be compared.
    """
    del request
    return keys_out(box[:100], now())


@router.get("readers", response=list[ReaderOut])
@access(Access.WORK)
def readers(request: HttpRequest, box: Query[list[UUID]]) -> list[ReaderOut]:
    """Who opens each of these mailboxes today, for the sentence that says who can read a message before it is sent. Delegates are
    named of one's own mailboxes only; of others it is told how many there are."""
    at = now()
    mine = {membership.box_id for membership in memberships(current_user(request), at=at)}
    return readers_out([f"box:{key}" for key in box[:100]], own=mine, at=at)


@router.get("{uuid:box}/known/{uuid:about}", response=list[KnownOut])
@access(Access.WORK)
def known(request: HttpRequest, box: UUID, about: UUID) -> list[KnownOut]:
    """What the members of a box kept of the keys of a correspondent."""
    return [
        KnownOut(
            writer=key.writer_id,
            name=key.writer.name,
            signing_key=key.writer.signing_key,
            sealed=bytes(key.sealed),
        )
        for key in known_keys(current_user(request), box, about, at=now())
    ]


@router.put("{uuid:box}/known/{uuid:about}", response={204: None})
@access(Access.WORK)
def keep(request: HttpRequest, box: UUID, about: UUID, body: KnownIn) -> HttpResponse:
    """Keep what one knows of the keys of a correspondent."""
    keep_known(actor=current_principal(request), box=box, about=about, at=now(), **body.model_dump())
    return HttpResponse(status=204)


@router.get("people", response=list[PersonOut])
@access(Access.WORK)
def people(request: HttpRequest, q: str = "") -> list[PersonOut]:
    """Account holders to share a mailbox with."""
    at = now()
    count_search(actor=current_principal(request), text=q, at=at)
    return [
        PersonOut(
            user=person.user.pk,
            name=person.name,
            address=person.address,
            organisation=person.organisation,
            recipient=person.user.recipient,
            signing_key=person.user.signing_key,
        )
        for person in find_people(current_user(request), q[:100], at=at)
    ]


@router.post("teams", response=TeamOut)
@access(Access.ADMINISTRATOR)
def team(request: HttpRequest, body: NewTeamIn) -> TeamOut:
    """Make a mailbox of a team in the organisation one administers."""
    made = NewBox(body.recipient, body.sealed_identity)
    opened = open_team(
        actor=fresh_principal(request), name=body.name, address=body.address, box=made, at=now()
    )
    return TeamOut(id=opened.pk)


@router.get("{uuid:box}/members", response=list[MemberOut])
@access(Access.WORK)
def members(request: HttpRequest, box: UUID) -> list[MemberOut]:
    """Everybody who can open a box, and the key to seal to each of them."""
    return [
        MemberOut(
            user=member.person.pk,
            name=member.person.name,
            email=member.person.email,
            organisation=member.person.organisation.name if member.person.organisation else "",
            recipient=member.person.recipient,
            signing_key=member.person.signing_key,
            right=member.right,
            checks=member.checks,
            delegated=member.delegated_by_id is not None,
            ends_on=member.ends_on,
        )
        for member in members_of(current_user(request), box, at=now())
    ]


@router.post("{uuid:box}/members", response={204: None})
@access(Access.WORK)
def add(request: HttpRequest, box: UUID, body: NewMemberIn) -> HttpResponse:
    """Let somebody use a box."""
    sealed = {key.number: key.sealed_identity for key in body.keys}
    add_member(
        actor=fresh_principal(request), box=box, user=body.user, right=body.right, ends_on=body.ends_on, keys=sealed,
        statement=body.statement.signed if body.statement else None, at=now(),
    )  # fmt: skip
    return HttpResponse(status=204)


@router.put("{uuid:box}/members/{uuid:person}", response={204: None})
@access(Access.WORK)
def change(request: HttpRequest, box: UUID, person: UUID, body: MemberChangeIn) -> HttpResponse:
    """Give a member another right or last day."""
    change_member(
        actor=fresh_principal(request), box=box, user=person, right=body.right, ends_on=body.ends_on, at=now()
    )
    return HttpResponse(status=204)


@router.delete("{uuid:box}/members/{uuid:person}", response={204: None})
@access(Access.WORK)
def remove(request: HttpRequest, box: UUID, person: UUID) -> HttpResponse:
    """Shut a member out."""
    remove_member(actor=fresh_principal(request), box=box, user=person, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:box}/checkers", response={204: None})
@access(Access.WORK)
def check(request: HttpRequest, box: UUID, body: NewCheckerIn) -> HttpResponse:
    """Let the court's agent check what arrives in a box."""
    sealed = {key.number: key.sealed_identity for key in body.keys}
    statement = body.statement.signed if body.statement else None
    add_checker(
        actor=fresh_principal(request), box=box, user=body.user, keys=sealed, statement=statement, at=now()
    )
    return HttpResponse(status=204)


@router.delete("{uuid:box}/checkers/{uuid:agent}", response={204: None})
@access(Access.WORK)
def stop_checking(request: HttpRequest, box: UUID, agent: UUID) -> HttpResponse:
    """Take the right of an agent away."""
    remove_checker(actor=fresh_principal(request), box=box, user=agent, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:box}/key-versions", response={204: None})
@access(Access.WORK)
def renew(request: HttpRequest, box: UUID, body: NextKeyIn) -> HttpResponse:
    """Begin a new key version with a key this client made."""
    renew_key(actor=current_principal(request), box=box, made=body.made, at=now())
    return HttpResponse(status=204)


@router.get("{uuid:box}/statements", response=list[StatementOut])
@access(Access.WORK)
def statements(
    request: HttpRequest, box: UUID, start: Annotated[int, Query(ge=1, le=1_000_000)] = 1
) -> list[StatementOut]:
    """What members signed of who holds the key of a box, from the number `start` on, in order."""
    found = statements_of(current_user(request), box, start, at=now())
    return [StatementOut(statement=said.text, signature=said.signature) for said in found]


@router.post("{uuid:box}/statements", response={204: None})
@access(Access.WORK)
def state(request: HttpRequest, box: UUID, body: StatementIn) -> HttpResponse:
    """Say anew who holds the key of a box one manages."""
    state_members(actor=fresh_principal(request), box=box, signed=body.signed, at=now())
    return HttpResponse(status=204)
