"""What members know of a correspondent's keys is theirs: sealed to their box, and gone for who left."""

import pytest

from tests.personas import AT, make_holder
from zegel.boxes.actions import NextKey, keep_known, renew_key
from zegel.boxes.errors import BoxUnknown, KeysIncomplete, KeyVersionPast
from zegel.boxes.models import Member
from zegel.boxes.queries import known_keys, public_keys
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.sealing import seal_bytes


@pytest.fixture
def team(clerk):
    return make_holder("Team familie", "familie@court.example", kind="team", court=True, others=(clerk,))


def keep(who, box, about, text="what I know", key_version=1):
    sealed = seal_bytes([box.box.recipient], text.encode())
    keep_known(
        actor=who.principal, box=box.box.pk, about=about.box.pk, sealed=sealed, key_version=key_version, at=AT
    )
    return sealed


def test_each_member_keeps_their_own_and_reads_everybodys(team, clerk, lawyer):
    keep(clerk, team, lawyer, "before")
    kept = {team.user: keep(team, team, lawyer), clerk.user: keep(clerk, team, lawyer)}
    found = known_keys(clerk.user, team.box.pk, lawyer.box.pk, at=AT)
    assert {key.writer: bytes(key.sealed) for key in found} == kept
    assert known_keys(clerk.user, team.box.pk, clerk.box.pk, at=AT) == []


def test_a_stranger_neither_keeps_nor_reads(team, lawyer, stranger):
    with pytest.raises(BoxUnknown):
        keep(stranger, team, lawyer)
    with pytest.raises(BoxUnknown):
        known_keys(stranger.user, team.box.pk, lawyer.box.pk, at=AT)


def test_what_somebody_kept_who_left_counts_no_more(team, clerk, lawyer):
    keep(clerk, team, lawyer)
    Member.objects.filter(box=team.box, user=clerk.user).update(ended_at=AT)
    assert known_keys(team.user, team.box.pk, lawyer.box.pk, at=AT) == []


def test_only_sealed_bytes_with_the_newest_key_are_kept(team, clerk, lawyer):
    facts = {"actor": team.principal, "box": team.box.pk, "about": lawyer.box.pk, "at": AT}
    with pytest.raises(KeysIncomplete):
        keep_known(sealed=b"checked", key_version=1, **facts)
    new = generate_hybrid()
    keys = {holder.user.pk: seal_bytes([holder.key.recipient], new.encode()) for holder in (team, clerk)}
    recipient = identity_recipient(new)
    renew_key(actor=team.principal, box=team.box.pk, made=NextKey(2, recipient, keys), at=AT)
    with pytest.raises(KeyVersionPast):
        keep(team, team, lawyer)
    keep(team, team, lawyer, key_version=2)


def test_a_personal_box_has_its_owners_signing_key_and_a_team_none(team, lawyer):
    found = {key.box.pk: key for key in public_keys([team.box.pk, lawyer.box.pk], at=AT)}
    assert found[lawyer.box.pk].owner == lawyer.user
    assert found[team.box.pk].owner is None
    assert found[team.box.pk].since == AT
