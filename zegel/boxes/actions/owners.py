"""Verbs of a personal mailbox and its owner: made with the account, begun anew, and following the address."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from zegel.authentication.actions.passwords import prove_password
from zegel.boxes.actions.containers import NewBox, add_box
from zegel.boxes.actions.keys import NextKey, begin_key_version
from zegel.boxes.actions.members import end_memberships
from zegel.boxes.actions.rows import locked
from zegel.boxes.events import AddressChanged
from zegel.boxes.models import Container, Member
from zegel.boxes.queries import own_box
from zegel.evidence.actions import write
from zegel.identity.errors.invitations import AddressTaken
from zegel.identity.queries.people import User
from zegel.key_custody.actions.key_reset import replace_keys
from zegel.key_custody.actions.sign_up import accept, look
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.rules.keys import NewKeys, is_recipient
from zegel.lib.principal import Kind, Principal
from zegel.lib.verbs import nobody_acts
from zegel.seal.header import is_sealed_key


@nobody_acts("whoever holds the link makes the account")
def open_account(
    *, token: str, name: str, language: str, keys: NewKeys, box: NewBox, address: str, at: datetime
) -> User:
    """Make the account of an invitation, with its own mailbox, or neither. `address` is the network address.

    Raises:
        InvitationOver, TooManyTries, AddressTaken, KeysRefused, NameRefused, NameTaken.
    """
    look(token=token, address=address, at=at)
    if not is_recipient(box.recipient) or not is_sealed_key(box.sealed_identity):
        raise KeysRefused
    with transaction.atomic():
        user = accept(token=token, name=name, language=language, keys=keys, at=at)
        try:
            with transaction.atomic():
                add_box(
                    kind=Container.Kind.PERSONAL, name=user.name, address=user.email, recipient=box.recipient,
                    organisation=user.organisation_id, members={user.pk: box.sealed_identity},
                    language=user.language, brought_by=Principal(Kind.PERSON, user.pk), at=at,
                )  # fmt: skip
        except IntegrityError:
            # The address belongs to a team's mailbox.
            raise AddressTaken from None
    return user


def start_afresh(*, actor: Principal, keys: NewKeys, box: NextKey, address: str, at: datetime) -> None:
    """Begin anew with other keys after a reset without recovery code; `keys` has the present password.

    What comes into the actor's own mailbox opens from now on, with the key `box`; their delegates go on. Teams and mailboxes
    of others are left: only who is in there can let the new key in. `address` is the network address.

    Raises:
        PasswordWrong, TooManyTries; KeysRefused, KeysOpen; KeyVersionPast, KeysIncomplete, StatementRefused.
    """
    prove_password(actor=actor, login=keys.password.login, address=address, at=at)
    with transaction.atomic():
        user = replace_keys(actor=actor, keys=keys, at=at)
        begin_key_version(actor, locked(own_box(user, at=at).pk), box, at, anew=True)
        end_memberships(user=user.pk, organisation=None, actor=actor, at=at)


@nobody_acts("a reaction to an account's new address")
@transaction.atomic
def readdress(*, user: UUID, before: str, after: str, at: datetime) -> None:
    """The mailbox of somebody's own follows their new mail address, unless a mailbox has it. Done twice, it does nothing."""
    rows = Container.objects.filter(kind=Container.Kind.PERSONAL, address__iexact=before)
    own = rows.filter(pk__in=Member.objects.filter(user=user, delegated_by__isnull=True).values("box"))
    box = own.select_for_update(of=("self",)).first()
    if box is None or Container.objects.filter(address__iexact=after).exists():
        return
    box.address = after
    box.save(update_fields=["address"])
    changed = AddressChanged(subject=box.pk, user=user, before=before, after=after)
    write([changed], actor=Principal(Kind.PERSON, user), at=at)
