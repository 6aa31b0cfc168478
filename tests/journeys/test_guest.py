"""Journey 3: a citizen gets one mail from a court, reads, keeps and answers it on a phone or desktop."""

import re

from playwright.sync_api import expect

from zegel.lib.moments import now


def _enter_by_sms(guest, address, number):
    """From the mail to the message; gives the page. Counts the guest's actions."""
    since = now().timestamp()
    guest.do(guest.open(guest.court.link_for(address)))
    guest.do(guest.page.locator("[data-action=ask]").click())
    guest.page.locator("input[name=digits]").wait_for()
    guest.do(guest.page.locator("input[name=digits]").fill(guest.court.code_for(number, after=since)))
    guest.page.wait_for_url(re.compile(r"/messages"))
    return guest.page


def test_a_citizen_reads_keeps_and_prints_in_three_actions(visit):
    guest = visit()
    guest.open(guest.court.link_for("emma.turner@post.example"))
    expect(guest.page.locator("h1")).to_be_visible()
    guest.look("guest-landing")
    page = _enter_by_sms(guest, "emma.turner@post.example", "+447700900123")
    expect(
        page.locator("[data-text]").get_by_text("The hearing in your case is on 8 December 2026")
    ).to_be_visible()
    assert guest.actions == 3
    guest.look("guest-message")


def test_a_link_scanner_changes_nothing(visit):
    guest = visit()
    link = guest.court.link_for("emma.turner@post.example")
    for _ in range(3):
        guest.context.request.get(link.split("#")[0])
        guest.context.request.head(link.split("#")[0])
    page = guest.open(link)
    expect(page.locator("[data-action=ask]")).to_be_visible()


def test_an_access_code_opens_the_message_and_a_wrong_one_explains(visit):
    guest = visit()
    page = guest.open(guest.court.link_for("kees.bos@post.example"))
    page.locator("input[name=access]").fill("Eik-Beuk-11")
    page.locator("[data-action=enter-code]").click()
    expect(page.get_by_text(re.compile("nog 4 keer")).first).to_be_visible()
    assert page.locator("input[name=access]").input_value() == "Eik-Beuk-11"
    guest.look("guest-code-wrong")
    page.locator("input[name=access]").fill("iep linde 42")
    page.locator("[data-action=enter-code]").click()
    expect(
        page.locator("[data-text]").get_by_text("In de bijlage vindt u het vonnis in uw zaak.")
    ).to_be_visible()


def test_a_link_that_was_cut_off_is_explained(visit):
    guest = visit()
    link = guest.court.link_for("kees.bos@post.example")
    guest.open(link[:-20])
    expect(guest.page.locator("[data-panel=broken]")).to_be_visible()
    guest.look("guest-link-broken")


def test_who_has_no_code_gets_an_answer_and_the_sender_a_task(visit):
    guest = visit()
    page = guest.open(guest.court.link_for("kees.bos@post.example"))
    page.locator("[data-ways] [data-action=help]").first.click()
    guest.look("guest-help")
    page.locator(
        "[data-panel=help] button[type=submit], [data-panel=help] [data-action=send-help]"
    ).first.click()
    expect(page.locator("[data-panel=helped]")).to_be_visible()
    guest.look("guest-helped")
    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    clerk.page.locator("a[href*='/tasks']").first.click()
    task = clerk.page.locator("[data-task]", has_text="K. Bos")
    expect(task).to_be_visible()
    _correct_the_address(clerk, task)


def _correct_the_address(clerk, task):
    """A court states why it may write to the new address (VI 6.3). The last call is answered here: other journeys use
    the link of this guest."""
    posted = []
    clerk.page.route(
        "**/api/guests/*/repair",
        lambda route: (posted.append(route.request.post_data_json), route.fulfill(status=204)),
    )
    task.locator("[data-action=email]").click()
    task.locator("[data-email]").fill("k.bosch@post.example")
    task.locator("[data-form=email] button[type=submit]").click()
    reason = task.locator("[data-basis-kind]")
    expect(reason).to_be_visible()
    expect(clerk.page.locator("#error-summary")).to_be_visible()
    assert not posted
    clerk.look("task-basis")
    reason.select_option("agreed")
    task.locator("[data-form=email] button[type=submit]").click()
    expect(clerk.page.locator("[data-told]")).to_be_visible()
    assert posted[0]["basis"]["kind"] == "agreed"
    assert posted[0]["email"] == "k.bosch@post.example"
