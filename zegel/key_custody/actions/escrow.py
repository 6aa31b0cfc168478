"""The organisation's spare key: made by a member's browser, asked for by who forgot, given back by several officers.

The server keeps sealed shares and hands them on sealed; it never joins them.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from zegel.evidence.actions import write
from zegel.identity.actions.notices import tell_recovery
from zegel.identity.queries.organisations import administered, officers_of
from zegel.identity.queries.people import User, account_of, locked
from zegel.identity.rules.people import check_note
from zegel.key_custody.errors.escrow import (
    EscrowAskedEnough,
    EscrowNotYet,
    EscrowOff,
    EscrowRefused,
    EscrowRequestUnknown,
)
from zegel.key_custody.errors.keys import KeysClosed, KeysOpen
from zegel.key_custody.events import (
    EscrowAgreed,
    EscrowApproved,
    EscrowAsked,
    EscrowDeclined,
    EscrowPlanDropped,
    EscrowPlanSet,
    EscrowSealed,
    EscrowStopped,
    EscrowUsed,
)
from zegel.key_custody.models import (
    EscrowApproval,
    EscrowChoice,
    EscrowPlan,
    EscrowRequest,
    EscrowSeal,
    EscrowShare,
)
from zegel.key_custody.queries.escrow import asked_of, escrow_of, plan_of, request_of
from zegel.key_custody.rules.escrow import (
    LIFE,
    REQUESTS_A_WEEK,
    WEEK,
    SealedShare,
    check_one_time,
    check_plan,
    check_shares,
)
from zegel.lib.principal import Principal
from zegel.seal.header import is_sealed_key


@transaction.atomic
def set_plan(*, actor: Principal, needed: int, wait_hours: int, at: datetime) -> None:
    """Keep spare keys of who agrees: so many officers open one, after so many hours.

    Raises:
        NotAdministrator; EscrowPlanRefused.
    """
    here = administered(account_of(actor))
    check_plan(needed, wait_hours, len(officers_of(here.pk)))
    EscrowPlan.objects.update_or_create(
        organisation=here, defaults={"needed": needed, "wait_hours": wait_hours, "since": at}
    )
    event = EscrowPlanSet(subject=here.pk, needed=needed, wait_hours=wait_hours)
    write([event], actor=actor, at=at)


@transaction.atomic
def drop_plan(*, actor: Principal, at: datetime) -> None:
    """Keep no spare keys any more; those there are are thrown away.

    Raises:
        NotAdministrator.
    """
    here = administered(account_of(actor))
    EscrowPlan.objects.filter(organisation=here).delete()
    dropped = EscrowSeal.objects.filter(organisation=here)
    count = dropped.count()
    dropped.delete()
    write([EscrowPlanDropped(subject=here.pk, dropped=count)], actor=actor, at=at)


@transaction.atomic
def choose_escrow(*, actor: Principal, agree: bool, at: datetime) -> None:
    """Agree to a spare key of oneself, or have it thrown away.

    Raises:
        EscrowOff: the organisation keeps none.
    """
    user = locked(actor.account)
    if escrow_of(user) is None:
        raise EscrowOff
    EscrowChoice.objects.update_or_create(user=user, defaults={"agreed": agree, "at": at})
    if not agree:
        EscrowSeal.objects.filter(user=user).delete()
    write([EscrowAgreed(subject=user.pk) if agree else EscrowDeclined(subject=user.pk)], actor=actor, at=at)
    tell_recovery(user=user, what="escrow-agreed" if agree else "escrow-refused", at=at)


@transaction.atomic
def keep_seal(
    *, actor: Principal, sealed: bytes, needed: int, shares: list[SealedShare], at: datetime
) -> None:
    """Keep the spare key that the member's browser made, in the place of an older one of the same user key.

    Raises:
        EscrowOff: there is no escrow, or they did not agree; KeysClosed; EscrowRefused.
    """
    user = locked(actor.account)
    state = escrow_of(user)
    if state is None or not state.agreed or user.organisation_id is None:
        raise EscrowOff
    if not user.sealed_key:
        raise KeysClosed
    officers = {officer.pk: officer for officer in state.officers}
    if needed != state.needed or len(officers) < needed:
        raise EscrowRefused
    check_shares(sealed, shares, set(officers))
    EscrowSeal.objects.filter(user=user, recipient=user.recipient).delete()
    seal = EscrowSeal.objects.create(
        user=user,
        organisation_id=user.organisation_id,
        recipient=user.recipient,
        needed=needed,
        sealed=sealed,
        made_at=at,
    )
    EscrowShare.objects.bulk_create(
        EscrowShare(
            seal=seal,
            officer=officers[share.officer],
            number=share.number,
            recipient=officers[share.officer].recipient,
            sealed=share.sealed,
        )
        for share in shares
    )
    event = EscrowSealed(subject=user.pk, needed=needed, officers=frozenset(officers))
    write([event], actor=actor, at=at)


@transaction.atomic
def ask_escrow(*, actor: Principal, recipient: str, at: datetime) -> EscrowRequest:
    """Ask the officers for their shares, sealed to `recipient`. An earlier request of this person ends.

    Raises:
        EscrowOff: there is no spare key; KeysOpen: it is not needed; EscrowRefused, EscrowAskedEnough.
    """
    user = locked(actor.account)
    seal = EscrowSeal.objects.filter(user=user, recipient=user.recipient).first()
    plan = plan_of(user.organisation_id)
    if seal is None or plan is None or seal.organisation_id != plan.organisation_id:
        raise EscrowOff
    if user.sealed_key:
        raise KeysOpen
    check_one_time(recipient)
    requests = EscrowRequest.objects.filter(seal__user=user)
    if requests.filter(asked_at__gt=at - WEEK).count() >= REQUESTS_A_WEEK:
        raise EscrowAskedEnough(most=REQUESTS_A_WEEK)
    requests.filter(ended_at__isnull=True).update(ended_at=at)
    opens = at + timedelta(hours=plan.wait_hours)
    request = EscrowRequest.objects.create(
        seal=seal, recipient=recipient, asked_at=at, opens_at=opens, expires_at=opens + LIFE
    )
    write([EscrowAsked(subject=user.pk, request=request.pk)], actor=actor, at=at)
    tell_recovery(user=user, what="escrow-asked", at=at)
    for officer in officers_of(plan.organisation_id, but=user.pk):
        tell_recovery(user=officer, what="escrow-help", at=at, person=user.name)
    return request


@transaction.atomic
def stop_escrow(*, actor: Principal, request: UUID, at: datetime) -> None:
    """End a request: by its owner, or by an officer who does not trust it.

    Raises:
        EscrowRequestUnknown.
    """
    account = account_of(actor)
    mine = request_of(account, at)
    found = mine.row if mine and mine.row.pk == request else _asked(account, request, at)
    EscrowRequest.objects.filter(pk=found.pk).update(ended_at=at)
    event = EscrowStopped(subject=found.seal.user_id, request=found.pk, by=account.name)
    write([event], actor=actor, at=at)
    tell_recovery(user=found.seal.user, what="escrow-stopped", at=at)


@transaction.atomic
def approve_escrow(*, actor: Principal, request: UUID, note: str, sealed: bytes, at: datetime) -> None:
    """Give one's share, sealed to the key of who asks. `note` says how the officer knows that it is them.

    Raises:
        EscrowRequestUnknown; NoteMissing; EscrowRefused.
    """
    officer = account_of(actor)
    found = _asked(officer, request, at)
    plain = check_note(note)
    if not is_sealed_key(sealed):
        raise EscrowRefused
    share = EscrowShare.objects.get(seal=found.seal, officer=officer)
    _, fresh = EscrowApproval.objects.get_or_create(
        request=found, officer=officer, defaults={"number": share.number, "sealed": sealed, "at": at}
    )
    if fresh:
        event = EscrowApproved(subject=found.seal.user_id, request=found.pk, by=officer.name, note=plain)
        write([event], actor=actor, at=at)
        tell_recovery(user=found.seal.user, what="escrow-approved", at=at, person=officer.name)


@transaction.atomic
def collect_escrow(
    *, actor: Principal, request: UUID, at: datetime
) -> tuple[EscrowSeal, list[EscrowApproval]]:
    """Hand the shares over to who asked, once enough officers agreed and the wait is over.

    Raises:
        EscrowRequestUnknown; EscrowNotYet.
    """
    user = locked(actor.account)
    found = request_of(user, at)
    if found is None or found.row.pk != request:
        raise EscrowRequestUnknown
    if not found.ready:
        raise EscrowNotYet
    if found.row.used_at is None:
        EscrowRequest.objects.filter(pk=request).update(used_at=at)
        tell_recovery(user=user, what="escrow-used", at=at)
    write([EscrowUsed(subject=user.pk, request=request)], actor=actor, at=at)
    return found.row.seal, list(EscrowApproval.objects.filter(request=request).order_by("number"))


def _asked(officer: User, request: UUID, at: datetime) -> EscrowRequest:
    """The request, locked, when this officer holds a share for it."""
    if request not in {row.row.pk for row in asked_of(officer, at)}:
        raise EscrowRequestUnknown
    rows = EscrowRequest.objects.select_for_update(of=("self",)).select_related("seal__user")
    found = rows.filter(pk=request, ended_at__isnull=True).first()
    if found is None:
        raise EscrowRequestUnknown
    return found
