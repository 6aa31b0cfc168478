"""Where an organisation lets people in by its own login only, a passkey is no way around it."""

from dataclasses import replace

import pytest
from django.test import Client

from tests.authenticator import Passkey
from zegel.accounts.actions.passkeys import add_passkey
from zegel.accounts.models import LinkedLogin, LoginSession, Policy
from zegel.accounts.rules.sso import Provider
from zegel.lib.moments import now

from .factor_calls import CHALLENGE


@pytest.mark.parametrize(("only", "status"), [(False, 200), (True, 403)])
def test_a_passkey_alone_does_not_pass_by_the_login_of_the_organisation(clerk, settings, only, status):
    here, key = clerk.user.organisation, Passkey()
    directory = Provider("directory", "Directory", "directory", "https://id.example", "zegel", "s", here.pk)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, providers={"directory": directory})
    LinkedLogin.objects.create(user=clerk.user, provider="directory", digest=bytes(32), made_at=now())
    Policy.objects.create(organisation=here, sso_only=only)
    made = key.made(CHALLENGE["challenge"])
    add_passkey(
        user=clerk.user, host="testserver", label="Sleutel", answer=made, challenge=CHALLENGE, at=now()
    )
    client = Client()
    begun = client.post("/api/login/passkey/begin", {}, content_type="application/json").json()
    body = {"credential": key.shown(begun["publicKey"]["challenge"])}
    answer = client.post("/api/login/passkey", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    assert LoginSession.objects.filter(user=clerk.user).exists() is not only
    if only:
        assert answer.json()["code"] == "sso-only"
