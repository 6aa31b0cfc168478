"""A court's team takes in what was filed: a case begins, exhibits are numbered on, a filing is in one pair of hands."""

import re
from contextlib import contextmanager
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitors, tick
from tests.journeys.main_job import pdf
from tests.journeys.test_filing import CLERK, LAWYER, begin
from tests.journeys.test_nothing_leaks import _cells, _encodings, _everything

COLLEAGUE = "jan@rechtbank-amsterdam.example"
UNKNOWN = "C/13/756888"
# Words that nobody else writes: they are looked for at the court.
BIRD, OTHER_BIRD, LEASE = (
    f"boomklever{token_hex(3)}",
    f"boomkruiper{token_hex(3)}",
    f"huurcontract{token_hex(3)}",
)
BAKERY = f"Dagvaarding Bakkerij {token_hex(3)}"


def file_at_court(lawyer, number, kind, files):
    """A filing by secure mail from the lawyer's mailbox."""
    page = lawyer.page
    lawyer.open("/mail")
    page.get_by_role("link", name="Stuk indienen bij een rechtbank").first.wait_for()
    begin(lawyer, number, "handel", kind)
    page.set_input_files("[data-file-input]", files)
    tick(page.locator("#copies-elsewhere"))
    expect(page.locator("[data-blockers] li")).to_have_count(0)
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.locator("[data-receipt]")).to_be_visible()


def row_of(clerk, number):
    clerk.open("/intake")
    return clerk.page.locator("[data-row]", has_text=number).get_by_role("link")


def opened(clerk):
    """The documents of the filing on screen are open, and what can be done with it is there."""
    expect(clerk.page.locator("[data-files] .file").first).to_be_visible()
    expect(clerk.page.locator("[data-actions]")).to_be_visible()


def next_came(page):
    """The page went on by itself: a filing of the queue has its part of the queue in its address, the next one has not."""
    page.wait_for_url(lambda url: not url.endswith("state=waiting"))


def party(page, at, **values):
    card = page.locator("[data-party]").nth(at)
    for part, value in values.items():
        card.locator(f"[data-part={part}]").fill(value)


@pytest.fixture(scope="module")
def registered(court, browser):
    """A case that began with a summons; gives lawyer, clerk and the number of the case."""
    with Visitors(court, browser) as visitors:
        lawyer, clerk = visitors(), visitors()
        lawyer.log_in(LAWYER)
        file_at_court(lawyer, UNKNOWN, "summons", [pdf(f"{BAKERY}.pdf", f"Dagvaarding. Kenmerk {BIRD}.")])
        clerk.log_in(CLERK)
        page = clerk.page
        clerk.open("/intake")
        clerk.look("intake-queue")
        row_of(clerk, UNKNOWN).click()
        opened(clerk)
        # Nobody's case has this number, so the clerk begins one.
        page.keyboard.press("r")
        party(page, 0, name="Bakkerij Zon B.V.", shortName="Bakkerij Zon", number="A12345")
        party(page, 1, name="D. 't Hart", shortName="'t Hart")
        clerk.look("intake-register")
        with heard(page, "**/api/intake/*/case") as answers:
            page.get_by_role("button", name="Inschrijven, klaar en volgende").click()
            next_came(page)
        yield lawyer, clerk, answers[0]


@contextmanager
def heard(page, pattern):
    """What these requests are answered, kept before the page has it: a browser forgets it once the page goes on."""
    answers = []

    def passed_on(route):
        answer = route.fetch()
        answers.append(answer.json())
        route.fulfill(response=answer)

    page.route(pattern, passed_on)
    yield answers
    page.unroute(pattern, passed_on)


def test_a_case_begins_with_what_was_filed_and_its_documents_open(registered):
    _lawyer, clerk, case = registered
    assert re.fullmatch(r"C/13/\d{6}", case["number"])
    page = clerk.open(f"/cases/{case['case']}")
    expect(page.locator("h1")).to_have_text("Bakkerij Zon / 't Hart")
    piece = page.locator("[data-entry]").first
    expect(piece.locator("[data-check]")).to_have_attribute("data-check", "signed")
    expect(piece.locator("[data-file-name]")).to_contain_text(BAKERY.lower().replace(" ", "-"))
    clerk.open("/intake")
    expect(page.locator("[data-row]", has_text=UNKNOWN)).to_have_count(0)


def test_exhibits_are_placed_in_three_actions_numbered_on(registered):
    lawyer, clerk, case = registered
    page = clerk.page
    for first in (1, 3):
        names = [f"productie {first + 1} foto.pdf", f"productie {first} {LEASE}.pdf"]
        file_at_court(lawyer, case["number"], "exhibits", [pdf(name, name) for name in names])
        row = row_of(clerk, case["number"])
        clerk.actions = 0
        clerk.do(row.click())
        opened(clerk)
        # The case, the party and the numbers stand there already.
        expect(page.locator("#case option")).to_contain_text(case["number"])
        expect(page.locator("[data-exhibits] input").first).to_have_value(re.compile(r"\d"))
        numbers = [field.input_value() for field in page.locator("[data-exhibits] input").all()]
        assert sorted(numbers) == [str(first), str(first + 1)]
        if first == 3:
            clerk.look("intake-place")
        with page.expect_response("**/api/intake/*/place") as answer:
            clerk.do(page.keyboard.press("Control+Enter"))
        assert answer.value.ok, answer.value.text()
        assert clerk.actions <= 3
        next_came(page)
    clerk.open(f"/cases/{case['case']}")
    expect(page.locator("main")).to_contain_text("Productie 3")


def test_two_clerks_never_work_on_one_filing(registered, visit):
    lawyer, clerk, case = registered
    file_at_court(lawyer, case["number"], "message", [])
    row_of(clerk, case["number"]).click()
    expect(clerk.page.locator("[data-actions]")).to_be_visible()
    colleague = visit()
    colleague.log_in(COLLEAGUE)
    row_of(colleague, case["number"]).click()
    expect(colleague.page.locator("[data-worker]")).to_contain_text("met deze indiening bezig")
    expect(colleague.page.locator("[data-actions]")).to_be_hidden()
    # The clerk asks for more, in sealed words that reach who filed.
    clerk.page.keyboard.press("v")
    clerk.page.fill("#answer", f"Wilt u het kenmerk {OTHER_BIRD} toelichten?")
    clerk.look("intake-answer")
    with clerk.page.expect_response("**/api/intake/*/answer") as answer:
        clerk.page.keyboard.press("Control+Enter")
    assert answer.value.ok, answer.value.text()
    lawyer.open("/mail")
    lawyer.page.locator(".inbox__subject", has_text=case["number"]).first.click()
    expect(lawyer.page.locator("[data-text]")).to_contain_text(OTHER_BIRD)


def test_nothing_of_it_lies_open_at_the_court(registered, court):
    """No text, title or file name of what was filed, placed or asked, in the database or in any file the product wrote."""
    del registered
    names = [BAKERY, BAKERY.lower().replace(" ", "-")]
    words = [word.encode() for word in (BIRD, OTHER_BIRD, LEASE, *names)]
    cells = list(_cells(court))
    # So that the words below are looked for where the names of parties do stand.
    assert any(b"Bakkerij Zon" in value for table, value in cells if table == "casefile_party")
    for word in words:
        for form in _encodings(word):
            assert not [table for table, value in cells if form in value], word
            assert not [path for path, data in _everything(court) if form in data], word
