"""Statements about a circle of a case: which mailboxes read with which key, as who made it signed it for all its readers."""

from datetime import datetime
from uuid import UUID

from zegel.boxes.errors import StatementRefused
from zegel.boxes.events import MembersStated
from zegel.boxes.models import Container, KeyVersion, Member, MemberKey, Statement
from zegel.boxes.queries import in_force
from zegel.evidence.actions import write
from zegel.identity.queries.people import account_of
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.seal.circle import CircleSaid, check_first_circle, check_next_circle, read_circle
from zegel.seal.errors import MembershipError
from zegel.seal.membership import Signed, key_hash


@step
def add_circle_statement(actor: Principal, place: Container, signed: Signed | None, at: datetime) -> None:
    """Keep the statement that goes with a new circle, a mailbox let in or a next key; the rows are those it speaks of.

    A circle that has statements takes no change without one.

    Raises:
        StatementRefused: missing, not the actor's for a mailbox of theirs, not about these rows, or it does not follow.
    """
    last = Statement.objects.filter(box=place).order_by("-number").first()
    if signed is None:
        if last is not None:
            raise StatementRefused
        return
    said = _following(Signed(last.text, last.signature) if last else None, signed)
    mine = Member.objects.filter(in_force(at), box=UUID(said.mailbox), user=actor.account).exists()
    if not mine or said.signer != (str(actor.account), account_of(actor).signing_key):
        raise StatementRefused
    _check_rows(place, said)
    Statement.objects.create(box=place, number=said.number, text=signed.statement, signature=signed.signature)
    mailboxes = [entry.mailbox for entry in said.members]
    stated = MembersStated(subject=place.pk, number=said.number, statement=signed.hash, members=mailboxes)
    write([stated], actor=actor, at=at)


def _following(before: Signed | None, signed: Signed) -> CircleSaid:
    try:
        said = read_circle(signed)
        if before is None:
            check_first_circle(said)
        else:
            check_next_circle(before, read_circle(before), said)
    except MembershipError as error:
        raise StatementRefused from error
    return said


def _check_rows(place: Container, said: CircleSaid) -> None:
    """That the statement names this circle with its newest key, and exactly the mailboxes that key is sealed to."""
    version = KeyVersion.objects.get(box=place, until__isnull=True)
    facts = (str(place.pk), place.kind, version.number, key_hash(version.recipient))
    if (said.circle, said.kind, said.epoch, said.recipient) != facts:
        raise StatementRefused
    keys = MemberKey.objects.filter(key_version=version, member__mailbox__isnull=False).select_related(
        "member"
    )
    rows = {key.member.party: key for key in keys}
    sealed_to = KeyVersion.objects.filter(box__in=rows).values_list("box", "number", "recipient")
    recipients = {(box, number): key_hash(recipient) for box, number, recipient in sealed_to}
    held = {
        (str(mailbox), key.member.right, key.sealed_to, recipients.get((mailbox, key.sealed_to or 0)))
        for mailbox, key in rows.items()
    }
    if {(e.mailbox, e.right, e.version, e.recipient) for e in said.members} != held:
        raise StatementRefused
