"""Whether a PDF can be opened: the browser says so before it is sent, the court's own agent after it has arrived."""

import io
from pathlib import Path

import pikepdf
from playwright.sync_api import expect

from tests.journeys.main_job import pdf
from zegel.client.demo_court.papers import paper
from zegel.console.scanner import EICAR

PHOTOS = Path(__file__).parents[2] / "vectors" / "files" / "photo"
TEAM = "kortgeding@rechtbank-amsterdam.example"


def saved(change=lambda document: None, **how):
    """A PDF that somebody has done something to."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper("Stuk", ["Inhoud."]))) as document:
        change(document)
        document.save(made, **how)
    return made.getvalue()


def with_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_file(document):
    document.attachments["verborgen.txt"] = b"verborgen"


def files(**contents):
    return [
        {"name": f"{name}_261122.pdf", "mimeType": "application/pdf", "buffer": content}
        for name, content in contents.items()
    ]


def compose(visitor, to):
    visitor.log_in("a.devries@devriesvandam.example")
    page = visitor.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    page.fill("#recipient", to)
    page.locator("#recipient-options [role=option]").first.click()
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756124")
    page.fill("#text", "Edelachtbare, hierbij het stuk.")
    return page


def row(page, name):
    return page.locator(".file", has_text=name)


def test_what_a_court_cannot_open_stays_here_and_what_is_doubtful_is_said(visit):
    lawyer = visit()
    page = compose(lawyer, TEAM)
    whole = paper("Stuk", ["Inhoud."])
    locked = saved(encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    page.set_input_files(
        "[data-file-input]",
        files(
            goed=whole, slot=locked, stuk=b"%PDF-1.7\nniets", script=saved(with_script), bijlage=saved(with_file),
            half=whole[: whole.rindex(b"startxref")],
        ),
    )  # fmt: skip
    expect(row(page, "goed_")).to_contain_text("1 pagina")
    expect(row(page, "goed_")).to_contain_text("Opent goed")
    expect(row(page, "slot_")).to_contain_text("wachtwoord")
    expect(row(page, "slot_")).to_contain_text("VI 6.5")
    expect(row(page, "stuk_")).to_contain_text("beschadigd")
    expect(row(page, "script_")).to_contain_text("programmacode")
    expect(row(page, "bijlage_")).to_contain_text("andere bestanden")
    expect(row(page, "half_")).to_contain_text("beschadigd")
    expect(page.get_by_text("Toch versturen")).to_have_count(0)
    lawyer.look("openable-composer")
    page.locator("[data-action=send]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("slot_")
    assert "/mail/messages/" not in page.url


def test_a_file_is_told_by_its_content_and_photos_of_every_phone_become_pdfs(visit):
    """Whatever a device calls it: a PDF is checked and opens, a photo becomes a PDF, and one that cannot says why."""
    lawyer = visit()
    page = compose(lawyer, TEAM)
    photos = {
        "telefoon": "photo-motion-mpf-with-gps-in-tail.jpg",
        "appel": "kleuren.heic",
        "web": "kleuren.webp",
    }
    page.set_input_files(
        "[data-file-input]",
        [
            {
                "name": "stuk_261122.pdf",
                "mimeType": "application/x-download",
                "buffer": paper("Stuk", ["Inhoud."]),
            },
            {"name": "kapot.heic", "mimeType": "", "buffer": (PHOTOS / "kleuren.heic").read_bytes()[:200]},
            *[
                {
                    "name": f"{stem}.foto",
                    "mimeType": "application/octet-stream",
                    "buffer": (PHOTOS / name).read_bytes(),
                }
                for stem, name in photos.items()
            ],
        ],
    )
    expect(row(page, "stuk_")).to_contain_text("Opent goed")
    for stem in photos:
        row(page, stem).get_by_role("button", name="Maak er een pdf van").click()
        expect(row(page, f"{stem}.pdf")).to_contain_text("1 pagina")
    row(page, "kapot").get_by_role("button", name="Maak er een pdf van").click()
    expect(row(page, "kapot")).to_contain_text("kan van deze foto geen pdf maken")
    lawyer.look("openable-photos")


def test_to_a_colleague_the_same_file_may_go(visit):
    lawyer = visit()
    page = compose(lawyer, "hendriks")
    page.set_input_files(
        "[data-file-input]", files(slot=saved(encryption=pikepdf.Encryption(user="x", owner="x")))
    )
    page.get_by_role("button", name="Toch versturen").click()
    expect(page.locator("[data-blockers] li")).to_have_count(0)


def test_the_sender_sees_the_verdict_come_and_the_reader_is_asked_first(visit):
    """A virus gets past the browser, which is no scanner; the court's agent finds it while the sender looks on."""
    lawyer = visit()
    page = compose(lawyer, TEAM)
    infected = paper("Stuk", ["Inhoud."]) + b"\n% " + bytes.fromhex(EICAR) + b"\n%%EOF\n"
    page.set_input_files("[data-file-input]", [pdf("goed_261122.pdf", "Goed."), *files(ziek=infected)])
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.locator("[data-problems]")).to_contain_text("schadelijke software")
    expect(row(page, "goed_")).to_contain_text("Gaat goed open")
    lawyer.look("openable-sent")
    page.reload()
    page.locator("[data-tracks] summary").first.click()
    expect(page.locator("[data-tracks]")).to_contain_text("kan bestand 2 niet gebruiken")
    lawyer.look("openable-timeline")

    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    reading = clerk.open(page.url.partition("?")[0])
    expect(row(reading, "ziek_")).to_contain_text("schadelijke software")
    row(reading, "ziek_").locator("[data-action=open]").click()
    expect(reading.locator("#risky")).to_be_visible()
    clerk.look("openable-warning")
    reading.locator("#risky button[value=cancel]").click()
    expect(reading.locator("#viewer")).not_to_be_visible()
