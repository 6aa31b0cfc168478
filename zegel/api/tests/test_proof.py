"""Showing that it is you, and again: a stolen session cookie makes nobody the owner, and the owner's browser does not wait."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from tests.personas import log_in, login_half, principal_of
from zegel.authentication.actions.sessions import Visitor, start_session
from zegel.authentication.models import LoginAttempt
from zegel.authentication.rules.login import TRIES_ACCOUNT, TRIES_SECOND, account_key, second_keys
from zegel.identity.models import User
from zegel.lib.moments import now
from zegel.web_session.cookies import device_name


@pytest.fixture
def attacked(lawyer):
    """An account whose codes and password somebody guesses at, from everywhere."""
    User.objects.filter(pk=lawyer.user.pk).update(phone="+31612345678")
    keys = [second_keys(lawyer.user.pk, "192.0.2.1")[1]] * (TRIES_SECOND + 9)
    keys += [account_key(lawyer.user.email)] * (TRIES_ACCOUNT + 9)
    LoginAttempt.objects.bulk_create(LoginAttempt(key=key, at=now()) for key in keys)
    return lawyer


@pytest.mark.parametrize(("method", "refusal"), [("sms", "factor-refused"), ("password", "login-refused")])
def test_only_a_known_browser_does_not_wait_for_what_others_guess(attacked, method, refusal):
    body = {"method": method, "code": "0" * 44 if method == "password" else "000000"}
    client = Client()
    log_in(client, attacked)
    answer = client.post("/api/account/proof", body, content_type="application/json")
    assert answer.json()["code"] == "too-many-tries"
    begun = start_session(
        actor=principal_of(attacked.user), method="sms", visitor=Visitor("Firefox", "192.0.2.9"), at=now()
    )
    client.cookies[device_name(attacked.user)] = begun.device
    answer = client.post("/api/account/proof", body, content_type="application/json")
    assert answer.json()["code"] == refusal


def test_a_first_step_with_an_old_password_is_none(lawyer):
    """Who was halfway with a stolen password when its owner chose another begins anew."""
    User.objects.filter(pk=lawyer.user.pk).update(phone="+31612345678")
    client, body = Client(), {"email": lawyer.user.email, "login": login_half()}
    assert client.post("/api/login", body, content_type="application/json").json()["methods"] == ["sms"]
    User.objects.filter(pk=lawyer.user.pk).update(password=make_password("another"))
    answer = client.post("/api/login/code", {}, content_type="application/json")
    assert answer.json()["code"] == "login-over"
