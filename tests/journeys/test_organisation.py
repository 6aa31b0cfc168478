"""Point 6 of the accounts: an administrator runs the court's own corner, a clerk changes a number, a basis is asked once."""

import re

import psycopg
from playwright.sync_api import expect

from tests.journeys.conftest import ROOT, Visit, Visitors, submit
from zegel.client.demo_court.people import PASSWORD

OTHER_ADMINISTRATOR = "sanne@rechtbank-rotterdam.example"
ADMINISTRATOR = "fatima@rechtbank-amsterdam.example"
CLERK = "jan@rechtbank-amsterdam.example"
TEAM = "Team familie Amsterdam"


def test_an_administrator_sees_to_look_policy_and_contacts(visit: Visitors) -> None:
    boss = visit()
    boss.log_in(ADMINISTRATOR)
    page = boss.open("/organisation/look")
    page.fill("#accent", "#ffd23f")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("4,5 op 1")
    boss.look("organisation-look-refused")
    page.fill("#accent", "#0b5c6b")
    page.fill("#intro_en", "We write to you because you asked us to.")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Opgeslagen.")).to_be_visible()
    boss.look("organisation-look")
    page = boss.open("/organisation/policy")
    page.locator("label[for=secret_ways-2]").click()
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text("Het geldt vanaf nu.")).to_be_visible()
    boss.look("organisation-policy")
    # What other journeys write goes by what holds here.
    page.locator("label[for=secret_ways-2]").click()
    submit(page.locator("main form button[type=submit]").last)
    page = boss.open("/organisation/retention")
    page.fill("#months", "2")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("[data-error-summary]")).to_contain_text("3 tot 240")
    boss.look("organisation-retention-refused")
    page.fill("#months", "60")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main .utrecht-alert:visible").first).to_contain_text("Opgeslagen.")
    boss.look("organisation-retention")
    for name in ("members", "teams", "sms"):
        boss.open(f"/organisation/{name}")
        boss.look(f"organisation-{name}")
    page = boss.open("/organisation/teams")
    page.fill("#team-name", "Team voorraad Amsterdam")
    page.fill("#team-address", "voorraad@elders.example")
    page.locator("[data-team-form] button[type=submit]").click()
    expect(page.locator("#team-address-error")).to_contain_text("@rechtbank-amsterdam.example")
    page.fill("#team-address", "voorraad@rechtbank-amsterdam.example")
    page.locator("[data-team-form] button[type=submit]").click()
    page.wait_for_url("**/members")
    expect(page.locator("[data-member]")).to_contain_text("Fatima el Idrissi")
    page = boss.open("/organisation/contacts")
    rows = "email;name;phone\nlotte.vos@post.example;L. Vos;06 45678901\nzonder;Z. Onder;06 45678901\n"
    page.set_input_files("#file", {"name": "c.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Bestand inlezen").click()
    expect(page.get_by_text("Rijen die niet zijn overgenomen")).to_be_visible()
    boss.look("organisation-contacts")


def test_a_look_waits_for_proof_and_goes_on_with_its_picture(visit: Visitors) -> None:
    boss = visit()
    boss.log_in(OTHER_ADMINISTRATOR)
    page = boss.open("/organisation/look")
    before = _logo(boss)
    _let_proof_pass(boss, OTHER_ADMINISTRATOR)
    page.fill("#intro_nl", "Wij schrijven u omdat u dat vroeg.")
    page.set_input_files("#logo", ROOT / "zegel/portal/static/demo/rechtbank-amsterdam.png")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", name="Laat nog eens zien dat u het bent")).to_be_visible()
    expect(page.locator("#second-code")).to_be_visible()
    boss.look("organisation-proof")
    page.locator("[data-second] button[data-way=password]").click()
    page.locator("#second-code").fill(PASSWORD)
    page.locator("[data-action=second-submit]").click()
    expect(page.get_by_text("Opgeslagen.")).to_be_visible()
    expect(page.locator("#intro_nl")).to_have_value("Wij schrijven u omdat u dat vroeg.")
    assert _logo(boss) != before


def _logo(visit: Visit) -> bytes:
    """The picture of the page, or nothing."""
    logo = visit.page.locator(".look__logo")
    address = logo.get_attribute("src") if logo.count() else None
    return visit.page.request.get(visit.court.origin + address).body() if address else b""


def _let_proof_pass(visit: Visit, email: str) -> None:
    """Ten minutes go by since this person showed who they are."""
    with psycopg.connect(visit.court.demo.environment["ZEGEL_DATABASE"]) as database:
        rows = "UPDATE authentication_loginsession SET proved_at = proved_at - interval '10 minutes' WHERE user_id ="
        database.execute(f"{rows} (SELECT id FROM identity_user WHERE email = %s)", [email])


def test_a_code_of_the_organisation_is_sealed_and_chosen(visit: Visitors) -> None:
    boss = visit()
    boss.log_in(ADMINISTRATOR)
    page = boss.open("/organisation/codes")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.fill("#code-name", "Dossiercode")
    page.fill("#code-hint", "De code op uw brief van de rechtbank")
    page.fill("#code-code", "Beuk-Esdoorn-77")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    page.locator("[data-code-form] button[type=submit]").click()
    expect(page.get_by_role("rowheader", name="Dossiercode")).to_be_visible()
    assert not [body for body in sent if "Esdoorn" in body]
    # Of the mailbox of others the number is asked; her own is derived.
    assert "Team familie Amsterdam: " in asked[0]
    assert "Team kort geding" not in asked[0]
    boss.look("organisation-codes")
    page = boss.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    page.select_option("#from", label="Team kort geding Amsterdam")
    page.fill("#recipient", "yvonne.code@post.example")
    page.keyboard.press("Enter")
    page.locator("[data-input=name]").fill("Y. Code")
    page.locator("[data-input=way]").select_option(label="Dossiercode")
    page.locator("[data-input=basis]").select_option("asked")
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756500")
    page.fill("#text", "Een bericht met de dossiercode.")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    guest = visit()
    page = guest.open(guest.court.link_for("yvonne.code@post.example"))
    expect(page.get_by_text("De code op uw brief van de rechtbank")).to_be_visible()
    guest.look("guest-organisation-code")
    page.locator("input[name=access]").fill("beuk esdoorn 77")
    page.locator("[data-action=enter-code]").click()
    expect(page.get_by_text("Een bericht met de dossiercode.")).to_be_visible()


def test_a_clerk_changes_a_number_and_the_old_one_is_told(visit: Visitors) -> None:
    clerk = visit()
    clerk.log_in(CLERK)
    page = clerk.open("/organisation/contacts?q=anna.bakker")
    expect(page.get_by_role("link", name="Leden")).to_have_count(0)
    page.get_by_role("link", name="A. Bakker").click()
    page.get_by_role("button", name="Het nieuwe nummer opslaan").click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    page.fill("#phone", "06 55667788")
    page.fill("#reason", "Belde zelf; teruggebeld via haar advocaat")
    page.get_by_role("button", name="Het nieuwe nummer opslaan").click()
    expect(page.get_by_text("in gebruik vanaf")).to_be_visible()
    clerk.look("organisation-contact")
    told = clerk.court.newest("json", "+31623456789", re.compile("nieuw telefoonnummer"))
    assert told


def test_a_basis_is_asked_once_and_can_be_withdrawn(visit: Visitors) -> None:
    clerk = visit()
    clerk.log_in(CLERK)
    page = _compose(clerk, "nora.eens@post.example")
    expect(page.locator("[data-input=basis]")).to_be_visible()
    page.locator("[data-input=name]").fill("N. Eens")
    page.locator("[data-input=phone]").fill("06 77889900")
    page.locator("[data-action=send]").click()
    expect(page.locator("[data-error-summary]")).to_contain_text("mag schrijven")
    clerk.look("composer-basis")
    page.locator("[data-input=basis]").select_option("agreed")
    page.locator("[data-input=basisSource]").fill("telefonisch gevraagd")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    page = _compose(clerk, "nora.eens@post.example")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-input=basis]:visible")).to_have_count(0)
    page = clerk.open("/organisation/consents?q=eens")
    expect(page.get_by_text("telefonisch gevraagd")).to_be_visible()
    consent = page.locator("details", has=page.locator("input[name=reason]")).first
    consent.locator("summary").click()
    clerk.look("organisation-consents")
    consent.locator("input[name=reason]").fill("Wil post op papier")
    consent.locator("button[type=submit]").click()
    expect(
        page.get_by_text("Wil post op papier").or_(page.get_by_text("niet meer via Veilig Mailen")).first
    ).to_be_visible()


def _compose(visit, address: str):
    page = visit.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    page.select_option("#from", label=TEAM)
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756600")
    page.fill("#text", "Een kort bericht.")
    page.fill("#recipient", address)
    page.keyboard.press("Enter")
    page.locator("[data-input=name]").wait_for()
    return page
