"""Paper at the counter: entered, scanned in the browser, sealed and signed by the clerk, placed, and read in the case file."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.cases import running_case
from tests.journeys.main_job import pdf

PHOTO = next((Path(__file__).parents[2] / "vectors" / "files" / "photo").glob("*.jpg"))


def test_paper_is_scanned_sealed_and_placed_in_three_actions(court, visit):
    with running_case(court) as case:
        clerk = visit()
        clerk.log_in("fatima@rechtbank-amsterdam.example")
        page = clerk.open("/intake/paper")
        page.fill("#sender", "Verhuur ’t Hoekje B.V.")
        page.fill("#number", case.number)
        clerk.look("paper-entered")
        page.get_by_role("button", name="Invoeren en scannen").click()
        page.wait_for_url(re.compile(r"/intake/[0-9a-f-]{36}$"))
        expect(page.locator("[data-scan]")).to_be_visible()
        photo = {"name": "blad 2.jpg", "mimeType": "image/jpeg", "buffer": PHOTO.read_bytes()}
        page.set_input_files("input[data-scan-files]", [pdf("blad 1.pdf", "Kenmerk waterhoen."), photo])
        expect(page.locator("[data-scan-list] li")).to_have_count(2)
        clerk.look("paper-scan")
        with page.expect_response("**/api/intake/*/scan") as answer:
            page.get_by_role("button", name="Verzegelen en toevoegen").click()
        assert answer.value.ok, answer.value.status
        expect(page.locator("[data-files] .file")).to_have_count(1)
        expect(page.locator("[data-actions]")).to_be_visible()
        expect(page.locator("#case option")).to_contain_text(case.number)
        clerk.look("paper-scanned")
        filing = page.url
        clerk.actions = 0
        clerk.do(page.select_option("#party", label="’t Hoekje"))
        with page.expect_response("**/api/intake/*/place") as answer:
            clerk.do(page.keyboard.press("Control+Enter"))
        assert answer.value.ok, answer.value.status
        assert clerk.actions <= 3
        # The post room goes on by itself, to what waits next or to its queue.
        page.wait_for_url(lambda url: url != filing)
        # Placed, it stands in the file with its own moment, and the whole file is one PDF.
        page = clerk.open(f"/cases/{case.id}")
        expect(page.locator("[data-entry] [data-check]").first).to_have_attribute("data-check", "signed")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Als één PDF").click()
        assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")
        clerk.look("paper-case")
