"""Who is in a case, who acts for them, by which channel, and who reads what: changes, requests and decisions (1.4-1.8, 3.7)."""

from typing import Literal, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from zegel.api.cases.party_schemas import (
    ChannelIn,
    DecisionIn,
    DecisionReasonIn,
    ExclusionIn,
    OutOfLineOut,
    PartyRequestOut,
)
from zegel.api.cases.schemas import CasePartyIn, RepresentativeIn
from zegel.api.cases.shapes import circle_in, moment_of, new_party
from zegel.api.shared.routing import Router
from zegel.api.shared.security import fresh_principal
from zegel.api.shared.wire import IdOut
from zegel.casefile.actions import add_party, ask_switch, change_representative, end_representation
from zegel.casefile.errors import CircleUnknown
from zegel.casefile.queries import PartyRequest, circles_out_of_line, reader_of, request_of, requests_of
from zegel.casefile.rules.parties import NewRepresentative
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import Principal
from zegel.proceedings.actions import SealedReason, decide_shielding, decide_switch, exclude
from zegel.web_session.access import Access, access
from zegel.web_session.principals import current_principal

router = Router(tags=["cases"])


@router.post("{uuid:case}/parties", response=IdOut)
@access(Access.WORK)
def admit(request: HttpRequest, case: UUID, body: CasePartyIn) -> IdOut:
    """Let a party into a running case."""
    row = add_party(actor=fresh_principal(request), case=case, party=new_party(body), at=now())
    return IdOut(id=row.pk)


@router.put("{uuid:case}/parties/{uuid:party}/representative", response={204: None})
@access(Access.WORK)
def represent(request: HttpRequest, case: UUID, party: UUID, body: RepresentativeIn) -> HttpResponse:
    """Somebody else acts for a party from now on."""
    change_representative(
        actor=fresh_principal(request),
        case=case,
        party=party,
        representative=NewRepresentative(**body.model_dump()),
        at=now(),
    )
    return HttpResponse(status=204)


@router.delete("{uuid:case}/parties/{uuid:party}/representative", response={204: None})
@access(Access.WORK)
def leave(request: HttpRequest, case: UUID, party: UUID) -> HttpResponse:
    """Nobody acts for a party any more."""
    end_representation(actor=fresh_principal(request), case=case, party=party, at=now())
    return HttpResponse(status=204)


@router.post("{uuid:case}/parties/{uuid:party}/channel", response=IdOut)
@access(Access.WORK)
def switch(request: HttpRequest, case: UUID, party: UUID, body: ChannelIn) -> IdOut:
    """Ask that a party litigates in another way (1.6)."""
    made = ask_switch(actor=current_principal(request), case=case, party=party, to=body.to, at=now())
    return IdOut(id=made.pk)


@router.post("{uuid:case}/parties/{uuid:party}/exclusion", response=IdOut)
@access(Access.WORK)
def shut_out(request: HttpRequest, case: UUID, party: UUID, body: ExclusionIn) -> IdOut:
    """Shut a party, or one who reads for it, out of the digital file of this case (1.8)."""
    done = exclude(
        actor=fresh_principal(request),
        case=case,
        party=party,
        account=body.account,
        ground=body.ground,
        until=moment_of(body.until, "until") if body.until else None,
        reason=_reason(body.reason),
        at=now(),
    )
    return IdOut(id=done.request.pk)


@router.get("{uuid:case}/requests", response=list[PartyRequestOut])
@access(Access.WORK)
def requests(request: HttpRequest, case: UUID) -> list[PartyRequestOut]:
    """What was asked about who reads what and by which channel, the newest first: for the court all, for a party its own."""
    return [_request(row) for row in requests_of(reader_of(current_principal(request), case, now()))]


@router.post("{uuid:case}/requests/{uuid:key}/decision", response={204: None})
@access(Access.WORK)
def decide(request: HttpRequest, case: UUID, key: UUID, body: DecisionIn) -> HttpResponse:
    """Decide on a request of a party: its change of channel (1.6), or shielding (3.7)."""
    actor, at = fresh_principal(request), now()
    found = request_of(reader_of(actor, case, at), key)
    if found.kind == PartyRequest.Kind.SHIELDING:
        _shielding(actor, case, key, body)
    else:
        decide_switch(
            actor=actor,
            case=case,
            request=key,
            granted=body.granted,
            effective=moment_of(body.effective, "effective") if body.effective else None,
            reason=_reason(body.reason),
            at=at,
        )
    return HttpResponse(status=204)


def _request(row: PartyRequest) -> PartyRequestOut:
    return PartyRequestOut(
        id=row.pk,
        party=row.party_id,
        kind=cast("Literal['shielding', 'switch', 'exclusion']", row.kind),
        to=row.to,
        without=[party.pk for party in row.without.all()],
        filing=row.filing,
        asked_at=amsterdam(row.asked_at).isoformat(),
        outcome=cast("Literal['', 'granted', 'refused']", row.outcome),
    )


def _shielding(actor: Principal, case: UUID, key: UUID, body: DecisionIn) -> None:
    decide_shielding(
        actor=actor,
        case=case,
        request=key,
        granted=body.granted,
        circle=circle_in(body.circle) if body.circle else None,
        reason=_reason(body.reason),
        at=now(),
    )


@router.get("{uuid:case}/circles", response=list[OutOfLineOut])
@access(Access.WORK)
def out_of_line(request: HttpRequest, case: UUID) -> list[OutOfLineOut]:
    """The circles of a case whose members are not who should read them now; a client of the court brings them in line."""
    rows = circles_out_of_line(current_principal(request), case, at=now())
    return [
        OutOfLineOut(
            container=row.circle.container_id, join=list(row.join), leave=list(row.leave), renew=row.renew
        )
        for row in rows
    ]


def _reason(body: DecisionReasonIn | None) -> SealedReason | None:
    """The sealed words, and the circle that reads them; who makes a circle in the same act need not name it."""
    if body is None:
        return None
    if body.circle is None and not body.new_circle:
        raise CircleUnknown(field="reason")
    return SealedReason(body.circle or UUID(int=0), body.envelope, body.sealed_key, body.key_version)
