"""From every page one finds back: to the messages, to one's account, and from the login page to help."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.personas import AT, browser
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.professions.actions.links import link_imported
from zegel.professions.models import RegisterEntry

pytestmark = pytest.mark.django_db


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


def test_a_lawyer_of_the_register_is_asked_to_link_until_that_is_done(lawyer, stranger):
    RegisterEntry.objects.create(
        kind="bar",
        number="A12345",
        name="mr. A. de Vries",
        email="lawyer@office.example",
        status="active",
        changed_at=AT,
    )
    asked = "Link your number once"
    assert asked in browser(lawyer).get(f"/mail/{lawyer.box.pk}/in").content.decode()
    assert asked not in browser(stranger).get(f"/mail/{stranger.box.pk}/in").content.decode()
    link_imported(actor=system("operator"), user=lawyer.user.pk, kind="bar", number="A12345", at=AT)
    assert asked not in browser(lawyer).get(f"/mail/{lawyer.box.pk}/in").content.decode()


def test_the_language_of_mails_is_chosen_on_the_page_of_my_details(lawyer):
    client = browser(lawyer)
    for wanted, kept, status in (("en", "en", 302), ("zz", "en", 422), ("nl", "nl", 302)):
        answer = client.post(reverse("account"), {"language": wanted})
        assert (answer.status_code, User.objects.get(pk=lawyer.user.pk).language) == (status, kept)
        assert ('href="#language"' in answer.content.decode()) == (status == 422)
