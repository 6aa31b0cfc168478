"""Plain forms that change something important are kept until whoever is there has shown it once more."""

import base64
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.personas import AT, log_in
from zegel.accounts.actions.roles import appoint
from zegel.accounts.models import LoginSession, Organisation, Role
from zegel.accounts.queries.organisations import policy_of
from zegel.contacts.actions.contacts import confirm_contact
from zegel.contacts.models import Contact
from zegel.contacts.rules import Known

LOOK = {"name": "Rechtbank <Oost>", "phone": "088", "accent": "#0b5a61", "intro_nl": "Welkom", "intro_en": ""}


@pytest.fixture
def stale(clerk):
    """The browser of an administrator who showed who they are ten minutes ago."""
    appoint(user=clerk.user.pk, kind="administrator", at=AT)
    client = Client(headers={"accept-language": "en"})
    login = log_in(client, clerk)
    LoginSession.objects.filter(pk=login.pk).update(proved_at=login.proved_at - timedelta(minutes=10))
    return client


def prove(clerk):
    session = LoginSession.objects.get(user=clerk.user)
    LoginSession.objects.update(proved_at=session.started_at)


@pytest.fixture
def piet(clerk):
    known = Known("piet@post.example", "P. Jansen", "+31612345678", "nl")
    confirm_contact(organisation=clerk.user.organisation_id, known=known, at=AT)
    return Contact.objects.get()


def test_a_look_waits_with_all_its_fields_and_its_picture(clerk, stale):
    logo = SimpleUploadedFile("logo.png", b"\x89PNG bytes")
    answer = stale.post(reverse("look"), LOOK | {"logo": logo, "csrfmiddlewaretoken": "of before"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="Rechtbank &lt;Oost&gt;"' in page
    assert base64.b64encode(b"\x89PNG bytes").decode() in page
    assert "of before" not in page
    assert Organisation.objects.get(pk=clerk.user.organisation_id).accent != LOOK["accent"]
    prove(clerk)
    assert stale.post(reverse("look"), LOOK).status_code == 302
    assert Organisation.objects.get(pk=clerk.user.organisation_id).name == "Rechtbank <Oost>"


@pytest.mark.parametrize("do", ["roles", "deactivate", "reactivate", ""])
def test_nobody_gets_or_loses_anything_without_proof(clerk, stale, do):
    address = reverse("member", args=[clerk.user.pk])
    answer = stale.post(address, {"do": do, "role": ["administrator", "officer"]})
    assert answer.status_code == 403
    assert answer.content.decode().count('name="role"') == 2
    assert f'href="{reverse("members")}"' in answer.content.decode()
    assert set(Role.objects.values_list("kind", flat=True)) == {"administrator"}


def test_policy_and_budget_wait(clerk, stale):
    before = policy_of(clerk.user.organisation_id)
    for page, form in (("policy", {"ways": ["sms"]}), ("sms", {"sms_budget": "1", "sms_per_account": "1"})):
        assert stale.post(reverse(page), form).status_code == 403
        assert stale.get(reverse(page)).status_code == 200
    assert policy_of(clerk.user.organisation_id) == before


@pytest.mark.parametrize("do", ["change", "", "anything"])
def test_a_number_waits_whatever_the_button_is_called(stale, piet, do):
    form = {"do": do, "phone": "0687654321", "reason": "belde zelf"}
    assert stale.post(reverse("contact", args=[piet.pk]), form).status_code == 403
    piet.refresh_from_db()
    assert not piet.next_phone


def test_forgetting_somebody_asks_nothing(stale, piet):
    assert stale.post(reverse("contact", args=[piet.pk]), {"do": "forget"}).status_code == 302
    assert not Contact.objects.exists()


def test_a_stranger_is_not_even_asked(lawyer, clerk):
    client = Client()
    login = log_in(client, lawyer)
    LoginSession.objects.filter(pk=login.pk).update(proved_at=login.proved_at - timedelta(minutes=10))
    for name in ("look", "policy", "sms"):
        assert client.post(reverse(name), LOOK).status_code == 404
    assert client.post(reverse("member", args=[clerk.user.pk]), {"do": "deactivate"}).status_code == 404
    assert Client().post(reverse("look"), LOOK).status_code == 302
