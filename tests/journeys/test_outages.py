"""Point 5 for whoever comes by: maintenance is told beforehand, and the register says until when an outage excuses."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.conftest import Visitors

MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def day_in(text: str) -> date:
    """The first day that a Dutch text names."""
    found = re.search(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", text)
    assert found, text
    return date(int(found[3]), MONTHS.index(found[2]) + 1, int(found[1]))


def test_a_last_day_that_fell_in_an_outage_is_looked_up(visit: Visitors) -> None:
    visitor = visit()
    page = visitor.open("/login")
    banner = page.locator(".banner--planned")
    expect(banner).to_contain_text("Er is onderhoud gepland")
    visitor.look("login-maintenance")
    banner.get_by_role("link", name="Meer over storingen").click()
    line = page.locator("#register-title ~ .table-scroll tbody tr", has_text="20:14")
    expect(line).to_have_count(1)
    began, published = (day_in(line.locator(f"td:nth-child({n})").inner_text()) for n in (2, 4))
    page.fill("#last", began.isoformat())
    page.get_by_role("button", name="Opzoeken").click()
    excuse = page.locator("#excuse .utrecht-alert")
    expect(excuse).to_contain_text("Dien uiterlijk in op")
    said = excuse.inner_text().partition("Dien uiterlijk in op")[2]
    assert day_in(said) == published + timedelta(days=1)
    visitor.look("outages-excuse")
    page.fill("#last", (began - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Opzoeken").click()
    expect(excuse).to_contain_text("is geen storing van de website of van het indienen bekend")
