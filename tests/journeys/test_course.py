"""The course of a commercial case, walked by who does it: day, summons, hearing with a counterclaim, fee, judgment, and the whole of it
taken out and checked without us."""

import re
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.cases import CLAIMANT, CLERK, DEFENDANT, JUDGE, running_case
from tests.journeys.conftest import submit, tick
from tests.journeys.main_job import pdf
from zegel.client.demo_court.bank import Paid, bank_statement
from zegel.law.fees import Fee, fee
from zegel.lib.moments import amsterdam, now

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def case(court):
    with running_case(court) as made:
        yield made


def test_a_commercial_case_from_its_day_to_its_judgment(court, case, visit, tmp_path):
    clerk, lawyer, judge = visit(), visit(), visit()
    clerk.log_in(CLERK)
    set_day(clerk, case)
    lawyer.log_in(CLAIMANT)
    file_summons(lawyer, case)
    for act in (
        "Noteren dat de dagvaarding is betekend",
        "Noteren dat de betekende dagvaarding is ingediend",
    ):
        do(clerk, case, act)
    hear(clerk, case)
    judge.log_in(JUDGE)
    set_judgment(judge, case)
    levy(clerk, case)
    judge_signs(judge, case)
    close(clerk, case)
    opponent = visit()
    opponent.log_in(DEFENDANT)
    take_out(opponent, case, tmp_path)


def set_day(clerk, case):
    """The planner takes the first free moment, and the letter goes out with the day."""
    page = clerk.open("/planner")
    page.locator(".cases__row", has_text=case.number).get_by_role("link").click()
    expect(page.locator("[data-application]")).to_contain_text("geen aanvraag")
    clerk.look("course-planner")
    page.locator(".plan__day--free .plan__slot--free").first.click()
    chosen = page.locator("#choose")
    expect(chosen).to_be_visible()
    chosen.locator("[data-action=set]").click()
    page.wait_for_url(f"**/cases/{case.id}")
    expect(page.locator("main .lead")).to_have_text("De dag van de zitting is bekend.")


def file_summons(lawyer, case):
    """The served writ with an exhibit, filed by the claimant's lawyer and placed by the court."""
    page = lawyer.open(f"/cases/{case.id}/file?kind=summons")
    page.locator("[data-composer]").wait_for()
    page.set_input_files(
        "[data-file-input]",
        [pdf("dagvaarding.pdf", "Dagvaarding."), pdf("productie 1 huurcontract.pdf", "Huur.")],
    )
    # Nothing blocks yet where nothing was looked at: both files are known first, and then on the server.
    expect(page.get_by_text("Opent goed", exact=True)).to_have_count(2)
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/filings/**")
    case.place(page.url.rsplit("/", 1)[1].split("?")[0], "claimant", "dagvaarding")


def do(clerk, case, act):
    """An act of which its name says all, on the page of the case."""
    page = clerk.open(f"/cases/{case.id}")
    fold = page.locator("#acts details", has_text=act)
    fold.locator("summary").click()
    submit(fold.get_by_role("button", name=act))


def hear(clerk, case):
    """The registrar calls the case, and notes who appears and what the defendant hands over."""
    page = clerk.open(f"/cases/{case.id}")
    page.get_by_role("link", name="Zittingsblad").click()
    call = unfolded(page, "call-1")
    button = call.get_by_role("button", name="Zaak uitroepen")
    button.click()
    expect(call.locator("[data-entry-error]")).to_contain_text("Druk nog een keer")
    submit(button)
    for number in (1, 2):
        appearance = unfolded(page, f"appearance-{number}")
        tick(appearance.locator("[data-fact=appeared] input[value=yes]"))
        keep(appearance)
    handed = unfolded(page, "counterclaim-1")
    handed.locator("[data-fact=party]").select_option(label="’t Hoekje (gedaagde)")
    tick(handed.locator("[data-fact=claim] input[value=counterclaim]"))
    sent = amsterdam(now()) - timedelta(days=2)
    handed.locator("[data-fact=sent]").fill(f"{sent:%Y-%m-%dT%H:%M}")
    tick(handed.locator("[data-fact=judge]"))
    for party in handed.locator("[data-fact=told] input").all():
        tick(party)
    expect(handed.locator("[data-said] li")).not_to_have_count(0)
    clerk.look("course-sheet")
    keep(handed)


def unfolded(page, key):
    """An entry of the sheet, open."""
    fold = page.locator(f"#{key}")
    fold.locator("summary").first.click()
    return fold


def keep(fold):
    """Note an entry, and see on the sheet that the court has it."""
    fold.get_by_role("button", name="Dit aantekenen").click()
    expect(fold.locator("[data-entry-noted]")).to_contain_text("Aangetekend om")


def set_judgment(judge, case):
    """The day and hour that the sheet proposes, told in court."""
    page = judge.open(f"/hearings/{case.id}")
    said = unfolded(page, "set-judgment-1")
    tick(said.locator("[data-fact=aloud]"))
    submit(said.get_by_role("button", name="Dag en uur van de uitspraak"))
    expect(page.locator("main .lead")).to_contain_text("De rechter gaat vonnis wijzen")


def levy(clerk, case):
    """The claim makes both sides owe; a notice goes out, and the bank tells that both paid."""
    page = clerk.open(f"/fees/{case.id}")
    page.get_by_role("link", name="Vordering vastleggen", exact=True).click()
    page.get_by_label("Vordering in de dagvaarding").fill("25.000")
    submit(page.get_by_role("button", name="Bekijk wat volgt"))
    submit(page.get_by_role("button", name="Vastleggen"))
    sides = page.locator("section.card[aria-labelledby^=party-]")
    expect(sides).to_have_count(2)
    day = amsterdam(now()).date()
    owed = fee("handel", Decimal(25_000), "legal", day)
    if not isinstance(owed, Fee):
        # The tariff of a year comes with its decree; until then nothing can be asked.
        expect(sides.first).to_contain_text("Bedrag nog niet bekend")
        return
    if not owed.amount.verified:
        page.get_by_role("link", name="Bedrag bevestigen").click()
        page.get_by_label("Bedrag volgens het officiële tarief").fill(str(owed.amount.euros))
        page.get_by_label("Waar u het hebt gelezen").fill("Staatscourant")
        submit(page.get_by_role("button", name="Bekijk wat volgt"))
        submit(page.get_by_role("button", name="Vastleggen"))
    submit(sides.first.get_by_role("button", name="Nota maken"))
    expect(sides.first.get_by_role("link", name="Nota 1 (PDF)")).to_be_visible()
    clerk.look("course-fees-owed")
    references = [
        re.search(r"RF\d\d[ \dA-Z]*", side.inner_text())[0].replace(" ", "") for side in sides.all()
    ]
    told = bank_statement(
        day, [Paid("Betaler", owed.amount.euros * 100, reference) for reference in references]
    )
    clerk.open("/cases")
    page.get_by_role("link", name="Griffierechten").click()
    page.set_input_files("input[type=file]", {"name": "camt053.xml", "mimeType": "text/xml", "buffer": told})
    submit(page.get_by_role("button", name="Inlezen"))
    clerk.look("course-fees-desk")
    clerk.open(f"/fees/{case.id}")
    for side in sides.all():
        expect(side).to_contain_text("Betaald")
        expect(side).not_to_contain_text("Te betalen")


def judge_signs(judge, case):
    """A draft in the court's circle, signed with the judge's own key."""
    page = judge.open(f"/cases/{case.id}/judgment")
    page.locator("input[name=file]").set_input_files(pdf("vonnis.pdf", "De vordering wordt toegewezen."))
    submit(page.get_by_role("button", name="Deze versie bewaren"))
    expect(page.locator("select[name=draft] option")).to_have_count(1)
    expect(page.locator("select[name=draft] option")).to_contain_text("vonnis.pdf")
    judge.look("course-judgment")
    submit(page.get_by_role("button", name="Ondertekenen en uitspraak doen"))
    expect(page.locator("#given-title")).to_have_text("Er is uitspraak gedaan")


def close(clerk, case):
    """All copies sent, one handed out on paper, and the case closed."""
    page = clerk.open(f"/cases/{case.id}/judgment")
    submit(page.get_by_role("button", name="Alle afschriften zijn verstuurd"))
    page.locator("#register summary").click()
    submit(page.locator("#register").get_by_role("button", name="In het register zetten"))
    clerk.look("course-judgment-given")
    do(clerk, case, "Zaak sluiten")
    expect(page.locator("main .lead")).to_have_text("De zaak is gesloten.")


def take_out(reader, case, folder):
    """The whole case on one's own disk: everything in it holds by the log's key alone."""
    reader.court.settled()
    page = reader.open(f"/cases/{case.id}")
    expect(page.locator("[data-entry] [data-check]").first).to_be_visible()
    reader.look("course-judged")
    with page.expect_download() as coming:
        page.locator("[data-action=download-case]").click()
    coming.value.save_as(folder / "case.zip")
    key = httpx.get(f"{reader.court.origin}/log-key").text
    (folder / "key").write_text(key)
    command = [sys.executable, "-m", "zegel.cli", "verify", folder / "case.zip", "--key-file", folder / "key"]
    done = subprocess.run(command, cwd=ROOT, env={}, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lawful up to this state: closed" in done.stdout
