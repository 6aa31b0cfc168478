"""A lawyer applies for a hearing: the draft survives, the review says everything once, and the receipt is there at once."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import tick
from tests.journeys.main_job import pdf

LAWYER = "a.devries@devriesvandam.example"
CLERK = "fatima@rechtbank-amsterdam.example"


def begin(lawyer, court="amsterdam/Amsterdam", matter="handel"):
    page = lawyer.open("/apply")
    page.select_option("#place", court)
    tick(page.locator(f"input[name=matter][value={matter}]"))
    page.get_by_role("button", name="Verder naar het formulier").click()
    page.locator("[data-form]").wait_for()
    return page


def fill_parties(page):
    claimant, defendant = page.locator("[data-party]").all()
    tick(claimant.get_by_label("Een bedrijf, stichting, gemeente"))
    for label, text in (
        ("Volledige naam", "Bakkerij Zon B.V."),
        ("Verkorte naam", "Zon"),
        ("Straat en huisnummer", "Spuistraat 12"),
        ("Postcode", "1012ts"),
        ("Plaats", "Amsterdam"),
    ):
        claimant.get_by_label(label).fill(text)
    tick(defendant.get_by_label("Een persoon"))
    for label, text in (
        ("Volledige naam", "D. ’t Hart-O’Brien"),
        ("Verkorte naam", "'t Hart"),
        ("Straat en huisnummer", "Kade 3"),
        ("Postcode", "3011 AB"),
        ("Plaats", "Rotterdam"),
    ):
        defendant.get_by_label(label).fill(text)
    tick(defendant.get_by_label("Dat weet ik niet"))
    tick(defendant.get_by_label("Ik weet het telefoonnummer niet"))
    tick(defendant.get_by_label("Ik weet het e-mailadres niet"))
    page.fill("#agentPhone", "020 555 01 10")


def fill_rest(page):
    page.fill("#claim", "Toegang tot de gehuurde winkel. Kenmerk roodborstje.")
    tick(page.locator("#urgencyAsked"))
    page.fill("#urgency", "Het brood bederft.")
    mine, theirs = page.locator("[data-side]").all()
    tick(mine.get_by_label("Kan op sommige dagen niet"))
    tick(theirs.get_by_label("Ik weet de dagen niet"))
    return mine


def pick_days(page, side):
    """By keyboard alone: a day, and three more to the right with Shift."""
    side.locator("[data-day][tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    expect(side.locator("[data-day][aria-pressed=true]")).to_have_count(3)
    expect(side.locator("[data-calendar-sum]")).to_have_text("3 dagen gekozen.")


def test_a_lawyer_applies_with_a_draft_summons_and_three_exhibits(visit):
    lawyer = visit()
    lawyer.log_in(LAWYER)
    page = begin(lawyer)
    expect(page.locator("#agentName")).to_have_value("mr. A. de Vries")
    page.get_by_role("button", name="Controleer uw aanvraag").click()
    expect(page.locator("#error-summary")).to_contain_text("naam van de eiser")
    expect(page.locator("#error-summary")).to_contain_text("(concept)dagvaarding ontbreekt")
    lawyer.look("apply-empty")
    fill_parties(page)
    side = fill_rest(page)
    pick_days(page, side)
    page.set_input_files(
        "[data-file-input]",
        [
            pdf("conceptdagvaarding zon.pdf", "Dagvaarding."),
            pdf("huurcontract.pdf", "Huur."),
            pdf("foto van het slot.pdf", "Slot."),
            pdf("brief 12 november.pdf", "Brief."),
        ],
    )
    expect(page.locator("[data-role]")).to_have_count(4)
    expect(page.locator("[data-role-name]").nth(1)).to_contain_text("zonproductie1.pdf")
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    page.wait_for_url("**/mail/applications/**")
    lawyer.kept()

    # Everything is there again after a reload, opened from what lies sealed at the server.
    page.reload()
    page.locator("[data-form]").wait_for()
    expect(page.get_by_label("Volledige naam").first).to_have_value("Bakkerij Zon B.V.")
    expect(page.locator("#urgency")).to_have_value("Het brood bederft.")
    expect(page.locator("[data-day][aria-pressed=true]")).to_have_count(3)
    expect(page.locator("[data-role]")).to_have_count(4)
    lawyer.look("apply-filled")

    page.get_by_role("button", name="Controleer uw aanvraag").click()
    review = page.locator("[data-review]")
    expect(review).to_be_visible()
    for text in (
        "Bakkerij Zon B.V.",
        "1012 TS",
        "D. ’t Hart-O’Brien",
        "Het brood bederft.",
        "conceptdagvaarding.pdf",
        "zonproductie3.pdf",
    ):
        expect(review).to_contain_text(text)
    lawyer.look("apply-review")
    page.get_by_role("button", name="Aanvraag indienen").click()
    page.wait_for_url("**/mail/filings/**")
    expect(page.locator("h1")).to_have_text("Uw aanvraag is ontvangen")
    expect(page.locator("[data-filing-number]")).to_have_text(
        re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")
    )
    lawyer.look("apply-received")
    # The draft is gone: it was filed.
    page.go_back()
    lawyer.open("/mail/applications/" + "0" * 8 + "-0000-4000-8000-000000000000")
    expect(page.locator("h1")).to_be_visible()


def test_who_is_no_lawyer_reads_why_not_and_what_is_open(visit):
    somebody = visit()
    somebody.log_in("g.sluis@kade12.example")
    page = begin(somebody, "rotterdam/Rotterdam", "familie")
    own = page.locator("#from option", has_text="g.sluis@").get_attribute("value")
    page.select_option("#from", own)
    checks = page.locator("[data-checks]")
    expect(checks).to_contain_text("dient een advocaat de aanvraag in")
    expect(checks).to_contain_text("art. 2.1")
    expect(checks).to_contain_text("Vraag een advocaat")
