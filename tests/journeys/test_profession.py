"""A lawyer links the professional number; courts see that, and a suspended one finds out why the post is shut."""

import re

import pytest
from playwright.sync_api import expect

from zegel.lib.moments import now

pytestmark = pytest.mark.slow

LAWYER = "s.oconnor@kade12.example"


def test_a_lawyer_links_the_number_and_the_inbox_shows_the_courts(visit, court):
    lawyer = visit()
    lawyer.log_in(LAWYER)
    page = lawyer.open("/account/profession")
    lawyer.look("profession-number")
    page.fill("#number", "10005")
    page.fill("#again", "10005")
    page.get_by_role("button", name=re.compile("Account koppelen|Link account")).click()
    expect(page.locator("#error-summary")).to_be_visible()
    lawyer.look("profession-refused")
    since = now().timestamp()
    page.fill("#number", "a 10005")
    page.fill("#again", "A10005")
    page.get_by_role("button", name=re.compile("Account koppelen|Link account")).click()
    expect(page.locator("#code")).to_be_visible()
    lawyer.look("profession-code")
    page.fill("#code", court.newest("eml", LAWYER, re.compile(r"\b\d{3} \d{3}\b"), after=since))
    page.get_by_role("button", name=re.compile("Code controleren|Check the code")).click()
    expect(page.locator("dl.facts")).to_contain_text("A10005")
    lawyer.look("profession-linked")
    lawyer.open("/mail")
    expect(page.locator(".practice__logo").first).to_be_visible()
    lawyer.look("profession-inbox")


def test_a_clerk_sees_whose_number_was_checked(visit):
    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    page = clerk.open("/mail/new")
    page.fill("#recipient", "van dam")
    expect(page.locator("#recipient-options")).to_contain_text("BAR A10002")
    clerk.look("profession-recipient")


def test_a_suspended_lawyer_reads_why_the_post_is_shut(visit):
    lawyer = visit()
    lawyer.log_in("g.sluis@kade12.example")
    expect(lawyer.page.locator("main .utrecht-alert--warning:visible").first).to_be_visible()
    lawyer.look("profession-blocked-inbox")
    lawyer.open("/account/profession")
    lawyer.look("profession-blocked")
