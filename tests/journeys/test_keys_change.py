"""Two people compare the number of their keys, and a key that was replaced is seen by whoever reads or writes."""

import re

import psycopg
from playwright.sync_api import expect

LAWYER = "a.devries@devriesvandam.example"
CLERK = "fatima@rechtbank-amsterdam.example"
NAME = "mr. A. de Vries"


def _number(visit):
    """The control number of one's own mailbox."""
    visit.open("/account/compare")
    card = visit.page.locator("[data-own] .card", has_text=NAME)
    return card.locator("[data-own-digits]").text_content()


def _letter(clerk):
    """A message of the lawyer in the team's inbox; gives its address."""
    clerk.page.locator("[data-row]", has_text=NAME).first.locator("a").first.click()
    expect(clerk.page.locator("[data-trust] [data-trust-said]")).to_be_visible()
    return clerk.page.url


def _compose(clerk):
    clerk.open("/mail/new")
    clerk.page.locator("[data-composer]").wait_for()
    clerk.page.fill("#recipient", LAWYER)
    clerk.page.locator("#recipient-options [role=option]", has_text=NAME).first.click()


def test_two_people_compare_and_a_replaced_key_is_seen(visit, court):
    lawyer, clerk = visit(), visit()
    lawyer.log_in(LAWYER)
    number = _number(lawyer)
    lawyer.page.locator(".card", has_text=NAME).locator("summary").click()
    expect(lawyer.page.locator(".qr").first).to_be_visible()
    lawyer.look("compare-own")

    clerk.log_in(CLERK)
    letter = _letter(clerk)
    page = clerk.page
    expect(page.locator("[data-trust-said]")).to_have_text(f"Sleutel van {NAME} nog niet vergeleken")
    page.locator(".trust summary").click()
    expect(page.locator("[data-trust-number]")).to_have_text(number)
    clerk.look("trust-open")
    page.locator("[data-trust-compare]:visible").first.click()
    expect(page.locator("[data-their-digits]")).to_have_text(number)
    page.fill("#number", number.replace("0", "1").replace("2", "3"))
    page.locator("[data-compare-form] button[type=submit]").click()
    expect(page.locator("[data-result]")).to_contain_text("De nummers verschillen")
    clerk.look("compare-differs")
    page.fill("#number", number.replace(" ", ""))
    page.locator("[data-compare-form] button[type=submit]").click()
    expect(page.locator("[data-result]")).to_contain_text("De nummers zijn gelijk")
    clerk.look("compare-same")
    clerk.open(letter)
    expect(page.locator("[data-trust-said]")).to_contain_text(f"Sleutel van {NAME} vergeleken op")
    _compose(clerk)
    expect(page.locator(".recipient [data-trust-said]")).to_contain_text("vergeleken op")

    # A colleague in the same mailbox sees who compared.
    jan = visit()
    jan.log_in("jan@rechtbank-amsterdam.example")
    jan.open(letter)
    expect(jan.page.locator("[data-trust-said]")).to_contain_text("vergeleken door")

    # Somebody with power over the database puts another person's signing key in the place of the lawyer's.
    swap = (
        "UPDATE identity_user SET signing_key = (SELECT signing_key FROM identity_user WHERE email = %s)"
        " WHERE email = %s RETURNING (SELECT signing_key FROM identity_user WHERE email = %s)"
    )
    with psycopg.connect(court.demo.environment["ZEGEL_DATABASE"], autocommit=True) as database:
        (kept,) = database.execute(swap, ["l.yilmaz@kade12.example", LAWYER, LAWYER]).fetchone()
    try:
        clerk.open(letter)
        expect(page.locator("[data-trust]")).to_contain_text(f"De sleutel van {NAME} is een andere dan eerst")
        expect(page.locator("[data-trust]")).to_contain_text(
            re.compile(r"Op .*2026.* kende u een andere sleutel")
        )
        clerk.look("trust-changed")
        _compose(clerk)
        expect(page.locator(".recipient")).to_contain_text(f"De sleutel van {NAME} is een andere dan eerst")
        clerk.look("trust-changed-composer")
    finally:
        with psycopg.connect(court.demo.environment["ZEGEL_DATABASE"], autocommit=True) as database:
            database.execute("UPDATE identity_user SET signing_key = %s WHERE email = %s", [kept, LAWYER])
    clerk.open(letter)
    expect(page.locator("[data-trust-said]")).to_contain_text("vergeleken op")
