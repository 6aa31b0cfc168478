"""The pages of spare keys, lost phones and another address: who sees them, and what a form does."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.personas import AT, log_in, make_holder
from zegel.authentication.models import FactorReset
from zegel.identity.keys import address_digits
from zegel.identity.models import AddressChange, Role, User
from zegel.key_custody.models import EscrowChoice, EscrowPlan
from zegel.lib.moments import now
from zegel.notify.models import OutboundMail

NOTE = "Called back on the number of the personnel file."


@pytest.fixture
def boss(clerk):
    """An administrator with two colleagues, both officers."""
    here = clerk.user.organisation
    Role.objects.create(user=clerk.user, organisation=here, kind="administrator", since=AT)
    for name in ("one", "two"):
        user = make_holder(name, f"{name}@court.example").user
        User.objects.filter(pk=user.pk).update(organisation=here)
        Role.objects.create(user=user, organisation=here, kind="officer", since=AT)
    return clerk


def browser(holder):
    client = Client()
    log_in(client, holder)
    return client


def test_an_administrator_lays_down_and_drops_a_plan(boss):
    client = browser(boss)
    assert client.post("/organisation/escrow", {"needed": "3", "wait_hours": "0"}).status_code == 422
    assert client.post("/organisation/escrow", {"needed": "²", "wait_hours": "x"}).status_code == 422
    assert client.post("/organisation/escrow", {"needed": "2", "wait_hours": "24"}).status_code == 302
    assert (EscrowPlan.objects.get().needed, EscrowPlan.objects.get().wait_hours) == (2, 24)
    assert b'value="24"' in client.get("/organisation/escrow").content
    client.post("/organisation/escrow", {"do": "drop"})
    assert not EscrowPlan.objects.exists()


def test_an_administrator_asks_and_stops_a_reset(boss):
    client = browser(boss)
    member = User.objects.get(email="one@court.example")
    wrong = client.post("/organisation/resets", {"member": str(member.pk), "note": "ok"})
    assert wrong.status_code == 422
    assert client.post("/organisation/resets", {"member": "nobody", "note": NOTE}).status_code == 404
    assert client.post("/organisation/resets", {"member": str(member.pk), "note": NOTE}).status_code == 302
    row = FactorReset.objects.get()
    assert "one" in client.get("/organisation/resets").content.decode()
    client.post("/organisation/resets", {"do": "stop", "reset": str(row.pk)})
    row.refresh_from_db()
    assert row.stopped_at
    again = client.post("/organisation/resets", {"do": "stop", "reset": str(row.pk)})
    assert again.status_code == 422
    # Only that: the button has nothing to do with the fields of the other form.
    assert again.content.decode().partition("error-summary-title")[2].partition("</ul>")[0].count("<li>") == 1


@pytest.mark.parametrize("page", ["/organisation/escrow", "/organisation/resets", "/organisation/requests"])
def test_for_strangers_there_is_no_such_page(lawyer, page):
    client = browser(lawyer)
    assert client.get(page).status_code == 404
    assert client.post(page, {}).status_code in (404, 405)
    assert Client().get(page).status_code == 302


def test_an_officer_sees_who_asks_and_a_member_does_not(boss):
    officer = make_holder("three", "three@court.example")
    User.objects.filter(pk=officer.user.pk).update(organisation=boss.user.organisation)
    assert browser(officer).get("/organisation/requests").status_code == 404
    Role.objects.create(user=officer.user, organisation=boss.user.organisation, kind="officer", since=AT)
    assert browser(officer).get("/organisation/requests").status_code == 200


def test_a_member_refuses_and_agrees(boss):
    client = browser(boss)
    assert client.post("/account/recovery/escrow", {"agree": "no"}).status_code == 404
    client.post("/organisation/escrow", {"needed": "2", "wait_hours": "0"})
    assert b"agree" in client.get("/account/recovery").content
    client.post("/account/recovery/escrow", {"agree": "no"})
    assert EscrowChoice.objects.get().agreed is False
    client.post("/account/recovery/escrow", {"agree": "yes"})
    assert EscrowChoice.objects.get().agreed is True


def test_another_address_by_the_page(lawyer):
    client = browser(lawyer)
    assert client.post("/account/address", {"email": "no address"}).status_code == 422
    assert client.post("/account/address", {"email": "new@office.example"}).status_code == 302
    row = AddressChange.objects.get()
    assert client.post("/account/address", {"do": "confirm", "code": "x"}).status_code == 422
    client.post("/account/address", {"do": "confirm", "code": address_digits(row.pk)})
    assert b"new@office.example" in client.get("/account/address").content
    client.post("/account/address", {"do": "stop"})
    row.refresh_from_db()
    assert row.stopped_at


def test_no_proof_no_change(lawyer):
    """A session that showed nothing for a while is asked first, and nothing is sent."""
    client = Client()
    session = log_in(client, lawyer)
    type(session).objects.update(proved_at=now() - timedelta(minutes=10))
    assert client.post("/account/address", {"email": "new@office.example"}).status_code == 403
    assert not AddressChange.objects.exists()
    assert not OutboundMail.objects.exists()


def test_opening_the_link_of_a_mail_changes_nothing(lawyer):
    client = browser(lawyer)
    client.post("/account/address", {"email": "new@office.example"})
    client.post("/account/address", {"do": "confirm", "code": address_digits(AddressChange.objects.get().pk)})
    assert Client().get("/stop").status_code == 200
    assert client.get("/stop").status_code == 200
    assert AddressChange.objects.get().stopped_at is None


def test_who_lost_nothing_stops_the_reset(boss):
    member = make_holder("four", "four@court.example")
    User.objects.filter(pk=member.user.pk).update(organisation=boss.user.organisation)
    browser(boss).post("/organisation/resets", {"member": str(member.user.pk), "note": NOTE})
    client = browser(member)
    assert b"/account/security/keep" in client.get("/account/security").content
    client.post("/account/security/keep")
    assert FactorReset.objects.get().stopped_at
