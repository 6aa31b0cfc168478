"""Journeys: a password without recovery code and officers who give their parts; a lost phone; another mail address."""

import re
import time
from contextlib import contextmanager

import psycopg
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE, submit
from tests.journeys.test_register import forget, letter, log_in_closed, panel, put_back, type_code_over
from zegel.lib.moments import now

NEW_WORD = "tulpenveld achterdeur 31 kaasschaaf"
ADMINISTRATOR = "a.devries@devriesvandam.example"
SECRETARY = "secretariaat@devriesvandam.example"
MEMBER = "p.vandam@devriesvandam.example"


def name_officers(boss, *names):
    """Make these colleagues officer, on the page Members."""
    for name in names:
        page = boss.open("/organisation/members")
        row = page.locator("tr", has=page.get_by_role("rowheader", name=name))
        box = row.locator("input[value=officer]")
        if not box.is_checked():
            row.locator("label[for^=o-]").click()
            submit(row.locator("button[value=roles]"))


def give_part(officer, code, look=""):
    page = officer.open("/organisation/requests")
    if look:
        officer.look(look)
    page.locator("input[id^=code-]").first.fill("0000-0000-0000")
    page.locator("textarea").first.fill("Kwam langs aan de balie, paspoort gezien.")
    page.locator("[data-request] button[type=submit]").first.click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.locator("input[id^=code-]").first.fill(code.lower().replace("-", " "))
    page.locator("[data-request] button[type=submit]").first.click()
    expect(page.locator("[data-request] textarea")).to_have_count(0)


def test_two_officers_of_three_open_the_messages_of_a_colleague(visit):
    boss, member, secretary = visit(), visit(), visit()
    boss.log_in(ADMINISTRATOR)
    name_officers(boss, "A. de Vries", "A. Secretaris", "P. van Dam")
    page = boss.open("/organisation/escrow")
    page.locator("#needed").fill("2")
    page.locator("#wait_hours").fill("0")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("[name=do][value=drop]")).to_be_visible()
    boss.look("organisation-escrow")

    member.log_in(MEMBER)
    page = member.open("/account/recovery")
    expect(page.locator("#escrow-title")).to_be_visible()
    member.look("account-escrow-off")
    submit(page.locator("form[action$=escrow] button"))
    # Nothing is made before the member has seen the officers with their numbers, and confirmed them.
    page = member.open("/account/compare")
    officers = page.locator("[data-confirm-list] article", has_text="Wie uw reservesleutel bewaart")
    expect(officers.locator("[data-person-number]")).to_have_count(2)
    with page.expect_response(lambda answer: answer.url.endswith("/api/escrow/seal")) as kept:
        officers.locator("button").click()
    assert kept.value.status == 204
    member.open("/account/recovery")
    member.look("account-escrow-on")

    later = visit()
    page = forget(later, MEMBER)
    page.locator("label[for=way-without]").click()
    page.locator("#new-password").fill(NEW_WORD)
    page.locator("label[for=agreed]").click()
    page.locator("[data-reset] button[type=submit]").click()
    expect(panel(page, "closed")).to_be_visible()
    page = log_in_closed(later, MEMBER, NEW_WORD)
    page.locator("[data-action=help-ask]").click()
    expect(page.locator("[data-help-code]")).to_have_text(re.compile(r"^(\w{4}-){2}\w{4}$"))
    code = page.locator("[data-help-code]").inner_text()
    later.look("closed-asked")

    give_part(boss, code, look="organisation-requests")
    secretary.log_in(SECRETARY)
    page = later.open("/account/closed")
    expect(page.locator("[data-help-count]")).to_contain_text("1")
    expect(page.locator("[data-action=help-open]")).to_be_hidden()
    give_part(secretary, code)

    page = later.open("/account/closed")
    page.locator("#help-password").fill(NEW_WORD)
    later.look("closed-ready")
    page.locator("[data-action=help-open]").click()
    type_code_over(page)
    page.locator("[data-confirm-code] button").click()
    expect(panel(page, "done")).to_be_visible()
    page = later.open("/account/activity")
    expect(page.get_by_text("paspoort gezien").first).to_be_visible()
    later.look("activity-escrow")
    put_back(later, NEW_WORD)


def reset_tomorrow(database):
    """The day of waiting is over, for the job that waits for it too."""
    database.execute(
        "UPDATE authentication_factorreset SET due_at = now() - interval '1 minute' WHERE due_at > now()"
    )
    database.execute(
        "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE task_name = 'authentication.reset_factors' AND status = 'todo'"
    )


@contextmanager
def lost_factors(court, email):
    """Wait until the second steps of this person are taken away, and give them back at the end: others log in as they do."""
    mine = "user_id = (SELECT id FROM identity_user WHERE email = %s)"
    with psycopg.connect(court.demo.environment["ZEGEL_DATABASE"], autocommit=True) as database:
        database.execute(
            f"CREATE TEMP TABLE kept AS SELECT * FROM authentication_factor WHERE {mine}", [email]
        )
        reset_tomorrow(database)
        left = f"SELECT count(*) FROM authentication_factor WHERE {mine}"
        end = time.monotonic() + PATIENCE / 1000
        while database.execute(left, [email]).fetchone() != (0,) and time.monotonic() < end:
            time.sleep(0.1)
        try:
            yield
        finally:
            database.execute("INSERT INTO authentication_factor TABLE kept")


def test_a_lost_phone_and_a_link_that_stops_it(visit):
    boss, member = visit(), visit()
    boss.log_in(ADMINISTRATOR)
    for stopped in (False, True):
        page = boss.open("/organisation/resets")
        page.locator("#member").select_option(label=f"A. Secretaris ({SECRETARY})")
        page.locator("#note").fill("Teruggebeld op het nummer uit het dossier.")
        page.locator("main form button[type=submit]").last.click()
        expect(page.locator("[name=do][value=stop]")).to_be_visible()
        if not stopped:
            boss.look("organisation-resets")
            page = member.open(letter(member, "/stop", SECRETARY))
            member.look("stop")
            page.locator("[data-stop] button").click()
            expect(panel(page, "done")).to_be_visible()
            member.look("stop-done")
    member.log_in(SECRETARY)
    page = member.open("/account/security")
    expect(page.locator("form[action$=keep]")).to_be_visible()
    member.look("security-reset-waits")
    later = visit()
    with lost_factors(boss.court, SECRETARY):
        later.log_in(SECRETARY, leads="**/account/security**")
        later.look("security-after-reset")


def test_another_mail_address(visit):
    visitor = visit()
    visitor.log_in(ADMINISTRATOR)
    page = visitor.open("/account/address")
    page.locator("#email").fill("van.dam@elders.example")
    visitor.look("account-address")
    since = now().timestamp()
    submit(page.locator("main form button[type=submit]").last)
    code = visitor.court.newest("eml", "van.dam@elders.example", re.compile(r"\b\d{3} \d{3}\b"), after=since)
    visitor.look("account-address-code")
    page.locator("#code").fill(code)
    page.locator("[name=do][value=confirm]").click()
    expect(page.locator("[name=do][value=stop]")).to_be_visible()
    visitor.look("account-address-waits")
    page.locator("[name=do][value=stop]").click()
    expect(page.locator("[name=do][value=stop]")).to_have_count(0)
