"""Circles: containers without an address, opened by the members of the mailboxes in them, and closed to who leaves."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from tests.personas import AT, make_holder
from zegel.boxes.actions import (
    MailboxMember,
    NewCircle,
    NextKey,
    add_mailbox,
    add_member,
    open_circle,
    remove_mailbox,
    remove_member,
    renew_key,
)
from zegel.boxes.errors import (
    BoxUnknown,
    KeysIncomplete,
    KeyVersionPast,
    KindRefused,
    LastManager,
    MailboxAlready,
    MayNotManage,
    MayNotSend,
    NothingToRenew,
)
from zegel.boxes.models import Container, Member, MemberKey
from zegel.boxes.queries import (
    access_to,
    box_at,
    boxes_by_id,
    circle_members,
    find_boxes,
    memberships,
    paths_to,
    sealed_keys,
    stale_boxes,
)
from zegel.evidence.models import Record
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.opening import open_identity
from zegel.seal.sealing import seal_bytes


def member(holder, identity, right):
    sealed = seal_bytes([holder.box.recipient], identity.encode())
    return MailboxMember(holder.box.pk, right, sealed, holder.box.key_version)


def make_circle(actor, *others, kind="open"):
    """A circle the actor's mailbox manages; gives it and its identity."""
    identity = generate_hybrid()
    members = [member(actor, identity, "manage"), *(member(other, identity, "read") for other in others)]
    made = NewCircle(identity_recipient(identity), members)
    return open_circle(actor=actor.principal, kind=kind, circle=made, at=AT), identity


@pytest.fixture
def secretary(db):
    return make_holder("A. Secretaris", "secretary@office.example")


@pytest.fixture
def circle(clerk, lawyer):
    return make_circle(clerk, lawyer)


def share(owner, other, right="send"):
    """The owner lets somebody use their mailbox."""
    other.user.phone = "+31612345678"
    other.user.save(update_fields=["phone"])
    keys = {owner.box.key_version: seal_bytes([other.key.recipient], owner.box_identity.encode())}
    add_member(
        actor=owner.principal,
        box=owner.box.pk,
        user=other.user.pk,
        right=right,
        ends_on=None,
        keys=keys,
        at=AT,
    )


def opened(holder, box, *identities):
    """The identities of a circle, by user key → mailbox key → circle key."""
    members = [path.member for path in paths_to(holder.user, box.pk, at=AT)]
    keys = [key for found in sealed_keys(members).values() for key in found]
    return [open_identity(identities, bytes(key.sealed_identity)) for key in keys]


def join(actor, circle, identity, holder, right="read"):
    keys = {1: seal_bytes([holder.box.recipient], identity.encode())}
    return add_mailbox(
        actor=actor.principal, box=circle.pk, mailbox=holder.box.pk, right=right, keys=keys,
        key_version=holder.box.key_version, at=AT,
    )  # fmt: skip


def renew(actor, circle, *holders, number=2):
    identity = generate_hybrid()
    boxes = boxes_by_id([holder.box.pk for holder in holders])
    keys = {key: seal_bytes([box.recipient], identity.encode()) for key, box in boxes.items()}
    sealed_to = {key: box.key_version for key, box in boxes.items()}
    made = NextKey(number, identity_recipient(identity), keys, sealed_to)
    renew_key(actor=actor.principal, box=circle.pk, made=made, at=AT)
    return identity


def test_somebody_leaves_with_the_mailbox_that_may_less_than_their_other(circle, lawyer, secretary, clerk):
    made, identity = circle
    join(clerk, made, identity, secretary)
    share(secretary, lawyer)
    remove_mailbox(actor=lawyer.principal, box=made.pk, mailbox=secretary.box.pk, at=AT)
    assert [path.member.mailbox_id for path in paths_to(lawyer.user, made.pk, at=AT)] == [lawyer.box.pk]
    remove_mailbox(actor=lawyer.principal, box=made.pk, mailbox=lawyer.box.pk, at=AT)


def test_a_circle_has_no_address_and_is_no_mailbox(circle, clerk, lawyer):
    made, _ = circle
    assert (made.address, made.is_mailbox) == ("", False)
    assert boxes_by_id([made.pk]) == {}
    assert made not in [mine.box for mine in memberships(clerk.user, at=AT)]
    assert box_at("") in (None, made)
    assert made.pk not in {found.box.pk for found in find_boxes(lawyer.user, "  ", at=AT)}


def test_a_mailbox_needs_an_address_and_a_circle_cannot_have_one(clerk):
    for kind, address in [("team", ""), ("open", "open@court.example")]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Container.objects.create(kind=kind, address=address, recipient=clerk.box.recipient)


def test_a_member_is_a_user_or_a_mailbox_and_never_both(circle, clerk, stranger):
    made, _ = circle
    for party in ({}, {"user": stranger.user, "mailbox": stranger.box}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Member.objects.create(box=made, since=AT, **party)


def test_who_uses_a_mailbox_opens_its_circles_through_it(circle, lawyer, secretary):
    made, identity = circle
    assert opened(lawyer, made, lawyer.box_identity) == [identity]
    with pytest.raises(BoxUnknown):
        access_to(secretary.user, made.pk, at=AT)
    share(lawyer, secretary)
    assert opened(secretary, made, lawyer.box_identity) == [identity]
    assert access_to(secretary.user, made.pk, at=AT).right == "read"


def test_who_only_reads_a_mailbox_only_reads_through_it(circle, clerk, secretary):
    made, _ = circle
    share(clerk, secretary, "read")
    assert access_to(secretary.user, made.pk, at=AT).right == "read"
    assert access_to(clerk.user, made.pk, at=AT).right == "manage"


def test_who_leaves_the_mailbox_is_out_of_its_circles_at_once(circle, lawyer, secretary):
    made, _ = circle
    share(lawyer, secretary)
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=secretary.user.pk, at=AT)
    with pytest.raises(BoxUnknown):
        circle_members(secretary.user, made.pk, at=AT)


def test_a_circle_goes_stale_with_the_key_of_a_mailbox_and_is_sound_once_resealed(
    circle, clerk, lawyer, secretary
):
    made, old = circle
    share(lawyer, secretary)
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=secretary.user.pk, at=AT)
    assert stale_boxes([made.pk], at=AT) == set()
    fresh = generate_hybrid()
    keys = {lawyer.user.pk: seal_bytes([lawyer.key.recipient], fresh.encode())}
    next_key = NextKey(2, identity_recipient(fresh), keys)
    renew_key(actor=lawyer.principal, box=lawyer.box.pk, made=next_key, at=AT)
    assert stale_boxes([made.pk], at=AT) == {made.pk}
    identity = renew(clerk, made, clerk, lawyer)
    assert stale_boxes([made.pk], at=AT) == set()
    assert opened(lawyer, made, fresh, lawyer.box_identity) == [identity, old]
    newest = MemberKey.objects.filter(member__box=made, key_version__number=2)
    # What was sealed to the old mailbox key opens nothing of the new key version.
    assert {key.sealed_to for key in newest} == {1, 2}


def test_a_removed_mailbox_reads_nothing_placed_later(circle, clerk, lawyer):
    made, _ = circle
    remove_mailbox(actor=clerk.principal, box=made.pk, mailbox=lawyer.box.pk, at=AT)
    with pytest.raises(BoxUnknown):
        access_to(lawyer.user, made.pk, at=AT)
    assert stale_boxes([made.pk], at=AT) == {made.pk}
    renew(clerk, made, clerk)
    assert stale_boxes([made.pk], at=AT) == set()
    assert not MemberKey.objects.filter(member__mailbox=lawyer.box, member__box=made).exists()


def test_who_joins_late_reads_everything_or_only_from_now(circle, clerk, lawyer, secretary, stranger):
    made, old = circle
    identity = renew(clerk, made, clerk, lawyer)
    both = {
        number: seal_bytes([secretary.box.recipient], key.encode())
        for number, key in {1: old, 2: identity}.items()
    }
    facts = {"actor": clerk.principal, "box": made.pk, "right": "read", "key_version": 1, "at": AT}
    add_mailbox(**facts, mailbox=secretary.box.pk, keys=both)
    newest = {2: seal_bytes([stranger.box.recipient], identity.encode())}
    add_mailbox(**facts, mailbox=stranger.box.pk, keys=newest)
    made.refresh_from_db()
    assert opened(secretary, made, secretary.box_identity) == [identity, old]
    assert opened(stranger, made, stranger.box_identity) == [identity]


def test_only_who_manages_a_circle_changes_it(circle, clerk, lawyer, stranger):
    made, identity = circle
    for actor, refusal in [(lawyer, MayNotManage), (stranger, BoxUnknown)]:
        with pytest.raises(refusal):
            join(actor, made, identity, stranger)
        with pytest.raises(refusal):
            remove_mailbox(actor=actor.principal, box=made.pk, mailbox=clerk.box.pk, at=AT)
        with pytest.raises(refusal):
            renew(actor, made, clerk, lawyer)
    with pytest.raises(MailboxAlready):
        join(clerk, made, identity, lawyer)
    with pytest.raises(LastManager):
        remove_mailbox(actor=clerk.principal, box=made.pk, mailbox=clerk.box.pk, at=AT)


def test_a_mailbox_may_leave_by_itself(circle, lawyer):
    made, _ = circle
    remove_mailbox(actor=lawyer.principal, box=made.pk, mailbox=lawyer.box.pk, at=AT)
    with pytest.raises(BoxUnknown):
        access_to(lawyer.user, made.pk, at=AT)


def test_who_acts_for_a_member_renews_only_a_stale_key(clerk, lawyer, secretary):
    identity = generate_hybrid()
    members = [
        member(clerk, identity, "manage"),
        member(lawyer, identity, "send"),
        member(secretary, identity, "read"),
    ]
    made = open_circle(
        actor=clerk.principal, kind="open", circle=NewCircle(identity_recipient(identity), members), at=AT
    )
    with pytest.raises(NothingToRenew):
        renew(lawyer, made, clerk, lawyer, secretary)
    remove_mailbox(actor=clerk.principal, box=made.pk, mailbox=secretary.box.pk, at=AT)
    with pytest.raises(KeysIncomplete):
        renew(lawyer, made, clerk, lawyer, secretary)
    renew(lawyer, made, clerk, lawyer)


def test_a_key_sealed_to_a_mailbox_key_of_before_is_refused(clerk, lawyer):
    Container.objects.filter(pk=lawyer.box.pk).update(key_version=2)
    with pytest.raises(KeyVersionPast):
        make_circle(clerk, lawyer)


def test_what_is_no_circle_is_refused(clerk, lawyer, circle):
    with pytest.raises(KindRefused):
        make_circle(clerk, lawyer, kind="team")
    identity = generate_hybrid()
    recipient = identity_recipient(identity)
    unmanaged = NewCircle(recipient, [member(clerk, identity, "read"), member(lawyer, identity, "manage")])
    with pytest.raises(MayNotSend):
        open_circle(actor=clerk.principal, kind="open", circle=unmanaged, at=AT)
    made, _ = circle
    nested = MailboxMember(made.pk, "read", seal_bytes([recipient], b"key"), 1)
    nobody = MailboxMember(uuid.uuid4(), "read", seal_bytes([recipient], b"key"), 1)
    for other in (nested, nobody, member(clerk, identity, "manage")):
        with pytest.raises(BoxUnknown):
            open_circle(
                actor=clerk.principal, kind="open",
                circle=NewCircle(recipient, [member(clerk, identity, "manage"), other]), at=AT,
            )  # fmt: skip


def test_what_becomes_of_a_circle_is_evidence(circle, clerk, lawyer):
    made, _ = circle
    remove_mailbox(actor=clerk.principal, box=made.pk, mailbox=lawyer.box.pk, at=AT)
    renew(clerk, made, clerk)
    told = Record.objects.filter(subject=made.pk).order_by("id").values_list("event", flat=True)
    assert list(told) == ["boxes.circle.opened", "boxes.mailbox.removed", "boxes.key-version.begun"]
