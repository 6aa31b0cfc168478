"""Journey: a guest makes an account, and the conversation comes along; the sender sees it and answers to the account."""

from playwright.sync_api import expect

from tests.journeys.test_register import WORD, letter, panel, type_code_over
from zegel.client.second import App

EMAIL = "kees.bos@post.example"
LETTER = "In de bijlage vindt u het vonnis in uw zaak."


def enter(guest):
    page = guest.open(guest.court.link_for(EMAIL))
    page.locator("input[name=access]").fill("iep linde 42")
    page.locator("[data-action=enter-code]").click()
    expect(page.locator("[data-text]").get_by_text(LETTER)).to_be_visible()
    return page


def test_a_guest_becomes_an_account_holder(visit):
    guest = visit()
    page = enter(guest)
    page.get_by_role("link", name="Maak een account").click()
    expect(panel(page, "ask")).to_be_visible()
    guest.look("guest-account")
    page.locator("[data-action=ask-account]").click()
    expect(panel(page, "sent")).to_be_visible()
    guest.look("guest-account-sent")

    page = guest.open(letter(guest, "/activate", EMAIL))
    expect(page.locator("#name")).to_have_value("K. Bos")
    page.locator("#new-password").fill(WORD)
    page.locator("[data-activate] button[type=submit]").click()
    type_code_over(page)
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    expect(page.locator("[data-came-along]")).to_be_visible()
    guest.look("activate-came-along")

    secure(page, guest)
    page = guest.open("/mail")
    page.get_by_text("C/13/755990").first.click()
    expect(page.locator("[data-text]").get_by_text(LETTER)).to_be_visible()
    guest.look("adopted-message")

    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    page = clerk.page
    page.get_by_role("link", name="Team kort geding Amsterdam").first.click()
    page.get_by_role("link", name="Verzonden").first.click()
    page.locator("li", has_text="755990").locator("a").first.click()
    expect(page.locator("[data-text]").get_by_text(LETTER)).to_be_visible()
    page = clerk.open(page.url.split("?")[0] + "/timeline")
    expect(page.get_by_text("Nam het gesprek mee naar een account")).to_be_visible()
    clerk.look("adopted-timeline")

    # The link still opens what it opened, and has nothing more to take along.
    later = visit()
    page = enter(later)
    expect(page.get_by_role("link", name="Dit gesprek en uw account")).to_be_visible()


def secure(page, guest):
    """Add an authenticator app: without a second step nothing of the court opens."""
    guest.open("/account/security")
    if not page.locator("#app-label").is_visible():
        page.get_by_text("Authenticator-app toevoegen").click()
    page.locator("#app-label").fill("Mijn telefoon")
    page.locator("[data-action=app-new]").click()
    expect(page.locator("[data-app-picture]")).to_be_visible()
    page.locator("#app-code").fill(App(page.locator("[data-app-secret]").inner_text()).code())
    with page.expect_navigation():
        page.locator("[data-action=app-confirm]").click()
    expect(page.get_by_text("Mijn telefoon").first).to_be_visible()
