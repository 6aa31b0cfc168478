"""Texts a mailbox writes often: of all its members, sealed, and never of anybody else."""

import uuid

import pytest

from tests.personas import AT, make_holder
from zegel.boxes.actions import add_member
from zegel.boxes.errors import BoxUnknown, KeyVersionPast, MayNotPrepare
from zegel.evidence.queries import told_of
from zegel.mail.actions.standard_texts import delete_standard_text, save_standard_text
from zegel.mail.errors import (
    DraftTooLarge,
    EnvelopeRefused,
    StandardTextConflict,
    StandardTextUnknown,
    TooManyStandardTexts,
)
from zegel.mail.events import DELEGATE_ACTS
from zegel.mail.models import StandardText
from zegel.mail.queries.standard_texts import standard_texts
from zegel.mail.rules import LARGEST_STANDARD_TEXT, MOST_STANDARD_TEXTS
from zegel.seal.opening import open_bytes
from zegel.seal.sealing import seal_bytes

SHORT = b"age-encryption.org/v1\nsealed"


@pytest.fixture
def team(lawyer):
    return make_holder("Team kanton", "kanton@court.example", kind="team", court=True, others=(lawyer,))


def save(team, actor, **changes):
    facts = {
        "key": uuid.uuid4(), "box": team.box.pk, "sealed": seal_bytes([team.box.recipient], b"Geachte"),
        "key_version": 1, "version": 0, "at": AT,
    } | changes  # fmt: skip
    save_standard_text(actor=actor.principal, **facts)
    return facts["key"]


def test_a_text_of_one_member_is_read_changed_and_thrown_away_by_another(team, lawyer):
    key = save(team, team)
    (found,) = standard_texts(lawyer.user, team.box.pk, at=AT)
    assert open_bytes([team.box_identity], bytes(found.sealed)) == b"Geachte"
    save(team, lawyer, key=key, sealed=seal_bytes([team.box.recipient], b"Beste"), version=1)
    (found,) = standard_texts(team.user, team.box.pk, at=AT)
    assert (found.version, found.writer) == (2, lawyer.user)
    assert open_bytes([team.box_identity], bytes(found.sealed)) == b"Beste"
    delete_standard_text(actor=lawyer.principal, key=key, at=AT)
    assert standard_texts(team.user, team.box.pk, at=AT) == []


def test_saving_the_same_twice_keeps_it_once_and_two_who_change_it_are_told(team, lawyer):
    key = save(team, team, sealed=SHORT)
    save(team, team, key=key, sealed=SHORT)
    with pytest.raises(StandardTextConflict):
        save(team, lawyer, key=key, sealed=SHORT + b"other")
    save(team, team, key=key, sealed=SHORT, version=1)
    with pytest.raises(StandardTextConflict):
        save(team, lawyer, key=key, sealed=SHORT, version=1)
    assert len(standard_texts(team.user, team.box.pk, at=AT)) == 1


def test_a_text_of_one_mailbox_is_never_moved_to_another(team, stranger):
    key = save(team, team)
    for version in (0, 1):
        with pytest.raises(StandardTextConflict):
            save(stranger, stranger, key=key, version=version)
    assert standard_texts(stranger.user, stranger.box.pk, at=AT) == []


def test_a_stranger_reads_saves_and_throws_away_nothing(team, stranger):
    key = save(team, team)
    with pytest.raises(BoxUnknown):
        standard_texts(stranger.user, team.box.pk, at=AT)
    with pytest.raises(BoxUnknown):
        save(team, stranger)
    with pytest.raises(StandardTextUnknown):
        delete_standard_text(actor=stranger.principal, key=key, at=AT)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"key_version": 2}, KeyVersionPast),
        ({"sealed": b"in the clear"}, EnvelopeRefused),
        ({"sealed": SHORT + bytes(LARGEST_STANDARD_TEXT)}, DraftTooLarge),
    ],
    ids=["past key", "not sealed", "too large"],
)
def test_a_text_that_cannot_be_is_refused(team, changes, refusal):
    with pytest.raises(refusal):
        save(team, team, **changes)


def test_a_mailbox_holds_so_many_and_no_more(team):
    facts = {"box": team.box, "writer": team.user, "sealed": SHORT, "saved_at": AT}
    StandardText.objects.bulk_create(
        [StandardText(id=uuid.uuid4(), **facts) for _ in range(MOST_STANDARD_TEXTS)]
    )
    with pytest.raises(TooManyStandardTexts):
        save(team, team, sealed=SHORT)


def delegate(owner, right):
    other = make_holder("A. Secretaris", "secretary@office.example")
    other.user.phone = "+31612345678"
    other.user.save(update_fields=["phone"])
    keys = {1: seal_bytes([other.key.recipient], owner.box_identity.encode())}
    add_member(
        actor=owner.principal,
        box=owner.box.pk,
        user=other.user.pk,
        right=right,
        ends_on=None,
        keys=keys,
        at=AT,
    )
    return other


def test_who_may_only_read_changes_nothing(lawyer):
    reader, key = delegate(lawyer, "read"), save(lawyer, lawyer)
    with pytest.raises(MayNotPrepare):
        save(lawyer, reader)
    with pytest.raises(MayNotPrepare):
        delete_standard_text(actor=reader.principal, key=key, at=AT)
    assert len(standard_texts(reader.user, lawyer.box.pk, at=AT)) == 1


def test_the_owner_can_read_that_a_delegate_changed_a_text(lawyer):
    writer = delegate(lawyer, "prepare")
    key = save(lawyer, writer)
    delete_standard_text(actor=writer.principal, key=key, at=AT)
    told = told_of(lawyer.box.pk, [kind.name for kind in DELEGATE_ACTS])
    assert [fact.event for fact in told] == ["mail.delegate.changed-text"] * 2


def test_filters_and_texts_of_a_mailbox_are_kept_apart(lawyer, team):
    text, kept = save(team, lawyer), save(team, lawyer, kind="filter")
    assert [found.pk for found in standard_texts(lawyer.user, team.box.pk, at=AT)] == [text]
    (found,) = standard_texts(team.user, team.box.pk, kind="filter", at=AT)
    assert found.pk == kept
    with pytest.raises(StandardTextConflict):
        save(team, lawyer, key=kept, kind="text", version=1)
    delete_standard_text(actor=lawyer.principal, key=kept, at=AT)
    assert standard_texts(team.user, team.box.pk, kind="filter", at=AT) == []


def test_a_filter_of_a_mailbox_is_for_nobody_else(lawyer, team, stranger):
    kept = save(team, lawyer, kind="filter")
    with pytest.raises(BoxUnknown):
        standard_texts(stranger.user, team.box.pk, kind="filter", at=AT)
    with pytest.raises(StandardTextUnknown):
        delete_standard_text(actor=stranger.principal, key=kept, at=AT)
