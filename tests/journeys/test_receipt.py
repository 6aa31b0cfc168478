"""A sender keeps the receipt, and somebody with nothing but the log's public key finds that it holds."""

import json
import os
import subprocess
import sys
from pathlib import Path

import httpx
from playwright.sync_api import expect

from tests.journeys.main_job import CASE

ROOT = Path(__file__).resolve().parents[2]


def saved(page, link, path):
    """Press a download link until the log has taken the message in, and keep the file."""
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(path)
    return path


def test_the_sender_keeps_a_receipt_that_holds_without_the_court(story, visit, tmp_path):
    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    page = clerk.page
    page.goto(page.url.split("?")[0].replace("/in", "/out"))
    page.locator("li", has_text=CASE).locator("a[href*='/mail/messages/']").first.click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.get_by_role("heading", name="Bewijs van dit bericht")).to_be_visible()
    clerk.look("message-proof")
    clerk.court.settled()
    as_json = saved(
        page, page.get_by_role("link", name="Download ontvangstbewijs (JSON"), tmp_path / "r.json"
    )
    as_pdf = saved(page, page.get_by_role("link", name="Download ontvangstbewijs (PDF)"), tmp_path / "r.pdf")
    assert as_pdf.read_bytes().startswith(b"%PDF-")

    key = httpx.get(f"{clerk.court.origin}/log-key").text
    (tmp_path / "key").write_text(key)
    done = verify(as_json, "--key-file", tmp_path / "key")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("valid: message ")
    node(as_json, key.strip())

    changed = tmp_path / "changed.json"
    changed.write_text(as_json.read_text().replace("C/13/", "C/15/"))
    assert changed.read_text() != as_json.read_text()
    assert verify(changed, "--key-file", tmp_path / "key").returncode == 1
    anybody(visit, as_json, as_pdf, changed)


def anybody(visit, as_json, as_pdf, changed):
    """Somebody with only the receipt checks it on the public page; what is dropped there never leaves the browser."""
    number = json.loads(as_json.read_text())["facts"]["message"]
    reader = visit()
    sent = []
    reader.context.on("request", lambda sign: sent.append((sign.method, sign.url, sign.post_data)))
    page = reader.open(f"/verify#{number}")
    expect(page.get_by_text(number)).to_be_visible()
    reader.look("verify-empty")
    result = page.locator("[data-result]")
    for good in (as_json, as_pdf):  # the page is empty again while it checks
        page.locator("[data-file-input]").set_input_files(good)
        expect(result.get_by_text("Dit ontvangstbewijs is echt")).to_be_visible()
        expect(result.get_by_text("ook met dat van vandaag")).to_be_visible()
        expect(page.locator("[data-details]").get_by_text("Namens")).to_be_visible()
    reader.look("verify-real")
    page.locator("[data-file-input]").set_input_files(ROOT / "README.md")
    expect(page.get_by_role("listitem").filter(has_text="README.md is geen van de bestanden")).to_be_visible()
    page.locator("[data-file-input]").set_input_files(changed)
    expect(result.get_by_text("Dit ontvangstbewijs klopt niet")).to_be_visible()
    expect(result.get_by_text("Dit ontvangstbewijs is echt")).not_to_be_visible()
    reader.look("verify-changed")
    assert {method for method, _, _ in sent} == {"GET"}
    assert not any(body for _, _, body in sent)
    assert not any(number in url.partition("#")[0] for _, url, _ in sent)


def node(receipt, key):
    """The independent check, written from RFC 9162 in another language, of what this server made."""
    done = subprocess.run(
        ["node", "--test", "web/evidence/receipt.test.ts"], cwd=ROOT, capture_output=True, text=True, check=False,
        env=os.environ | {"PATH": f"{ROOT / '.venv' / 'bin'}:{os.environ['PATH']}", "ZEGEL_RECEIPT": str(receipt), "ZEGEL_LOG_KEY": key},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "skipped 0" in done.stdout


def verify(*words):
    """The command as somebody outside runs it: no settings, no server."""
    command = [sys.executable, "-m", "zegel.cli", "verify", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)
