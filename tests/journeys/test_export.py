"""A clerk keeps a whole case, a guest a conversation: one ZIP each that others open and check without us."""

import email
import email.policy
import hashlib
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import SHOTS, tick
from zegel.client.demo_court.letters import GUEST_CODE

ROOT = Path(__file__).resolve().parents[2]


def zegel(*words):
    """The command as somebody outside runs it: no settings, no server."""
    command = [sys.executable, "-m", "zegel.cli", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, env={}, capture_output=True, check=False)


def exported(page, folder: Path) -> Path:
    """Press the button, wait for the ZIP, and take it apart with another program than made it."""
    if not page.locator("#bare").is_checked():
        tick(page.locator("#form-zip"))
    expect(page.locator("[data-action=export]")).to_be_enabled()
    with page.expect_download() as coming:
        page.locator("[data-action=export]").click()
    expect(page.locator("[data-saved]")).to_contain_text("Klaar. Alles zit in")
    coming.value.save_as(folder.with_suffix(".zip"))
    archive = zipfile.ZipFile(folder.with_suffix(".zip"))
    assert archive.testzip() is None
    archive.extractall(folder)
    assert coming.value.suggested_filename.endswith(".zip")
    return folder


def check_sums(folder: Path) -> None:
    """Every file is on the list, and the list is true."""
    told = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False, text=True
    )
    assert told.returncode == 0, told.stdout + told.stderr
    listed = {line[66:] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }


def check_message(folder: Path, told: dict) -> None:
    """PDF, EML and files of one message, by other programs; and the chain from receipt to file."""
    place = folder / told["folder"]
    with pikepdf.open(place / "bericht.pdf") as pdf:
        assert pdf.pages
        assert pdf.Root.Lang == "nl"
    mail = email.message_from_bytes((place / "bericht.eml").read_bytes(), policy=email.policy.default)
    assert [str(defect) for part in mail.walk() for defect in part.defects] == []
    assert mail["X-Zegel-Message"] == told["message"]
    assert told["message"] in mail["Message-ID"]
    attached = [
        hashlib.sha256(attachment.get_payload(decode=True)).hexdigest()
        for attachment in mail.iter_attachments()
    ]
    assert attached == [file["sha256"] for file in told["files"]]
    for file in told["files"]:
        assert hashlib.sha256((folder / file["path"]).read_bytes()).hexdigest() == file["sha256"]
    number = f"{told['number']:02}"
    receipt = json.loads((folder / "bewijs" / f"{number} ontvangstbewijs.json").read_text())
    envelope = folder / "bewijs" / f"{number} envelop.age"
    assert receipt["facts"]["envelope"] == hashlib.sha256(envelope.read_bytes()).hexdigest()
    opened = zegel("age", "decrypt", "-i", folder / "bewijs" / f"{number} berichtsleutel.txt", envelope)
    assert opened.returncode == 0, opened.stderr
    manifest = json.loads(json.loads(opened.stdout)["manifest"])
    assert [file["sha256"] for file in manifest["files"]] == attached
    assert manifest["text"].strip() == mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip()


def check_proof(folder: Path, tmp_path: Path) -> None:
    """Everything in the folder with proof holds under the log's key, and nothing holds once it was changed."""
    key = folder / "bewijs" / "logboeksleutel.txt"
    papers = [*folder.glob("bewijs/*ontvangstbewijs.json"), folder / "bewijs" / "gebeurtenissen.json"]
    for paper in papers:
        done = zegel("verify", paper, "--key-file", key)
        assert done.returncode == 0, done.stderr
        changed = tmp_path / "changed.json"
        text = paper.read_text()
        changed.write_text(re.sub(r"(20\d\d-\d\d-\d\dT\d\d):", r"\1 :", text).replace("T1", "T0"))
        assert changed.read_text() != text
        assert zegel("verify", changed, "--key-file", key).returncode == 1


def check_whole(folder: Path) -> None:
    """One command walks the whole chain, of the ZIP and of the folder it was unpacked to."""
    for place in (folder.with_suffix(".zip"), folder):
        done = zegel("verify", place, "--key-file", folder / "bewijs" / "logboeksleutel.txt")
        assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
        assert done.stdout.decode().splitlines()[-1].startswith("valid: everything in this export of")


def anybody(visit, whole: Path, bare: Path, document: Path) -> None:
    """Somebody with the ZIP and an ordinary PDF sees on the public page that the one is in the other; nothing is sent."""
    reader = visit()
    sent = []
    reader.context.on("request", lambda sign: sent.append((sign.method, sign.post_data)))
    page = reader.open("/verify")
    drop, result = page.locator("[data-file-input]"), page.locator("[data-result]")
    for number, archive in enumerate((whole, bare)):
        drop.set_input_files(archive)
        expect(result.get_by_text("Deze export klopt", exact=True)).to_be_visible()
        expect(page.locator("[data-details]").get_by_text("de documenten zelf")).to_have_count(number)
        drop.set_input_files([document, ROOT / "LICENSE"])
        compared = page.locator("[data-compared] li")
        expect(compared.filter(has_text=re.compile(r"is bestand \d+ van bericht \d+"))).to_have_count(1)
        expect(compared.filter(has_text="LICENSE is geen van de bestanden in deze export")).to_have_count(1)
        if archive == whole:
            reader.look("verify-export")
    changed = whole.with_name("changed.zip")
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(changed, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            after.writestr(info.filename, data + b" " if info.filename.endswith(document.name) else data)
    drop.set_input_files(changed)
    expect(result.get_by_text("Deze export klopt niet")).to_be_visible()
    expect(
        page.locator("[data-details] .checked--error").filter(has_text=document.name).first
    ).to_be_visible()
    reader.look("verify-export-changed")
    assert {method for method, _ in sent} == {"GET"}
    assert not any(body for _, body in sent)


@pytest.fixture
def clerk(visit):
    found = visit()
    found.log_in("fatima@rechtbank-amsterdam.example")
    return found


def test_a_clerk_keeps_a_whole_case(clerk, visit, tmp_path):
    page = clerk.page
    page.locator("[data-row]", has_text="756123").first.locator("a").click()
    page.wait_for_url("**/mail/messages/**")
    page.get_by_role("link", name="Alles bewaren").click()
    page.locator("label[for=scope-case]").click()
    expect(page.locator("[data-amount]")).to_contain_text("Berichten:")
    clerk.look("export-choose")
    clerk.court.settled()
    folder = exported(page, tmp_path / "case")
    clerk.look("export-done")
    told = json.loads((folder / "inhoud.json").read_text())
    assert (told["type"], told["missing"]) == ("zegel/export/v1", [])
    assert {each_message["subject"] for each_message in told["messages"]} == {"C/13/756123"}
    assert max(len(each_message["files"]) for each_message in told["messages"]) == 12
    check_sums(folder)
    for each_message in told["messages"]:
        check_message(folder, each_message)
    check_proof(folder, tmp_path)
    guide = (folder / "LEES-MIJ.html").read_text()
    assert "zegel verify" in guide
    assert "What is in it" in guide
    assert "{" not in re.sub(r"<style>.*</style>", "", guide)
    reader = clerk.context.new_page()
    reader.goto((folder / "LEES-MIJ.html").as_uri())
    reader.screenshot(path=SHOTS / "export-guide.png", full_page=True)
    reader.close()
    check_whole(folder)
    page.goto(page.url.partition("?")[0] + "?only=proof")
    expect(page.locator("#bare")).to_be_checked()
    bare = exported(page, tmp_path / "bare")
    [message] = json.loads((bare / "inhoud.json").read_text())["messages"]
    twin = next(
        each_message for each_message in told["messages"] if each_message["message"] == message["message"]
    )
    document = folder / twin["files"][0]["path"]
    key = bare / "bewijs" / "logboeksleutel.txt"
    done = zegel("verify", bare.with_suffix(".zip"), "--key-file", key, "--document", document)
    assert done.returncode == 0, done.stderr
    assert b"exactly as it was received" in done.stdout
    anybody(visit, folder.with_suffix(".zip"), bare.with_suffix(".zip"), document)


def test_picking_messages_in_a_folder_keeps_those(clerk, tmp_path):
    page = clerk.page
    for at in range(2):
        page.locator("[name=pick]").nth(at).check()
    clerk.look("folder-picked")
    page.get_by_role("button", name="Bewaren als ZIP").click()
    expect(page.locator("[data-amount]")).to_contain_text("Berichten: 2.")
    folder = exported(page, tmp_path / "picked")
    assert len(json.loads((folder / "inhoud.json").read_text())["messages"]) == 2
    check_sums(folder)


def test_a_lost_connection_pauses_the_export_and_it_goes_on(clerk, tmp_path):
    page = clerk.page
    page.locator("[data-row]", has_text="756123").first.locator("a").click()
    page.get_by_role("link", name="Alles bewaren").click()
    tick(page.locator("#form-zip"))
    expect(page.locator("[data-action=export]")).to_be_enabled()
    failed = []

    def once(route):
        failed.append(route.request.url)
        route.abort() if len(failed) == 1 else route.continue_()

    page.route(re.compile("/files/2$"), once)
    with page.expect_download() as coming:
        page.locator("[data-action=export]").click()
        expect(page.locator("[data-panel=paused]")).to_be_visible()
        clerk.look("export-paused")
        page.locator("[data-action=again]").click()
    archive = zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes()))
    assert json.loads(archive.read("inhoud.json"))["missing"] == []
    assert len(failed) >= 2


def test_a_guest_keeps_the_conversation(visit, tmp_path):
    guest = visit()
    # By access code: a number gets one SMS a minute, and other journeys want theirs.
    page = guest.open(guest.court.link_for("kees.bos@post.example"))
    page.locator("input[name=access]").fill(GUEST_CODE)
    page.locator("[data-action=enter-code]").click()
    page.wait_for_url(re.compile(r"/messages"))
    page.get_by_role("link", name=re.compile("Alles bewaren|Save everything")).click()
    expect(page.locator("[data-action=export]")).to_be_enabled()
    guest.look("export-guest")
    # One press: everything as one PDF, with a bookmark for each message and each file in it.
    with page.expect_download() as coming:
        page.locator("[data-action=export]").click()
    assert coming.value.suggested_filename.endswith(".pdf")
    with pikepdf.open(coming.value.path()) as pdf, pdf.open_outline() as outline:
        titles = [(chapter.title, [part.title for part in chapter.children]) for chapter in outline.root]
        assert len(pdf.pages) > sum(len(parts) for _title, parts in titles)
    assert titles[0][0].startswith("1. ")
    assert all(len(parts) >= 2 for _title, parts in titles)
    page.reload()
    tick(page.locator("#form-zip"))
    expect(page.locator("[data-action=export]")).to_be_enabled()
    with page.expect_download() as coming:
        page.locator("[data-action=export]").click()
    archive = zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes()))
    folder = tmp_path / "guest"
    archive.extractall(folder)
    check_sums(folder)
    [proof] = [*folder.glob("proof/events.json"), *folder.glob("bewijs/gebeurtenissen.json")]
    [key] = [*folder.glob("*/log-key.txt"), *folder.glob("*/logboeksleutel.txt")]
    done = zegel("verify", proof, "--key-file", key)
    assert done.returncode == 0, done.stderr
    assert b"mail.guest.verified" in done.stdout


def test_the_timeline_can_be_narrowed_and_read_as_a_conversation(clerk):
    page = clerk.page
    page.goto(page.url.split("?")[0].replace("/in", "/out"))
    page.locator("main a[href*='/mail/messages/']").first.click()
    page.locator("[data-tracks] summary").first.click()
    expect(page.locator("[data-timeline] li").first).to_be_visible()
    clerk.look("timeline-message")
    # Which message is the last one sent, and so whether anybody has read it, depends on the journeys before.
    if page.locator("[data-narrow-by=kind] option[value=reading]").count():
        page.locator("[data-narrow-by=kind]").select_option("reading")
        rows = page.locator("[data-timeline] li:visible")
        assert {row.get_attribute("data-kind") for row in rows.all()} <= {"reading"}
    page.goto(page.url.split("?")[0] + "/timeline")
    expect(page.locator("[data-timeline] li").first).to_be_visible()
    clerk.look("timeline-conversation")
