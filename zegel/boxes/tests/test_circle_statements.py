"""Who reads in a circle is signed by who made its key; the server takes in no statement that is not about its own rows."""

import uuid
from dataclasses import replace

import pytest

from tests.personas import AT, make_holder
from tests.statements import after, circle, circle_signed
from zegel.boxes.actions import MailboxMember, NewCircle, NextKey, add_mailbox, open_circle, renew_key
from zegel.boxes.errors import BoxUnknown, StatementRefused
from zegel.boxes.models import Container
from zegel.boxes.queries import circle_statements, signer_statements
from zegel.evidence.models import Record
from zegel.seal.circle import Reading
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.membership import Signed, key_hash
from zegel.seal.sealing import seal_bytes


@pytest.fixture
def secretary(db):
    return make_holder("A. Secretaris", "secretary@office.example")


def opened(clerk, *others, **lies):
    """A circle that the clerk signs for; `lies` change what is signed."""
    recipient = identity_recipient(generate_hybrid())
    rights = {clerk: "manage", **dict.fromkeys(others, "read")}
    told = circle(clerk, [(each.box, right) for each, right in rights.items()], recipient)
    members = [
        MailboxMember(each.box.pk, right, seal_bytes([each.box.recipient], b"key"), 1)
        for each, right in rights.items()
    ]
    signed = circle_signed(replace(told, **lies), clerk)
    made = NewCircle(recipient, members, uuid.UUID(told.circle), signed)
    return open_circle(actor=clerk.principal, kind="open", circle=made, at=AT), told


def join(clerk, told, holder, statement):
    keys = {1: seal_bytes([holder.box.recipient], b"key")}
    add_mailbox(
        actor=clerk.principal, box=uuid.UUID(told.circle), mailbox=holder.box.pk, right="read", keys=keys,
        key_version=1, statement=statement, at=AT,
    )  # fmt: skip


def reading(holder, right="read"):
    return Reading(str(holder.box.pk), key_hash(holder.box.recipient), 1, right)


def test_each_change_takes_a_statement_and_readers_get_them_all(clerk, lawyer, secretary, stranger):
    made, told = opened(clerk, lawyer)
    joined = after(told, clerk, members=(*told.members, reading(secretary)))
    join(clerk, told, secretary, circle_signed(joined, clerk))
    recipient = identity_recipient(generate_hybrid())
    next_key = after(joined, clerk, epoch=2, recipient=key_hash(recipient))
    parties = (clerk, lawyer, secretary)
    keys = {each.box.pk: seal_bytes([each.box.recipient], b"key") for each in parties}
    sealed_to = {each.box.pk: 1 for each in parties}
    fresh = NextKey(2, recipient, keys, sealed_to, circle_signed(next_key, clerk))
    renew_key(actor=clerk.principal, box=made.pk, made=fresh, at=AT)
    kept = circle_statements(secretary.user, made.pk, 1, at=AT)
    assert [row.number for row in kept] == [1, 2, 3]
    assert Signed(kept[-1].text, kept[-1].signature) == circle_signed(next_key, clerk)
    assert Record.objects.filter(subject=made.pk, event="boxes.members.stated").count() == 3
    with pytest.raises(BoxUnknown):
        circle_statements(stranger.user, made.pk, 1, at=AT)


@pytest.mark.parametrize(
    "lie",
    [
        {"circle": str(uuid.uuid4())},
        {"kind": "court"},
        {"number": 2, "previous": "0" * 64},
        {"epoch": 2},
        {"recipient": "0" * 64},
        {"members": ()},
        {"user": str(uuid.uuid4())},
        {"mailbox": str(uuid.uuid4())},
    ],
    ids=" and ".join,
)
def test_a_circle_with_a_statement_about_something_else_is_not_made(clerk, lawyer, lie):
    with pytest.raises(StatementRefused):
        opened(clerk, lawyer, **lie)


@pytest.mark.parametrize("wrong", [{"right": "manage"}, {"recipient": "0" * 64}, {"version": 2}], ids=str)
def test_each_mailbox_is_signed_with_its_right_and_its_very_key(clerk, lawyer, wrong):
    with pytest.raises(StatementRefused):
        opened(clerk, lawyer, members=(reading(clerk, "manage"), replace(reading(lawyer), **wrong)))


def test_nobody_joins_without_a_statement_or_with_that_of_another(clerk, lawyer, secretary):
    _, told = opened(clerk, lawyer)
    joined = after(told, clerk, members=(*told.members, reading(secretary)))
    forged = replace(joined, user=str(lawyer.user.pk), mailbox=str(lawyer.box.pk))
    for statement in (None, circle_signed(told, clerk), circle_signed(forged, lawyer)):
        with pytest.raises(StatementRefused):
            join(clerk, told, secretary, statement)
    join(clerk, told, secretary, circle_signed(joined, clerk))


def test_an_identifier_is_taken_once(clerk):
    made, told = opened(clerk)
    again = NewCircle(
        made.recipient,
        [MailboxMember(clerk.box.pk, "manage", seal_bytes([clerk.box.recipient], b"key"), 1)],
        made.pk,
        circle_signed(told, clerk),
    )
    with pytest.raises(StatementRefused):
        open_circle(actor=clerk.principal, kind="open", circle=again, at=AT)
    assert Container.objects.filter(kind="open").count() == 1


def test_readers_learn_who_may_sign_of_the_mailboxes_that_do_only(clerk, lawyer, stranger):
    made, _ = opened(clerk, lawyer)
    assert signer_statements(lawyer.user, made.pk, clerk.box.pk, at=AT) == []
    for person, mailbox in ((lawyer, lawyer.box), (clerk, stranger.box), (stranger, clerk.box)):
        with pytest.raises(BoxUnknown):
            signer_statements(person.user, made.pk, mailbox.pk, at=AT)
