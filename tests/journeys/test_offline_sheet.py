"""The sheet of a hearing in a court room without a connection: loaded again, closed and opened again, joined up after."""

import uuid

import pytest
from playwright.sync_api import expect

from tests.journeys.cases import CLERK, DESK, JUDGE, running_case
from tests.journeys.conftest import submit, tick
from zegel.client.cases import Day, act_at_hearing, add_room, set_day
from zegel.client.demo_court.people import PASSWORD, app_of
from zegel.client.demo_court.scene import moment_of
from zegel.client.demo_court.written import file_of
from zegel.client.http import Session
from zegel.client.people import Account
from zegel.client.placing import Place, letter
from zegel.law.calendar import atw_calendar
from zegel.lib.moments import amsterdam, now


@pytest.fixture
def case(court):
    with running_case(court) as made, Session(court.origin) as session:
        judge = Account.log_in(session, JUDGE, PASSWORD, app_of(JUDGE))
        room = add_room(made.clerk, DESK, f"Zaal {made.number}")
        # Far from every other hearing of this court, and from that of the other journey.
        day = atw_calendar().ordinary_after(amsterdam(now()).date(), 60 + int(made.number[-2:]))
        planner = Place(made.clerk, DESK, made.id)
        told = letter(
            planner,
            "Dagbepaling",
            file_of("brief.pdf", "Dagbepaling", "De dag van de mondelinge behandeling is bepaald."),
        )
        set_day(planner, Day(moment_of(day, 10), room, judge.user["id"], 60), told)
        yield made


def test_an_hour_without_a_connection_loses_nothing_and_stands_once(case, visit):
    clerk = visit()
    clerk.log_in(CLERK)
    page = ready(clerk, case)
    clerk.context.set_offline(True)
    kept = page.reload()
    # What no server gave has no date.
    assert "date" not in kept.all_headers()
    expect(page.locator("[data-go-on]")).to_be_visible()
    enter(page, "call-1", "Zaak uitroepen")
    appear(page, 1)
    expect(page.locator("[data-queue-list] > li")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-queue-list] > li")).to_have_count(2)
    page.close()
    page = clerk.page = clerk.context.new_page()
    clerk.watch(page)
    page.goto(f"{clerk.court.origin}/hearings/{case.id}")
    expect(page.locator("[data-queue-list] > li")).to_have_count(2)
    appear(page, 2)
    expect(page.locator("[data-queue-list] > li")).to_have_count(3)
    clerk.look("hearing-offline")
    with page.expect_navigation():
        clerk.context.set_offline(False)
    expect(page.locator("main .lead")).to_contain_text("Uitgeroepen")
    expect(page.locator("[data-queue]")).to_be_hidden()
    for number in (1, 2):
        expect(page.locator(f"#appearance-{number} [data-record]")).to_have_count(1)
    leave(clerk, case)


def test_another_clerk_and_an_ended_session_cost_nothing_that_was_noted(case, visit):
    clerk = visit()
    clerk.log_in(CLERK)
    page = ready(clerk, case)
    clerk.context.set_offline(True)
    enter(page, "call-1", "Zaak uitroepen")
    appear(page, 1)
    appear(page, 2)
    # Meanwhile, in the next room.
    other = Place(case.clerk, DESK, case.id)
    act_at_hearing(other, "call", {})
    first = case.shown()["partyList"][0]["id"]
    noted = {
        "entry": "appearance",
        "facts": {"party": first, "appeared": "no"},
        "seen": 0,
        "id": str(uuid.uuid4()),
    }
    case.clerk.session.call("POST", f"cases/{case.id}/hearing/entries", noted | {"noted": now().isoformat()})
    clerk.context.clear_cookies(name="account")
    clerk.context.set_offline(False)
    expect(page.locator("[data-login-note]")).to_be_visible()
    page.locator("[data-login-note] a").click()
    page.locator("input[type=password]").wait_for()
    clerk.log_in(CLERK, at=page.url.removeprefix(clerk.court.origin), leads=f"**/hearings/{case.id}")
    # What the other clerk did holds; what nobody else noted is taken, and the rest waits for a choice.
    expect(page.locator("[data-queue-list] > li")).to_have_count(2)
    for row in page.locator("[data-queue-list] > li").all():
        expect(row.locator("[data-action=queue-drop]")).to_be_visible()
    page.reload()
    appeared = page.locator("header [class*=status]")
    expect(appeared.filter(has_text="niet verschenen")).to_have_count(1)
    expect(page.locator("#appearance-2 [data-record]")).to_have_count(1)


def ready(clerk, case):
    """The sheet, once it can do without a connection."""
    page = clerk.open(f"/hearings/{case.id}")
    expect(page.locator("[data-kept]")).to_be_visible()
    return page


def enter(page, key, label):
    fold = page.locator(f"#{key}")
    fold.locator("summary").first.click()
    fold.get_by_role("button", name=label).click()
    # The day of these cases is weeks away: calling one so early is asked twice.
    expect(fold.locator("[data-entry-error]")).to_be_visible()
    fold.get_by_role("button", name=label).click()
    # The form folds in when it is noted.
    expect(fold).not_to_have_attribute("open", "")


def appear(page, number):
    fold = page.locator(f"#appearance-{number}")
    fold.locator("summary").first.click()
    tick(fold.locator("[data-fact=appeared] input[value=yes]"))
    fold.get_by_role("button", name="Dit aantekenen").click()
    expect(fold).not_to_have_attribute("open", "")


def leave(clerk, case):
    """After logging out the browser knows of no sheet any more."""
    page = clerk.page
    submit(page.get_by_role("button", name="Uitloggen"))
    # A worker goes once the last page that it served has gone.
    page.wait_for_function(f"async () => String(await ({LEFT})()) === '0,false,0'")
    clerk.context.set_offline(True)
    with pytest.raises(Exception, match=r"ERR_(INTERNET_DISCONNECTED|FAILED)"):
        page.goto(f"{clerk.court.origin}/hearings/{case.id}")


LEFT = """async () => {
  const workers = await navigator.serviceWorker.getRegistrations()
  const pages = (await indexedDB.databases()).filter(({ name }) => name === "zegel-sheets")
  return [workers.length, await caches.has("zegel-sheets"), pages.length]
}"""
