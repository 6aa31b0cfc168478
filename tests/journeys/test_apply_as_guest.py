"""Somebody without an account applies at a kanton court on a phone; the court opens it, registers it, and answers."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Visitors, tick
from tests.journeys.main_job import pdf
from tests.journeys.test_intake import heard, next_came, opened

CLERK = "sanne@rechtbank-rotterdam.example"
WHO = "w.de.wit@post.example"
CLAIM = "Herstel van de verwarming. Kenmerk winterkoninkje."
FILES = ("concept dagvaarding.pdf", "huurcontract.pdf")


@pytest.fixture(scope="module")
def applied(court, browser):
    """A guest at the form, let in by the code in the mail."""
    with Visitors(court, browser) as visitors:
        guest = visitors()
        page = guest.page
        page.set_viewport_size(PHONE)
        guest.open("/apply")
        page.select_option("#place", "rotterdam/Rotterdam")
        tick(page.locator("input[name=matter][value=kanton]"))
        page.get_by_role("button", name="Verder naar het formulier").click()
        page.wait_for_url("**/apply/without-account?**")
        for field, value in (("name", "W. de Wit"), ("email", WHO), ("phone", "06 12 34 56 78")):
            page.fill(f"#{field}", value)
        page.locator("[data-action=ask]").click()
        expect(page.locator("[data-sent-to]")).to_have_text(WHO)
        page.fill("#digits", "000000" if _code(court) != "000000" else "111111")
        page.locator("[data-action=begin]").click()
        expect(page.locator("#digits-error")).to_contain_text("klopt niet")
        page.fill("#digits", _code(court))
        page.locator("[data-action=begin]").click()
        page.wait_for_url("**/g/*/apply")
        page.locator("[data-form]").wait_for()
        yield guest, visitors()


def _code(court):
    return court.newest("eml", WHO, re.compile(r"\b\d{6}\b"))


def _fill(page):
    claimant, defendant = page.locator("[data-party]").all()
    # What was told before the code is not asked again.
    expect(claimant.get_by_label("Volledige naam")).to_have_value("W. de Wit")
    tick(defendant.get_by_label("Een bedrijf, stichting, gemeente"))
    claimant.get_by_label("Verkorte naam").fill("De Wit")
    defendant.get_by_label("Volledige naam").fill("Verhuur Maas B.V.")
    defendant.get_by_label("Verkorte naam").fill("Maas")
    for card in (claimant, defendant):
        card.get_by_label("Straat en huisnummer").fill("Kade 3")
        card.get_by_label("Postcode").fill("3011 AB")
        card.get_by_label("Plaats").fill("Rotterdam")
    for label in ("Dat weet ik niet", "Ik weet het telefoonnummer niet", "Ik weet het e-mailadres niet"):
        tick(defendant.get_by_label(label))
    page.fill("#claim", CLAIM)
    tick(page.locator("#urgencyAsked"))
    page.fill("#urgency", "Het vriest binnen.")
    mine, theirs = page.locator("[data-side]").all()
    tick(mine.get_by_label("Kan op alle dagen"))
    tick(theirs.get_by_label("Ik weet de dagen niet"))
    page.set_input_files("[data-file-input]", [pdf(name, name) for name in FILES])
    expect(page.locator("[data-role]")).to_have_count(len(FILES))


def test_a_guest_applies_on_a_phone_and_the_court_registers_it(applied):
    guest, clerk = applied
    page = guest.page
    _fill(page)
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    guest.look("apply-guest-filled")
    expect(page.locator("p[data-saved]")).to_contain_text("Bewaard")
    page.reload()
    page.locator("[data-form]").wait_for()
    expect(page.locator("#claim")).to_have_value(CLAIM)
    expect(page.locator("[data-role]")).to_have_count(len(FILES))
    page.get_by_role("button", name="Controleer uw aanvraag").click()
    expect(page.locator("[data-review]")).to_contain_text("Verhuur Maas B.V.")
    page.get_by_role("button", name="Aanvraag indienen").click()
    page.wait_for_url("**/g/*/messages/*?sent=1")
    expect(page.locator("[data-receipt]")).to_be_visible()
    guest.look("apply-guest-received")

    # Who applied once has no second form behind that link.
    page.goto(page.url.split("/messages/")[0] + "/apply")
    page.wait_for_url("**/g/*/messages/*")

    clerk.log_in(CLERK)
    clerk.open("/intake")
    clerk.page.locator("[data-row]", has_text="W. de Wit").get_by_role("link").click()
    opened(clerk)
    expect(clerk.page.locator("[data-files]")).to_contain_text("dagvaarding")
    clerk.page.keyboard.press("r")
    expect(clerk.page.locator("[data-party]").first.locator("[data-part=name]")).to_have_value("W. de Wit")
    with heard(clerk.page, "**/api/intake/*/case") as answers:
        clerk.page.get_by_role("button", name="Inschrijven, klaar en volgende").click()
        next_came(clerk.page)
    clerk.open(f"/cases/{answers[0]['case']}")
    expect(clerk.page.locator("h1")).to_have_text("De Wit / Maas")
    expect(clerk.page.locator("[data-entry]").first.locator("[data-check]")).to_have_attribute(
        "data-check", "signed"
    )

    # The guest's page says under which number the case is known now.
    guest.page.reload()
    expect(guest.page.locator("[data-registered]")).to_contain_text(answers[0]["number"])
    guest.look("apply-guest-registered")
