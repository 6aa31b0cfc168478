"""Journey: an account is made in the browser, its password is forgotten, and the recovery code brings all back."""

import re

from playwright.sync_api import expect

from zegel.lib.moments import now

WORD = "paardenstaart wolkbreuk 7 fietsbellen"
NEW_WORD = "tulpenveld achterdeur 31 kaasschaaf"


def letter(visit, path, address, *, after=0):
    """The link in the newest mail to an address, sent after a moment (seconds since 1970)."""
    link = re.compile(re.escape(visit.court.origin + path) + r"#[A-Za-z0-9_-]{43}")
    return visit.court.newest("eml", address, link, after=after)


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


def recovery_code_of(owner, email, look=""):
    """Log in and make a recovery code; gives it."""
    owner.log_in(email)
    page = owner.open("/account/recovery")
    if look:
        owner.look(look)
    page.locator("#old").fill("zegel-demo-2026")
    page.locator("[data-renew] button[type=submit]").click()
    code = type_code_over(page)
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    return code


def forget(person, email, look=""):
    """Ask for a new password and open the link in the mail; gives the page."""
    since = now().timestamp()
    page = person.open("/forgot")
    page.locator("#email").fill(email)
    if look:
        person.look(look)
    page.locator("[data-ask] button").click()
    expect(panel(page, "sent")).to_be_visible()
    page = person.open(letter(person, "/reset", email, after=since))
    expect(panel(page, "form")).to_be_visible()
    return page


def log_in_closed(person, email, password):
    """Log in to an account of which nothing opens the messages: it leads to the page about that."""
    person.open("/login")
    person.page.locator("input[type=email]").fill(email)
    person.page.locator("input[type=password]").fill(password)
    person.page.locator("form[data-login] button[type=submit]").click()
    person.page.locator("#second-code").wait_for()
    person.second_step(email)
    person.page.wait_for_url("**/account/closed")
    return person.page


def put_back(person, old):
    """Give the account the password that all journeys know."""
    page = person.open("/account/password")
    page.locator("#old").fill(old)
    page.locator("#new-password").fill("zegel-demo-2026")
    page.locator("[data-change] button[type=submit]").click()
    expect(panel(page, "done")).to_be_visible()


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
    assert not [body for body in sent if code in body or code.replace("-", "") in body or WORD in body]
    again = visit()
    expect(panel(again.open(link), "over")).to_be_visible()
    again.look("activate-over")


def test_a_forgotten_password_and_everything_opens_again(visit):
    """The recovery code is made, the password forgotten; with the code a message of before opens, and the code is used up."""
    email = "s.oconnor@kade12.example"
    code = recovery_code_of(visit(), email, look="account-recovery")
    later = visit()
    page = forget(later, email, look="forgot")
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
    expect(later.page.locator("[data-text]").get_by_text("vóór 27 november 2026")).to_be_visible()

    later.open("/account/password")
    later.look("account-password")
    put_back(later, NEW_WORD)


def test_without_the_code_all_stays_locked_until_it_is_found(visit):
    """A reset without recovery code locks the messages and nothing more: found later, the code opens them."""
    email = "s.oconnor@kade12.example"
    code = recovery_code_of(visit(), email)
    later = visit()
    page = forget(later, email)
    page.locator("label[for=way-without]").click()
    page.locator("#new-password").fill(NEW_WORD)
    page.locator("label[for=agreed]").click()
    page.locator("[data-reset] button[type=submit]").click()
    expect(panel(page, "closed")).to_be_visible()
    later.look("reset-closed")
    page = log_in_closed(later, email, NEW_WORD)
    later.look("account-closed")
    page.locator("#old").fill(NEW_WORD)
    page.locator("#code").fill(code)
    page.locator("[data-reopen] button[type=submit]").click()
    assert type_code_over(page) != code
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    panel(page, "done").get_by_role("link").click()
    page.get_by_text("C/10/701442").first.click()
    expect(page.locator("[data-text]").get_by_text("vóór 27 november 2026")).to_be_visible()
    put_back(later, NEW_WORD)


def test_who_lost_everything_begins_afresh_and_a_code_found_later_opens_the_past(visit):
    email = "s.oconnor@kade12.example"
    code = recovery_code_of(visit(), email)
    later = visit()
    page = forget(later, email)
    page.locator("label[for=way-without]").click()
    page.locator("#new-password").fill(NEW_WORD)
    page.locator("label[for=agreed]").click()
    page.locator("[data-reset] button[type=submit]").click()
    expect(panel(page, "closed")).to_be_visible()
    page = log_in_closed(later, email, NEW_WORD)
    page.get_by_role("link", name="Opnieuw beginnen").click()
    expect(page.locator("[data-afresh]")).to_be_visible()
    later.look("account-afresh")
    page.locator("#old").fill(NEW_WORD)
    page.locator("[data-afresh] button[type=submit]").click()
    expect(page.locator("#agreed-error")).to_be_visible()
    page.locator("label[for=agreed]").click()
    page.locator("[data-afresh] button[type=submit]").click()
    assert type_code_over(page) != code
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    later.look("account-afresh-done")
    panel(page, "done").get_by_role("link").click()
    page.get_by_text("C/10/701442").first.click()
    expect(page.locator("[data-state=locked]")).to_be_visible()
    later.look("message-locked")

    page = later.open("/account/older")
    page.locator("#code").fill(code)
    later.look("account-older")
    page.locator("[data-older] button[type=submit]").click()
    expect(panel(page, "done")).to_be_visible()
    panel(page, "done").get_by_role("link").click()
    page.get_by_text("C/10/701442").first.click()
    expect(page.locator("[data-text]").get_by_text("vóór 27 november 2026")).to_be_visible()
    put_back(later, NEW_WORD)
