"""A forgotten password: the mailbox alone sets a new one, and only the recovery code brings the messages back."""

import base64
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, PASSWORD, login_half, principal_of
from zegel.authentication.actions.login import log_in
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.login import LoginRefused, PasswordWrong
from zegel.authentication.rules.login import TRIES_ACCOUNT, TRIES_PAIR
from zegel.evidence.models import Record
from zegel.identity.models import User
from zegel.key_custody.actions.keys import renew_recovery, reopen
from zegel.key_custody.actions.passwords import (
    ask_reset,
    change_password,
    keep_recovery,
    look_reset,
    reset,
    send_reset,
)
from zegel.key_custody.errors.keys import KeysClosed, KeysOpen, KeysRefused, ProofRefused, ResetOver
from zegel.key_custody.models import KeySeal
from zegel.key_custody.queries.keys import key_seals
from zegel.key_custody.rules.keys import NewPassword, statement
from zegel.notify.models import OutboundMail
from zegel.seal import keys
from zegel.seal.errors import SealError
from zegel.seal.identities import identity_recipient
from zegel.seal.opening import open_user_key
from zegel.seal.recovery import make_recovery_code

from .test_invitations import jobs, token

EMAIL, PLACE, SALT = "lawyer@office.example", "192.0.2.1", b"another salt 16b"
NEW_WORD = "een heel ander wachtwoord"


@pytest.fixture
def code(lawyer):
    """The lawyer's recovery code."""
    made = make_recovery_code()
    sealed = keys.seal_user_key(lawyer.key, identity_recipient(made.identity))
    keep_recovery(lawyer.user, sealed, AT)
    return made


def letter(at=AT):
    send_reset(email=EMAIL, at=at)
    return token("password-reset")


def split(key=None, code=None, word=NEW_WORD):
    """A new password, with the user key sealed for it and for a recovery code where there is one."""
    halves = keys.password_halves(word, SALT)
    return NewPassword(
        base64.b64encode(halves.login).decode(),
        SALT,
        keys.seal_user_key(key, identity_recipient(halves.unlock_identity)) if key else b"",
        keys.seal_user_key(key, identity_recipient(code.identity)) if code else b"",
    )


def recover(lawyer, code, old_code, letter):
    """What the browser does with a link and a recovery code; gives the new code."""
    offer = look_reset(token=letter, address=PLACE, at=AT)
    key = open_user_key(old_code.identity, offer.recovery)
    new = split(key, code)
    return reset(token=letter, new=new, proof=keys.sign(key.signing, statement(lawyer.user.pk, new)), at=AT)


def test_with_the_recovery_code_everything_opens_and_the_signing_key_survives(lawyer, code):
    recover(lawyer, make_recovery_code(), code, letter())
    user = log_in(email=EMAIL, login=split().login, address=PLACE, at=AT)
    key = open_user_key(
        keys.password_halves(NEW_WORD, bytes(user.password_salt)).unlock_identity, bytes(user.sealed_key)
    )
    assert key == lawyer.key
    assert user.signing_key == lawyer.user.signing_key
    with pytest.raises(LoginRefused):
        log_in(email=EMAIL, login=login_half(), address=PLACE, at=AT)


def test_a_recovery_code_used_once_opens_nothing_any_more(lawyer, code):
    recover(lawyer, make_recovery_code(), code, letter())
    offer = look_reset(token=letter(), address=PLACE, at=AT)
    with pytest.raises(SealError):
        open_user_key(code.identity, offer.recovery)


def test_a_reset_link_replayed_does_nothing(lawyer, code):
    link = letter()
    reset(token=link, new=split(), proof=b"", at=AT)
    with pytest.raises(ResetOver):
        reset(token=link, new=split(word="van een ander"), proof=b"", at=AT)
    with pytest.raises(ResetOver):
        look_reset(token=link, address=PLACE, at=AT)
    assert log_in(email=EMAIL, login=split().login, address=PLACE, at=AT)


def test_a_reset_uses_up_every_link_there_is(lawyer):
    first, second = letter(), letter()
    reset(token=second, new=split(), proof=b"", at=AT)
    with pytest.raises(ResetOver):
        reset(token=first, new=split(), proof=b"", at=AT)


def test_after_half_an_hour_a_link_is_over(lawyer):
    link = letter()
    assert look_reset(token=link, address=PLACE, at=AT + timedelta(minutes=29))
    with pytest.raises(ResetOver):
        reset(token=link, new=split(), proof=b"", at=AT + timedelta(minutes=30))


def test_asking_says_and_does_the_same_for_every_address(lawyer, django_assert_num_queries):
    for email in (EMAIL, "nobody@elsewhere.example"):
        with django_assert_num_queries(4):
            ask_reset(email=email, address=PLACE, at=AT)
    assert len(jobs()) == 2
    send_reset(email="nobody@elsewhere.example", at=AT)
    assert not OutboundMail.objects.exists()


def test_the_mailbox_alone_replaces_no_key(lawyer, code):
    """Who reads the mail of another can set a password, but seal nothing in the owner's name."""
    foreign = keys.make_user_key()
    new = split(foreign, make_recovery_code())
    for proof in (keys.sign(foreign.signing, statement(lawyer.user.pk, new)), b"x" * 64):
        with pytest.raises(ProofRefused):
            reset(token=letter(), new=new, proof=proof, at=AT)
    with pytest.raises(KeysRefused):
        reset(token=letter(), new=new, proof=b"", at=AT)
    lawyer.user.refresh_from_db()
    assert (
        open_user_key(code.identity, look_reset(token=letter(), address=PLACE, at=AT).recovery) == lawyer.key
    )


def test_a_proof_is_for_this_seal_and_this_account_alone(lawyer, stranger, code):
    new = split(lawyer.key, make_recovery_code())
    proof = keys.sign(lawyer.key.signing, statement(lawyer.user.pk, new))
    elsewhere = keys.sign(lawyer.key.signing, statement(stranger.user.pk, new))
    for changed, signed in ((replace(new, recovery=new.sealed_key), proof), (new, elsewhere)):
        with pytest.raises(ProofRefused):
            reset(token=letter(), new=changed, proof=signed, at=AT)


def test_without_the_code_the_messages_wait_for_it(lawyer, code):
    reset(token=letter(), new=split(), proof=b"", at=AT)
    user = User.objects.get(pk=lawyer.user.pk)
    assert not user.sealed_key
    ways = {seal.way: seal for seal in key_seals(user)}
    assert open_user_key(code.identity, bytes(ways["recovery"].sealed)) == lawyer.key
    old = keys.password_halves(PASSWORD, bytes(ways["password"].salt))
    assert open_user_key(old.unlock_identity, bytes(ways["password"].sealed)) == lawyer.key
    with pytest.raises(KeysClosed):
        change_password(
            actor=principal_of(user),
            old_login=split().login,
            new=split(lawyer.key),
            keep=None,
            address=PLACE,
            at=AT,
        )
    again = split(lawyer.key, make_recovery_code())
    proof = keys.sign(lawyer.key.signing, statement(user.pk, again))
    reopen(actor=principal_of(user), new=again, proof=proof, address=PLACE, at=AT)
    user.refresh_from_db()
    assert (
        open_user_key(keys.password_halves(NEW_WORD, SALT).unlock_identity, bytes(user.sealed_key))
        == lawyer.key
    )
    assert [seal.way for seal in key_seals(user)] == ["recovery"]
    with pytest.raises(KeysOpen):
        reopen(actor=principal_of(user), new=again, proof=proof, address=PLACE, at=AT)


def test_only_who_opened_the_key_seals_it_again(lawyer, code):
    reset(token=letter(), new=split(), proof=b"", at=AT)
    user = User.objects.get(pk=lawyer.user.pk)
    foreign = keys.make_user_key()
    new = split(foreign, make_recovery_code())
    with pytest.raises(ProofRefused):
        reopen(
            actor=principal_of(user),
            new=new,
            proof=keys.sign(foreign.signing, statement(user.pk, new)),
            address=PLACE,
            at=AT,
        )


def test_changing_the_password_hides_nothing(lawyer, code):
    change_password(
        actor=lawyer.principal, old_login=login_half(), new=split(lawyer.key), keep=None, address=PLACE, at=AT
    )
    user = log_in(email=EMAIL, login=split().login, address=PLACE, at=AT)
    assert (
        open_user_key(keys.password_halves(NEW_WORD, SALT).unlock_identity, bytes(user.sealed_key))
        == lawyer.key
    )
    assert KeySeal.objects.filter(user=user, way="recovery").exists()


def test_a_stranger_at_an_open_screen_changes_nothing_and_is_stopped(lawyer, code):
    words = {"keep": None, "address": PLACE, "at": AT}
    for _ in range(TRIES_PAIR):
        with pytest.raises(PasswordWrong):
            change_password(actor=lawyer.principal, old_login=split().login, new=split(lawyer.key), **words)
    with pytest.raises(TooManyTries):
        change_password(actor=lawyer.principal, old_login=login_half(), new=split(lawyer.key), **words)
    sealed = split(lawyer.key, make_recovery_code()).recovery
    with pytest.raises(TooManyTries):
        renew_recovery(actor=lawyer.principal, login=login_half(), sealed=sealed, address=PLACE, at=AT)
    assert log_in(email=EMAIL, login=login_half(), address="198.51.100.7", at=AT)


def test_a_stolen_session_does_not_guess_from_everywhere(lawyer, code, monkeypatch):
    checked, new = [], split(lawyer.key)
    wrong = {"actor": lawyer.principal, "old_login": new.login, "new": new, "keep": None, "at": AT}
    monkeypatch.setattr(
        "zegel.authentication.actions.passwords.is_password", lambda *_: bool(checked.append(1))
    )
    for number in range(TRIES_ACCOUNT + 20):
        with pytest.raises((PasswordWrong, TooManyTries)):
            change_password(address=f"10.7.{number}.1", **wrong)
    assert len(checked) == TRIES_ACCOUNT


def test_a_new_recovery_code_kills_the_old_one(lawyer, code):
    fresh = make_recovery_code()
    sealed = keys.seal_user_key(lawyer.key, identity_recipient(fresh.identity))
    renew_recovery(actor=lawyer.principal, login=login_half(), sealed=sealed, address=PLACE, at=AT)
    offer = look_reset(token=letter(), address=PLACE, at=AT)
    assert open_user_key(fresh.identity, offer.recovery) == lawyer.key
    with pytest.raises(SealError):
        open_user_key(code.identity, offer.recovery)


def test_every_change_is_evidence_and_told_to_the_owner(lawyer, code):
    change_password(
        actor=lawyer.principal, old_login=login_half(), new=split(lawyer.key), keep=None, address=PLACE, at=AT
    )
    recover(lawyer, make_recovery_code(), code, letter())
    events = set(Record.objects.values_list("event", flat=True))
    assert {
        "key-custody.password.changed",
        "key-custody.password.reset-asked",
        "key-custody.password.reset",
    } <= events
    told = OutboundMail.objects.filter(kind="key-change").order_by("id")
    assert [(fact.to_address, fact.params["what"]) for fact in told] == [
        (EMAIL, "password"),
        (EMAIL, "reset"),
    ]
