"""Where an organisation lets people in by its own login only, a passkey is no way around it, and from the day it sets
nothing opens for who has not linked that login."""

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest
from django.test import Client

from tests.authenticator import Passkey
from tests.personas import log_in
from zegel.authentication.actions.passkeys import add_passkey
from zegel.authentication.models import LinkedLogin, LoginSession, Policy
from zegel.authentication.rules.sso import Provider
from zegel.evidence.models import Record
from zegel.identity.actions.roles import appoint
from zegel.identity.models import User
from zegel.lib.moments import amsterdam, now
from zegel.lib.principal import system

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
        actor=clerk.principal, host="testserver", label="Sleutel", answer=made, challenge=CHALLENGE, at=now()
    )
    client = Client()
    begun = client.post("/api/login/passkey/begin", {}, content_type="application/json").json()
    body = {"credential": key.shown(begun["publicKey"]["challenge"])}
    answer = client.post("/api/login/passkey", body, content_type="application/json")
    assert answer.status_code == status, answer.content
    assert LoginSession.objects.filter(user=clerk.user).exists() is not only
    if only:
        assert answer.json()["code"] == "sso-only"


TODAY = amsterdam(now()).date()


@pytest.fixture
def directory(clerk, settings):
    """The clerk's court has a login of its own and wants it; the clerk has not linked it."""
    here = clerk.user.organisation
    provider = Provider("directory", "Directory", "directory", "https://id.example", "zegel", "s", here.pk)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, providers={"directory": provider})
    return lambda **facts: Policy.objects.update_or_create(
        organisation=here, defaults={"sso_only": True} | facts
    )


def link(holder):
    LinkedLogin.objects.create(user=holder.user, provider="directory", digest=bytes(32), made_at=now())


def in_as(holder, method="totp"):
    client = Client()
    log_in(client, holder, method=method)
    return client


@pytest.mark.parametrize("day", [None, TODAY + timedelta(days=1)])
def test_until_the_day_an_unlinked_member_is_told_and_goes_on(directory, clerk, day):
    directory(sso_from=day)
    client = in_as(clerk)
    page = client.get(f"/mail/{clerk.box.pk}/in")
    assert page.status_code == 200
    assert 'href="/account/security"' in page.content.decode()
    assert "Directory" in page.content.decode()
    assert client.get("/api/recipients").status_code == 200
    link(clerk)
    assert "Directory" not in client.get(f"/mail/{clerk.box.pk}/in").content.decode()


def test_from_the_day_nothing_opens_but_the_way_to_link(directory, clerk, stranger):
    directory(sso_from=TODAY)
    client = in_as(clerk)
    assert client.get(f"/mail/{clerk.box.pk}/in")["Location"] == "/account/security?needed=1"
    answer = client.get("/api/recipients")
    assert (answer.status_code, answer.json()["code"]) == (403, "sso-link-needed")
    assert client.get("/api/me").json()["boxes"] == []
    page = client.get("/account/security").content.decode()
    assert 'data-action="login-directory"' in page
    assert "Directory" in client.get("/account/security").content.decode()
    # Not the second step is what they lack, and who works elsewhere lacks nothing.
    assert in_as(clerk, "").get("/api/recipients").json()["code"] == "second-factor-needed"
    assert in_as(stranger).get("/api/recipients").status_code == 200
    link(clerk)
    assert client.get("/api/recipients").status_code == 200


def test_who_wants_no_such_thing_any_more_or_has_no_login_shuts_out_nobody(directory, clerk, settings):
    directory(sso_from=TODAY, sso_only=False)
    assert in_as(clerk).get("/api/recipients").status_code == 200
    directory(sso_from=TODAY)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, providers={})
    assert in_as(clerk).get("/api/recipients").status_code == 200


def test_programs_have_no_such_login(directory, clerk):
    directory(sso_from=TODAY)
    User.objects.filter(pk=clerk.user.pk).update(kind="service")
    assert in_as(clerk, "").get("/api/recipients").status_code == 200


class TestSettingTheDay:
    FORM: ClassVar = {
        "ways": ["sms"],
        "secret_ways": ["sms"],
        "number_wait_hours": "24",
        "sso_only": ["only"],
    }

    def test_an_administrator_links_first_and_then_sets_it(self, directory, clerk):
        appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=now())
        client = in_as(clerk)
        wanted = self.FORM | {"sso_from": TODAY.isoformat()}
        assert client.post("/organisation/policy", wanted).status_code == 422
        link(clerk)
        assert client.post("/organisation/policy", wanted).status_code == 302
        assert Policy.objects.get().sso_from == TODAY
        assert f'value="{TODAY.isoformat()}"' in client.get("/organisation/policy").content.decode()
        record = Record.objects.get(event="authentication.policy.changed")
        assert TODAY.isoformat().encode() in bytes(record.body)
        client.post("/organisation/policy", self.FORM | {"sso_from": ""})
        assert Policy.objects.get().sso_from is None

    @pytest.mark.parametrize("day", ["31-12-2026", "2026-02-30", "morgen"])
    def test_no_day_is_told_beside_the_field(self, directory, clerk, day):
        appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=now())
        link(clerk)
        answer = in_as(clerk).post("/organisation/policy", self.FORM | {"sso_from": day})
        assert answer.status_code == 422
        assert not Policy.objects.exists()

    def test_a_member_sets_none(self, directory, clerk):
        link(clerk)
        in_as(clerk).post("/organisation/policy", self.FORM | {"sso_from": TODAY.isoformat()})
        assert not Policy.objects.exists()
