"""Who leaves in one tab leaves in all: nothing that was opened stays on a screen behind."""

import re

from playwright.sync_api import expect


def test_a_guest_who_closes_the_message_closes_it_in_every_tab(visit):
    guest = visit()
    # By access code: an SMS code can be asked once a minute only, and other journeys ask them.
    page = guest.open(guest.court.link_for("kees.bos@post.example"))
    page.locator("input[name=access]").fill("iep linde 42")
    page.locator("[data-action=enter-code]").click()
    expect(page.locator("[data-text]").get_by_text("In de bijlage vindt u het vonnis")).to_be_visible()
    other = guest.context.new_page()
    guest.watch(other)
    other.goto(page.url)
    expect(other.locator("[data-text]").get_by_text("In de bijlage vindt u het vonnis")).to_be_visible()
    page.locator("form[data-leave] button").first.click()
    page.wait_for_url(re.compile(r"closed=yes"))
    other.wait_for_url(re.compile(r"closed=yes"))
    expect(other.get_by_text("In de bijlage vindt u het vonnis")).to_have_count(0)


def test_who_logs_out_is_logged_out_in_every_tab(visit):
    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    other = clerk.context.new_page()
    clerk.watch(other)
    other.goto(clerk.page.url)
    clerk.page.locator("#logout button").click()
    clerk.page.wait_for_url(re.compile(r"/login"))
    other.wait_for_url(re.compile(r"/login"))
    assert not clerk.page.evaluate("Object.keys(localStorage).some((key) => key.startsWith('zegel.left'))")
