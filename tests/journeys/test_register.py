"""Journey: an account is made in the browser, its password is forgotten, and the recovery code brings all back."""

import re
import time

from playwright.sync_api import expect

WORD = "paardenstaart wolkbreuk 7 fietsbellen"
NEW_WORD = "tulpenveld achterdeur 31 kaasschaaf"


def letter(visit, path, address):
    """The link in the newest mail to an address."""
    link = re.compile(re.escape(visit.court.origin + path) + r"#[A-Za-z0-9_-]{43}")
    return visit.court._newest("eml", address, link)


def type_code_over(page):
    """Read the recovery code from the page and type the group that is asked; gives the code."""
    page.locator("[data-code]").wait_for()
    expect(page.locator("[data-code]")).to_have_text(re.compile(r"^(\w{4}-){7}\w{4}$"))
    code = page.locator("[data-code]").inner_text()
    asked = int(re.search(r"\d+", page.locator("[data-asked-group]").inner_text())[0])
    page.locator("#typed-group").fill("0000" if code.split("-")[asked - 1] != "0000" else "1111")
    page.locator("[data-confirm-code] button").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.locator("#typed-group").fill(code.split("-")[asked - 1].lower())
    return code


def panel(page, name):
    return page.locator(f"[data-panel={name}]")


def test_somebody_makes_an_account_and_logs_in(visit):
    new = visit()
    page = new.open("/register")
    page.locator("#email").fill("nieuw.mens@post.example")
    new.look("register")
    page.locator("[data-ask] button").click()
    expect(panel(page, "sent")).to_be_visible()
    new.look("register-sent")
    link = letter(new, "/activate", "nieuw.mens@post.example")
    for _ in range(3):
        new.context.request.get(link.split("#")[0])
    page = new.open(link)
    expect(panel(page, "form")).to_be_visible()
    assert "#" not in page.url
    page.locator("#name").fill("Nienke Yılmaz-de Nieuwe")
    page.locator("#new-password").fill("welkom01")
    page.locator("[data-activate] button[type=submit]").click()
    expect(page.locator("#new-password-error")).to_contain_text("gestolen")
    page.locator("#new-password").fill(WORD)
    expect(page.locator("[data-strength-word]")).to_have_text("Sterk")
    new.look("activate")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.locator("[data-activate] button[type=submit]").click()
    code = type_code_over(page)
    new.look("activate-code")
    with page.expect_download() as kit:
        page.locator("[data-action=kit]").click()
    assert kit.value.suggested_filename == "herstelcode.pdf"
    assert kit.value.path().read_bytes().startswith(b"%PDF-")
    kit.value.save_as("screenshots/recovery-kit.pdf")
    assert page.locator("[data-mail-code]").get_attribute("href").startswith("mailto:nieuw.mens")
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    new.look("activate-done")
    assert not [one for one in sent if code in one or code.replace("-", "") in one or WORD in one]
    again = visit()
    expect(panel(again.open(link), "over")).to_be_visible()
    again.look("activate-over")


def test_a_forgotten_password_and_everything_opens_again(visit):
    """The recovery code is made, the password forgotten; with the code a message of before opens, and the code is used up."""
    email = "s.oconnor@kade12.example"
    owner = visit()
    owner.log_in(email)
    page = owner.open("/account/recovery")
    owner.look("account-recovery")
    page.locator("#old").fill("zegel-demo-2026")
    page.locator("[data-renew] button[type=submit]").click()
    code = type_code_over(page)
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()

    later = visit()
    page = later.open("/forgot")
    page.locator("#email").fill(email)
    later.look("forgot")
    since = time.time()
    page.locator("[data-ask] button").click()
    expect(panel(page, "sent")).to_be_visible()
    assert since
    link = letter(later, "/reset", email)
    page = later.open(link)
    expect(panel(page, "form")).to_be_visible()
    page.locator("label[for=way-without]").click()
    later.look("reset-without-code")
    page.locator("label[for=way-with]").click()
    page.locator("#new-password").fill(NEW_WORD)
    page.locator("#code").fill(code[:-1] + ("A" if code[-1] != "A" else "B"))
    page.locator("[data-reset] button[type=submit]").click()
    expect(page.locator("#code-error")).to_contain_text("typefout")
    page.locator("#code").fill(code.lower().replace("-", " "))
    later.look("reset")
    page.locator("[data-reset] button[type=submit]").click()
    newer = type_code_over(page)
    assert newer != code
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    later.look("reset-done")

    later.log_in(email, NEW_WORD)
    later.page.get_by_text("C/10/701442").first.click()
    expect(later.page.get_by_text("vóór 27 november 2026")).to_be_visible()

    page = later.open("/account/password")
    page.locator("#old").fill(NEW_WORD)
    page.locator("#new-password").fill("zegel-demo-2026")
    later.look("account-password")
    page.locator("[data-change] button[type=submit]").click()
    expect(panel(page, "done")).to_be_visible()
