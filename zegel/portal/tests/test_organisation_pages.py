"""The pages of an organisation: who sees them, and that what they refuse is said at its field."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.personas import AT, browser
from zegel.authentication.queries.policies import policy_of
from zegel.boxes.models import Member
from zegel.contacts.actions.contacts import confirm_contact
from zegel.contacts.models import Consent, Contact
from zegel.contacts.rules import Known
from zegel.identity.models import Invitation, Organisation, Role

PAGES = ("members", "organisation-teams", "look", "policy", "sms", "organisation-codes")


@pytest.fixture
def piet(clerk):
    known = Known("piet@post.example", "P. Jansen", "+31612345678", "nl")
    confirm_contact(organisation=clerk.user.organisation_id, known=known, at=AT)
    return Contact.objects.get()


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_sees_every_page_and_a_colleague_none_of_these(clerk, boss, lawyer, name):
    assert boss.get(reverse(name)).status_code == 200
    for client in (browser(lawyer), Client()):
        assert client.get(reverse(name)).status_code in {302, 404}
        assert client.post(reverse(name), {"name": "x"}).status_code in {302, 404}


def test_an_invitation_is_seen_sent_again_and_withdrawn(boss, lawyer):
    boss.post(reverse("members"), {"name": "N. Nieuw", "email": "new@court.example"})
    sent = Invitation.objects.get()
    assert "new@court.example" in boss.get(reverse("members")).content.decode()
    address = reverse("invitation", args=[sent.pk])
    assert browser(lawyer).post(address, {"do": "withdraw"}).status_code == 404
    too_soon = boss.post(address, {"do": "again"})
    assert (too_soon.status_code, "A mail was sent a moment ago" in too_soon.content.decode()) == (422, True)
    Invitation.objects.update(sent_at=AT - timedelta(days=2))
    assert boss.post(address, {"do": "again"}).status_code == 302
    assert Invitation.objects.get().token_digest != sent.token_digest
    assert boss.post(address, {"do": "withdraw"}).status_code == 302
    assert "new@court.example does not work" in boss.get(reverse("members")).content.decode()
    assert not Invitation.objects.exists()


def test_nobody_loses_access_by_one_press(clerk, boss):
    page = boss.get(reverse("members")).content.decode()
    assert "is logged out at once" in page.partition("<details")[2].partition('value="deactivate"')[0]


def test_colleagues_see_contacts_and_the_register_of_their_own(clerk, lawyer, piet):
    mine, theirs = browser(clerk), browser(lawyer)
    assert "piet@post.example" in mine.get(reverse("contacts")).content.decode()
    assert "piet@post.example" not in theirs.get(reverse("contacts")).content.decode()
    assert mine.get(reverse("consents")).status_code == 200
    assert theirs.get(reverse("consents")).status_code == 404
    for verb in ("get", "post"):
        assert getattr(theirs, verb)(reverse("contact", args=[piet.pk]), {"do": "forget"}).status_code == 404
    assert Contact.objects.exists()


def test_a_look_is_changed_and_a_bad_colour_is_explained(clerk, boss):
    good = {
        "name": "Rechtbank Oost",
        "phone": "088",
        "accent": "#0b5a61",
        "intro_nl": "Welkom",
        "intro_en": "",
    }
    assert boss.post(reverse("look"), good).status_code == 302
    refused = boss.post(reverse("look"), good | {"accent": "#ffd23f"})
    assert refused.status_code == 422
    assert "4.5 to 1" in refused.content.decode()
    assert 'href="#accent"' in refused.content.decode()
    assert Organisation.objects.get(pk=clerk.user.organisation_id).accent == "#0b5a61"


def test_policy_and_budget_are_two_pages_of_one_policy(clerk, boss):
    boss.post(reverse("policy"), {"ways": ["sms", "code"], "secret_ways": ["sms"], "number_wait_hours": "48"})
    boss.post(reverse("sms"), {"sms_budget": "500", "sms_per_account": "20"})
    found = policy_of(clerk.user.organisation_id)
    assert (found.ways, found.secret_ways, found.number_wait_hours) == (("sms", "code"), ("sms",), 48)
    assert (found.sms_budget, found.sms_per_account) == (500, 20)
    for page, wrong in (("policy", {"ways": []}), ("sms", {"sms_budget": "veel", "sms_per_account": "1"})):
        assert boss.post(reverse(page), wrong).status_code == 422
    assert policy_of(clerk.user.organisation_id) == found


def test_a_file_is_read_and_its_bad_rows_are_shown(boss):
    from django.core.files.uploadedfile import SimpleUploadedFile

    rows = b"email,name,phone\npiet@post.example,P. Jansen,0612345678\nkees,K. Bos,0612345678\n"
    page = boss.post(reverse("contacts-import"), {"file": SimpleUploadedFile("c.csv", rows)}).content.decode()
    assert "New: 1" in page
    assert "not a complete e-mail address" in page
    assert boss.post(reverse("contacts-import")).status_code == 422


EMMA = {"name": "E. Turner", "email": "Emma@Post.example", "phone": "06 12345678", "language": "en"}


def test_anybody_who_works_there_adds_a_contact_by_hand(clerk, lawyer):
    client, url = browser(clerk), reverse("contact-new")
    made = client.post(url, EMMA)
    found = Contact.objects.get()
    assert made["Location"] == reverse("contact", args=[found.pk])
    assert (found.email, found.phone, found.language) == ("emma@post.example", "+31612345678", "en")
    assert found.organisation_id == clerk.user.organisation_id
    assert "Added by hand" in client.get(reverse("contacts")).content.decode()


@pytest.mark.parametrize(
    ("field", "typed"), [("name", " "), ("email", "emma"), ("phone", "020 1234567"), ("language", "fr")]
)
def test_what_is_wrong_with_a_new_contact_is_said_at_its_field_and_nothing_is_lost(clerk, field, typed):
    page = browser(clerk).post(reverse("contact-new"), EMMA | {field: typed})
    assert page.status_code == 422
    assert f'href="#{field}"' in page.content.decode()
    assert not Contact.objects.exists()


def test_who_is_known_keeps_the_number_that_is_known(clerk, piet):
    page = browser(clerk).post(reverse("contact-new"), EMMA | {"email": piet.email.upper()})
    assert page.status_code == 422
    assert 'href="#email"' in page.content.decode()
    assert Contact.objects.get().phone == piet.phone


def test_a_new_number_needs_a_reason(clerk, piet):
    client, url = browser(clerk), reverse("contact", args=[piet.pk])
    refused = client.post(url, {"do": "change", "phone": "06 87654321", "reason": ""})
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.content.decode()
    assert client.post(url, {"do": "change", "phone": "06 87654321", "reason": "Belde"}).status_code == 302
    assert Contact.objects.get().next_phone == "+31687654321"
    assert client.post(url, {"do": "stop", "reason": "Was hij niet"}).status_code == 302
    assert Contact.objects.get().next_phone == ""


def test_a_basis_is_recorded_and_withdrawn(clerk):
    client = browser(clerk)
    facts = {"address": "piet@post.example", "name": "P. Jansen", "basis": "asked", "given_on": "2026-11-20"}
    assert client.post(reverse("consents"), facts | {"given_on": "gisteren"}).status_code == 422
    bare = client.post(reverse("consents"), facts | {"basis": ""}).content.decode()
    assert 'href="#basis"' in bare
    assert 'id="basis"' in bare
    assert client.post(reverse("consents"), facts).status_code == 302
    found = Consent.objects.get()
    assert "P. Jansen" in client.get(reverse("consents") + "?q=piet").content.decode()
    client.post(reverse("withdraw-consent", args=[found.pk]), {"reason": "Wil papier"})
    assert Consent.objects.get().withdrawn_by == clerk.user


def test_somebody_is_invited_and_the_last_administrator_stays(clerk, boss):
    assert boss.post(reverse("members"), {"email": "nieuw@court.example", "name": "N."}).status_code == 302
    assert Invitation.objects.get().organisation == clerk.user.organisation
    assert boss.post(reverse("members"), {"email": "geen adres", "name": ""}).status_code == 422
    refused = boss.post(reverse("member", args=[clerk.user.pk]), {"do": "deactivate"})
    assert "only administrator" in refused.content.decode()


def test_the_teams_lead_to_their_members_only_for_who_is_in_them(clerk, boss):
    there = reverse("team-members", args=[clerk.box.pk])
    assert there in boss.get(reverse("organisation-teams")).content.decode()
    Member.objects.filter(box=clerk.box, user=clerk.user).update(ended_at=AT)
    page = boss.get(reverse("organisation-teams")).content.decode()
    assert clerk.box.name in page
    assert there not in page


def field_of(answer, name):
    """The field of a page, from its beginning to the end of its input."""
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'href="#{name}"' in page
    return page.partition(f'id="{name}-error"')[2].partition("</div>")[0]


def test_a_logo_that_is_none_is_refused_at_its_field_and_the_rest_stays_typed(boss):
    typed = {"name": "Rechtbank West", "phone": "088", "accent": "", "intro_nl": "", "intro_en": ""}
    logo = SimpleUploadedFile("logo.png", b"GIF89a", content_type="image/png")
    refused = boss.post(reverse("look"), typed | {"logo": logo})
    assert "PNG" in field_of(refused, "logo")
    assert 'value="Rechtbank West"' in refused.content.decode()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"a;b\n"])
def test_a_file_that_is_no_list_of_contacts_is_refused_at_its_field(boss, data):
    sent = {"file": SimpleUploadedFile("people.csv", data)} if data else {}
    assert "CSV" in field_of(boss.post(reverse("contacts-import"), sent), "file")


def test_a_consent_ends_with_a_reason_asked_for_in_its_own_row(clerk):
    client = browser(clerk)
    for address in ("one@post.example", "two@post.example"):
        given = {
            "name": "P.",
            "address": address,
            "basis": "asked",
            "given_on": "2026-11-20",
            "source": "by phone",
        }
        assert client.post(reverse("consents"), given).status_code == 302
    first, second = Consent.objects.order_by("address")
    page = client.post(reverse("withdraw-consent", args=[second.pk]), {"reason": " "})
    assert "<span></span>" not in field_of(page, f"reason-{second.pk}")
    for consent, state in ((first, ""), (second, " open")):
        row = page.content.decode().partition(f'id="reason-{consent.pk}"')[0].rpartition("<details")[2]
        assert row.partition(">")[0] == state
    assert not Consent.objects.filter(withdrawn_at__isnull=False).exists()


@pytest.mark.parametrize("role", ["king", "", "\0", ["officer", "king"]])
def test_a_role_that_does_not_exist_is_refused_in_words(clerk, boss, role):
    answer = boss.post(reverse("member", args=[clerk.user.pk]), {"do": "roles", "role": role})
    assert (answer.status_code, "error-summary" in answer.content.decode()) == (422, True)
    assert not Role.objects.filter(user=clerk.user, kind="officer").exists()


@pytest.mark.parametrize("name", ["organisation-codes", "resets"])
def test_a_button_of_a_row_that_is_not_there_finds_nothing(boss, name):
    for wrong in ("", "none", "\0", "9" * 400):
        assert boss.post(reverse(name), {"do": "stop", "code": wrong, "reset": wrong}).status_code == 404
