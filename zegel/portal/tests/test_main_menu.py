"""From every page one finds back: to the messages, to one's account, and from the login page to help."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.personas import log_in

pytestmark = pytest.mark.django_db


def browser(holder):
    client = Client(headers={"accept-language": "en"})
    log_in(client, holder)
    return client


@pytest.mark.parametrize("name", ["account", "security", "activity", "profession", "contacts"])
def test_every_page_of_an_account_and_an_organisation_leads_to_the_messages(clerk, name):
    page = browser(clerk).get(reverse(name)).content.decode()
    assert f'<a href="{reverse("mail")}"' in page
    assert '<details class="menu">' in page


def test_nobody_who_is_not_logged_in_sees_that_menu():
    page = Client().get(reverse("login")).content.decode()
    assert "main-nav" not in page


def test_the_login_page_says_what_to_do_without_a_second_step():
    page = Client(headers={"accept-language": "en"}).get(reverse("login")).content.decode()
    assert "I can use none of these" in page
    assert "Ask the administrator of your organisation" in page


def test_a_visitor_finds_where_to_make_an_account():
    assert reverse("register") in Client().get("/").content.decode()
