"""Point 1 and 6 of the filing story: a summons filed by the rules in eight actions, and the paper that follows it."""

import re

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.camera import photograph, print_pages, read_codes
from tests.journeys.conftest import PHONE, Visitors, tick
from tests.journeys.main_job import pdf
from zegel.client.demo_court.papers import paper

CASE = "C/13/756777"
LAWYER = "a.devries@devriesvandam.example"
CLERK = "fatima@rechtbank-amsterdam.example"


def dropped():
    """What lies on a lawyer's disk: names as people give them, in no order."""
    return [
        pdf("productie 2 foto's.pdf", "Productie 2."),
        pdf("Dagvaarding Bakkerij Zon 21-11-2026.pdf", "Dagvaarding. Kenmerk roodborst."),
        pdf("productie 1 huurcontract.pdf", "Productie 1."),
    ]


def begin(lawyer, number: str, matter: str, kind: str) -> None:
    """From the mailbox to the composer: five actions."""
    page = lawyer.page
    lawyer.do(page.get_by_role("link", name="Stuk indienen bij een rechtbank").first.click())
    lawyer.do(page.fill("#number", number))
    lawyer.do(tick(page.locator(f"input[name=matter][value={matter}]")))
    lawyer.do(tick(page.locator(f"input[name=kind][value={kind}]")))
    lawyer.do(page.get_by_role("button", name="Verder naar de stukken").click())
    page.locator("[data-composer]").wait_for()


@pytest.fixture(scope="module")
def filed(court, browser):
    """A summons with two exhibits, filed once; gives the page and the number for the counter."""
    with Visitors(court, browser) as visitors:
        lawyer = visitors()
        lawyer.log_in(LAWYER)
        page = lawyer.page
        page.get_by_role("link", name="Stuk indienen bij een rechtbank").first.wait_for()
        lawyer.actions = 0
        begin(lawyer, CASE, "handel", "summons")
        expect(page.locator("[data-recipients]")).to_contain_text("Team kort geding Amsterdam")
        lawyer.do(page.set_input_files("[data-file-input]", dropped()))
        expect(page.locator("[data-file-name]").nth(0)).to_have_text("01_dagvaarding-bakkerij-zon_261121.pdf")
        expect(page.locator("[data-file-name]").nth(2)).to_have_text(
            re.compile(r"03_productie-2-foto-s_\d{6}\.pdf")
        )
        lawyer.do(tick(page.locator("#copies-elsewhere")))
        expect(page.locator("[data-blockers] li")).to_have_count(0)
        lawyer.look("filing-composer")
        lawyer.do(page.locator("[data-action=send]").click())
        page.wait_for_url("**/mail/messages/**")
        expect(page.locator("[data-receipt]")).to_be_visible()
        expect(
            page.locator("[data-text]").get_by_text(
                "Gericht aan rechtbank Amsterdam, team kort geding zaken (art. 3.8)."
            )
        ).to_be_visible()
        lawyer.look("filing-sent")
        yield lawyer, page.locator("[data-filed] .code").inner_text()


def test_a_summons_with_exhibits_is_filed_in_eight_actions(filed):
    lawyer, number = filed
    assert lawyer.actions <= 8
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)


def test_the_paper_is_ticked_off_from_the_square_and_both_ends_see_it(filed, visit):
    lawyer, number = filed
    page = lawyer.page
    with page.expect_download() as sheet:
        page.get_by_role("link", name="Voorblad (PDF)").click()
    assert sheet.value.suggested_filename == f"voorblad-{number}.pdf"
    with pikepdf.open(sheet.value.path()) as document:
        assert len(document.pages) == 1
        assert b"pdfaid" in document.Root.Metadata.read_bytes()
    # On paper, before the camera of a phone.
    (scanned,) = read_codes(photograph(*print_pages(sheet.value.path().read_bytes())))
    page.get_by_role("link", name="Alles wat nog per post moet").click()
    expect(page.locator("main")).to_contain_text(number)
    lawyer.look("paper-tasks")

    clerk = visit()
    clerk.page.set_viewport_size(PHONE)
    clerk.log_in(CLERK, at=scanned, leads="**/desk/**")
    expect(clerk.page.locator("h1")).to_have_text(number)
    clerk.look("paper-scanned")
    clerk.open("/desk")
    expect(clerk.page.locator("main")).to_contain_text(number)
    clerk.look("paper-desk")
    clerk.page.set_viewport_size(PHONE)
    clerk.page.fill("#number", number.lower())
    clerk.page.get_by_role("button", name="Opzoeken").click()
    clerk.page.locator("label[for=piece-2]").click()
    clerk.page.get_by_role("button", name="De rest ontbreekt: meld het de afzender").click()
    expect(clerk.page.get_by_text("De afzender krijgt een mail dat er iets ontbreekt.")).to_be_visible()
    clerk.look("paper-missing")
    clerk.page.set_viewport_size(PHONE)
    told = clerk.court.newest("eml", LAWYER, re.compile(r"er ontbreekt iets"))
    assert told

    page.reload()
    expect(page.get_by_text("De rechtbank kreeg papier, maar deze bestanden ontbreken:")).to_be_visible()
    clerk.page.get_by_role("button", name="Alles is er").click()
    expect(clerk.page.locator("main .utrecht-alert:visible").last).to_contain_text("Alles is binnen.")
    clerk.look("paper-complete")
    page.reload()
    expect(page.locator("main")).not_to_contain_text(number)


def test_the_others_of_the_case_are_proposed_for_the_copy(visit):
    lawyer = visit()
    lawyer.log_in("l.yilmaz@kade12.example")
    page = lawyer.page
    # The summons of the demo came to her in this case.
    begin(lawyer, "C/13/756123", "handel", "answer")
    proposed = page.locator("[data-parties]")
    expect(proposed).to_contain_text("mr. A. de Vries (De Vries Van Dam Advocaten)")
    lawyer.look("filing-parties")
    proposed.get_by_role("button", name="Stuur hun met dit bericht een afschrift").click()
    expect(proposed).to_be_hidden()
    expect(page.locator("[data-recipients]")).to_contain_text("mr. A. de Vries")
    expect(page.locator("#copies-here")).to_be_checked()
    check = page.locator(".check", has_text="De anderen krijgen het met dit bericht")
    expect(check).to_have_attribute("data-state", "ok")
    page.locator("[data-recipients] li", has_text="mr. A. de Vries").locator("[data-action=remove]").click()
    expect(proposed).to_be_visible()


def test_a_visitor_finds_the_address_and_every_way_on(visit):
    visitor = visit()
    visitor.open("/")
    visitor.page.get_by_role("link", name="Stuk indienen bij een rechtbank").click()
    visitor.look("file-start")
    visitor.page.fill("#number", "C/10/701442")
    expect(visitor.page.locator("#place")).to_have_value("rotterdam/Rotterdam")
    tick(visitor.page.locator("input[name=matter][value=handel]"))
    tick(visitor.page.locator("input[name=kind][value=message]"))
    visitor.page.get_by_role("button", name="Toon het adres").click()
    expect(visitor.page.get_by_text("bureau voorzieningenrechter").first).to_be_visible()
    expect(visitor.page.get_by_text("U hebt geen account nodig.")).to_be_visible()
    visitor.look("file-address")
    visitor.page.locator("[data-change]").click()
    visitor.page.select_option("#place", "gelderland/Arnhem")
    visitor.page.get_by_role("button", name="Toon het adres").click()
    expect(visitor.page.get_by_text("Deze rechtbank heeft hier geen postvak")).to_be_visible()
    visitor.look("file-no-desk")
    visitor.open("/file/rules#3.10")
    visitor.look("file-rules")


def test_a_number_that_cannot_be_is_put_right(visit):
    visitor = visit()
    visitor.open("/file")
    visitor.page.fill("#number", "C/13/7556123")
    visitor.page.get_by_role("button", name="C/13/756123").click()
    expect(visitor.page.locator("#place")).to_have_value("amsterdam/Amsterdam")
    visitor.page.get_by_role("button", name="Toon het adres").click()
    expect(visitor.page.locator("[data-error-summary]")).to_contain_text("Kies wat u indient")
    visitor.look("file-errors")


def test_what_the_judge_may_allow_goes_with_a_reason_and_the_reason_is_sealed(visit):
    lawyer = visit()
    lawyer.log_in(LAWYER)
    page = lawyer.page
    begin(lawyer, "C/10/700123", "handel", "answer")
    page.set_input_files(
        "[data-file-input]",
        [
            {"name": "conclusie.pdf", "mimeType": "application/pdf", "buffer": paper("Conclusie", ["Tekst. " * 900] * 12)},
            {"name": "opname.mp3", "mimeType": "audio/mpeg", "buffer": b"ID3" + bytes(200)},
        ],
    )  # fmt: skip
    page.locator("[data-long]").wait_for()
    tick(page.locator("#copies-none"))
    expect(page.locator(".check[data-state=warn]")).to_have_count(3)
    page.locator("[data-action=send]").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    lawyer.look("filing-warnings")
    page.fill("[id='reason-3-10-b']", "Adres onbekend. Kenmerk winterkoning.")
    page.fill("[id='reason-VI-6-5-b']", "Telefonisch toegestaan op 20 november.")
    page.fill("[id='reason-3-12-b']", "Ingewikkelde zaak.")
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    # A draft of a filing is a filing again when it is opened: sealed with its answers and reasons.
    page.wait_for_url("**/mail/drafts/**")
    lawyer.kept()
    page.reload()
    page.locator("[data-composer]").wait_for()
    expect(page.locator("[id='reason-3-10-b']")).to_have_value("Adres onbekend. Kenmerk winterkoning.")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(
        page.locator("[data-text]").get_by_text(
            "Niet zoals 3.10 vraagt, omdat: Adres onbekend. Kenmerk winterkoning."
        )
    ).to_be_visible()
    expect(page.locator("[data-filed]")).to_contain_text("Rechtbank Rotterdam")
