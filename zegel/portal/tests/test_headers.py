"""Every answer carries the same protection, whatever it is: a page, an error, an API answer, a file."""

import pytest
from django.conf import settings
from django.test import Client

from tests.personas import login_half

pytestmark = pytest.mark.django_db

ANSWERS = {
    "a page": ("get", "/login", 200),
    "an unknown page": ("get", "/nothing-here", 404),
    "a refused form": ("post", "/logout", 403),
    "an API refusal": ("get", "/api/me", 401),
    "an unknown API address": ("get", "/api/nothing-here", 404),
    "a wrong method": ("put", "/login", 403),
    "a static file": ("get", "/static/icons.svg", 200),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_nothing_leaves_without_its_headers(what):
    method, path, status = ANSWERS[what]
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    answer.close()
    assert answer.status_code == status
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "'unsafe-inline'" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert ("no-store" in answer["Cache-Control"]) == ("static" not in path)


def test_a_page_that_breaks_tells_nothing_and_is_protected_too(monkeypatch):
    def broken(*_args, **_words):
        raise RuntimeError("geheim")

    monkeypatch.setattr("zegel.portal.session.views.login.render", broken)
    answer = Client(raise_request_exception=False).get("/login")
    assert answer.status_code == 500
    assert "geheim" not in answer.content.decode()
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_session_cookie_is_for_this_host_and_not_for_script(client, clerk):
    body = {"email": clerk.user.email, "login": login_half()}
    assert client.post("/api/login", body, content_type="application/json").status_code == 200
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
