"""The same trips to a certified provider, a real process of its own."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.oidc.certified import certified
from tests.oidc.liar import CLIENT, SECRET
from tests.personas import AT, log_in, login_half, principal_of
from zegel.authentication import oidc_client as broker
from zegel.authentication.actions.logins import link_login
from zegel.authentication.models import LinkedLogin, LoginSession
from zegel.authentication.rules.sso import VerifiedClaims
from zegel.evidence.models import Record
from zegel.identity.models import Invitation, User
from zegel.lib.moments import now
from zegel.notify.models import OutboundMail
from zegel.professions.models import ProfessionLink, RegisterEntry
from zegel.seal.keys import make_user_key

HIGH = "urn:test:substantial"


@pytest.fixture(scope="module")
def issuer():
    here = "http://127.0.0.1:8000"
    address = f"{here}/login/sso/demo-pas"
    with certified(address, ended=f"{here}/ended", back=f"{here}/login?left=1") as provider:
        yield provider


@pytest.fixture
def pas(trip, issuer):
    """The provider, connected; `there` logs in at it and gives the words it sends back."""
    broker.forget()

    def connect(**changes):
        facts = {"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET, "two_factors": (HIGH,)}
        trip.connect(**facts | changes)

    connect()
    trip.reconnect = connect
    return trip


def there(trip, login, path="login/sso/begin", do="in"):
    address = trip.post(path, provider="demo-pas", onward="/mail").json()["address"]
    with httpx.Client(follow_redirects=True) as browser:
        page = browser.get(address)
        answer = browser.post(page.url, data={"login": login, "do": do}, follow_redirects=False)
        while not answer.headers["location"].startswith("http://127.0.0.1:8000"):
            answer = browser.get(answer.url.join(answer.headers["location"]), follow_redirects=False)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def hand_in(trip, words):
    facts = {"state": words["state"], "code": words.get("code", ""), "issuer": words["iss"]}
    return trip.post("login/sso/finish", provider="demo-pas", error=words.get("error", ""), **facts)


def link(trip, holder, subject):
    link_login(
        actor=principal_of(holder.user),
        claims=VerifiedClaims(trip.settings.ENVIRONMENT.providers["demo-pas"], subject, "", False),
        at=AT,
    )


def events(user):
    return list(Record.objects.filter(subject=user.pk).order_by("id").values_list("event", flat=True))


def test_two_factors_there_are_two_factors_here(pas, lawyer):
    link(pas, lawyer, "advocaat")
    answer = hand_in(pas, there(pas, "advocaat hoog")).json()
    assert answer["outcome"] == "in"
    assert answer["me"]["sealedKey"]
    assert answer["me"]["boxes"]
    assert LoginSession.objects.get().method == "external"
    assert {"authentication.sso.linked", "authentication.sso.shown", "authentication.login.succeeded"} <= set(
        events(lawyer.user)
    )


def test_one_factor_there_needs_another_one_here(pas, lawyer):
    link(pas, lawyer, "advocaat")
    User.objects.filter(pk=lawyer.user.pk).update(phone="+31612340000")
    answer = hand_in(pas, there(pas, "advocaat laag")).json()
    assert (answer["outcome"], answer["me"], answer["methods"]) == ("second", None, ["sms"])
    assert not LoginSession.objects.exists()
    assert pas.client.get("/api/me").status_code == 401


def test_one_factor_there_and_none_here_opens_nothing_of_a_court(pas, lawyer):
    link(pas, lawyer, "advocaat")
    answer = hand_in(pas, there(pas, "advocaat laag")).json()
    assert answer["me"]["boxes"] == []
    assert pas.client.get("/api/recipients").json()["code"] == "second-factor-needed"


def test_a_replayed_code_is_refused_by_the_provider_itself(pas, lawyer):
    link(pas, lawyer, "advocaat")
    words = there(pas, "advocaat")
    assert hand_in(pas, words).status_code == 200
    fresh = there(pas, "advocaat")
    answer = hand_in(pas, fresh | {"code": words["code"]})
    assert answer.json()["code"] == "sso-failed"


def test_who_stops_there_is_told_so(pas):
    assert hand_in(pas, there(pas, "advocaat", do="stop")).json()["code"] == "sso-cancelled"


def test_a_login_that_belongs_to_nobody_gets_nobody_in(pas, lawyer):
    answer = hand_in(pas, there(pas, "onbekend"))
    assert answer.json()["code"] == "sso-no-account"
    assert not LoginSession.objects.exists()


def test_who_was_let_out_does_not_come_in_by_another_door(pas, lawyer):
    link(pas, lawyer, "advocaat")
    User.objects.filter(pk=lawyer.user.pk).update(is_active=False)
    assert hand_in(pas, there(pas, "advocaat")).json()["code"] == "sso-no-account"


def test_linking_takes_the_number_along_and_is_told_to_the_owner(pas, lawyer):
    RegisterEntry.objects.create(
        kind="bar", number="A12345", name="mr. A. de Vries", email="lawyer@office.example", status="active", changed_at=AT,
    )  # fmt: skip
    pas.reconnect(number_claim="bar")
    log_in(pas.client, lawyer)
    answer = hand_in(pas, there(pas, "advocaat", "account/logins/begin")).json()
    assert (answer["outcome"], answer["profession"]) == ("linked", "linked")
    assert ProfessionLink.objects.get().user == lawyer.user
    told = OutboundMail.objects.get(kind="security-notice")
    assert (told.to_address, told.params["what"]) == (lawyer.user.email, "sso-linked")
    again = hand_in(pas, there(pas, "ander", "account/logins/begin"))
    assert again.json()["code"] == "sso-already"


def test_a_number_of_somebody_else_is_not_taken_along(pas, stranger):
    RegisterEntry.objects.create(
        kind="bar",
        number="A12345",
        name="mr. A. de Vries",
        email="x@y.example",
        status="active",
        changed_at=AT,
    )
    pas.reconnect(number_claim="bar")
    log_in(pas.client, stranger)
    answer = hand_in(pas, there(pas, "advocaat", "account/logins/begin")).json()
    assert (answer["outcome"], answer["profession"]) == ("linked", "refused")
    assert not ProfessionLink.objects.exists()


def test_a_link_begun_by_one_is_not_finished_by_another(pas, lawyer, stranger):
    log_in(pas.client, lawyer)
    words = there(pas, "advocaat", "account/logins/begin")
    log_in(pas.client, stranger)
    assert hand_in(pas, words).json()["code"] == "sso-over"
    assert not LinkedLogin.objects.exists()


def test_a_login_belongs_to_one_account(pas, lawyer, stranger):
    link(pas, lawyer, "advocaat")
    log_in(pas.client, stranger)
    assert hand_in(pas, there(pas, "advocaat", "account/logins/begin")).json()["code"] == "sso-taken"


def test_linking_asks_for_fresh_proof(pas, lawyer):
    session = log_in(pas.client, lawyer)
    LoginSession.objects.filter(pk=session.pk).update(proved_at=now() - timedelta(minutes=6))
    answer = pas.post("account/logins/begin", provider="demo-pas")
    assert answer.json()["code"] == "proof-needed"


def test_only_a_hash_of_the_name_there_is_kept(pas, lawyer):
    link(pas, lawyer, "999990019")
    row = LinkedLogin.objects.get()
    assert b"999990019" not in bytes(row.digest)
    assert len(bytes(row.digest)) == 32


class TestUnlinking:
    def test_the_owner_unlinks_and_hears_of_it(self, pas, lawyer):
        link(pas, lawyer, "advocaat")
        User.objects.filter(pk=lawyer.user.pk).update(phone="+31612340000")
        log_in(pas.client, lawyer)
        answer = pas.client.delete(f"/api/account/logins/{LinkedLogin.objects.get().pk}")
        assert answer.status_code == 204
        assert "authentication.sso.unlinked" in events(lawyer.user)
        assert OutboundMail.objects.filter(params__what="sso-unlinked").exists()

    def test_a_stranger_does_not(self, pas, lawyer, stranger):
        link(pas, lawyer, "advocaat")
        log_in(pas.client, stranger)
        answer = pas.client.delete(f"/api/account/logins/{LinkedLogin.objects.get().pk}")
        assert answer.json()["code"] == "factor-unknown"

    def test_what_alone_stands_for_a_second_factor_stays(self, pas, lawyer):
        link(pas, lawyer, "advocaat")
        log_in(pas.client, lawyer)
        answer = pas.client.delete(f"/api/account/logins/{LinkedLogin.objects.get().pk}")
        assert answer.json()["code"] == "last-factor"
        assert LinkedLogin.objects.exists()


class TestDirectory:
    @pytest.fixture
    def directory(self, pas, clerk):
        pas.reconnect(
            kind="directory", organisation=clerk.user.organisation_id, domains=("rechtbank.example",),
            scope=("openid", "email", "profile"),
        )  # fmt: skip
        return pas

    def test_a_new_employee_makes_their_keys_and_is_in(self, directory, clerk):
        answer = hand_in(directory, there(directory, "medewerker")).json()
        assert (answer["outcome"], answer["me"]) == ("activate", None)
        assert not OutboundMail.objects.exists()
        seen = directory.post("invitations/look", token=answer["token"]).json()
        assert (seen["email"], seen["sso"]) == ("nieuw.medewerker@rechtbank.example", True)
        assert seen["organisation"] == clerk.user.organisation.name
        accepted = directory.post("invitations/accept", **account(answer["token"]))
        assert accepted.status_code == 204, accepted.content
        user = User.objects.get(email="nieuw.medewerker@rechtbank.example")
        assert user.organisation_id == clerk.user.organisation_id
        me = directory.post("login/sso/enter").json()
        assert me["user"]["email"] == user.email
        assert LoginSession.objects.get().method == "external"
        assert directory.post("login/sso/enter").json()["code"] == "login-over"
        directory.client.cookies.clear()
        assert hand_in(directory, there(directory, "medewerker")).json()["outcome"] == "in"
        assert {"key-custody.account.activated", "authentication.sso.linked"} <= set(events(user))

    def test_who_comes_twice_before_that_gets_another_token(self, directory):
        first = hand_in(directory, there(directory, "medewerker")).json()["token"]
        second = hand_in(directory, there(directory, "medewerker")).json()["token"]
        assert directory.post("invitations/look", token=first).json()["code"] == "invitation-over"
        assert directory.post("invitations/look", token=second).status_code == 200
        assert Invitation.objects.count() == 1

    def test_another_browser_cannot_go_on_with_it(self, directory):
        token = hand_in(directory, there(directory, "medewerker")).json()["token"]
        directory.post("invitations/accept", **account(token))
        directory.client.cookies.clear()
        assert directory.post("login/sso/enter").json()["code"] == "login-over"

    def test_an_address_of_elsewhere_begins_nothing(self, directory):
        assert hand_in(directory, there(directory, "vreemde")).json()["code"] == "sso-not-employee"
        assert hand_in(directory, there(directory, "zonder")).json()["code"] == "sso-not-employee"
        assert not Invitation.objects.exists()

    def test_an_account_with_that_address_is_not_taken_over(self, directory, stranger):
        User.objects.filter(pk=stranger.user.pk).update(email="Nieuw.Medewerker@rechtbank.example")
        assert hand_in(directory, there(directory, "medewerker")).json()["code"] == "sso-address-known"

    def test_an_organisation_can_want_no_passwords(self, directory, clerk):
        from zegel.authentication.models import Policy

        Policy.objects.create(organisation=clerk.user.organisation, sso_only=True)
        facts = {"email": clerk.user.email, "login": login_half()}
        assert directory.post("login", **facts).status_code == 200
        link(directory, clerk, "griffier")
        answer = directory.post("login", **facts)
        assert answer.json()["code"] == "sso-only"
        assert "Demopas" in answer.json()["detail"]
        wrong = directory.post("login", **facts | {"login": "x" * 43 + "="})
        assert wrong.json()["code"] == "login-refused"
        assert hand_in(directory, there(directory, "griffier")).json()["outcome"] == "in"
        answer = directory.client.delete(f"/api/account/logins/{LinkedLogin.objects.get().pk}")
        assert answer.json()["code"] == "sso-last"


def account(token):
    """What a browser hands in for a new account."""
    import base64
    import os

    key = make_user_key()
    sealed = base64.b64encode(b"age-encryption.org/v1\nsealed").decode()
    return {
        "token": token, "name": "N. Medewerker", "language": "nl", "login": base64.b64encode(os.urandom(32)).decode(),
        "salt": base64.b64encode(os.urandom(16)).decode(), "recipient": key.recipient,
        "signingKey": base64.b64encode(key.signing_public).decode(), "sealedKey": sealed, "recovery": sealed,
        "box": {"recipient": key.recipient, "sealedIdentity": sealed},
    }  # fmt: skip
