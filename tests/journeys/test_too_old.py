"""A browser that cannot run the pages' scripts says so itself, and from which version on it would."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Court

BROWSERS = json.loads((Path(__file__).parents[2] / "zegel" / "portal" / "browsers.json").read_text())


@pytest.mark.parametrize("path", ["/login", "/verify", "/file"])
@pytest.mark.parametrize("script", ["const {", "export const a = class { #x = 1 static { # } }"])
def test_scripts_that_cannot_be_read_leave_a_page_that_says_so(
    court: Court, browser: Browser, path: str, script: str
):
    context = browser.new_context(locale="nl-NL")
    context.route(
        re.compile(r"/static/build/(pages|chunks|workers)/"),
        lambda route: route.fulfill(content_type="text/javascript", body=script),
    )
    page = context.new_page()
    page.goto(court.origin + path)
    panel = page.locator("#not-started")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Deze pagina is niet gestart")
    for version in BROWSERS.values():
        expect(panel).to_contain_text(version)
    context.close()


def test_without_javascript_the_page_says_from_which_version(court: Court, browser: Browser):
    context = browser.new_context(locale="nl-NL", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{court.origin}/login")
    expect(page.locator("noscript .utrecht-alert")).to_contain_text(f"Firefox {BROWSERS['firefox']}")
    context.close()


def test_a_page_that_started_says_nothing(court: Court, browser: Browser):
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.goto(f"{court.origin}/login")
    page.wait_for_function("document.documentElement.dataset.started !== undefined")
    page.wait_for_timeout(1500)
    expect(page.locator("#not-started")).to_be_hidden()
    context.close()
