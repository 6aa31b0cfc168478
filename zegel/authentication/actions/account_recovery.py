"""A lost phone: administrators have a member's second steps taken away. Passwords and keys they never touch."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from zegel.authentication.actions.sessions import end_sessions
from zegel.authentication.errors.account_recovery import ResetAlready, ResetOwn, ResetUnknown
from zegel.authentication.events import (
    FactorResetAgreed,
    FactorResetAsked,
    FactorResetDone,
    FactorResetStopped,
)
from zegel.authentication.models import FactorReset
from zegel.evidence.actions import write
from zegel.identity.actions.credentials import set_phone
from zegel.identity.actions.notices import tell_recovery
from zegel.identity.errors.organisations import MemberUnknown
from zegel.identity.keys import stop_token
from zegel.identity.queries.organisations import administered, administrators
from zegel.identity.queries.organisations import member as member_of
from zegel.identity.queries.people import User, account_of, locked
from zegel.identity.rules.contact import WAIT
from zegel.identity.rules.invitations import token_digest
from zegel.identity.rules.people import check_note
from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal, system, visitor
from zegel.lib.verbs import nobody_acts, step
from zegel.outbox.actions import queue_task

CARRY_OUT = "authentication.reset_factors"


@transaction.atomic
def ask_reset_factors(*, actor: Principal, member: UUID, note: str, at: datetime) -> FactorReset:
    """Have a member's second steps taken away after the waiting time. `note` says how the identity was checked.

    About an administrator the time does not begin before another administrator agreed.

    Raises:
        NotAdministrator; MemberUnknown; ResetOwn; NoteMissing; ResetAlready.
    """
    asker = account_of(actor)
    here = administered(asker)
    found = member_of(here.pk, member)
    if found is None or not found.is_active:
        raise MemberUnknown
    if found == asker:
        raise ResetOwn
    plain, key = check_note(note), uuid7()
    token = stop_token(key)
    try:
        with transaction.atomic():
            row = FactorReset.objects.create(
                id=key,
                user=found,
                organisation=here,
                asked_by=asker,
                token_digest=token_digest(token),
                asked_at=at,
            )
    except IntegrityError:
        raise ResetAlready from None
    event = FactorResetAsked(subject=found.pk, reset=row.pk, by=asker.name, note=plain)
    write([event], actor=actor, at=at)
    managing = list(administrators(here.pk))
    others = [administrator for administrator in managing if administrator not in (asker, found)]
    if found in managing:
        tell_recovery(
            user=found, what="reset-asked", at=at, secret=token, person=asker.name, due=_told(at + WAIT)
        )
        for other in others:
            tell_recovery(user=other, what="reset-agree", at=at, person=found.name)
        return row
    return _run(row, asker, at)


@transaction.atomic
def agree_reset_factors(*, actor: Principal, reset: UUID, at: datetime) -> FactorReset:
    """The second pair of eyes, about an administrator: from now on the waiting time runs.

    Raises:
        NotAdministrator; ResetUnknown; ResetOwn: they asked it, or it is about them.
    """
    asker = account_of(actor)
    row = _waiting(asker, reset)
    if row.due_at is not None:
        raise ResetUnknown
    if actor.account in (row.asked_by_id, row.user_id):
        raise ResetOwn
    row.agreed_by = asker
    write([FactorResetAgreed(subject=row.user_id, reset=row.pk, by=asker.name)], actor=actor, at=at)
    return _run(row, asker, at)


def _run(row: FactorReset, asker: User, at: datetime) -> FactorReset:
    """Begin the waiting time, tell the owner, and have it carried out at its end."""
    row.due_at = at + WAIT
    row.save(update_fields=["due_at", "agreed_by"])
    tell_recovery(
        user=row.user,
        what="reset-asked",
        at=at,
        secret=stop_token(row.pk),
        person=asker.name,
        due=_told(row.due_at),
    )
    queue_task(CARRY_OUT, after=row.due_at, reset=str(row.pk))
    return row


@transaction.atomic
def stop_reset_factors(*, actor: Principal, reset: UUID, at: datetime) -> None:
    """Stop it: its owner from any session, or an administrator of the organisation.

    Raises:
        ResetUnknown; NotAdministrator.
    """
    asker = account_of(actor)
    row = FactorReset.objects.select_for_update(of=("self",)).filter(
        pk=reset, user=asker, done_at__isnull=True, stopped_at__isnull=True
    ).first() or _waiting(asker, reset)  # fmt: skip
    _stop(row, actor, asker.name, at)


@step
@transaction.atomic
def stop_by_link(*, token: str, at: datetime) -> bool:
    """Stop it with the link in the owner's mail; whether there was anything to stop."""
    row = (
        FactorReset.objects.select_for_update(of=("self",))
        .filter(token_digest=token_digest(token), done_at__isnull=True, stopped_at__isnull=True)
        .first()
    )
    if row is None:
        return False
    _stop(row, visitor("stop-link"), "", at)
    return True


@nobody_acts("the day has passed; who asked and agreed is in evidence")
@transaction.atomic
def carry_out_reset(*, reset: UUID, at: datetime) -> bool:
    """Take the second steps away, when the time has come and nobody stopped it; run twice, it does so once.

    When who asked or agreed is no administrator there any more, or the member has left, it is stopped instead.
    """
    rows = FactorReset.objects.select_for_update(of=("self",))
    row = rows.filter(pk=reset, due_at__lte=at, done_at__isnull=True, stopped_at__isnull=True).first()
    if row is None:
        return False
    person = locked(row.user_id)
    if not _still_rightful(row, person):
        _stop(row, system("authentication"), "", at)
        return False
    person.factors.all().delete()
    person.backup_codes.all().delete()
    set_phone(person, "")
    end_sessions(actor=system("authentication"), account=person.pk, keep=None, at=at)
    row.done_at = at
    row.save(update_fields=["done_at"])
    done = FactorResetDone(subject=person.pk, reset=row.pk, by=row.asked_by.name)
    write([done], actor=system("authentication"), at=at)
    tell_recovery(user=person, what="reset-done", at=at)
    return True


def _still_rightful(row: FactorReset, person: User) -> bool:
    """Whether it could be asked today by the same people: a day has passed, in which each of them may have left."""
    running = administrators(row.organisation_id)
    here = person.is_active and person.organisation_id == row.organisation_id
    if not here or row.asked_by not in running:
        return False
    if person in running or row.agreed_by:
        return row.agreed_by in running
    return True


def _waiting(asker: User, reset: UUID) -> FactorReset:
    here = administered(asker)
    rows = FactorReset.objects.select_for_update(of=("self",)).select_related("user")
    found = rows.filter(pk=reset, organisation=here, done_at__isnull=True, stopped_at__isnull=True).first()
    if found is None:
        raise ResetUnknown
    return found


def _stop(row: FactorReset, actor: Principal, name: str, at: datetime) -> None:
    row.stopped_at = at
    row.save(update_fields=["stopped_at"])
    write([FactorResetStopped(subject=row.user_id, reset=row.pk, by=name)], actor=actor, at=at)
    tell_recovery(user=row.user, what="reset-stopped", at=at)


def _told(moment: datetime) -> str:
    return date_format(amsterdam(moment), "d-m-Y H:i")
