"""The pages around single sign-on: what they show to whom, and that looking at them changes nothing."""

import pytest

from tests.personas import AT, log_in
from zegel.authentication.actions.logins import link_login
from zegel.authentication.models import LinkedLogin, LoginSession, Policy
from zegel.authentication.rules.sso import VerifiedClaims
from zegel.identity.actions.roles import appoint
from zegel.lib.moments import now
from zegel.lib.principal import system


def test_every_provider_has_a_button_by_its_own_name(trip):
    trip.connect(name="second", label="Tweede <pas>")
    page = trip.client.get("/login").content.decode()
    assert 'data-sso="demo-pas"' in page
    assert "Tweede &lt;pas&gt;" in page


def test_without_providers_nothing_is_said_of_them(client, db):
    assert "data-sso" not in client.get("/login").content.decode()


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_the_address_that_a_provider_sends_to_changes_nothing(trip, method):
    words = trip.away()
    address = f"/login/sso/demo-pas?code=code&state={words['state']}&iss={trip.liar.issuer}"
    for _ in range(2):
        answer = getattr(trip.client, method)(address)
        assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "same-origin"
    assert "/token" not in trip.liar.asked
    trip.liar.codes["code"] = words["nonce"]
    # The flow is whole after all that looking.
    assert trip.back(words).json()["code"] == "sso-no-account"


def test_an_unknown_provider_is_no_page(trip):
    assert trip.client.get("/login/sso/other").status_code == 404
    assert trip.client.post("/login/sso/demo-pas").status_code == 405


def test_who_came_by_a_provider_only_opens_their_keys_again(trip, lawyer):
    log_in(trip.client, lawyer, method="external")
    answer = trip.client.get("/login?next=/mail/new")
    assert (answer.status_code, answer["Location"]) == (302, "/login/unlock?next=%2Fmail%2Fnew")
    assert b'data-next="/mail/new"' in trip.client.get(answer["Location"]).content
    assert b'data-next="/start"' in trip.client.get("/login/unlock?next=//evil.example").content


def test_nobody_opens_keys_without_a_login(trip):
    assert trip.client.get("/login/unlock")["Location"].startswith("/login?next=")


def test_security_shows_who_can_be_linked_and_directories_to_their_members_only(trip, lawyer, stranger):
    trip.connect(
        name="kantoor", label="Kantoorlogin", kind="directory", organisation=lawyer.user.organisation_id,
        domains=("office.example",),
    )  # fmt: skip
    link_login(
        actor=lawyer.principal,
        claims=VerifiedClaims(trip.liar.provider(), "abc", "", two_factors=False),
        at=AT,
    )
    log_in(trip.client, lawyer)
    page = trip.client.get("/account/security").content.decode()
    assert f"/api/account/logins/{LinkedLogin.objects.get().pk}" in page
    assert "Kantoorlogin" in page
    log_in(trip.client, stranger)
    page = trip.client.get("/account/security").content.decode()
    assert "Demopas" in page
    assert "Kantoorlogin" not in page


def test_an_administrator_decides_about_passwords_where_there_is_a_directory(trip, lawyer, stranger):
    facts = {"ways": ["sms"], "secret_ways": ["sms"], "number_wait_hours": "24", "sso_only": ["only"]}
    appoint(actor=system("operator"), user=lawyer.user.pk, kind="administrator", at=AT)
    log_in(trip.client, lawyer)
    assert b"sso_only" not in trip.client.get("/organisation/policy").content
    trip.client.post("/organisation/policy", facts)
    assert not Policy.objects.get().sso_only
    trip.connect(kind="directory", organisation=lawyer.user.organisation_id, domains=("office.example",))
    assert b"sso_only" in trip.client.get("/organisation/policy").content
    trip.client.post("/organisation/policy", facts)
    assert Policy.objects.get().sso_only
    log_in(trip.client, stranger)
    assert trip.client.post("/organisation/policy", facts).status_code in {302, 403, 404}
    assert Policy.objects.count() == 1


def test_a_passkey_of_somebody_else_unlocks_nothing(trip, lawyer, stranger):
    from tests.authenticator import Passkey
    from zegel.authentication.actions.passkeys import add_passkey, let_unlock

    at = now()
    challenge = {"challenge": "Y2hhbGxlbmdl", "user_verification": "required"}
    key = Passkey()
    made = add_passkey(
        actor=lawyer.principal,
        host="testserver",
        label="x",
        answer=key.made("Y2hhbGxlbmdl"),
        challenge=challenge,
        at=at,
    )
    let_unlock(actor=lawyer.principal, factor=made.pk, sealed_key=b"age-encryption.org/v1\nsealed", at=at)
    for holder, right in ((stranger, False), (lawyer, True)):
        log_in(trip.client, holder)
        begun = trip.post("account/proof/passkey/begin").json()
        answer = trip.post("account/unlock", credential=key.shown(begun["publicKey"]["challenge"]))
        assert (answer.status_code == 200) is right, answer.content
        assert ("passkeyKey" in answer.json()) is right
    assert LoginSession.objects.count() == 2
