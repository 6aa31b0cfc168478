"""An invitation is used once, by who has the mail; nobody learns from us who has an account."""

import base64
import json
from datetime import timedelta

import pytest

from tests.personas import AT, principal_of
from zegel.authentication.errors.limits import TooManyAsked, TooManyTries
from zegel.authentication.rules.limits import ASKED_FROM_ONE_PLACE, LETTERS_AN_ADDRESS, WRONG_TOKENS
from zegel.evidence.models import Record
from zegel.identity.actions.invitations import invite, invite_again, resend, withdraw_invitation
from zegel.identity.actions.roles import appoint
from zegel.identity.errors.invitations import (
    AddressTaken,
    InvitationOver,
    InvitationTooSoon,
    InvitationUnknown,
)
from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.errors.people import NameRefused
from zegel.identity.models import Invitation, User
from zegel.identity.rules.invitations import RESEND_PAUSE
from zegel.key_custody.actions.sign_up import accept, ask_sign_up, look, send_sign_up
from zegel.key_custody.errors.keys import KeysRefused
from zegel.key_custody.models import KeySeal
from zegel.key_custody.rules.keys import NewKeys, NewPassword
from zegel.lib.principal import system
from zegel.notify.errors import AddressRefused
from zegel.notify.models import OutboundMail
from zegel.seal.identities import identity_recipient
from zegel.seal.keys import make_user_key, password_halves, seal_user_key
from zegel.seal.recovery import make_recovery_code

PLACE = "192.0.2.1"
SEALED = b"age-encryption.org/v1\nsealed"


def secret_of(mail):
    from zegel.notify import relay
    from zegel.notify.actions.queue import relay_folder

    return relay.open_sealed(bytes(mail.sealed_secret), row=mail.pk, folder=relay_folder())


def token(kind="invitation"):
    """The token in the newest mail of a kind."""
    return secret_of(OutboundMail.objects.filter(kind=kind).latest("id"))


def invited(**facts):
    return invite(**{"email": "new@office.example", "name": "mr. N. Nieuw", "reason": "register", "language": "nl", "at": AT, "actor": system("operator"), **facts})  # fmt: skip


def fresh_keys(password="een lang wachtwoord dat niemand kent"):
    halves = password_halves(password, b"sixteen salt byt")
    key, code = make_user_key(), make_recovery_code()
    return NewKeys(
        NewPassword(
            base64.b64encode(halves.login).decode(),
            b"sixteen salt byt",
            seal_user_key(key, identity_recipient(halves.unlock_identity)),
            seal_user_key(key, identity_recipient(code.identity)),
        ),
        key.recipient,
        base64.b64encode(key.signing_public).decode(),
    )


def accepted(letter, **facts):
    return accept(**{"token": letter, "name": "mr. N. Nieuw", "language": "en", "keys": fresh_keys(), "at": AT, **facts})  # fmt: skip


def test_who_has_the_mail_makes_the_account(db):
    invitation = invited()
    user = accepted(token())
    assert (user.email, user.name, user.language, user.is_active) == (
        "new@office.example",
        "mr. N. Nieuw",
        "en",
        True,
    )
    assert KeySeal.objects.get(user=user).way == "recovery"
    events = list(Record.objects.order_by("id").values_list("event", flat=True))
    assert events == ["identity.invitation.sent", "key-custody.account.activated"]
    invitation.refresh_from_db()
    assert (invitation.used_at, invitation.user) == (AT, user)


def test_an_invitation_replayed_makes_nothing(db):
    invited()
    letter = token()
    accepted(letter)
    with pytest.raises(InvitationOver):
        accepted(letter)
    with pytest.raises(InvitationOver):
        look(token=letter, address=PLACE, at=AT)
    assert User.objects.count() == 1


def test_looking_at_an_invitation_uses_nothing_up(db):
    invited()
    for _ in range(5):
        assert look(token=token(), address=PLACE, at=AT).email == "new@office.example"
    assert accepted(token())


def test_an_old_invitation_is_over(db):
    invited()
    assert look(token=token(), address=PLACE, at=AT + timedelta(days=13))
    with pytest.raises(InvitationOver):
        accepted(token(), at=AT + timedelta(days=14))


def test_sending_again_kills_the_old_link(db):
    invitation = invited()
    old = token()
    with pytest.raises(InvitationTooSoon):
        resend(actor=system("operator"), invitation=invitation.pk, at=AT)
    resend(actor=system("operator"), invitation=invitation.pk, at=AT + RESEND_PAUSE)
    with pytest.raises(InvitationOver):
        accepted(old)
    assert accepted(token())
    with pytest.raises(InvitationUnknown):
        resend(actor=system("operator"), invitation=invitation.pk, at=AT + timedelta(days=1))


def test_two_invitations_of_one_address_make_one_account(db):
    invited()
    first = token()
    invited(reason="organisation")
    accepted(first)
    with pytest.raises(AddressTaken):
        accepted(token(), at=AT)


def test_who_has_an_account_is_not_invited(lawyer):
    assert invited(email="LAWYER@office.example") is None
    assert not OutboundMail.objects.exists()


def test_the_database_has_no_token(db):
    invited()
    letter = token()
    row = Invitation.objects.get()
    assert letter.encode() not in bytes(row.token_digest)
    mail = OutboundMail.objects.get()
    assert letter not in str(mail.params)
    assert letter.encode() not in bytes(mail.sealed_secret)


def test_a_stranger_guessing_at_tokens_is_stopped_and_others_are_not(db):
    invited()
    for _ in range(WRONG_TOKENS):
        with pytest.raises(InvitationOver):
            look(token="x" * 43, address=PLACE, at=AT)
    with pytest.raises(TooManyTries):
        look(token="y" * 43, address=PLACE, at=AT)
    assert look(token=token(), address="198.51.100.7", at=AT)


@pytest.mark.parametrize("name", ["", "   ", "a" * 201, "evil\u202eeman", "a\x00b"])
def test_a_name_is_a_name(db, name):
    invited()
    with pytest.raises(NameRefused):
        accepted(token(), name=name)
    assert not User.objects.exists()


def bad_keys():
    good = fresh_keys()
    word = good.password
    yield NewKeys(word, "age1xyz", good.signing_key)
    yield NewKeys(word, good.recipient, "c2hvcnQ=")
    yield NewKeys(word, good.recipient, "é")
    for login, salt, sealed, recovery in (
        ("short", word.salt, word.sealed_key, word.recovery),
        (word.login, b"salt", word.sealed_key, word.recovery),
        (word.login, word.salt, b"plain", word.recovery),
        (word.login, word.salt, word.sealed_key, b""),
    ):
        yield NewKeys(NewPassword(login, salt, sealed, recovery), good.recipient, good.signing_key)


def test_what_are_no_keys_makes_no_account_and_uses_nothing_up(db):
    invited()
    for keys in bad_keys():
        with pytest.raises(KeysRefused):
            accepted(token(), keys=keys)
    assert accepted(token())


def asked(email, at=AT, address=PLACE):
    ask_sign_up(email=email, language="nl", address=address, at=at)


def jobs():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args FROM procrastinate_jobs WHERE task_name LIKE 'key_custody.%' ORDER BY id"
        )
        return [(name, json.loads(args)) for name, args in cursor.fetchall()]


def test_asking_does_the_same_whether_there_is_an_account_or_not(lawyer, django_assert_num_queries):
    for email in ("lawyer@office.example", "nobody@elsewhere.example"):
        with django_assert_num_queries(4):
            asked(email)
    (key, first), (other, second) = jobs()
    assert (key, first.keys()) == (other, second.keys())
    assert not OutboundMail.objects.exists()


def test_who_asks_gets_a_link_and_who_has_an_account_another_mail(lawyer):
    send_sign_up(email="nobody@elsewhere.example", language="en", at=AT)
    send_sign_up(email="Lawyer@office.example", language="en", at=AT)
    mails = OutboundMail.objects.order_by("id")
    assert [(mail.kind, mail.to_address) for mail in mails] == [
        ("invitation", "nobody@elsewhere.example"),
        ("account-exists", "lawyer@office.example"),
    ]
    assert mails[1].sealed_secret is None


def test_a_shut_account_gets_nothing(lawyer):
    User.objects.update(is_active=False)
    send_sign_up(email="lawyer@office.example", language="nl", at=AT)
    assert not OutboundMail.objects.exists()


def test_one_address_is_not_flooded_and_nobody_is_told(db):
    for number in range(LETTERS_AN_ADDRESS + 3):
        asked("victim@post.example", address=f"192.0.2.{number}")
    assert len(jobs()) == LETTERS_AN_ADDRESS
    asked("victim@post.example", at=AT + timedelta(hours=1))
    assert len(jobs()) == LETTERS_AN_ADDRESS + 1


def test_one_place_does_not_ask_for_everybody(db):
    for number in range(ASKED_FROM_ONE_PLACE):
        asked(f"p{number}@post.example")
    with pytest.raises(TooManyAsked):
        asked("another@post.example")
    asked("another@post.example", address="198.51.100.7")


def test_no_address_no_letter(db):
    with pytest.raises(AddressRefused):
        asked("no address")


@pytest.fixture
def boss(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    return clerk


def test_a_withdrawn_invitation_opens_nothing_and_is_written_down(boss):
    into = invited(organisation=boss.user.organisation, reason="organisation")
    link = token()
    withdraw_invitation(actor=principal_of(boss.user), invitation=into.pk, at=AT)
    with pytest.raises(InvitationOver):
        look(token=link, address=PLACE, at=AT)
    assert Record.objects.filter(subject=into.pk, event="identity.invitation.withdrawn").exists()


def test_only_an_administrator_touches_an_invitation_and_only_into_their_own_organisation(boss, lawyer):
    into = invited(organisation=boss.user.organisation, reason="organisation")
    elsewhere = invited(email="else@office.example")
    for verb in (invite_again, withdraw_invitation):
        with pytest.raises(NotAdministrator):
            verb(actor=lawyer.principal, invitation=into.pk, at=AT + RESEND_PAUSE)
        with pytest.raises(InvitationUnknown):
            verb(actor=boss.principal, invitation=elsewhere.pk, at=AT + RESEND_PAUSE)
    assert Invitation.objects.count() == 2
