"""The public deadline calculator: no login, no script, and every answer can be found again by its address."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, Visit, submit


def test_a_lawyer_computes_the_terms_before_a_hearing_without_script(browser, court):
    context = browser.new_context(viewport=DESKTOP, locale="nl-NL", java_script_enabled=False)
    lawyer = Visit(context, court, scripts=False)
    page = lawyer.open("/terms")
    page.get_by_role("link", name=re.compile("zitting|mondelinge behandeling", re.IGNORECASE)).first.click()
    page.locator("input[type=date]").first.fill("2026-12-01")
    if page.locator("input[type=time]").count():
        page.locator("input[type=time]").first.fill("10:00")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("donderdag 26 november 2026").first).to_be_visible()
    again = page.url
    page.goto(again)
    expect(page.get_by_text("donderdag 26 november 2026").first).to_be_visible()
    context.close()


def test_the_calculator_looks_right(visit):
    someone = visit()
    someone.open("/terms")
    someone.look("terms-choose")
    someone.page.get_by_role(
        "link", name=re.compile("zitting|mondelinge behandeling", re.IGNORECASE)
    ).first.click()
    day = someone.page.locator("input[type=date]").first
    day.wait_for()
    someone.look("terms-ask")
    day.fill("2026-12-01")
    if someone.page.locator("input[type=time]").count():
        someone.page.locator("input[type=time]").first.fill("10:00")
    submit(someone.page.locator("main form button[type=submit]").first)
    someone.look("terms-answers")
