"""A box is its members'; to everybody else it does not exist, except as somebody to write to."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from tests.personas import AT, make_holder
from zegel.boxes.actions import add_box
from zegel.boxes.errors import BoxUnknown, MayNotSend
from zegel.boxes.models import Container, Member
from zegel.boxes.queries import boxes_by_id, find_boxes, membership, memberships, sealed_keys, sending_box


@pytest.fixture
def team(lawyer):
    return make_holder("Team familie", "familie@court.example", kind="team", court=True, others=(lawyer,))


def sealed(member):
    """The newest key of the box, as sealed to the member."""
    return bytes(sealed_keys([member])[member.pk][0].sealed_identity)


def test_a_member_reaches_the_box_with_the_key_sealed_to_them(team, lawyer):
    from zegel.seal.opening import open_identity

    found = membership(lawyer.user, team.box.pk, at=AT)
    assert open_identity([lawyer.key.identity], sealed(found)) == team.box_identity


def test_one_members_sealed_key_is_closed_to_another(team, lawyer):
    from zegel.seal.errors import SealError
    from zegel.seal.opening import open_identity

    found = membership(lawyer.user, team.box.pk, at=AT)
    with pytest.raises(SealError):
        open_identity([team.key.identity], sealed(found))


def test_a_stranger_learns_no_more_than_that_it_is_unknown(team, stranger):
    for key in (team.box.pk, uuid.uuid4()):
        with pytest.raises(BoxUnknown) as refused:
            membership(stranger.user, key, at=AT)
        assert refused.value.details == {}
        with pytest.raises(BoxUnknown):
            sending_box(stranger.user, key, at=AT)


def test_reading_is_not_sending(team, lawyer):
    Member.objects.filter(box=team.box, user=lawyer.user).update(right="read")
    assert membership(lawyer.user, team.box.pk, at=AT)
    with pytest.raises(MayNotSend):
        sending_box(lawyer.user, team.box.pk, at=AT)
    assert sending_box(team.user, team.box.pk, at=AT) == team.box


def test_who_leaves_is_a_stranger(team, lawyer):
    Member.objects.filter(box=team.box, user=lawyer.user).delete()
    with pytest.raises(BoxUnknown):
        membership(lawyer.user, team.box.pk, at=AT)


def test_ones_own_box_comes_first(team, lawyer):
    assert [each_membership.box for each_membership in memberships(lawyer.user, at=AT)] == [
        lawyer.box,
        team.box,
    ]


@pytest.mark.parametrize("text", ["famil", "FAMILIE", "familie court.example", "kantoor van team"])
def test_a_box_is_found_by_name_address_or_organisation(team, stranger, text):
    assert team.box in [found.box for found in find_boxes(stranger.user, text, at=AT)]


@pytest.mark.parametrize("text", ["", " ", "f", "%", "%%", "__", "familie nobody"])
def test_a_search_that_says_nothing_finds_nothing(team, stranger, text):
    assert not find_boxes(stranger.user, text, at=AT)


def test_one_does_not_find_oneself(lawyer):
    assert not find_boxes(lawyer.user, "vries", at=AT)


def test_an_address_belongs_to_one_box_whatever_its_capitals(team, lawyer):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_box(
            kind="team", name="x", address=team.box.address.upper(), recipient=team.box.recipient, organisation=None,
            members={}, at=AT,
        )  # fmt: skip


def test_a_box_has_a_key_that_lasts(lawyer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Container.objects.create(kind="team", name="x", address="x@x.example", recipient="age1classic")


@pytest.mark.django_db(transaction=True)
def test_a_box_with_a_member_that_does_not_exist_is_not_made_at_all():
    recipient = "age1pq1" + "q" * 20
    facts = {
        "kind": "team",
        "name": "x",
        "address": "x@x.example",
        "recipient": recipient,
        "organisation": None,
    }
    with pytest.raises(IntegrityError):
        add_box(**facts, members={uuid.uuid4(): b"sealed"}, at=AT)
    assert not Container.objects.exists()


def test_unknown_boxes_are_left_out(team):
    assert boxes_by_id([team.box.pk, uuid.uuid4()]) == {team.box.pk: team.box}
