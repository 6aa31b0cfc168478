"""Logging in: guessing stops, the owner does not pay for it, and a stranger cannot tell who has an account."""

import base64
import os
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import connection

from tests.personas import AT, login_half
from zegel.authentication import hashers
from zegel.authentication.actions.login import forget_attempts, log_in
from zegel.authentication.errors.limits import TooManyTries
from zegel.authentication.errors.login import LoginRefused
from zegel.authentication.models import LoginAttempt
from zegel.authentication.queries.login import password_salt
from zegel.authentication.rules.login import TRIES_ADDRESS, TRIES_PAIR, WINDOW, attempt_keys
from zegel.identity.models import User

EMAIL = "lawyer@office.example"
HOME, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def try_once(email=EMAIL, login=None, address=ELSEWHERE, at=AT):
    return log_in(
        email=email, login=login or base64.b64encode(os.urandom(32)).decode(), address=address, at=at
    )


def fail(times, **where):
    for _ in range(times):
        with pytest.raises(LoginRefused):
            try_once(**where)


@pytest.fixture
def quick(monkeypatch):
    """A hash that costs nothing, where a test needs hundreds."""
    monkeypatch.setattr(
        "zegel.authentication.actions.login.check_password", lambda login, _hash: login == login_half()
    )


def test_the_right_half_lets_in_whatever_the_capitals(lawyer):
    assert try_once(login=login_half()) == lawyer.user
    assert try_once(email="Lawyer@OFFICE.example", login=login_half()) == lawyer.user


@pytest.mark.parametrize(
    "typed",
    ["\u200b lawyer@office.example\u00a0", "law\u00adyer@office.example", "ｌａｗｙｅｒ＠ｏｆｆｉｃｅ．ｅｘａｍｐｌｅ", "\ufeffLawyer@office。example"],
    ids=["unseen signs around", "soft hyphen", "wide", "mark and full stop"],
)  # fmt: skip
def test_another_spelling_of_the_right_address_is_no_wrong_try(lawyer, quick, typed):
    assert password_salt(typed) == bytes(lawyer.user.password_salt)
    assert try_once(email=typed, login=login_half()) == lawyer.user
    assert not LoginAttempt.objects.exists()


def test_an_address_is_counted_once_however_it_is_spelled(lawyer, quick):
    fail(TRIES_PAIR - 1)
    fail(1, email="law\u00adyer@office.example")
    with pytest.raises(TooManyTries):
        try_once(email="\u200b" + EMAIL)


def test_a_domain_with_letters_of_its_own_is_found_as_it_is_kept(lawyer, quick):
    User.objects.filter(pk=lawyer.user.pk).update(email="info@xn--strae-oqa.example")
    assert try_once(email="info@straße.example", login=login_half()) == lawyer.user


def test_guessing_at_one_account_from_one_address_stops(lawyer, quick):
    fail(TRIES_PAIR)
    with pytest.raises(TooManyTries):
        try_once()
    with pytest.raises(TooManyTries):
        try_once(login=login_half())
    with pytest.raises(TooManyTries):
        try_once(email=EMAIL.upper(), login=login_half())


def test_a_letter_that_only_the_database_takes_for_another_finds_nobody(lawyer, quick):
    """`İ` is an `i` to the database and not to the counts: it would tell who has an account, and double the guesses."""
    User.objects.filter(pk=lawyer.user.pk).update(email="griffie@office.example")
    odd = "GR\u0130FFIE@office.example"
    assert password_salt(odd) != bytes(lawyer.user.password_salt)
    with pytest.raises(LoginRefused):
        try_once(email=odd, login=login_half())


def test_the_owner_still_gets_in_from_another_address(lawyer, quick):
    fail(TRIES_PAIR)
    assert try_once(login=login_half(), address=HOME) == lawyer.user


def test_a_colleague_behind_the_same_address_still_gets_in(lawyer, clerk, quick):
    fail(TRIES_PAIR)
    assert try_once(email=clerk.user.email, login=login_half()) == clerk.user


def test_after_the_window_one_may_try_again(lawyer, quick):
    fail(TRIES_PAIR)
    assert try_once(login=login_half(), at=AT + WINDOW) == lawyer.user


def test_guessing_at_many_accounts_from_one_address_stops(lawyer, quick):
    for number in range(TRIES_ADDRESS):
        fail(1, email=f"nobody{number}@elsewhere.example")
    with pytest.raises(TooManyTries):
        try_once(login=login_half())
    assert try_once(login=login_half(), address=HOME) == lawyer.user


@pytest.mark.parametrize(
    ("first", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("not an address", "not an address", True),
    ],
)
def test_all_addresses_of_one_visitor_count_as_one(first, other, same):
    """Whoever has IPv6 has 2⁶⁴ addresses."""
    keys = [attempt_keys("a@b.example", address) for address in (first, other)]
    assert (keys[0] == keys[1]) is same


def test_guessing_at_an_address_without_account_stops_in_the_same_way(lawyer, quick):
    fail(TRIES_PAIR, email="nobody@elsewhere.example")
    with pytest.raises(TooManyTries) as unknown:
        try_once(email="nobody@elsewhere.example")
    fail(TRIES_PAIR)
    with pytest.raises(TooManyTries) as known:
        try_once()
    assert (unknown.value.code, unknown.value.details) == (known.value.code, known.value.details)


def test_a_right_password_uses_up_no_tries(lawyer, quick):
    for _ in range(TRIES_PAIR + 1):
        try_once(login=login_half())
    assert not LoginAttempt.objects.exists()


def test_tries_are_forgotten(lawyer, quick):
    fail(2)
    forget_attempts(before=AT + timedelta(seconds=1))
    assert not LoginAttempt.objects.exists()


def test_who_tried_where_is_not_kept_in_the_clear(lawyer, quick):
    fail(1)
    assert not [
        attempt for attempt in LoginAttempt.objects.all() if EMAIL in attempt.key or ELSEWHERE in attempt.key
    ]


def test_an_inactive_account_is_as_unknown_as_none(lawyer):
    before = password_salt(EMAIL)
    User.objects.update(is_active=False)
    with pytest.raises(LoginRefused):
        try_once(login=login_half())
    assert password_salt(EMAIL) != before
    assert len(password_salt(EMAIL)) == 16


def test_a_salt_says_nothing_of_whether_there_is_an_account(lawyer):
    known, unknown = password_salt(EMAIL), password_salt("nobody@elsewhere.example")
    assert (type(known), len(known)) == (type(unknown), len(unknown))
    assert unknown == password_salt("Nobody@Elsewhere.example") == password_salt("nobody@elsewhere.example")
    assert unknown != password_salt("nobody2@elsewhere.example")


@pytest.mark.parametrize("email", [EMAIL, "nobody@elsewhere.example", "", "é@ü.example"])
def test_every_refusal_costs_one_hash(lawyer, email):
    with (
        patch.object(
            hashers.LoginHalfHasher, "verify", autospec=True, side_effect=hashers.LoginHalfHasher.verify
        ) as verify,
        patch.object(
            hashers.LoginHalfHasher, "encode", autospec=True, side_effect=hashers.LoginHalfHasher.encode
        ) as encode,
    ):
        with pytest.raises(LoginRefused) as refused:
            try_once(email=email)
        assert (verify.call_count, encode.call_count) == (1, 0)
    assert (refused.value.code, refused.value.details) == ("login-refused", {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("email", [EMAIL, "nobody@elsewhere.example"])
def test_no_transaction_is_open_while_a_password_is_hashed(email):
    from tests.personas import make_holder

    make_holder("mr. A. de Vries", EMAIL)
    open_ones = []
    verify = hashers.LoginHalfHasher.verify

    def look(self, password, encoded):
        open_ones.append(connection.in_atomic_block)
        # The server's own word: is anything of this session held open?
        open_ones.append(connection.connection.info.transaction_status.name != "IDLE")
        return verify(self, password, encoded)

    with patch.object(hashers.LoginHalfHasher, "verify", look), pytest.raises(LoginRefused):
        try_once(email=email)
    assert open_ones == [False, False]


def test_an_account_is_found_by_index_however_many_there_are(lawyer):
    """`UPPER(email)` has no index; thousands of accounts would be read for every login."""
    from zegel.identity.queries.people import active_user

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, parameters = active_user(EMAIL).query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", parameters)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "user_email_once" in plan


def test_the_password_itself_is_no_login(lawyer):
    from tests.personas import PASSWORD

    with pytest.raises(LoginRefused):
        try_once(login=PASSWORD)
