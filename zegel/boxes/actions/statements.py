"""Verbs of statements: who holds the key of a mailbox, as a member signed it for the others."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.actions.rows import locked
from zegel.boxes.errors import StatementRefused
from zegel.boxes.events import MembersStated
from zegel.boxes.models import Container, KeyVersion, Member, Statement
from zegel.boxes.queries import managed_box
from zegel.evidence.actions import write
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.seal.errors import MembershipError
from zegel.seal.membership import Entry, Membership, Signed, check_next, key_hash, read


@transaction.atomic
def state_members(*, actor: Principal, box: UUID, signed: Signed, at: datetime) -> None:
    """Say who holds the key of a mailbox where nobody said it before, or where what was said no longer holds: its manager saw and
    confirmed everybody in it. The other members are asked once more.

    Raises:
        BoxUnknown, MayNotManage; StatementRefused.
    """
    managed_box(actor.account, box, at=at)
    place = locked(box)
    add_statement(actor, place, signed, at, anew=True)


@step
def add_statement(
    actor: Principal, place: Container, signed: Signed | None, at: datetime, *, anew: bool = False
) -> None:
    """Keep the statement that goes with a new member or key of a mailbox, which is locked; the rows are those it speaks of.

    A mailbox that has statements takes no change without one. With `anew` it need not follow from the one before.

    Raises:
        StatementRefused: missing, not the actor's, not about these rows, or it does not follow.
    """
    last = Statement.objects.filter(box=place).order_by("-number").first()
    if signed is None:
        if last is not None:
            raise StatementRefused
        return
    before = Signed(last.text, last.signature) if last else None
    try:
        said = read(signed)
        known = read(before) if before else None
        if before and known and not anew:
            check_next(before, known, said)
    except MembershipError as error:
        raise StatementRefused from error
    number = known.number + 1 if known else 1
    if (said.box, said.number, said.previous) != (str(place.pk), number, before.hash if before else None):
        raise StatementRefused
    if said.user != str(actor.account) or account_of(actor).signing_key != said.key:
        raise StatementRefused
    _check_rows(place, said, known.members if known else ())
    Statement.objects.create(box=place, number=said.number, text=signed.statement, signature=signed.signature)
    stated = MembersStated(
        subject=place.pk, number=said.number, statement=signed.hash, members=[e.user for e in said.members]
    )
    write([stated], actor=actor, at=at)


@step
def first_statement(place: Container, signed: Signed) -> None:
    """Keep the statement that a mailbox was imported with, made by one of its members.

    Raises:
        StatementRefused.
    """
    try:
        said = read(signed)
    except MembershipError as error:
        raise StatementRefused from error
    if (said.box, said.number) != (str(place.pk), 1) or said.of(said.user) is None:
        raise StatementRefused
    _check_rows(place, said, ())
    Statement.objects.create(box=place, number=1, text=signed.statement, signature=signed.signature)


def _check_rows(place: Container, said: Membership, known: tuple[Entry, ...]) -> None:
    version = KeyVersion.objects.get(box=place, until__isnull=True)
    if (said.epoch, said.recipient) != (version.number, key_hash(version.recipient)):
        raise StatementRefused
    rows = Member.objects.filter(box=place, keys__key_version=version).select_related("user")
    holders = {
        (str(member.person.pk), key_hash(member.person.recipient), member.person.signing_key)
        for member in rows
    }
    if {entry.user for entry in said.members} != {user for user, _, _ in holders}:
        raise StatementRefused
    for entry in said.members:
        if entry not in known and (entry.user, entry.recipient, entry.key) not in holders:
            raise StatementRefused
