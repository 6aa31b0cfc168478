"""Who leaves a box is shut out at once, and from the next key on for good: with the old key and a copy of everything."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.personas import AT, make_holder, submission
from zegel.boxes.actions import NextKey, add_member, change_member, remove_member, renew_key
from zegel.boxes.errors import (
    BoxUnknown,
    EndRefused,
    FactorMissing,
    KeysIncomplete,
    KeyVersionPast,
    LastManager,
    MayNotManage,
    MemberAlready,
    NothingToRenew,
    PersonUnknown,
    RightRefused,
)
from zegel.boxes.models import Container, KeyVersion, Member, MemberKey
from zegel.boxes.queries import (
    managed_box,
    membership,
    memberships,
    past_members,
    sealed_keys,
    sending_box,
    stale_boxes,
)
from zegel.boxes.rules import end_of
from zegel.evidence.models import Record
from zegel.mail.actions.submit import submit
from zegel.mail.models import AccessGrant, Delivery
from zegel.notify.models import OutboundMail
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes


def let_in(owner, other, *, right="send", ends_on=None, **changes):
    """The owner's client seals the box's key to somebody."""
    # A second step: text messages.
    other.user.phone = "+31612345678"
    other.user.save(update_fields=["phone"])
    keys = {1: seal_bytes([other.key.recipient], owner.box_identity.encode())}
    facts = {"box": owner.box.pk, "user": other.user.pk, "right": right, "ends_on": ends_on, "keys": keys}
    return add_member(actor=owner.principal, at=AT, **{**facts, **changes})


def renew(actor, box, members, *, number=2, **changes):
    """A member's client makes the next key; gives its identity."""
    identity = generate_hybrid()
    keys = {member.user.pk: seal_bytes([member.key.recipient], identity.encode()) for member in members}
    facts = {"number": number, "recipient": identity_recipient(identity), "keys": keys}
    renew_key(actor=actor.principal, box=box.pk, made=NextKey(**{**facts, **changes}), at=AT)
    return identity


@pytest.fixture
def secretary(db):
    return make_holder("A. Secretaris", "secretary@office.example")


@pytest.fixture
def delegate(lawyer, secretary):
    let_in(lawyer, secretary)
    return secretary


def test_a_delegate_opens_the_mailbox_and_acts_for_its_owner(lawyer, delegate):
    from zegel.seal.opening import open_identity

    mine = membership(delegate.user, lawyer.box.pk, at=AT)
    assert mine.delegated_by_id == lawyer.user.pk
    sealed = bytes(sealed_keys([mine])[mine.pk][0].sealed_identity)
    assert open_identity([delegate.key.identity], sealed) == lawyer.box_identity
    assert sending_box(delegate.user, lawyer.box.pk, at=AT) == lawyer.box
    assert [each_membership.box for each_membership in memberships(delegate.user, at=AT)] == [
        delegate.box,
        lawyer.box,
    ]


def test_what_comes_after_a_delegate_left_is_closed_even_with_the_old_key_and_a_copy_of_the_database(
    lawyer, delegate, clerk
):
    from zegel.seal.errors import SealError
    from zegel.seal.opening import open_bytes, open_identity

    saved = bytes(MemberKey.objects.get(member__user=delegate.user, member__box=lawyer.box).sealed_identity)
    old_key = open_identity([delegate.key.identity], saved)
    before = _file(clerk, lawyer.box, b"before")
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    new_key = renew(lawyer, lawyer.box, [lawyer])
    after = _file(clerk, Container.objects.get(pk=lawyer.box.pk), b"after")
    known = [delegate.key.identity, old_key]
    assert open_bytes(known, before) == b"before"
    with pytest.raises(SealError):
        open_bytes(known, after)
    for sealed in _every_sealed_thing():
        with pytest.raises(SealError):
            open_bytes([*_opened(known, sealed), *known], after)
    assert open_bytes([new_key], after) == b"after"


def _file(clerk, box, content):
    """A clerk's message whose key is `content`, as the server keeps it for the box."""
    sent = submission(clerk, boxes=(replace(clerk, box=box),))
    to = replace(sent.boxes[0], key=seal_bytes([box.recipient], content), key_version=box.key_version)
    sent = replace(sent, boxes=(to,))
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    return bytes(AccessGrant.objects.get(message=sent.message, box=box).sealed_key)


def _every_sealed_thing():
    """All age files of a copy of the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = 'bytea'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            yield from (bytes(row[0]) for row in cursor.fetchall() if bytes(row[0]).startswith(b"age-"))


def _opened(keys, sealed):
    """The identity a sealed thing gives to who has these keys, if it gives one."""
    from zegel.seal.errors import SealError
    from zegel.seal.opening import open_identity

    try:
        return [open_identity(keys, sealed)]
    except SealError:
        return []


def test_who_is_removed_is_shut_out_before_the_key_is_renewed(lawyer, delegate):
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    for ask in (membership, sending_box):
        with pytest.raises(BoxUnknown):
            ask(delegate.user, lawyer.box.pk, at=AT)
    assert lawyer.box not in [each_membership.box for each_membership in memberships(delegate.user, at=AT)]
    assert stale_boxes([lawyer.box.pk], at=AT) == {lawyer.box.pk}
    renew(lawyer, lawyer.box, [lawyer])
    assert stale_boxes([lawyer.box.pk], at=AT) == set()
    assert not MemberKey.objects.filter(member__user=delegate.user, member__box=lawyer.box).exists()


def test_a_last_day_ends_by_itself(lawyer, secretary):
    let_in(lawyer, secretary, ends_on=date(2026, 11, 30))
    row = Member.objects.get(box=lawyer.box, user=secretary.user)
    assert row.ends_at == datetime(2026, 11, 30, 23, tzinfo=UTC)
    last, over = row.ends_at - timedelta(microseconds=1), row.ends_at
    assert sending_box(secretary.user, lawyer.box.pk, at=last)
    assert stale_boxes([lawyer.box.pk], at=last) == set()
    with pytest.raises(BoxUnknown):
        sending_box(secretary.user, lawyer.box.pk, at=over)
    assert stale_boxes([lawyer.box.pk], at=over) == {lawyer.box.pk}
    assert [member.user for member in past_members(lawyer.user, lawyer.box.pk, at=over)] == [secretary.user]


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_the_last_day_is_a_whole_dutch_day_also_when_the_clock_changes(day, moment):
    assert end_of(day) == moment


def test_what_is_sealed_with_a_key_of_before_is_refused_and_may_be_tried_again(lawyer, delegate, clerk):
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    renew(lawyer, lawyer.box, [lawyer])
    late = submission(clerk, boxes=(lawyer,))
    with pytest.raises(KeyVersionPast) as refused:
        submit(actor=clerk.principal, box=clerk.box.pk, submission=late, at=AT)
    assert refused.value.retry
    assert not Delivery.objects.filter(message=late.message).exists()
    own = submission(lawyer, boxes=(clerk,))
    with pytest.raises(KeyVersionPast):
        submit(actor=lawyer.principal, box=lawyer.box.pk, submission=own, at=AT)


def test_a_message_that_was_received_keeps_its_receipt_when_it_is_handed_in_again_after_a_renewal(
    lawyer, clerk
):
    sent = submission(clerk, boxes=(lawyer,))
    first = submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    renew(lawyer, lawyer.box, [lawyer])
    assert submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT) == first


def test_every_step_is_evidence(lawyer, delegate):
    change_member(
        actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, right="read", ends_on=None, at=AT
    )
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    renew(lawyer, lawyer.box, [lawyer])
    events = list(Record.objects.filter(subject=lawyer.box.pk).order_by("id").values_list("event", flat=True))
    assert events == [
        "boxes.member.added",
        "boxes.member.changed",
        "boxes.member.removed",
        "boxes.key-version.begun",
    ]
    last = bytes(Record.objects.filter(subject=lawyer.box.pk).latest("id").body)
    assert str(delegate.user.pk).encode() in last


def test_two_who_renew_at_once_make_one_key(lawyer):
    renew(lawyer, lawyer.box, [lawyer])
    with pytest.raises(KeyVersionPast):
        renew(lawyer, lawyer.box, [lawyer])
    assert KeyVersion.objects.filter(box=lawyer.box).count() == 2


def test_a_key_that_leaves_out_a_member_or_lets_in_another_is_no_key(lawyer, delegate, stranger):
    for members in ([lawyer], [lawyer, delegate, stranger], []):
        with pytest.raises(KeysIncomplete):
            renew(lawyer, lawyer.box, members)
    for wrong in ("age1pq1nonsense", lawyer.box.recipient[:-1], ""):
        with pytest.raises(KeysIncomplete):
            renew(lawyer, lawyer.box, [lawyer, delegate], recipient=wrong)
    with pytest.raises(KeysIncomplete):
        renew(lawyer, lawyer.box, [], keys={lawyer.user.pk: b"bare", delegate.user.pk: b"bare"})


def test_a_delegate_renews_nothing_and_lets_nobody_in(lawyer, delegate, stranger):
    with pytest.raises(MayNotManage):
        renew(delegate, lawyer.box, [lawyer, delegate])
    with pytest.raises(MayNotManage):
        let_in(delegate, stranger, box=lawyer.box.pk)
    with pytest.raises(MayNotManage):
        managed_box(delegate.user, lawyer.box.pk, at=AT)
    with pytest.raises(MayNotManage):
        past_members(delegate.user, lawyer.box.pk, at=AT)


def test_whoever_sends_for_a_team_renews_its_key_when_somebody_left_and_only_then(lawyer, secretary):
    team = make_holder("Team handel", "handel@court.example", kind="team", others=(lawyer, secretary))
    with pytest.raises(NothingToRenew):
        renew(lawyer, team.box, [team, lawyer, secretary])
    remove_member(actor=team.principal, box=team.box.pk, user=secretary.user.pk, at=AT)
    renew(lawyer, team.box, [team, lawyer])
    assert Container.objects.get(pk=team.box.pk).key_version == 2


def test_a_stranger_can_do_nothing_with_a_box(lawyer, delegate, stranger):
    for verb in (
        lambda: let_in(stranger, delegate, box=lawyer.box.pk),
        lambda: renew(stranger, lawyer.box, [lawyer, delegate]),
        lambda: remove_member(actor=stranger.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT),
        lambda: remove_member(actor=stranger.principal, box=lawyer.box.pk, user=stranger.user.pk, at=AT),
        lambda: change_member(
            actor=stranger.principal,
            box=lawyer.box.pk,
            user=delegate.user.pk,
            right="read",
            ends_on=None,
            at=AT,
        ),
        lambda: managed_box(stranger.user, uuid.uuid4(), at=AT),
    ):
        with pytest.raises(BoxUnknown):
            verb()


def test_a_delegate_may_go_by_themself(lawyer, delegate):
    remove_member(actor=delegate.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    with pytest.raises(BoxUnknown):
        membership(delegate.user, lawyer.box.pk, at=AT)


def test_an_owner_cannot_be_shut_out_of_what_is_theirs(lawyer, delegate):
    for again in (
        lambda: remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=lawyer.user.pk, at=AT),
        lambda: change_member(
            actor=lawyer.principal, box=lawyer.box.pk, user=lawyer.user.pk, right="read", ends_on=None, at=AT
        ),
    ):
        with pytest.raises(LastManager):
            again()


def test_what_cannot_be_given_is_refused(lawyer, secretary):
    for changes, refusal in (
        ({"right": "manage"}, RightRefused),
        ({"right": "everything"}, RightRefused),
        ({"ends_on": date(2026, 11, 21)}, EndRefused),
        ({"ends_on": date(9999, 1, 1)}, EndRefused),
        ({"user": uuid.uuid4()}, PersonUnknown),
        ({"keys": {}}, KeysIncomplete),
        ({"keys": {1: b"bare"}}, KeysIncomplete),
    ):
        with pytest.raises(refusal):
            let_in(lawyer, secretary, **changes)
    let_in(lawyer, secretary, ends_on=date(2026, 11, 22))
    with pytest.raises(MemberAlready):
        let_in(lawyer, secretary)


def test_who_has_no_second_step_acts_for_nobody(lawyer, secretary):
    keys = {1: seal_bytes([secretary.key.recipient], lawyer.box_identity.encode())}
    facts = {"box": lawyer.box.pk, "user": secretary.user.pk, "right": "read", "ends_on": None, "keys": keys}
    with pytest.raises(FactorMissing):
        add_member(actor=lawyer.principal, **facts, at=AT)


def test_owner_and_delegate_are_told_by_mail(lawyer, delegate):
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    told = OutboundMail.objects.filter(kind__startswith="member-").values_list("kind", "to_address")
    both = {lawyer.box.address, delegate.user.email}
    assert set(told) == {(kind, to) for kind in ("member-added", "member-removed") for to in both}


def test_who_left_can_come_back(lawyer, delegate):
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=delegate.user.pk, at=AT)
    let_in(lawyer, delegate, right="read")
    assert membership(delegate.user, lawyer.box.pk, at=AT).right == "read"
    assert stale_boxes([lawyer.box.pk], at=AT) == set()
