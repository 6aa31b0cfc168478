"""The main job, walked once for all tests that need it: clerk sends, guest and lawyer read and answer, clerk reads."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from zegel.client.demo_court.papers import paper
from zegel.lib.moments import now

TEAM = "Team kort geding Amsterdam"
CASE = "C/13/756999"
LETTER = "Geachte mevrouw Visser,\n\nIn de bijlage vindt u de oproep. Kenmerk kwartelei."
ANSWER = "Goedemiddag,\n\nIk kom naar de zitting. Kenmerk lijsterbes."
LAWYER_ANSWER = "Geachte griffie,\n\nWij zijn verhinderd op 9 december. Kenmerk zonnebloem."
PHONE = "+31611112222"


@dataclass
class Story:
    """What was typed and shown on the way: none of it may be readable on the server."""

    secrets: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    guest_actions: int = 0
    reply_actions: int = 0


def pdf(name: str, text: str) -> dict:
    """A real PDF as the browser's file chooser takes it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": paper("Stuk", [text])}


def walk(visitors) -> Story:
    """Journeys 2 to 5 in order."""
    story = Story(secrets=["zegel-demo-2026", "kwartelei", "lijsterbes", "zonnebloem"])
    sent = clerk_sends(visitors(), story)
    guest_reads_and_answers(visitors(), story)
    lawyer_reads_and_answers(visitors(), story)
    clerk_reads(visitors(), story, sent)
    return story


def pick(page, name: str) -> None:
    """Choose a recipient in the composer; returns when the page asks for a basis where the court still needs one."""
    asked = page.locator("[data-input=basis]:visible")
    before = asked.count()
    page.fill("#recipient", name)
    with page.expect_response(re.compile("/bases[?]")) as answer:
        if "@" in name:
            page.keyboard.press("Enter")
        else:
            page.locator("#recipient-options [role=option]").first.click()
    expect(asked).to_have_count(before + len(answer.value.json()["missing"]))


def give_bases(page) -> None:
    """Say that every recipient asked for this, where the court does not know that yet from an earlier message."""
    for element in page.locator("[data-input=basis]:visible").all():
        element.select_option("asked")


def clerk_sends(clerk, story: Story) -> str:
    """Journey 2; gives the address of the sent message."""
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    clerk.look("inbox")
    page = clerk.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    page.select_option("#from", label=TEAM)
    pick(page, "yilmaz")
    pick(page, "marie.visser@post.example")
    page.locator("[data-input=name]").fill("M. Visser")
    page.locator("[data-input=phone]").fill("06 1111 2222")
    give_bases(page)
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", CASE)
    page.fill("#text", LETTER)
    files = [pdf("1_oproep_261122.pdf", "Oproep."), pdf("2_routekaart_261122.pdf", "Route.")]
    story.contents += [file["buffer"] for file in files]
    story.secrets += ["1_oproep_261122", "2_routekaart_261122"]
    page.set_input_files("[data-file-input]", files)
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    clerk.look("composer")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.locator("[data-receipt]")).to_be_visible()
    expect(page.locator("[data-text]").get_by_text("Kenmerk kwartelei")).to_be_visible()
    clerk.look("receipt")
    return page.url


def guest_reads_and_answers(guest, story: Story) -> None:
    """Journey 3, from the mail on."""
    link = guest.court.link_for("marie.visser@post.example")
    story.secrets.append(link.split("#")[1])
    since = now().timestamp()
    guest.do(guest.open(link))
    guest.do(guest.page.locator("[data-action=ask]").click())
    guest.page.locator("input[name=digits]").wait_for()
    code = guest.court.code_for(PHONE, after=since)
    story.codes.append(code)
    guest.do(guest.page.locator("input[name=digits]").fill(code))
    expect(guest.page.locator("[data-text]").get_by_text("Kenmerk kwartelei")).to_be_visible()
    story.guest_actions = guest.actions
    guest.look("guest-reads")
    _opens_and_keeps(guest, story)
    _answers(guest, story)


def _opens_and_keeps(guest, story: Story) -> None:
    page: Page = guest.page
    page.get_by_role("button", name="Openen").first.click()
    expect(page.locator("dialog#viewer canvas").first).to_be_visible()
    expect(page.locator("dialog#viewer").get_by_text("Oproep.").first).to_be_attached()
    guest.look("viewer")
    page.locator("[data-action=viewer-close]").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Downloaden", exact=True).or_(
            page.get_by_role("button", name=re.compile("^Downloaden"))
        ).first.click()
    assert download.value.path().read_bytes() == story.contents[0]
    with page.expect_download() as everything:
        page.locator("[data-action=download-all]").click()
    archive = zipfile.ZipFile(io.BytesIO(everything.value.path().read_bytes()))
    files = [name for name in archive.namelist() if name.endswith(".pdf")]
    assert [archive.read(name) for name in sorted(files)] == story.contents[:2]


def _answers(guest, story: Story) -> None:
    guest.actions = 0
    page: Page = guest.page
    guest.do(page.get_by_role("link", name="Beantwoorden").click())
    page.locator("[data-answer]").wait_for()
    guest.do(page.locator("textarea").first.fill(ANSWER))
    file = pdf("huurcontract_240301.pdf", "Huurcontract.")
    story.contents.append(file["buffer"])
    story.secrets.append("huurcontract_240301")
    guest.do(page.set_input_files("[data-file-input]", [file]))
    page.get_by_text("Gaat goed open").or_(page.locator("[data-file-list] .file")).first.wait_for()
    guest.look("guest-reply")
    guest.do(page.locator("[data-action=send]").click())
    expect(page.locator("[data-receipt]")).to_be_visible()
    story.reply_actions = guest.actions
    guest.look("guest-receipt")


def lawyer_reads_and_answers(lawyer, story: Story) -> None:
    """Journey 5: the same without codes."""
    lawyer.log_in("l.yilmaz@kade12.example")
    page: Page = lawyer.page
    page.get_by_role("link", name=re.compile("756999")).or_(
        page.locator("li", has_text="756999").locator("a")
    ).first.click()
    expect(page.locator("[data-text]").get_by_text("Kenmerk kwartelei")).to_be_visible()
    lawyer.look("lawyer-reads")
    page.get_by_role("link", name="Beantwoorden").click()
    page.locator("[data-composer]").wait_for()
    page.fill("#text", LAWYER_ANSWER)
    lawyer.look("lawyer-reply")
    page.locator("[data-action=send]").click()
    expect(page.locator("[data-receipt]")).to_be_visible()


def clerk_reads(clerk, story: Story, sent: str) -> None:
    """Journey 4: both answers, and the truth about what was sent."""
    del story
    clerk.log_in("jan@rechtbank-amsterdam.example")
    page: Page = clerk.page
    page.get_by_role("link", name=re.compile(TEAM)).first.click()
    page.locator("li", has_text="M. Visser").filter(has_text=CASE).locator("a").first.click()
    expect(page.locator("[data-text]").get_by_text("Kenmerk lijsterbes")).to_be_visible()
    page.goto(sent)
    expect(page.locator("[data-text]").get_by_text("Kenmerk kwartelei")).to_be_visible()
    for fold in page.locator("article details.fold summary").all():
        fold.click()
    guest = page.locator("article .card, .events").filter(has_text="marie.visser@post.example").first
    expect(guest).to_be_visible()
    clerk.look("events")
