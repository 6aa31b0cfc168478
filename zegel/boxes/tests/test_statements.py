"""Who holds the key of a mailbox is signed by a member; the server takes in no statement that is not about its own rows."""

from dataclasses import replace

import pytest

from tests.personas import AT, make_holder
from tests.statements import entry, first, key_of, signed
from zegel.boxes.actions import NextKey, add_member, renew_key, state_members
from zegel.boxes.errors import MayNotManage, StatementRefused
from zegel.boxes.queries import last_statements, statements_of
from zegel.evidence.models import Record
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.membership import Signed, key_hash
from zegel.seal.sealing import seal_bytes


def following(told, by, **changes):
    """What may come after a statement."""
    return replace(told, number=told.number + 1, previous=signed(told, by).hash, **changes)


@pytest.fixture
def secretary(db):
    holder = make_holder("A. Secretaris", "secretary@office.example")
    holder.user.phone = "+31612345678"
    holder.user.save(update_fields=["phone"])
    return holder


@pytest.fixture
def stated(lawyer):
    """The mailbox of the lawyer, who has signed for it."""
    state_members(actor=lawyer.principal, box=lawyer.box.pk, signed=signed(first(lawyer), lawyer), at=AT)
    return lawyer


def let_in(owner, other, statement):
    keys = {1: seal_bytes([other.key.recipient], owner.box_identity.encode())}
    add_member(
        actor=owner.principal, box=owner.box.pk, user=other.user.pk, right="send", ends_on=None, keys=keys,
        statement=statement, at=AT,
    )  # fmt: skip


def test_each_change_takes_a_statement_and_members_read_them_all(stated, secretary):
    told = following(first(stated), stated, members=(entry(stated, stated), entry(secretary, stated)))
    let_in(stated, secretary, signed(told, stated))
    identity = generate_hybrid()
    recipient = identity_recipient(identity)
    after = following(told, stated, epoch=2, recipient=key_hash(recipient))
    keys = {
        member.user.pk: seal_bytes([member.key.recipient], identity.encode())
        for member in (stated, secretary)
    }
    made = NextKey(2, recipient, keys, statement=signed(after, stated))
    renew_key(actor=stated.principal, box=stated.box.pk, made=made, at=AT)
    kept = statements_of(secretary.user, stated.box.pk, 1, at=AT)
    assert [row.number for row in kept] == [1, 2, 3]
    assert Signed(kept[-1].text, kept[-1].signature) == signed(after, stated)
    assert last_statements([stated.box.pk])[stated.box.pk].number == 3
    assert Record.objects.filter(event="boxes.members.stated", subject=stated.box.pk).count() == 3


@pytest.mark.parametrize(
    "lie",
    [
        lambda told, owner, other: None,
        lambda told, owner, other: signed(replace(told, members=told.members[:1]), owner),
        lambda told, owner, other: signed(
            replace(told, members=(told.members[0], entry(other, owner, recipient=key_hash("another")))), owner
        ),
        lambda told, owner, other: signed(
            replace(told, members=(told.members[0], entry(other, owner, key=key_of(owner)))), owner
        ),
        lambda told, owner, other: signed(replace(told, number=1, previous=None), owner),
        lambda told, owner, other: signed(replace(told, box=str(other.box.pk)), owner),
        lambda told, owner, other: signed(replace(told, recipient=key_hash("another")), owner),
        lambda told, owner, other: signed(replace(told, user=str(other.user.pk), key=key_of(other)), other),
        lambda told, owner, other: replace(signed(told, owner), signature=signed(told, other).signature),
    ],
    ids=[
        "missing", "somebody left out", "another recipient", "another signing key", "not the next", "another mailbox",
        "another key", "somebody else's", "not signed",
    ],
)  # fmt: skip
def test_a_statement_that_is_not_about_the_rows_is_refused_with_the_change(stated, secretary, lie):
    told = following(first(stated), stated, members=(entry(stated, stated), entry(secretary, stated)))
    with pytest.raises(StatementRefused):
        let_in(stated, secretary, lie(told, stated, secretary))
    assert len(statements_of(stated.user, stated.box.pk, 1, at=AT)) == 1


def test_only_a_manager_begins_anew(stated, secretary):
    told = following(first(stated), stated, members=(entry(stated, stated), entry(secretary, stated)))
    let_in(stated, secretary, signed(told, stated))
    anew = replace(following(told, stated), user=str(secretary.user.pk), key=key_of(secretary))
    with pytest.raises(MayNotManage):
        state_members(actor=secretary.principal, box=stated.box.pk, signed=signed(anew, secretary), at=AT)
    again = following(told, stated, members=(entry(stated, stated), entry(secretary, stated)))
    state_members(actor=stated.principal, box=stated.box.pk, signed=signed(again, stated), at=AT)
