"""What was a command before: a keeper renews the professional register, an administrator lets the court's agent check."""

import json
import secrets
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitors
from zegel.agent.command import main as agent_command
from zegel.client.demo_court.register import REGISTER
from zegel.client.http import Session
from zegel.client.people import Account

KEEPER = "fatima@rechtbank-amsterdam.example"
ADMINISTRATOR = "sanne@rechtbank-rotterdam.example"
TEAM = "vzr@rechtbank-rotterdam.example"
AGENT = "Controle Rotterdam"
# Numbers that no other journey knows.
STAYS = "bar;A88001;mr. T. Tijdelijk;tijdelijk@nergens.example;;;active;;\n"
GOES = "bar;A88002;mr. W. Wégh;wegh@nergens.example;;;active;;\n"


def _bring(page: Page, text: str, encoding: str = "utf-8") -> None:
    page.set_input_files(
        "#file", {"name": "bar.csv", "mimeType": "text/csv", "buffer": text.encode(encoding)}
    )
    page.get_by_role("button", name="Bekijk wat er zou veranderen").click()


def _import(page: Page) -> None:
    page.locator("label[for=invite]").click()
    page.get_by_role("button", name="Dit bestand overnemen").click()
    expect(page.locator(".notices")).to_contain_text("Het register is vernieuwd")


def test_a_keeper_looks_before_the_register_is_renewed(visit: Visitors) -> None:
    keeper = visit()
    keeper.log_in(KEEPER)
    page = keeper.open("/organisation/register")
    _bring(page, REGISTER + STAYS.replace("A88001", "88001").replace("active", "weg"))
    expect(page.locator("#bad")).to_be_visible()
    expect(page.get_by_role("row", name="Regel 8").first).to_contain_text("geen BAR-nummer")
    keeper.look("register-bad")
    _bring(page, REGISTER.replace("ı", "i") + STAYS + GOES, "cp1252")
    expect(page.locator("main")).to_contain_text("niet in UTF-8")
    page.get_by_role("button", name="Gooi het bestand weg").click()
    expect(page.locator(".notices")).to_contain_text("weggegooid")
    _bring(page, REGISTER + STAYS + GOES)
    expect(page.locator("#g-new")).to_contain_text("Nieuw: ")
    _import(page)
    _bring(page, REGISTER + STAYS.replace("active;;", "suspended;2026-11-01;2027-01-31"))
    expect(page.locator("#g-suspended")).to_have_text("Geschorst: 1")
    expect(page.locator("#g-gone")).to_be_visible()
    keeper.look("register-file")
    _import(page)
    page.locator("label", has_text="A88002").click()
    keeper.look("register-state")
    page.get_by_role("button", name="Wie ik koos, staat er niet meer in").click()
    expect(page.locator(".notices")).to_contain_text("staat niet meer in het register")
    expect(page.locator("label", has_text="A88002")).to_have_count(0)


def test_an_agent_is_given_a_mailbox_and_loses_it(
    visit: Visitors, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    boss = visit()
    boss.log_in(ADMINISTRATOR)
    key, email = tmp_path / "agent.key", f"controle{secrets.token_hex(4)}@rechtbank-rotterdam.example"
    words = ["init", "--key", str(key), "--origin", boss.court.origin, "--email", email, "--name", AGENT]
    assert agent_command(words) == 0
    said = capsys.readouterr()
    page = boss.open("/organisation/agents")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.set_input_files(
        "#file", {"name": "agent.json", "mimeType": "application/json", "buffer": said.out.encode()}
    )
    page.get_by_role("button", name="Maak het bekend").click()
    number = said.err.partition("key: ")[2].strip()
    expect(page.locator("article", has_text=email)).to_contain_text(number)
    row = page.locator("tr", has_text=TEAM)
    row.get_by_role("button", name=f"Laat {AGENT} controleren").click()
    expect(row.get_by_role("button", name=f"{AGENT} intrekken")).to_be_visible()
    assert number in asked[0]
    boss.look("agents")
    agent = Account.log_in(Session(boss.court.origin), email, json.loads(key.read_text())["password"])
    assert agent.identities[agent.boxes[TEAM]["id"]]
    before = agent.boxes[TEAM]["keyVersion"]
    page.reload()
    expect(page.locator("article", has_text=email)).not_to_contain_text("Niet in de laatste twaalf uur")
    row.get_by_role("button", name=f"{AGENT} intrekken").click()
    expect(row.get_by_role("button", name=f"Laat {AGENT} controleren")).to_be_visible()
    agent.refresh()
    agent.session.http.close()
    assert TEAM not in agent.boxes
    mine = page.evaluate("fetch('/api/me').then((answer) => answer.json())")["boxes"]
    assert [box["keyVersion"] for box in mine if box["address"] == TEAM] == [before + 1]
