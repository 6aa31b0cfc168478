"""The page on which somebody chooses when mails come and what they see first, and what comes of it."""

import pytest
from django.test import Client

from tests.personas import log_in, make_holder
from zegel.boxes.actions import choose_first_page
from zegel.boxes.models import Container
from zegel.lib.moments import now

PAGE = "/account/notifications"


@pytest.fixture
def judge(db):
    """Works at a court and has a mailbox of their own."""
    return make_holder("mr. R. Rechter", "rechter@court.example", court=True)


def saved(client, **facts):
    return client.post(PAGE, {"notices": "at_once", "first_page": ""} | facts)


def test_what_is_chosen_is_kept_and_shown(client, judge):
    log_in(client, judge)
    assert saved(client, notices="daily", first_page="intake")["Location"] == PAGE
    own = Container.objects.get(pk=judge.box.pk)
    assert (own.notices, own.first_page) == ("daily", "intake")
    text = client.get(PAGE).content.decode()
    assert 'value="daily" checked' in " ".join(text.split())
    assert "art. 1.9" in text


def test_login_leads_to_the_chosen_list_and_mail_stays_mail(client, judge):
    log_in(client, judge)
    assert client.get("/start")["Location"] == "/mail"
    saved(client, first_page="intake")
    assert client.get("/start")["Location"] == "/intake"
    assert client.get("/mail")["Location"].endswith("/in")
    saved(client, first_page=str(judge.box.pk))
    assert client.get("/start")["Location"] == f"/mail/{judge.box.pk}/in"


@pytest.mark.parametrize(
    "facts", [{"notices": "weekly"}, {"notices": ""}, {"first_page": "organisation"}, {"first_page": "a\0b"}]
)
def test_what_is_no_choice_is_refused_in_words(client, judge, facts):
    log_in(client, judge)
    answer = saved(client, **facts)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.content.decode()


def test_a_list_of_others_is_no_choice_and_one_that_is_gone_is_not_opened(client, lawyer, clerk):
    log_in(client, lawyer)
    for wanted in (str(clerk.box.pk), "intake"):
        assert saved(client, first_page=wanted).status_code == 422
        choose_first_page(actor=lawyer.principal, page=wanted, at=now())
        assert client.get("/start")["Location"] == "/mail"


def test_who_has_no_mailbox_of_their_own_has_nothing_to_choose_but_in_the_browser(client, clerk):
    log_in(client, clerk)
    text = client.get(PAGE).content.decode()
    assert "data-browser-notices" in text
    assert 'name="notices"' not in text
    assert saved(client).status_code == 404
    assert client.get("/start")["Location"] == "/mail"


def test_another_site_cannot_choose_for_somebody(judge):
    """Who is told a day later, because another page said so, misses a message."""
    strict = Client(enforce_csrf_checks=True)
    log_in(strict, judge)
    assert saved(strict, notices="daily").status_code == 403
    assert Container.objects.get(pk=judge.box.pk).notices == "at_once"


def test_what_stands_in_an_address_chooses_nothing(client, judge):
    log_in(client, judge)
    client.get(PAGE, {"notices": "daily", "first_page": "intake"})
    own = Container.objects.get(pk=judge.box.pk)
    assert (own.notices, own.first_page) == ("at_once", "")
