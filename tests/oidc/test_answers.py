"""Whatever a provider, or who stands between, says: only the truth for this very login lets anybody in."""

from datetime import timedelta

import pytest

from tests.personas import AT
from zegel.authentication import oidc_client as broker
from zegel.authentication.actions.logins import link_login
from zegel.authentication.models import LoginSession
from zegel.authentication.rules.sso import VerifiedClaims
from zegel.lib.moments import now


@pytest.fixture
def linked(trip, lawyer):
    """The lawyer's account is linked to what the provider calls `abc`."""
    told = VerifiedClaims(trip.liar.provider(), "abc", "", two_factors=False)
    link_login(actor=lawyer.principal, claims=told, at=AT)
    return lawyer


def refused(answer, code):
    assert answer.json()["code"] == code, answer.content
    assert 400 <= answer.status_code <= 503
    assert not LoginSession.objects.exists()


def test_who_is_linked_gets_in_with_what_they_asked_for(trip, linked):
    words = trip.away(onward="/mail/new")
    assert words["redirect_uri"] == "http://127.0.0.1:8000/login/sso/demo-pas"
    assert words["code_challenge_method"] == "S256"
    answer = trip.back(words).json()
    assert (answer["outcome"], answer["onward"]) == ("in", "/mail/new")
    assert answer["me"]["user"]["email"] == linked.user.email
    assert trip.liar.forms[0]["code_verifier"]
    assert trip.liar.forms[0]["redirect_uri"] == words["redirect_uri"]


def test_no_claim_of_another_login_is_taken(trip, linked):
    at = int(now().timestamp())
    lies = [
        {"nonce": "another"}, {"nonce": None}, {"aud": "somebody-else"}, {"aud": None}, {"aud": []},
        {"aud": ["zegel", "other"]}, {"azp": "other"}, {"iss": "https://evil.example"}, {"iss": None},
        {"exp": at - 120}, {"exp": None}, {"exp": "tomorrow"}, {"iat": at + 600}, {"iat": None}, {"nbf": at + 600},
        {"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "x" * 300},
    ]  # fmt: skip
    for lie in lies:
        trip.liar.claims = lie
        refused(trip.whole(), "sso-failed")


def test_a_clock_that_is_a_minute_off_is_forgiven(trip, linked):
    at = int(now().timestamp())
    trip.liar.claims = {"iat": at + 30, "exp": at - 30}
    assert trip.whole().json()["outcome"] == "in"


@pytest.mark.parametrize("signed", ["none", "HS256 public", "HS256 secret"])
def test_no_token_that_anybody_could_sign_is_taken(trip, linked, signed):
    trip.liar.signed = signed
    refused(trip.whole(), "sso-failed")


def test_a_new_key_is_asked_for_and_an_invented_one_is_not_trusted(trip, linked, monkeypatch):
    assert trip.whole().status_code == 200
    LoginSession.objects.all().delete()
    monkeypatch.setattr(broker, "ASK_AGAIN", timedelta(0))
    trip.liar.rotate()
    assert trip.whole().json()["outcome"] == "in"
    LoginSession.objects.all().delete()
    # The provider publishes one key and another one signs.
    words = trip.away()
    published = trip.liar.key
    trip.liar.rotate()
    signing, trip.liar.key = trip.liar.key, published
    monkeypatch.setattr(
        trip.liar, "token", lambda nonce: type(trip.liar).token(_with(trip.liar, signing), nonce)
    )
    refused(trip.back(words), "sso-failed")


def _with(liar, key):
    import copy

    other = copy.copy(liar)
    other.key = key
    return other


def test_invented_keys_do_not_make_us_ask_all_day(trip, linked):
    trip.liar.claims = {}
    trip.whole()
    asked = trip.liar.asked.count("/keys")
    for _ in range(3):
        trip.liar.rotate()
        trip.whole()
    assert trip.liar.asked.count("/keys") == asked


def test_an_answer_is_good_for_one_browser_one_time_and_one_provider(trip, linked, client):
    words = trip.away()
    assert trip.back(words).json()["outcome"] == "in"
    LoginSession.objects.all().delete()
    refused(trip.back(words), "sso-over")
    words = trip.away()
    client.cookies.clear()
    refused(trip.back(words), "sso-over")
    trip.connect(name="other")
    words = trip.away()
    refused(trip.back(words, provider="other"), "sso-over")
    # The state is used up, also by an answer that was refused.
    refused(trip.back(words), "sso-over")


def test_a_code_that_is_used_or_stolen_is_worth_nothing(trip, linked):
    words = trip.away()
    refused(trip.back(words, code="stolen"), "sso-failed")


def test_an_answer_of_another_issuer_is_refused(trip, linked):
    """RFC 9207: mix-up."""
    refused(trip.back(trip.away(), issuer="https://evil.example"), "sso-failed")
    assert trip.back(trip.away(), issuer=trip.liar.issuer).json()["outcome"] == "in"
    LoginSession.objects.all().delete()
    broker.forget()
    trip.liar.metadata = {"authorization_response_iss_parameter_supported": True}
    refused(trip.back(trip.away()), "sso-failed")


def test_who_waits_too_long_begins_again(trip, linked, monkeypatch):
    words = trip.away()
    monkeypatch.setattr("zegel.authentication.actions.sso.FLOW_LIFE", timedelta(0))
    refused(trip.back(words), "sso-over")


def test_who_stops_there_is_told_so(trip, linked):
    refused(trip.back(trip.away(), code="", error="access_denied"), "sso-cancelled")


def test_a_level_below_what_the_operator_asks_is_refused(trip, linked):
    trip.connect(kind="citizen", acr=("substantial", "high"))
    for lie in ({"acr": "low"}, {"acr": None}, {"acr": ["high"]}):
        trip.liar.claims = lie
        refused(trip.whole(), "sso-too-weak")
    trip.liar.claims = {"acr": "high"}
    words = trip.away()
    assert words["acr_values"] == "substantial high"
    assert trip.back(words).json()["outcome"] == "in"


@pytest.mark.parametrize(
    "broken",
    [
        {"status": 500}, {"status": 302}, {"raw": b"<html>"}, {"raw": b"[]"}, {"raw": b"\xff"}, {"raw": b"[" * 100_000},
        {"raw": b"x" * 300_000}, {"metadata": {"issuer": "https://evil.example"}},
        {"metadata": {"jwks_uri": "http://169.254.169.254/latest"}}, {"metadata": {"token_endpoint": "file:///etc"}},
        {"metadata": {"token_endpoint": 7}}, {"metadata": {"authorization_endpoint": "javascript:alert(1)"}},
    ],
)  # fmt: skip
def test_a_provider_that_answers_badly_is_an_outage_and_no_crash(trip, linked, broken):
    for name, value in broken.items():
        setattr(trip.liar, name, value)
    answer = trip.post("login/sso/begin", provider="demo-pas")
    refused(answer, "sso-unavailable")
    assert "/elsewhere" not in trip.liar.asked


def test_keys_that_are_none_are_an_outage(trip, linked):
    for keys in ({"keys": "x"}, {"keys": [{"kty": "EC"}]}, {}):
        words = trip.away()
        broker.forget()
        trip.liar.answer = _keys(type(trip.liar).answer, trip.liar, keys)
        refused(trip.back(words), "sso-unavailable")
        del trip.liar.answer


def _keys(honest, liar, keys):
    return lambda path, form, head: (200, keys) if path == "/keys" else honest(liar, path, form, head)


def test_a_provider_that_is_not_there_is_an_outage(trip, linked):
    trip.liar.stop()
    refused(trip.post("login/sso/begin", provider="demo-pas"), "sso-unavailable")


def test_many_wrong_answers_shut_the_door_for_that_network(trip, linked, monkeypatch):
    monkeypatch.setattr("zegel.authentication.actions.sso.FAILURES", 3)
    trip.liar.claims = {"nonce": "another"}
    for _ in range(3):
        refused(trip.whole(), "sso-failed")
    refused(trip.whole(), "too-many-tries")


def test_no_page_elsewhere_is_a_place_to_go_on_to(trip, client):
    page = client.get("/login/sso/demo-pas?next=//evil.example")
    assert b'data-next="/start"' in page.content
