"""A running case: a lawyer files two exhibits, the clerk places them, the opponent reads them and sees when they were made known."""

import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.journeys.cases import CLAIMANT, DEFENDANT, running_case
from tests.journeys.main_job import pdf


@pytest.fixture(scope="module")
def case(court):
    with running_case(court) as made:
        yield made


def dropped():
    """What lies on a lawyer's disk."""
    return [
        pdf("2 kwitantie van mei.pdf", "Kwitantie. Kenmerk ijsvogel."),
        pdf("1 huurcontract.pdf", "Huurcontract. Kenmerk roodborst."),
    ]


def test_a_lawyer_files_exhibits_and_the_opponent_reads_them(court, case, visit):
    lawyer = visit()
    lawyer.log_in(CLAIMANT)
    page = lawyer.page
    lawyer.actions = 0
    lawyer.do(page.get_by_role("link", name="Zaken").first.click())
    mine = page.locator(".cases__row", has_text=case.number)
    expect(mine).to_be_in_viewport()
    lawyer.look("cases-list")
    lawyer.do(mine.get_by_role("link", name="De Zon / ’t Hoekje").click())
    expect(page.locator("h1")).to_have_text("De Zon / ’t Hoekje")
    lawyer.look("case-first-visit")
    lawyer.do(page.get_by_role("button", name="Stuur mails naar dit adres").click())
    lawyer.do(page.get_by_role("link", name="Stuk indienen").click())
    page.locator("[data-composer]").wait_for()
    lawyer.do(page.set_input_files("[data-file-input]", dropped()))
    expect(page.locator("[data-file-name]").nth(0)).to_have_text("dezonproductie1.pdf")
    expect(page.locator("[data-file-name]").nth(1)).to_have_text("dezonproductie2.pdf")
    expect(page.locator("[data-file-described]").nth(0)).to_have_value("huurcontract")
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    lawyer.look("case-filing")
    lawyer.do(page.locator("[data-action=send]").click())
    page.wait_for_url("**/mail/filings/**")
    assert lawyer.actions <= 8
    filing = page.url.rsplit("/", 1)[1].split("?")[0]
    lawyer.look("case-filed")
    lawyer.open(f"/cases/{case.id}")
    expect(page.locator("main")).to_contain_text("nog niet in het dossier geplaatst")
    lawyer.open(f"/cases/{case.id}/file")
    page.locator("[data-composer]").wait_for()
    page.set_input_files("[data-file-input]", dropped()[:1])
    # What waits at the court counts: the next number goes on from it.
    expect(page.locator("[data-file-name]").first).to_have_text("dezonproductie3.pdf")
    page.evaluate("window.onbeforeunload = null")

    case.place(filing, "claimant", "productie")

    other = visit()
    other.log_in(DEFENDANT)
    page = other.page
    other.open("/cases")
    mine = page.locator(".cases__row", has_text=case.number)
    expect(mine).to_contain_text("1 nieuw")
    mine.get_by_role("link", name="De Zon / ’t Hoekje").click()
    piece = page.locator("[data-entry]").first
    expect(piece).to_contain_text("Producties 1–2")
    expect(piece.locator("[data-check]")).to_have_text(
        "Ondertekend door de indiener; gecontroleerd op uw apparaat."
    )
    expect(piece.locator(".file__described").nth(1)).to_have_text("Productie 2: kwitantie van mei")
    piece.locator("summary").click()
    expect(piece).to_contain_text("geen mail gewenst")
    other.look("case-docket")
    piece.locator("[data-action=open]").first.click()
    expect(page.locator("#viewer")).to_contain_text("roodborst")
    page.get_by_role("button", name="Sluiten").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Als ZIP downloaden").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        (first, second) = archive.namelist()
    assert re.fullmatch(r"01 De Zon .*/01 dezonproductie1\.pdf", first)
    assert second.endswith("/02 dezonproductie2.pdf")
    page.reload()
    expect(page.locator("[data-entry]").first).not_to_contain_text("Nieuw")
