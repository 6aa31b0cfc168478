"""Logging in by way of a certified provider: linking it, opening messages after it, an employee's first day, unlinking."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_register import panel, type_code_over
from tests.journeys.test_security import add_passkey
from zegel.client.demo_court.people import PASSWORD, app_of

OWNER = "j.hendriks@noorderlicht.example"
NEW_WORD = "paardenstaart wolkbreuk 7 fietsbellen"


def there(page, name):
    """Say at the provider who one is."""
    page.wait_for_url("http://localhost:*/*/interaction/**")
    if (own := page.locator(f"button[name=login][value='{name}']")).count():
        own.click()
    else:
        page.locator("input[name=login]").fill(name)
        page.locator("button[value=in]").click()


def log_out(page):
    page.locator("#logout button").click()
    page.wait_for_url("**/login**")


@pytest.fixture
def linked(visit):
    """The owner, who has linked the broker's login to their account."""
    visitor = visit()
    visitor.log_in(OWNER)
    page = visitor.open("/account/security")
    page.locator("[data-action=login-advocatenpas]").click()
    there(page, "hendriks")
    expect(panel(page, "linked")).to_be_visible()
    yield visitor
    page = visitor.open("/account/security")
    page.locator("#login-title").wait_for()
    if (button := page.get_by_role("button", name="Ontkoppelen")).count():
        button.click()
        page.locator("#sure button[value=confirm]").click()
        expect(page.locator("[data-action=login-advocatenpas]")).to_be_visible()


def test_a_lawyer_links_the_broker_logs_in_with_it_and_opens_messages(linked):
    page = linked.page
    linked.look("sso-linked")
    linked.open("/account/security")
    page.locator("#login-title").scroll_into_view_if_needed()
    linked.look("sso-security")
    log_out(page)
    linked.look("sso-login")
    page.locator("[data-sso=advocatenpas]").click()
    expect(panel(page, "unlock")).to_be_visible()
    assert "code=" not in page.url
    linked.look("sso-unlock")
    page.locator("#password").fill("not my password")
    page.locator("[data-unlock] button").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    linked.look("sso-unlock-wrong")
    page.locator("#password").fill(PASSWORD)
    page.locator("[data-unlock] button").click()
    page.wait_for_url("**/mail/**")
    linked.open("/mail/new")
    expect(page.locator("h1")).to_be_visible()
    assert "/login" not in page.url
    linked.open("/account/activity")
    expect(page.get_by_text("login elders").first).to_be_visible()


def test_one_factor_there_asks_for_the_second_step_here(linked, visit):
    other = visit()
    page = other.open("/login")
    page.locator("[data-sso=advocatenpas]").click()
    there(page, "hendriks laag")
    expect(panel(page, "second")).to_be_visible()
    other.look("sso-second")
    # Too late: the first step is forgotten, and the way back to it is on the page.
    other.context.clear_cookies(name="sessionid")
    page.locator("#second-code").fill("000000")
    page.locator("[data-action=second-submit]").click()
    page.locator("[data-back-login] a").click()
    page.locator("[data-sso=advocatenpas]").click()
    expect(panel(page, "second")).to_be_visible()
    for code in app_of(OWNER).codes():
        page.locator("#second-code").fill(code)
        page.locator("[data-action=second-submit]").click()
        page.locator("[data-panel=unlock]:visible, [data-error-summary]:visible").first.wait_for()
        if panel(page, "unlock").is_visible():
            break
    expect(panel(page, "unlock")).to_be_visible()


def test_a_passkey_opens_messages_after_the_broker(linked, visit, court):
    visitor = visit()
    page = add_passkey(visitor, court, OWNER)
    here = court.origin.replace("127.0.0.1", "localhost")
    log_out(page)

    # Passkeys know no bare numbers: what comes back to the court's number is handed in under its name.
    page.locator("[data-sso=advocatenpas]").click()
    with page.expect_request(f"{court.origin}/login/sso/**") as back:
        there(page, "hendriks")
    expect(panel(page, "failed")).to_be_visible()
    page.goto(back.value.url.replace(court.origin, here))
    expect(panel(page, "unlock")).to_be_visible()
    page.locator("[data-action=unlock-passkey]").click()
    page.wait_for_url("**/mail/**")
    page.goto(f"{here}/mail/new")
    expect(page.locator("h1")).to_be_visible()
    assert "/login" not in page.url


def test_a_new_employee_begins_at_the_directory_of_the_court(visit):
    visitor = visit()
    page = visitor.open("/login")
    page.locator("[data-sso=rechtbank]").click()
    page.wait_for_url("http://localhost:*/rechtbank/interaction/**")
    visitor.look("sso-door")
    provider = page.url.partition("/interaction/")[0]
    there(page, "medewerker")
    page.wait_for_url("**/activate")
    expect(panel(page, "form")).to_be_visible()
    expect(page.locator("[data-email]")).to_have_text("nieuw.medewerker@rechtbank-amsterdam.example")
    visitor.look("sso-activate")
    page.locator("#new-password").fill(NEW_WORD)
    page.locator("[data-activate] button[type=submit]").click()
    type_code_over(page)
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done-sso")).to_be_visible()
    visitor.look("sso-ready")
    page.get_by_role("link", name=re.compile("inbox|Postvak", re.IGNORECASE)).last.click()
    page.wait_for_url("**/mail/**")
    out_there_is_out_here(visitor, page, provider)
    out_here_and_then_there(visitor, page)


def out_there_is_out_here(visitor, page, provider):
    """Whoever logs out at the provider, in another tab, is out here as well."""
    there_too = visitor.context.new_page()
    there_too.goto(provider + "/session/end")
    there_too.locator("button[name=logout]").click()
    there_too.wait_for_url("**/session/end/success**")
    there_too.close()
    page.reload()
    page.wait_for_url("**/login**")
    expect(page.locator("form[data-login]")).to_be_visible()


def out_here_and_then_there(visitor, page):
    """Whoever logs out here may log out there, and is asked who they are the next time."""
    page.locator("[data-sso=rechtbank]").click()
    there(page, "medewerker")
    expect(panel(page, "unlock")).to_be_visible()
    log_out(page)
    visitor.look("sso-left")
    page.locator("[data-still=rechtbank]").click()
    page.locator("button[name=logout]").click()
    page.wait_for_url(f"{visitor.court.origin}/login?left=1")
    page.locator("[data-sso=rechtbank]").click()
    page.wait_for_url("http://localhost:*/rechtbank/interaction/**")


def test_who_stops_or_is_unknown_is_told_what_to_do(visit):
    visitor = visit()
    page = visitor.open("/login")
    page.locator("[data-sso=advocatenpas]").click()
    page.wait_for_url("http://localhost:*/*/interaction/**")
    page.locator("button[value=stop]").click()
    expect(panel(page, "failed")).to_be_visible()
    visitor.look("sso-stopped")
    page.locator("[data-back-login] a").click()
    page.locator("[data-sso=advocatenpas]").click()
    there(page, "niemand")
    expect(panel(page, "failed")).to_be_visible()
    visitor.look("sso-unknown")
    page.reload()
    expect(panel(page, "failed")).to_be_visible()
