"""Plain forms that change something important are kept until whoever is there has shown it once more."""

import base64
import re
from datetime import timedelta

import pytest
from django.contrib.messages.api import MessageFailure
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.personas import AT, log_in
from zegel.authentication.models import LoginSession
from zegel.authentication.queries.policies import policy_of
from zegel.contacts.actions.codes import add_code
from zegel.contacts.actions.contacts import confirm_contact
from zegel.contacts.models import Contact
from zegel.contacts.rules import Known
from zegel.identity.actions.roles import appoint
from zegel.identity.models import Invitation, Organisation, Role
from zegel.lib.principal import system
from zegel.portal.urls import urlpatterns

SEALED = b"age-encryption.org/v1\nsealed"
LOOK = {"name": "Rechtbank <Oost>", "phone": "088", "accent": "#0b5a61", "intro_nl": "Welkom", "intro_en": ""}


@pytest.fixture
def stale(clerk):
    """The browser of an administrator who showed who they are ten minutes ago."""
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
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
    answer = stale.post(
        reverse("look"), LOOK | {"logo": logo, "csrfmiddlewaretoken": "a-form-token-of-before"}
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="Rechtbank &lt;Oost&gt;"' in page
    assert base64.b64encode(b"\x89PNG bytes").decode() in page
    assert "a-form-token-of-before" not in page
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


# Every page that takes something in and asks no proof for all of it, and why; a new one is named here or it asks.
DAILY = "letters, filings and the register of every day: no right, key or policy changes"
FEES = "what the court notes of fees every day: each is in the ledger and the evidence with who did it, and never edited"
SPARED = {
    "account": "the language of mails: no right, key or policy changes",
    "account/notifications": "when mails about new messages come: those about the account itself always come",
    "account/security/keep": "it only stops what takes away second steps",
    "account/profession/code": "a number was claimed with proof, ten minutes ago at most",
    "account/profession/resend": "the same, to the address on record",
    "cases/<uuid:case>/acts": "acts of every day at a court: each is in the evidence with who did it",
    "cases/<uuid:case>/address": "one's own address in a case: no right, key or policy changes",
    "cases/<uuid:case>/parties/<uuid:party>/channel": "it asks the court for a change, which then decides",
    "cases/<uuid:case>/judgment/sent": "as an act of every day at a court",
    "cases/<uuid:case>/judgment/ecli": "the registry's number of a judgment: no right, key or policy changes",
    "cases/<uuid:case>/judgment/copies": "a line of a register: no right, key or policy changes",
    "calendar": "one's own feed of days: its address is replaced or ended, and says nothing of closed cases",
    "desk/<slug:number>": DAILY,
    "fees/<uuid:case>/note/<slug:kind>": FEES,
    "fees/<uuid:case>/money": FEES,
    "fees/desks/<uuid:box>": FEES,
    "fees/desks/<uuid:box>/lines": FEES,
    "g/<uuid:key>/leave": "a guest who goes",
    "intake/paper": "paper that comes in every day: no right, key or policy changes",
    "display": "how the pages look in one browser",
    "language": "of the pages",
    "planner/desks/<uuid:box>": "rooms and days of a desk: no right, key or policy changes",
    "post": "what was posted every day, each in the evidence with who said so: no right, key or policy changes",
    "logout": "it takes away one's own access",
    "mail/<uuid:box>/calls/<uuid:call>": DAILY,
    "mail/<uuid:box>/entries": DAILY,
    "mail/<uuid:box>/undo": DAILY,
    "mail/messages/<uuid:key>/hearing": DAILY,
    "mail/messages/<uuid:key>/keep": DAILY,
    "mail/messages/<uuid:key>/withdraw": DAILY,
    "organisation/consents": DAILY,
    "organisation/register": "it reads a file and shows what it would change; the next page asks",
    "organisation/consents/<uuid:key>/withdraw": DAILY,
}
SAMPLES = {"uuid": "0192f0c1-2345-7abc-8def-0123456789ab", "slug": "sample", "path": "sample"}


def takes_post(pattern):
    """Whether a page takes something in: the view itself says so, before anybody asks who is there."""
    sample = dict.fromkeys(pattern.pattern.converters, SAMPLES["uuid"])
    try:
        return pattern.callback(RequestFactory().post("/"), **sample).status_code != 405
    except (AttributeError, MessageFailure):
        return True


def test_every_page_that_takes_something_in_asks_or_says_why_not(clerk, stale):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="register_keeper", at=AT)
    asking, silent = set(), set()
    # Logging out comes last: it ends what the walk needs.
    taking = [str(urlpattern.pattern) for urlpattern in urlpatterns if takes_post(urlpattern)]
    for route in sorted(taking, key=lambda text: text == "logout"):
        path = re.sub(r"<(\w+):\w+>", lambda found: SAMPLES[found[1]], route)
        answer = stale.post(f"/{path}", {"do": "anything"})
        assert answer.status_code != 405, route
        asks = "pages/prove.html" in {found.name for found in answer.templates}
        (asking if asks else silent).add(route)
        assert asks == (answer.status_code == 403), route
    assert silent == set(SPARED)
    assert {"organisation/members", "organisation/contacts/import", "organisation/codes"} <= asking


@pytest.fixture
def member(lawyer):
    """The browser of somebody who runs nothing, and showed who they are ten minutes ago."""
    client = Client(headers={"accept-language": "en"})
    login = log_in(client, lawyer)
    LoginSession.objects.filter(pk=login.pk).update(proved_at=login.proved_at - timedelta(minutes=10))
    return client


def test_a_list_of_contacts_waits_whole(clerk, stale):
    rows = b"email,name,phone\n" + b"".join(
        b"p%d@post.example,P. Jansen,06%08d\n" % (n, 10_000_000 + n) for n in range(5000)
    )
    file = SimpleUploadedFile("people.csv", rows)
    page = stale.post(reverse("contacts-import"), {"file": file})
    assert page.status_code == 403
    assert base64.b64encode(rows).decode() in page.content.decode()
    assert f'href="{reverse("contacts")}"' in page.content.decode()
    assert not Contact.objects.exists()
    prove(clerk)
    assert (
        stale.post(reverse("contacts-import"), {"file": SimpleUploadedFile("p.csv", rows)}).status_code == 200
    )
    assert Contact.objects.count() == 5000


def test_nobody_is_invited_and_no_code_retired_without_proof(clerk, stale):
    assert stale.post(reverse("members"), {"email": "nieuw@court.example", "name": "N."}).status_code == 403
    assert not Invitation.objects.exists()
    code = add_code(actor=clerk.principal, name="Brief", hint="Op uw brief", sealed=SEALED, at=AT)
    assert stale.post(reverse("organisation-codes"), {"code": str(code.pk)}).status_code == 403
    code.refresh_from_db()
    assert code.retired_at is None
    assert stale.post(reverse("retention"), {"months": "24"}).status_code == 403


def test_ones_own_number_and_spare_key_wait(member):
    for name in ("profession", "profession-unlink", "escrow-choose"):
        assert "pages/prove.html" in {
            template.name for template in member.post(reverse(name), {"agree": "no"}).templates
        }
