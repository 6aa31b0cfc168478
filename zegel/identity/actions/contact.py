"""Another mail address: confirmed with a code at the new one, and stoppable from the old one for a day."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.formats import date_format

from zegel.evidence.actions import write
from zegel.identity.actions.notices import tell_recovery
from zegel.identity.errors.contact import AddressCodeRefused, AddressCodesEnough, AddressSame
from zegel.identity.events import (
    AddressAsked,
    AddressChanged,
    AddressCodeFailed,
    AddressConfirmed,
    AddressReplaced,
    AddressStopped,
)
from zegel.identity.keys import address_digits, stop_token
from zegel.identity.letters.recovery import AddressCode
from zegel.identity.models import AddressChange
from zegel.identity.queries.people import active_user, locked
from zegel.identity.rules.contact import CODE_LIFE, CODES_A_DAY, WAIT, may_type
from zegel.identity.rules.invitations import token_digest
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal, system, visitor
from zegel.lib.typed import six_digits
from zegel.lib.verbs import nobody_acts, step
from zegel.notify.actions import queue_mail
from zegel.notify.rules import check_address
from zegel.outbox.actions import queue_task, state_fact

CARRY_OUT = "identity.change_address"


@transaction.atomic
def ask_address(*, actor: Principal, email: str, at: datetime) -> AddressChange:
    """Send a code to a new mail address. An address that has an account gets none, and the answer is the same.

    Raises:
        AddressSame; AddressCodesEnough; notify's AddressRefused.
    """
    user, address = locked(actor.account), check_address(email)
    if address.lower() == user.email.lower():
        raise AddressSame(field="email")
    if AddressChange.objects.filter(user=user, asked_at__gt=at - timedelta(days=1)).count() >= CODES_A_DAY:
        raise AddressCodesEnough(most=CODES_A_DAY)
    row = AddressChange.objects.create(user=user, email=address, asked_at=at, expires_at=at + CODE_LIFE)
    if not active_user(address).exists():
        queue_mail(
            ref=row.pk,
            letter=AddressCode(minutes=int(CODE_LIFE.total_seconds()) // 60),
            to=address,
            language=user.language,
            secret=address_digits(row.pk),
            at=at,
        )
    write([AddressAsked(subject=user.pk, change=row.pk, email=address)], actor=actor, at=at)
    return row


def confirm_address(*, actor: Principal, digits: str, at: datetime) -> AddressChange:
    """The code came back: the address changes after a day, unless the old address stops it.

    Raises:
        AddressCodeRefused: the try is counted.
    """
    with transaction.atomic():
        user = locked(actor.account)
        row = AddressChange.objects.filter(user=user).order_by("-asked_at", "-id").first()
        if (
            row
            and row.confirmed_at is None
            and may_type(wrong=row.wrong_tries, expires=row.expires_at, at=at)
        ):
            # An address that has an account got no code: nobody can type it.
            right = hmac.compare_digest(address_digits(row.pk).encode(), six_digits(digits).encode())
            if right and not active_user(row.email).exists():
                return _confirmed(row, actor, at)
            row.wrong_tries += 1
            row.save(update_fields=["wrong_tries"])
            write([AddressCodeFailed(subject=user.pk, change=row.pk)], actor=actor, at=at)
    raise AddressCodeRefused(field="code")


def _confirmed(row: AddressChange, actor: Principal, at: datetime) -> AddressChange:
    for other in _waiting().filter(user=row.user):
        _stop(other, actor, at)
    row.confirmed_at, row.due_at = at, at + WAIT
    row.token_digest = token_digest(stop_token(row.pk))
    row.save(update_fields=["confirmed_at", "due_at", "token_digest"])
    due = date_format(amsterdam(row.due_at), "d-m-Y H:i")
    tell_recovery(
        user=row.user, what="address-asked", at=at, secret=stop_token(row.pk), email=row.email, due=due
    )
    write([AddressConfirmed(subject=row.user_id, change=row.pk, email=row.email)], actor=actor, at=at)
    queue_task(CARRY_OUT, after=row.due_at, change=str(row.pk))
    return row


@transaction.atomic
def stop_address(*, actor: Principal, at: datetime) -> bool:
    """Stop the change of one's own address; whether one waited."""
    row = _waiting().select_for_update(of=("self",)).filter(user=actor.account).first()
    if row:
        _stop(row, actor, at)
    return row is not None


@step
@transaction.atomic
def stop_address_by_link(*, token: str, at: datetime) -> bool:
    """Stop it with the link in the mail to the old address; whether there was anything to stop."""
    row = _waiting().select_for_update(of=("self",)).filter(token_digest=token_digest(token)).first()
    if row:
        _stop(row, visitor("stop-link"), at)
    return row is not None


@nobody_acts("the day has passed; whoever confirmed it is in evidence")
def carry_out_address(*, change: UUID, at: datetime) -> bool:
    """Give the account its new address, when the time has come and nobody stopped it; run twice, it does so once."""
    with transaction.atomic():
        row = _waiting().select_for_update(of=("self",)).filter(pk=change, due_at__lte=at).first()
        if row is None:
            return False
        user = locked(row.user_id)
        before, user.email = user.email, row.email
        try:
            with transaction.atomic():
                user.save(update_fields=["email"])
        except IntegrityError:
            # Somebody made an account with it in the meantime.
            user.email = before
            _stop(row, system("identity"), at)
            return False
        row.done_at = at
        row.save(update_fields=["done_at"])
        event = AddressReplaced(subject=user.pk, change=row.pk, email=row.email)
        write([event], actor=system("identity"), at=at)
        for to in (before, row.email):
            tell_recovery(user=user, what="address-done", at=at, to=to, email=row.email)
        state_fact(AddressChanged(user.pk, before, row.email))
    return True


def _waiting() -> QuerySet[AddressChange]:
    return AddressChange.objects.filter(
        confirmed_at__isnull=False, done_at__isnull=True, stopped_at__isnull=True
    )


def _stop(row: AddressChange, actor: Principal, at: datetime) -> None:
    row.stopped_at = at
    row.save(update_fields=["stopped_at"])
    write([AddressStopped(subject=row.user_id, change=row.pk)], actor=actor, at=at)
    tell_recovery(user=row.user, what="address-stopped", at=at)
