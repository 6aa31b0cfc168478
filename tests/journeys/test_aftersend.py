"""After sending, and just before: the guard asks, a hearing is stated, nobody opened it so it is taken back, tries go along."""

import re
from datetime import timedelta
from typing import Any

import psycopg
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Visit, Visitors
from tests.journeys.main_job import TEAM, pdf
from zegel.lib.moments import amsterdam, now

CLERK = "jan@rechtbank-amsterdam.example"
LAWYER = "l.yilmaz@kade12.example"
TWICE = "a.bakker-nieuw@post.example"


def _add(page: Page, address: str, name: str = "") -> None:
    page.fill("#recipient", address)
    page.keyboard.press("Enter")
    if name:
        page.locator("[data-input=name]").last.fill(name)


def _compose(visit: Visit) -> Page:
    page = visit.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    return page


def test_the_guard_asks_and_the_message_is_withdrawn_before_anybody_read_it(visit: Visitors) -> None:
    clerk = visit()
    clerk.log_in(CLERK)
    page = _compose(clerk)
    page.select_option("#from", label=TEAM)
    _add(page, "info@rechtbank-amsterdm.example")
    guard = page.locator("[data-guard]")
    expect(guard).to_contain_text("lijkt op een adres bij rechtbank-amsterdam.example")
    page.locator("[data-action=remove]").last.click()
    expect(guard).to_be_hidden()
    _add(page, TWICE, "A. Bakker")
    page.locator("[data-input=phone]").fill("06 1122 3344")
    page.locator("[data-input=basis]").select_option("asked")
    expect(guard).to_contain_text("U kent deze naam met een ander adres")
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756777")
    page.fill("#text", "Een bericht voor de zitting.")
    named: Any = pdf("1_besluit123456782_261122.pdf", "Besluit.")
    page.set_input_files("[data-file-input]", named)
    expect(guard).to_contain_text("burgerservicenummer")
    clerk.look("composer-guard")
    page.locator("[data-action=send]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Beantwoord de vraag")
    page.get_by_role("button", name="Ja, ik heb het nagevraagd").click()
    page.get_by_role("button", name="Het is een ander nummer").click()
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    _hearing_then_withdrawn(clerk)
    guest = visit()
    page = guest.open(guest.court.link_for(TWICE))
    expect(page.get_by_role("heading", name="Dit bericht is ingetrokken")).to_be_visible()
    guest.look("guest-withdrawn")


def _hearing_then_withdrawn(clerk: Visit) -> None:
    page = clerk.open(clerk.page.url.partition("?")[0])
    expect(page.locator("[data-text]").get_by_text("Een bericht voor de zitting.")).to_be_visible()
    page.locator("[data-hearing] summary").click()
    soon = (amsterdam(now()) + timedelta(days=20)).date()
    page.fill("#hearing", soon.isoformat())
    page.locator("[data-hearing]").get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Een taak voor uw postvak: bellen")).to_be_visible()
    message = page.url
    _kept_and_let_go(clerk)
    _phoned(clerk, message.partition("?")[0].rpartition("/")[2])
    page.goto(message)
    page.locator("[data-withdraw] summary").click()
    clerk.look("message-aftersend")
    page.locator("[data-withdraw]").get_by_role("button", name="Intrekken").click()
    expect(page.get_by_text("Ingetrokken bij 1 ontvanger").first).to_be_visible()
    clerk.look("message-withdrawn")


def _kept_and_let_go(clerk: Visit) -> None:
    """The countdown of five years stops while somebody of the mailbox wants the message kept."""
    keeping = clerk.page.locator("[data-keeping]")
    expect(keeping).to_contain_text(re.compile(rf"Tot \d+ \w+ {amsterdam(now()).year + 5}"))
    keeping.get_by_role("button", name="Dit bericht bewaren").click()
    expect(keeping).to_contain_text("besliste dat het bewaard blijft")
    expect(clerk.page.locator("[data-text]").get_by_text("Een bericht voor de zitting.")).to_be_visible()
    clerk.look("message-kept")
    keeping.get_by_role("button", name="Laat de termijn weer lopen").click()
    expect(keeping.get_by_role("button", name="Dit bericht bewaren")).to_be_visible()


def _phoned(clerk: Visit, message: str) -> None:
    """The day comes on which somebody must phone, two working days before the hearing: time does that, not this test."""
    with psycopg.connect(clerk.court.demo.environment["ZEGEL_DATABASE"]) as database:
        found = database.execute(
            """INSERT INTO mail_nudge (id, delivery_id, step, hearing_on, at, outcome)
            SELECT gen_random_uuid(), delivery.id, 'call', hearing."on", now(), ''
            FROM mail_delivery delivery JOIN mail_hearing hearing USING (message_id)
            WHERE message_id = %s AND role = 'recipient'
            RETURNING (SELECT sender_box_id FROM mail_message WHERE id = %s)""",
            [message, message],
        ).fetchone()
    assert found
    page = clerk.open(f"/mail/{found[0]}/in")
    page.get_by_role("link", name=re.compile("Te bellen")).click()
    call = page.locator("[data-call]", has_text="A. Bakker")
    expect(call.get_by_role("link", name="+31611223344")).to_have_attribute("href", "tel:+31611223344")
    expect(call).to_contain_text("C/13/756777")
    clerk.look("calls")
    call.get_by_role("button", name="Bereikt").click()
    expect(page.locator("main .utrecht-alert:visible").first).to_contain_text("Genoteerd.")
    expect(call).to_have_count(0)


def test_tries_that_failed_go_along_with_the_one_that_came_through(visit: Visitors) -> None:
    lawyer = visit()
    lawyer.log_in(LAWYER)
    page = _compose(lawyer)
    page.fill("#recipient", "kort geding")
    page.locator("#recipient-options [role=option]", has_text=TEAM).click()
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756778")
    page.fill("#text", "Dit bericht kwam niet meteen aan.")
    tries: list[str] = []

    def road(route: Route) -> None:
        tries.append(route.request.url)
        if len(tries) == 1:
            route.abort("connectionfailed")
        elif len(tries) == 2:
            route.fulfill(status=503, body="busy")
        else:
            route.continue_()

    page.route("**/api/messages", road)
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    assert len(tries) == 3
    page = lawyer.open(lawyer.page.url.partition("?")[0])
    page.locator("[data-tries] summary").click()
    expect(page.locator("[data-tries]")).to_contain_text("Het bericht kreeg geen antwoord")
    expect(page.locator("[data-tries]")).to_contain_text("Het bericht kreeg fout 503")
    expect(page.get_by_text("het is dus ingediend")).to_have_count(1)
    lawyer.look("message-tries")
