"""Somebody acts on behalf of somebody else, until they no longer may; and a team divides its work."""

import re

import psycopg
from playwright.sync_api import expect

OWNER = "a.devries@devriesvandam.example"
SECRETARY = "secretariaat@devriesvandam.example"
CASE = "C/13/756777"


def _write(page, text):
    """A message from De Vries to the team in Amsterdam, as far as the button."""
    page.locator("[data-composer]").wait_for()
    if page.locator("#from").count():
        page.select_option("#from", label="mr. A. de Vries")
    page.fill("#recipient", "hendriks")
    page.locator("#recipient-options [role=option]").first.click()
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", CASE)
    page.fill("#text", text)
    expect(page.locator("[data-blockers] li")).to_have_count(0)


def _seal_in_browser(page, box):
    """What the ex-delegate kept: the sealed keys of the mailbox as the server gave them while it was allowed."""
    return page.evaluate(
        "box => fetch('/api/me').then(r => r.json()).then(me => me.boxes.find(b => b.id === box) ?? null)",
        box,
    )


def test_a_delegate_prepares_the_owner_sends_and_who_is_shut_out_stays_out(visit):
    secretary, owner = visit(), visit()
    secretary.log_in(SECRETARY)
    page = secretary.page
    page.get_by_role("link", name=re.compile("Namens mr. A. de Vries")).click()
    secretary.look("delegate-inbox")
    box = page.url.split("/mail/")[1].split("/")[0]
    assert _seal_in_browser(page, box)["keys"]
    secretary.open(f"/mail/new?box={box}")
    _write(page, "Geachte collega, kenmerk boomklever.")
    expect(page.locator("[data-action=send]")).to_have_text(re.compile("Klaarzetten"))
    secretary.look("delegate-composer")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/drafts")

    owner.log_in(OWNER)
    owner.open(f"/mail/{box}/in")
    owner.look("owner-ready")
    owner.page.get_by_role("link", name="Bekijk wat klaarstaat").click()
    expect(owner.page.get_by_text("Klaar om te versturen, van A. Secretaris")).to_be_visible()
    owner.page.locator("[data-draft]", has_text="Klaar om").locator("a").click()
    owner.page.locator("[data-composer]").wait_for()
    owner.page.locator("[data-action=send]").click()
    owner.page.wait_for_url("**/mail/messages/**")
    expect(owner.page.locator("[data-text]").get_by_text("kenmerk boomklever")).to_be_visible()

    owner.open("/account/delegates")
    expect(owner.page.get_by_text("Zette een concept klaar").first).to_be_visible()
    owner.look("account-delegates")
    member = owner.page.locator("[data-member]", has_text="A. Secretaris")
    member.locator("summary").click()
    member.locator("[name=right]").select_option("send")
    member.locator("button[type=submit]").click()
    expect(owner.page.get_by_text("Lezen, klaarzetten en versturen").first).to_be_visible()

    secretary.open(f"/mail/new?box={box}")
    _write(page, "Geachte collega, kenmerk wielewaal.")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.locator("[data-fact=from]")).to_have_text("A. Secretaris namens mr. A. de Vries")
    secretary.look("on-behalf")

    owner.open("/account/delegates")
    owner.page.on("dialog", lambda dialog: dialog.accept())
    member = owner.page.locator("[data-member]", has_text="A. Secretaris")
    member.locator("summary").click()
    with owner.page.expect_response(re.compile("/key-versions$")) as renewed:
        member.locator("[data-action=remove-member]").click()
    assert renewed.value.status == 204
    expect(owner.page.get_by_text("Nog niemand.")).to_be_visible()
    owner.look("delegate-ended")
    assert secretary.context.request.get(f"{secretary.court.origin}/mail/{box}/in").status == 404
    assert _seal_in_browser(page, box) is None

    receiver = visit()
    receiver.log_in("j.hendriks@noorderlicht.example")
    receiver.page.locator("li", has_text="756777").locator("a").first.click()
    expect(receiver.page.locator("[data-fact=from]")).to_contain_text("namens mr. A. de Vries")
    receiver.page.get_by_role("link", name="Beantwoorden").click()
    receiver.page.locator("[data-composer]").wait_for()
    receiver.page.fill("#text", "Kenmerk goudvink.")
    receiver.page.locator("[data-action=send]").click()
    receiver.page.wait_for_url("**sent=1")
    answer = receiver.page.url.split("/")[-1].split("?")[0]
    owner.open(f"/mail/messages/{answer}")
    expect(owner.page.locator("[data-text]").get_by_text("Kenmerk goudvink.")).to_be_visible()
    shut = secretary.context.request.get(f"{secretary.court.origin}/mail/messages/{answer}")
    assert shut.status == 404


def test_a_team_divides_its_work_and_leaves_notes(visit):
    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    page = clerk.page
    page.get_by_role("link", name="Voor nog niemand").or_(
        page.get_by_role("link", name="Nog voor niemand")
    ).click()
    row = page.locator("[data-row]").first
    row.locator("[name=pick]").check()
    page.select_option("#assign-to", label="Jan de Wit")
    clerk.look("team-assign")
    page.locator("[value=assign]").click()
    expect(page.get_by_text("gesprek is toegewezen")).to_be_visible()
    page.get_by_role("link", name="Leden").click()
    expect(page.get_by_text("Jan de Wit").first).to_be_visible()
    clerk.look("team-members")

    jan = visit()
    jan.log_in("jan@rechtbank-amsterdam.example")
    jan.page.get_by_role("link", name=re.compile("Team kort geding Amsterdam")).first.click()
    jan.page.get_by_role("link", name="Voor mij").click()
    jan.page.locator("[data-row] a").first.click()
    jan.page.wait_for_load_state("networkidle")
    jan.page.fill("#note", "Kenmerk sperwer: ik bel de griffier.")
    jan.page.locator("[data-note-form] button[type=submit]").click()
    expect(jan.page.get_by_text("Kenmerk sperwer: ik bel de griffier.")).to_be_visible()
    jan.look("team-note")
    clerk.open(jan.page.url)
    expect(clerk.page.get_by_text("Kenmerk sperwer: ik bel de griffier.")).to_be_visible()


def test_a_right_given_through_the_form_ends_on_its_day_and_the_key_is_renewed(visit, court):
    owner, other = visit(), visit()
    owner.log_in("p.vandam@devriesvandam.example")
    page = owner.open("/account/delegates")
    page.fill("#person", "g.sluis@kade12.example")
    page.locator("[data-action=find-person]").click()
    page.locator("[name=chosen]").first.check()
    page.select_option("#new-right", "read")
    page.fill("#new-ends", "2026-12-31")
    owner.look("delegate-form")
    with page.expect_navigation():
        page.locator("[data-invite] button[type=submit]").click()
    expect(page.locator("[data-member]", has_text="mr. G. Sluis")).to_contain_text("31 december 2026")
    box = page.locator("[data-people]").get_attribute("data-box")

    other.log_in("g.sluis@kade12.example")
    held = _seal_in_browser(other.page, box)
    assert [key["number"] for key in held["keys"]] == [1]
    assert held["right"] == "read"

    # The day passes: nobody does anything.
    over = "UPDATE boxes_member SET ends_on = '2026-11-01', ends_at = '2026-11-02' WHERE box_id = %s AND ends_on IS NOT NULL"
    with psycopg.connect(court.demo.environment["ZEGEL_DATABASE"], autocommit=True) as database:
        assert database.execute(over, [box]).rowcount == 1
    assert other.context.request.get(f"{court.origin}/mail/{box}/in").status == 404
    assert _seal_in_browser(other.page, box) is None

    # The owner only looks at a page that opens keys, and the mailbox gets a new one.
    with page.expect_response(re.compile(f"{box}/key-versions$")) as renewed:
        owner.open("/account/compare")
    assert renewed.value.status == 204
    mine = _seal_in_browser(page, box)
    assert (mine["keyVersion"], [key["number"] for key in mine["keys"]], mine["renew"]) == (2, [2, 1], False)
    owner.open("/account/delegates")
    expect(page.get_by_text("mr. G. Sluis, tot")).to_be_visible()
    owner.look("delegate-over")
