"""A login that ends at the provider ends here, and only its own word ends it (OpenID Connect Back-Channel Logout)."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.utils.translation import gettext

from tests.oidc.certified import certified
from tests.oidc.liar import CLIENT, SECRET, Liar
from tests.personas import AT, log_in, principal_of
from zegel.authentication import oidc_client as broker
from zegel.authentication.actions.logins import link_login
from zegel.authentication.models import LoginSession
from zegel.authentication.rules.sso import LOGOUT_EVENT, VerifiedClaims
from zegel.evidence.models import Record
from zegel.identity.models import User
from zegel.lib.moments import now

BACK = "http://127.0.0.1:8000/login?left=1"


@pytest.fixture
def linked(trip, lawyer):
    trip.connect(two_factors=("mfa",))
    trip.liar.claims = {"amr": ["mfa"], "sid": "there"}
    link(trip, lawyer)
    return trip


def link(trip, holder, subject="abc"):
    provider = trip.settings.ENVIRONMENT.providers["demo-pas"]
    link_login(
        actor=principal_of(holder.user),
        claims=VerifiedClaims(provider, subject, "", two_factors=False),
        at=AT,
    )


def tell(trip, token, name="demo-pas"):
    """What the provider's server does: a form, without cookie or CSRF token."""
    from django.test import Client

    return Client(enforce_csrf_checks=True).post(f"/api/login/sso/{name}/logout", {"logout_token": token})


def is_in(trip):
    return trip.client.get("/api/me").status_code == 200


class TestItsWord:
    @pytest.mark.parametrize("names", [{}, {"sub": None}, {"sid": None}, {"exp": None}])
    def test_ends_the_session_that_it_began(self, linked, lawyer, names):
        assert linked.whole().json()["outcome"] == "in"
        assert is_in(linked)
        answer = tell(linked, linked.liar.logout(**names))
        assert (answer.status_code, answer["Cache-Control"]) == (204, "no-store")
        assert not is_in(linked)
        record = Record.objects.get(event="authentication.sso.ended")
        body = json.loads(bytes(record.body))
        assert (record.subject, body["actor"]) == (lawyer.user.pk, "service:demo-pas")
        log_in(linked.client, lawyer)
        told = gettext("A login elsewhere ended, and your browsers with it")
        assert told in linked.client.get("/account/activity").content.decode()

    def test_names_one_login_of_several(self, linked, lawyer):
        linked.whole()
        linked.client.cookies.clear()
        linked.liar.claims["sid"] = "another"
        linked.whole()
        tell(linked, linked.liar.logout())
        assert is_in(linked)
        assert LoginSession.objects.filter(ended_at=None).count() == 1
        tell(linked, linked.liar.logout(sid=None))
        assert not is_in(linked)

    def test_ends_a_session_whose_login_had_no_name(self, linked):
        linked.liar.claims["sid"] = None
        linked.whole()
        tell(linked, linked.liar.logout(sub=None))
        assert is_in(linked)
        tell(linked, linked.liar.logout())
        assert not is_in(linked)

    def test_ends_no_login_with_a_password_and_of_nobody_else(self, linked, lawyer, stranger):
        log_in(linked.client, lawyer)
        assert tell(linked, linked.liar.logout()).status_code == 204
        assert is_in(linked)
        linked.client.cookies.clear()
        linked.whole()
        assert tell(linked, linked.liar.logout(sub="somebody else")).status_code == 204
        assert is_in(linked)

    def test_ends_what_needed_a_second_step_here(self, linked, lawyer, monkeypatch):
        linked.liar.claims["amr"] = ["pwd"]
        User.objects.filter(pk=lawyer.user.pk).update(phone="+31612340000")
        assert linked.whole().json()["outcome"] == "second"
        monkeypatch.setattr("zegel.api.session.login.prove", lambda **_: None)
        assert linked.post("login/second", method="sms", code="000000").status_code == 200
        assert LoginSession.objects.get().method == "sms"
        tell(linked, linked.liar.logout())
        assert not is_in(linked)


class TestNobodyElsesWord:
    @pytest.mark.parametrize(
        "lie",
        [
            {"iss": "https://evil.example"}, {"aud": "somebody"}, {"aud": None}, {"iat": None},
            {"iat": int(now().timestamp()) - 3600, "exp": None}, {"iat": int(now().timestamp()) + 3600},
            {"exp": int(now().timestamp()) - 3600}, {"nonce": "n"}, {"nonce": ""}, {"events": None},
            {"events": {}}, {"events": {LOGOUT_EVENT: "x"}}, {"events": [LOGOUT_EVENT]}, {"events": "x"}, {"jti": None},
            {"jti": ""}, {"sub": None, "sid": None}, {"sub": ["abc"], "sid": {}}, {"iat": "yesterday"}, {"iat": float("nan")},
        ],
    )  # fmt: skip
    def test_a_token_that_does_not_hold_ends_nothing(self, linked, lie):
        linked.whole()
        answer = tell(linked, linked.liar.logout(**lie))
        assert (answer.status_code, answer.json()["code"]) == (400, "sso-logout-refused")
        assert is_in(linked)

    @pytest.mark.parametrize("signed", ["none", "HS256 public", "HS256 secret"])
    def test_no_signature_or_one_of_ours_ends_nothing(self, linked, signed):
        linked.whole()
        linked.liar.signed = signed
        assert tell(linked, linked.liar.logout()).status_code == 400
        assert is_in(linked)

    def test_a_token_works_once(self, linked):
        linked.whole()
        token = linked.liar.logout(sid=None)
        assert tell(linked, token).status_code == 204
        linked.client.cookies.clear()
        linked.whole()
        assert tell(linked, token).status_code == 400
        assert is_in(linked)

    def test_another_provider_ends_nothing(self, linked, lawyer):
        other = Liar()
        try:
            linked.whole()
            known = dict(linked.settings.ENVIRONMENT.providers)
            from dataclasses import replace

            known["other"] = other.provider(name="other")
            linked.settings.ENVIRONMENT = replace(linked.settings.ENVIRONMENT, providers=known)
            assert tell(linked, other.logout()).status_code == 400
            assert tell(linked, other.logout(iss=linked.liar.issuer)).status_code == 400
            assert tell(linked, linked.liar.logout(), "other").status_code == 400
            # Its own people have the same names, but they are others.
            assert tell(linked, other.logout(), "other").status_code == 204
            assert is_in(linked)
        finally:
            other.stop()

    def test_an_id_token_is_no_logout_token_nor_the_other_way_round(self, linked):
        linked.whole()
        assert tell(linked, linked.liar.token("nonce")).status_code == 400
        assert tell(linked, linked.liar.sign({"x": 1})).status_code == 400
        words = linked.away()
        linked.liar.claims = {"events": {LOGOUT_EVENT: {}}, "jti": "x", "nonce": None}
        assert linked.back(words).json()["code"] == "sso-failed"
        assert is_in(linked)

    def test_another_kind_of_token_is_not_taken(self, linked):
        linked.whole()
        claims = json.loads(_payload(linked.liar.logout()))
        assert tell(linked, linked.liar.sign(claims, "at+jwt")).status_code == 400
        assert is_in(linked)
        assert tell(linked, linked.liar.sign(claims, "logout+jwt")).status_code == 204
        assert not is_in(linked)

    def test_who_keeps_guessing_is_not_heard(self, linked):
        answers = [tell(linked, "x.y.z").status_code for _ in range(31)]
        assert (answers[0], answers[-1]) == (400, 429)

    def test_nonsense_gets_an_answer(self, linked):
        assert tell(linked, "é" * 9000).status_code == 400
        assert tell(linked, linked.liar.logout(), "unknown").status_code == 404
        assert linked.client.get("/api/login/sso/demo-pas/logout").status_code == 405
        assert linked.client.post("/api/login/sso/demo-pas/logout").status_code == 422
        linked.liar.status, linked.liar.raw = 500, b"x"
        broker.forget()
        assert tell(linked, linked.liar.logout()).status_code == 503


class TestOutThereToo:
    def test_who_came_by_a_provider_opens_keys_apart_and_can_log_out_there(self, linked, lawyer):
        linked.liar.claims["amr"] = ["pwd"]
        linked.whole()
        answer = linked.client.get("/login?next=/mail/new")
        assert answer["Location"] == "/login/unlock?next=%2Fmail%2Fnew"
        page = linked.client.get("/login/unlock?new&next=/mail/new").content.decode()
        assert 'id="logout"' in page
        assert "Demopas" in page
        assert 'data-sso=""' in page

    def test_who_logs_out_here_is_led_to_log_out_there(self, linked):
        linked.liar.metadata["end_session_endpoint"] = linked.liar.issuer + "/end"
        linked.whole()
        answer = linked.client.post("/logout")
        assert answer["Location"] == "/login?left=1&at=demo-pas"
        assert 'data-still="demo-pas"' in linked.client.get(answer["Location"]).content.decode()
        address = urlsplit(linked.post("login/sso/leave", provider="demo-pas").json()["address"])
        assert f"{address.scheme}://{address.netloc}{address.path}" == linked.liar.issuer + "/end"
        assert parse_qs(address.query) == {"client_id": [CLIENT], "post_logout_redirect_uri": [BACK]}

    @pytest.mark.parametrize("endpoint", ["https://evil.example/end", 3, "javascript:alert(1)", ""])
    def test_nobody_is_led_elsewhere(self, linked, endpoint):
        linked.liar.metadata["end_session_endpoint"] = endpoint
        answer = linked.post("login/sso/leave", provider="demo-pas")
        assert (answer.status_code, answer.json()["code"]) == (409, "sso-no-logout")

    def test_a_password_is_of_no_provider(self, linked, lawyer):
        log_in(linked.client, lawyer)
        answer = linked.client.post("/logout")
        assert answer["Location"] == "/login?left=1"
        assert b"data-still" not in linked.client.get("/login?left=1&at=nobody").content


class _Ear:
    """The address that a provider tells of logouts: keeps what it is told."""

    def __init__(self):
        ear = self
        self.heard = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                ear.heard.append(parse_qs(text)["logout_token"][0])
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_words):
                """Tests are quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def test_a_certified_provider_is_understood_when_somebody_logs_out_there(trip, lawyer):
    ear = _Ear()
    try:
        with certified("http://127.0.0.1:8000/login/sso/demo-pas", ended=ear.address, back=BACK) as issuer:
            broker.forget()
            trip.connect(
                issuer=issuer, client_id=CLIENT, client_secret=SECRET, two_factors=("urn:test:substantial",)
            )
            link(trip, lawyer, "advocaat")
            address = trip.post("login/sso/begin", provider="demo-pas", onward="/mail").json()["address"]
            with httpx.Client(follow_redirects=True) as browser:
                page = browser.get(address)
                answer = browser.post(page.url, data={"login": "advocaat"}, follow_redirects=False)
                while not answer.headers["location"].startswith("http://127.0.0.1:8000"):
                    answer = browser.get(answer.url.join(answer.headers["location"]), follow_redirects=False)
                words = {k: v[0] for k, v in parse_qs(urlsplit(answer.headers["location"]).query).items()}
                facts = {"state": words["state"], "code": words["code"], "issuer": words["iss"]}
                assert trip.post("login/sso/finish", provider="demo-pas", **facts).json()["outcome"] == "in"
                assert LoginSession.objects.get().there_digest
                leave = trip.post("login/sso/leave", provider="demo-pas").json()["address"]
                asked = browser.get(leave)
                secret = asked.text.split('name="xsrf" value="')[1].split('"')[0]
                form = {"xsrf": secret, "logout": "yes"}
                last = browser.post(f"{issuer}/session/end/confirm", data=form, follow_redirects=False)
            assert last.headers["location"] == BACK
            [token] = ear.heard
            assert is_in(trip)
            assert tell(trip, token).status_code == 204
            assert not is_in(trip)
    finally:
        ear.server.shutdown()
        ear.server.server_close()


def _payload(token):
    import base64

    part = token.split(".")[1]
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
