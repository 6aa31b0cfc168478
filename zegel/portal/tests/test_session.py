"""Coming in and going out: no password on the wire, nobody sent elsewhere, nothing left behind."""

from datetime import timedelta

import pytest

from tests.personas import log_in
from zegel.authentication.models import LoginSession

pytestmark = pytest.mark.django_db


def as_user(client, holder):
    log_in(client, holder)
    return client


def test_a_visitor_reads_what_this_is(client):
    page = client.get("/")
    assert page.status_code == 200
    assert 'href="/login"' in page.content.decode()


def test_who_is_logged_in_goes_to_the_mailbox(client, clerk):
    assert as_user(client, clerk).get("/")["Location"] == "/start"


def test_nothing_on_the_login_form_has_a_name_to_be_sent_under(client):
    text = client.get("/login").content.decode()
    form = text[text.index("data-login") : text.index("</form>", text.index("data-login"))]
    assert 'type="password"' in form
    assert "name=" not in form


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/mail/new?box=1", "/mail/new?box=1"),
        ("https://evil.example/", "/start"),
        ("//evil.example/", "/start"),
        ("/\\evil.example/", "/start"),
        ("javascript:alert(1)", "/start"),
        ("", "/start"),
    ],
)
def test_next_stays_on_this_site(client, wanted, given):
    assert client.get("/login", {"next": wanted}).context["next"] == given


def test_a_session_without_keys_is_asked_for_the_password_and_not_logged_out(client, clerk):
    page = as_user(client, clerk).get("/login")
    assert page.context["relock"]
    assert clerk.user.email in page.content.decode()


def test_logging_out_ends_the_session_and_only_by_post(client, clerk):
    as_user(client, clerk)
    assert client.get("/logout").status_code == 405
    assert client.post("/logout")["Location"] == "/login?left=1"
    assert client.get("/mail")["Location"].startswith("/login")


def test_the_language_is_kept_and_the_reader_comes_back(client):
    answer = client.post("/language", {"language": "en", "next": "/login?next=/mail/new"})
    assert answer["Location"] == "/login?next=/mail/new"
    assert client.get("/login").headers["Content-Language"] == "en"
    assert client.post("/language", {"language": "xx", "next": "//evil.example"})["Location"] == "/"


def test_a_desk_that_locked_itself_leads_back_to_the_draft_and_to_no_other_site(client, clerk):
    as_user(client, clerk)
    draft = "/mail/drafts/00000000-0000-4000-8000-000000000000"
    there = client.post("/logout", {"next": draft})["Location"]
    assert f'data-next="{draft}"' in client.get(there).content.decode()
    assert client.post("/logout", {"next": "https://evil.example/"})["Location"] == "/login?left=1"


@pytest.mark.parametrize(("headers", "kept"), [({"Zegel-Background": "1"}, False), ({}, True)])
def test_a_page_that_asks_by_itself_keeps_nobody_logged_in(client, clerk, headers, kept):
    login = log_in(client, clerk)

    def quiet(minutes):
        rows = LoginSession.objects.filter(pk=login.pk)
        rows.update(seen_at=rows.get().seen_at - timedelta(minutes=minutes))

    quiet(10)
    assert client.get("/api/me", headers=headers).status_code == 200
    quiet(10)
    assert client.get("/api/me", headers=headers).status_code == (200 if kept else 401)


def opening_tag(page):
    text = page.content.decode()
    return text[text.index("<html") : text.index(">", text.index("<html"))]


def test_the_look_is_what_the_device_asks_until_somebody_chooses(client):
    page = client.get("/login")
    assert "data-theme" not in opening_tag(page)
    assert "data-text" not in opening_tag(page)
    assert '<meta name="color-scheme" content="light dark">' in page.content.decode()


def test_a_chosen_look_is_painted_from_the_first_byte_for_strangers_and_after_logging_out(client, clerk):
    asked = client.get("/display", headers={"referer": "http://testserver/help?x=1"})
    answer = client.post("/display", {"theme": "dark", "text": "larger", "next": asked.context["back"]})
    assert answer["Location"] == "/help"
    for page in (client.get("/login"), client.get("/help"), as_user(client, clerk).get("/account")):
        assert 'data-theme="dark" data-text="larger"' in opening_tag(page)
        assert '<meta name="color-scheme" content="dark">' in page.content.decode()
    client.post("/logout")
    assert 'data-theme="dark"' in opening_tag(client.get("/login"))
    chosen = client.get("/display").context["form"].initial
    assert (chosen["theme"], chosen["text"]) == ("dark", "larger")


@pytest.mark.parametrize(
    "cookie", ["", "dark", "dark.huge", 'dark"><script>.large', "....", "system.normal.x"]
)
def test_a_look_that_cannot_be_is_the_usual_one(client, cookie):
    client.cookies["weergave"] = cookie
    page = client.get("/help")
    assert page.status_code == 200
    assert "data-theme" not in opening_tag(page)


def test_a_look_that_is_not_offered_is_refused_and_nothing_is_kept(client):
    page = client.post("/display", {"theme": "pink", "text": "normal"})
    assert page.status_code == 422
    assert "weergave" not in page.cookies


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/help", "//evil.example/", "http://testserver//evil.example/", "x"]
)
def test_the_way_back_from_the_look_stays_on_this_site(client, elsewhere):
    assert client.get("/display", headers={"referer": elsewhere}).context["back"] == ""
    chosen = {"theme": "light", "text": "normal", "next": elsewhere}
    assert client.post("/display", chosen)["Location"] == "/display"
