"""A sender keeps the receipt, and somebody with nothing but the log's public key finds that it holds."""

import subprocess
import sys
import time
from pathlib import Path

import httpx
from playwright.sync_api import expect

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
    page.locator("main a[href*='/mail/messages/']").first.click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.get_by_role("heading", name="Bewijs van dit bericht")).to_be_visible()
    clerk.look("message-proof")
    # The story is over; the worker has taken it into the log within seconds.
    time.sleep(6)
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
    as_json.write_text(as_json.read_text().replace('"index": ', '"index": 1', 1))
    assert verify(as_json, "--key-file", tmp_path / "key").returncode == 1


def verify(*words):
    """The command as somebody outside runs it: no settings, no server."""
    command = [sys.executable, "-m", "zegel.cli", "verify", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env={}, capture_output=True, text=True, check=False)
