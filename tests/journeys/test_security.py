"""Securing an account in a real browser: an app, SMS, backup codes, a passkey that opens messages, and being shut out."""

import re
import secrets

import pytest
from playwright.sync_api import expect

from zegel.client.demo_court.people import PASSWORD
from zegel.client.second import App

OWNER = "j.hendriks@noorderlicht.example"


@pytest.fixture
def owner(visit, court):
    """Logged in, on the page Security."""
    visitor = visit()
    visitor.log_in(OWNER)
    visitor.open("/account/security")
    return visitor


def authenticator(page, *, prf=True):
    """A virtual authenticator in Chromium, with user verification that always succeeds; gives what removes it."""
    link = page.context.new_cdp_session(page)
    link.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True, "hasPrf": prf,
    }  # fmt: skip
    link.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return link


def add_passkey(visit, court, email):
    """Log in by name and add a passkey that opens messages; gives the page, on which it stands under a name nobody else gave."""
    authenticator(visit.page)
    log_in_by_name(visit, court, email)
    page = localhost(visit, "/account/security")
    name = f"Laptop {secrets.token_hex(4)}"
    page.get_by_text("Passkey toevoegen").click()
    page.locator("#passkey-label").fill(name)
    page.locator("[data-action=passkey-new]").click()
    # Only the page that is asked for after it has this name: earlier journeys left passkeys of their own.
    expect(page.locator("li", has_text=name)).to_contain_text("opent berichten")
    return page


def localhost(visit, path):
    """The same page by name: passkeys know no bare numbers."""
    return visit.open(visit.court.origin.replace("127.0.0.1", "localhost") + path)


def log_in_by_name(visit, court, email):
    visit.page.goto(court.origin.replace("127.0.0.1", "localhost") + "/login")
    first_step(visit, email)
    visit.second_step(email)
    visit.page.wait_for_url("**/mail/**")


def first_step(visit, email):
    visit.page.locator("#email").fill(email)
    visit.page.locator("#password").fill(PASSWORD)
    visit.page.locator("form[data-login] button[type=submit]").click()
    visit.page.locator("#second-code:visible, [data-way=totp]:visible").first.wait_for()
    # Who has a passkey by now, of an earlier journey, is asked for that first.
    if visit.page.locator("[data-way=totp]").is_visible():
        visit.page.locator("[data-way=totp]").click()
    expect(visit.page.locator("#second-code")).to_be_visible()


def test_an_app_is_added_with_its_secret_and_confirmed(owner):
    page = owner.page
    owner.look("security")
    page.get_by_text("Authenticator-app toevoegen").click()
    name = f"Tablet {secrets.token_hex(4)}"
    page.locator("#app-label").fill(name)
    page.locator("[data-action=app-new]").click()
    expect(page.locator("[data-app-picture]")).to_be_visible()
    owner.look("security-app")
    secret = page.locator("[data-app-secret]").inner_text()
    page.locator("#app-code").fill("000000")
    page.locator("[data-action=app-confirm]").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.locator("#app-code").fill(App(secret).code())
    page.locator("[data-action=app-confirm]").click()
    expect(page.locator("li", has_text=name)).to_be_visible()


def test_backup_codes_are_shown_once_and_let_in_once(owner, visit, court):
    page = owner.page
    page.locator("[data-action=backup-new]").click()
    expect(page.locator("[data-backup-list] li")).to_have_count(10)
    owner.look("security-backup")
    code = page.locator("[data-backup-list] li").first.inner_text()
    with page.expect_download() as saved:
        page.locator("[data-action=backup-download]").click()
    assert code in saved.value.path().read_text()
    page.reload()
    assert code not in page.content()

    other = visit()
    other.open("/login")
    first_step(other, OWNER)
    other.look("login-second")
    other.page.locator("[data-way=backup]").click()
    other.page.locator("#second-code").fill(code)
    other.page.locator("[data-action=second-submit]").click()
    other.page.wait_for_url("**/mail/**")

    third = visit()
    third.open("/login")
    first_step(third, OWNER)
    third.page.locator("[data-way=backup]").click()
    third.page.locator("#second-code").fill(code)
    third.page.locator("[data-action=second-submit]").click()
    expect(third.page.locator("[data-error-summary]")).to_be_visible()

    # The first browser sees the second one and sends it away.
    page.reload()
    page.get_by_role("button", name=re.compile("Op alle andere apparaten uitloggen")).click()
    page.locator("#sure button[value=confirm]").click()
    expect(page.locator("section[aria-labelledby=session-title] li")).to_have_count(1)
    other.open("/mail")
    expect(other.page.locator("#password")).to_be_visible()


def test_a_passkey_logs_in_and_opens_messages_without_a_password(visit, court):
    visitor = visit()
    page = add_passkey(visitor, court, OWNER)
    visitor.look("security-passkey")
    page.locator("#logout button").click()
    page.wait_for_url("**/login**")
    page.locator("[data-action=passkey-login]").click()
    page.wait_for_url("**/mail/**")
    assert page.locator("main").inner_text()
    # The keys are really open: a page that needs them shows its names and does not go back to the login page.
    localhost(visitor, "/mail/new")
    expect(page.locator("h1")).to_be_visible()
    assert "/login" not in page.url


def test_what_happened_can_be_read(owner):
    owner.open("/account/activity")
    expect(owner.page.get_by_text("U bent ingelogd").first).to_be_visible()
    owner.look("activity")
