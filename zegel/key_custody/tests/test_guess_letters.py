"""Guesses at the link of a letter, at the recovery code behind it, and ten thousand at the password of an open session.

A link's token is 32 random bytes: there is nothing to guess, so a right one is never refused because somebody else sent wrong
ones. What can be guessed, a password, is compared a few dozen times and no more.
"""

import base64
from datetime import timedelta

import pytest

from tests.guessing import guess_on
from tests.personas import AT, principal_of
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.login import PasswordWrong
from zegel.authentication.rules.limits import WRONG_TOKENS
from zegel.identity.actions.invitations import invite
from zegel.identity.errors.invitations import InvitationOver
from zegel.identity.models import User
from zegel.key_custody.actions.keys import renew_recovery, reopen
from zegel.key_custody.actions.passwords import change_password, look_reset, reset, send_reset
from zegel.key_custody.actions.sign_up import look
from zegel.key_custody.errors.keys import ProofRefused, ResetOver
from zegel.key_custody.rules.keys import NewPassword
from zegel.lib.principal import system

from .test_invitations import token

# A link is looked up and a proof is computed at every guess, so only a count could tell the last from the first: there are
# more of them than any count lets pass.
LINKS = 10 * WRONG_TOKENS
GUESSES = 10_000
SEALED = b"age-encryption.org/v1\nsealed"
WORD = NewPassword(base64.b64encode(b"n" * 32).decode(), b"another salt 16b", SEALED, SEALED)


def made_up(number):
    """A token as somebody makes one up."""
    return base64.urlsafe_b64encode(number.to_bytes(32)).decode().rstrip("=")


def place(number, *, many):
    return f"10.7.{number // 250}.{number % 250}" if many else "198.51.100.9"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["invitation", "password-reset"])
def test_tokens(lawyer, kind):
    """Half from one place, half from everywhere. The one place is soon told to wait; a link in hand opens all the same."""
    if kind == "invitation":
        invite(
            actor=system("operator"),
            email="new@post.example",
            name="",
            reason="register",
            language="nl",
            at=AT,
        )
    else:
        send_reset(email=lawyer.user.email, at=AT)
    verb = look if kind == "invitation" else look_reset
    told = {False: [], True: []}
    for number in range(LINKS):
        many = bool(number % 2)
        with pytest.raises((InvitationOver, ResetOver, TooManyTries)) as refused:
            verb(token=made_up(number), address=place(number, many=many), at=AT)
        told[many].append(refused.type)
    assert TooManyTries not in told[True]
    assert sum(fact is not TooManyTries for fact in told[False]) == WRONG_TOKENS
    assert verb(token=token(kind), address=place(0, many=False), at=AT)


@pytest.mark.slow
def test_recovery_codes(lawyer):
    """Who took over the mailbox and has no code forges the proof that they opened the key; nothing changes."""
    send_reset(email=lawyer.user.email, at=AT)
    link = token("password-reset")
    before = User.objects.values().get(pk=lawyer.user.pk)
    for number in range(LINKS):
        with pytest.raises(ProofRefused):
            reset(token=link, new=WORD, proof=number.to_bytes(64), at=AT)
    assert User.objects.values().get(pk=lawyer.user.pk) == before


@pytest.mark.slow
@pytest.mark.parametrize(("many", "most"), [(False, 44), (True, 51)])
def test_passwords_of_an_open_session(lawyer, monkeypatch, many, most):
    """In one hour, by every door that asks the password once more: they share their counts."""
    checked = []
    monkeypatch.setattr(
        "zegel.authentication.actions.passwords.is_password", lambda *_: checked.append(1) and False
    )

    def ask(number):
        at = AT + number * timedelta(milliseconds=360)
        with pytest.raises((PasswordWrong, TooManyTries)):
            ask_once_more(lawyer.user, number, place(number, many=many), at)

    guess_on(GUESSES, ask, checked)
    print(f"password of a session, many addresses {many}: {len(checked)} of {GUESSES} checked")
    assert 10 <= len(checked) <= most


def ask_once_more(user, number, address, at):
    word = f"{number:044}"
    match number % 3:
        case 0:
            change_password(
                actor=principal_of(user), old_login=word, new=WORD, keep=None, address=address, at=at
            )
        case 1:
            renew_recovery(actor=principal_of(user), login=word, sealed=SEALED, address=address, at=at)
        case _:
            guess = NewPassword(word, WORD.salt, SEALED, SEALED)
            reopen(actor=principal_of(user), new=guess, proof=bytes(64), address=address, at=at)
