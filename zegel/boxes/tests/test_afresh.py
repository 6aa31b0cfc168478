"""Who lost every way to their keys begins anew: what comes opens, what was stays closed until the code is found."""

import base64

import pytest

from tests.personas import AT, login_half, make_holder, submission
from zegel.authentication.errors.login import PasswordWrong
from zegel.boxes.actions import NextKey, add_member, reseal_keys, start_afresh
from zegel.boxes.errors import BoxUnknown, KeysIncomplete, KeyVersionPast
from zegel.boxes.models import Container, Member, MemberKey
from zegel.boxes.queries import memberships, past_members
from zegel.evidence.models import Record
from zegel.identity.models import User
from zegel.key_custody.errors.keys import KeysOpen, KeysRefused
from zegel.key_custody.models import KeySeal, PastKey
from zegel.key_custody.queries.keys import key_seals
from zegel.key_custody.rules.keys import NewKeys, NewPassword
from zegel.mail.actions.submit import submit
from zegel.mail.queries.messages import reader_of, sender_signing_key
from zegel.notify.models import OutboundMail
from zegel.seal import keys as seal_keys
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.opening import open_identity
from zegel.seal.sealing import seal_bytes

LATER = AT.replace(hour=23)
SEALED = b"age-encryption.org/v1\nsealed"


@pytest.fixture
def lost(lawyer):
    """The lawyer after a reset without recovery code."""
    KeySeal.objects.create(
        user=lawyer.user, way="recovery", recipient=lawyer.user.recipient, sealed=SEALED, made_at=AT
    )
    User.objects.filter(pk=lawyer.user.pk).update(sealed_key=b"")
    lawyer.user.refresh_from_db()
    return lawyer


def begin(person, others=(), *, login="", salt=None, number=2, key=None):
    """What a client does; gives the new user key and the new identity of the mailbox."""
    key = key or seal_keys.make_user_key()
    identity = generate_hybrid()
    sealed = {person.user.pk: seal_bytes([key.recipient], identity.encode())}
    sealed |= {other.user.pk: seal_bytes([other.key.recipient], identity.encode()) for other in others}
    salt = salt or bytes(person.user.password_salt)
    word = NewPassword(login or login_half(), salt, SEALED, SEALED)
    start_afresh(
        actor=person.principal,
        keys=NewKeys(word, key.recipient, base64.b64encode(key.signing_public).decode()),
        box=NextKey(number, identity_recipient(identity), sealed),
        address="192.0.2.7",
        at=LATER,
    )
    person.user.refresh_from_db()
    return key, identity


def test_what_comes_opens_and_the_ways_to_the_old_key_are_kept(lost):
    before = lost.user.recipient
    key, identity = begin(lost)
    box = Container.objects.get(pk=lost.box.pk)
    assert (box.key_version, box.recipient) == (2, identity_recipient(identity))
    mine = MemberKey.objects.get(member__user=lost.user, key_version__number=2)
    assert open_identity([key.identity], bytes(mine.sealed_identity)) == identity
    assert lost.user.recipient == key.recipient
    assert {seal.recipient for seal in key_seals(lost.user)} == {before, key.recipient}
    assert MemberKey.objects.filter(member__user=lost.user, key_version__number=1).exists()
    assert Record.objects.filter(event="key-custody.keys.reset", subject=lost.user.pk).count() == 1
    told = OutboundMail.objects.filter(kind="key-change", to_address=lost.user.email).latest("id")
    assert told.params["what"] == "afresh"


def test_old_messages_are_checked_with_the_key_of_their_day(clerk, lost):
    old_key = lost.user.signing_key
    old = submission(lost, boxes=[clerk])
    submit(actor=lost.principal, box=lost.box.pk, submission=old, at=AT)
    begin(lost)
    found = reader_of(clerk.principal, old.message, at=AT).delivery.message
    assert sender_signing_key(found) == old_key != lost.user.signing_key
    assert PastKey.objects.get(user=lost.user).signing_key == old_key


def test_teams_and_delegators_must_let_them_in_again(lost, stranger):
    colleague = make_holder("mr. C. Collega", "collega@office.example", kind="team", others=(lost,))
    assert colleague.box.pk in {membership.box_id for membership in memberships(lost.user, at=AT)}
    begin(lost)
    assert {membership.box_id for membership in memberships(lost.user, at=AT)} == {lost.box.pk}
    assert [member.user for member in past_members(colleague.user, colleague.box.pk, at=AT)] == [lost.user]
    User.objects.filter(pk=lost.user.pk).update(phone="+31612345678")
    sealed = {1: seal_bytes([lost.user.recipient], colleague.box_identity.encode())}
    add_member(
        actor=colleague.principal, box=colleague.box.pk, user=lost.user.pk, right="send", ends_on=None, keys=sealed, at=LATER
    )  # fmt: skip
    assert colleague.box.pk in {membership.box_id for membership in memberships(lost.user, at=AT)}


def test_a_code_found_later_opens_the_old_key_versions(lost):
    key, _identity = begin(lost)
    sealed = seal_bytes([key.recipient], lost.box_identity.encode())
    assert reseal_keys(actor=lost.principal, keys={1: sealed}, at=LATER) == 1
    mine = MemberKey.objects.get(member__user=lost.user, key_version__number=1)
    assert open_identity([key.identity], bytes(mine.sealed_identity)) == lost.box_identity


def test_only_who_is_locked_out_and_knows_the_password(lost, stranger):
    with pytest.raises(KeysOpen):
        begin(stranger)
    with pytest.raises(PasswordWrong):
        begin(lost, login=base64.b64encode(b"w" * 32).decode())
    with pytest.raises(KeysRefused):
        begin(lost, salt=b"another salt 16b")
    assert not PastKey.objects.exists()
    begin(lost)
    with pytest.raises(KeysOpen):
        begin(lost, number=3)


def test_half_of_it_is_none_of_it(lost, stranger):
    """Keys for somebody else, or of another key version: nothing was replaced."""
    before = lost.user.recipient
    for refusal, facts in ((KeysIncomplete, {"others": [stranger]}), (KeyVersionPast, {"number": 3})):
        with pytest.raises(refusal):
            begin(lost, **facts)
    lost.user.refresh_from_db()
    assert lost.user.recipient == before
    assert not PastKey.objects.exists()
    assert Member.objects.get(user=lost.user).ended_at is None


def test_nobody_seals_keys_of_others_or_that_they_never_had(lost, clerk):
    sealed = seal_bytes([lost.user.recipient], b"identity")
    for keys in ({}, {2: sealed}, {1: sealed, 2: sealed}, {1: b"plain"}):
        with pytest.raises(KeysIncomplete):
            reseal_keys(actor=lost.principal, keys=keys, at=LATER)
    with pytest.raises(BoxUnknown):
        reseal_keys(actor=clerk.principal, keys={1: sealed}, at=LATER)
