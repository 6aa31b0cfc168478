"""What goes wrong is said where the person is, in their language, and what they typed is still there."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import submit
from tests.journeys.main_job import TEAM, give_bases, pdf, pick


@pytest.fixture
def composing(visit):
    """A clerk in the composer with a recipient, a text and nothing wrong yet."""
    clerk = visit()
    clerk.log_in("fatima@rechtbank-amsterdam.example")
    page = clerk.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    page.select_option("#from", label=TEAM)
    pick(page, "hendriks")
    give_bases(page)
    page.locator("label[for=subject-case]").click()
    page.fill("#subject", "C/13/756125")
    page.fill("#text", "Geachte heer Hendriks, dit blijft staan.")
    return clerk


def _blockers(clerk):
    return clerk.page.locator("[data-blockers]")


def _add(clerk, name, content, kind="application/pdf"):
    clerk.page.set_input_files("[data-file-input]", [{"name": name, "mimeType": kind, "buffer": content}])


def _add_from_disk(clerk, folder, name, content):
    """What is large goes to the browser by its path: as bytes it takes ten seconds to get there."""
    path = folder / name
    path.write_bytes(content)
    clerk.page.set_input_files("[data-file-input]", path)


def _locked_pdf() -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    target = io.BytesIO()
    document.save(target, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))
    return target.getvalue()


def test_a_wrong_password_keeps_the_address_and_tells_nothing_more(visit):
    someone = visit()
    page = someone.open("/login")
    page.locator("input[type=email]").fill("fatima@rechtbank-amsterdam.example")
    page.locator("input[type=password]").fill("verkeerd paard")
    page.locator("form[data-login] button[type=submit]").click()
    expect(page.get_by_text("horen niet bij elkaar").first).to_be_visible()
    expect(page.locator("input[type=email]")).to_have_value("fatima@rechtbank-amsterdam.example")
    someone.look("login-refused")


@pytest.mark.parametrize("subject", ["Zaak van mevrouw Jansen", "C/13/", "spoed!"])
def test_a_subject_that_is_no_case_number_blocks_and_says_why(composing, subject):
    composing.page.fill("#subject", subject)
    composing.page.locator("[data-action=send]").click()
    expect(_blockers(composing)).to_contain_text("zaaknummer")
    assert composing.page.input_value("#subject") == subject
    assert composing.page.input_value("#text") == "Geachte heer Hendriks, dit blijft staan."


def test_an_unknown_recipient_is_said_at_the_field(composing):
    composing.page.fill("#recipient", "bestaat niet")
    composing.page.keyboard.press("Enter")
    expect(composing.page.locator("#recipient-error")).to_contain_text("bestaat niet")
    composing.look("recipient-unknown")


def test_a_guest_without_number_holds_up_only_that_guest(composing):
    page = composing.page
    page.fill("#recipient", "iemand@post.example")
    page.keyboard.press("Enter")
    page.locator("[data-input=name]").fill("I. Mand")
    page.locator("[data-action=send]").click()
    expect(page.get_by_text(re.compile("mobiel")).first).to_be_visible()
    composing.look("recipient-without-number")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kapot_261122.pdf", b"%PDF-1.7\nkapot", "gaat niet open"),
        ("slot_261122.pdf", _locked_pdf(), "wachtwoord"),
        ("groot_261122.pdf", b"%PDF-1.7\n" + b"0" * (25 * 2**20), "25 MB"),
        ("leeg_261122.pdf", b"", "leeg"),
    ],
)
def test_a_file_that_cannot_be_read_is_found_before_sending(composing, tmp_path, name, content, said):
    _add_from_disk(composing, tmp_path, name, content)
    expect(composing.page.locator("[data-file-list]")).to_contain_text(re.compile(said))
    composing.page.locator("[data-action=send]").click()
    expect(_blockers(composing)).to_contain_text(name)
    composing.look(f"file-{name.split('_')[0]}")


def test_a_lost_connection_pauses_the_upload_and_it_goes_on_by_itself(composing):
    page = composing.page
    composing.context.set_offline(True)
    _add(composing, **_renamed("brief_261122.pdf"))
    expect(page.locator("#offline")).to_be_visible()
    composing.look("offline")
    composing.context.set_offline(False)
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.locator("[data-receipt]")).to_be_visible()
    # The browser itself reports what it could not fetch while offline; that is no fault of the page.
    composing.complaints.clear()


def _renamed(name):
    file = pdf(name, "Brief.")
    return {"name": name, "content": file["buffer"]}


def test_who_is_logged_out_while_writing_is_told_and_loses_nothing(composing):
    page, typed = composing.page, "Geachte heer Hendriks, dit schreef ik erna."
    composing.kept()
    composing.context.clear_cookies(name="account")
    page.fill("#text", typed)
    expect(page.locator("#logged-out")).to_be_visible()
    page.locator("[data-action=send]").click()
    refused = page.locator("[data-error-summary]")
    expect(refused).to_contain_text("U bent uitgelogd")
    # A draft that is tried again meanwhile takes nothing of it away.
    page.wait_for_timeout(3000)
    expect(refused.get_by_role("link", name="Inloggen in een ander venster")).to_be_visible()
    assert page.input_value("#text") == typed
    composing.look("composer-logged-out")


def test_a_draft_survives_a_reload_with_its_files(composing):
    page = composing.page
    _add(composing, **_renamed("brief_261122.pdf"))
    page.locator("[data-file-list] .file").wait_for()
    expect(_blockers(composing).locator("li")).to_have_count(0)
    composing.kept()
    page.reload()
    page.locator("[data-composer]").wait_for()
    expect(page.locator("#text")).to_have_value("Geachte heer Hendriks, dit blijft staan.")
    expect(page.locator("[data-file-list]")).to_contain_text("brief_261122.pdf")
    page.locator("[data-action=send]").click()
    page.wait_for_url("**/mail/messages/**")
    expect(page.locator("[data-receipt]")).to_be_visible()


def test_pages_that_do_not_exist_say_so_and_show_a_way_on(visit):
    someone = visit()
    someone.open("/g/00000000-0000-4000-8000-000000000000")
    expect(someone.page.locator("h1")).to_be_visible()
    someone.look("not-found")
    someone.complaints.clear()


@pytest.mark.parametrize(
    "path", ["/", "/login", "/help", "/help/real", "/privacy", "/accessibility", "/demo/inbox"]
)
def test_every_public_page_is_in_order_in_both_languages(visit, path):
    someone = visit()
    someone.open(path)
    name = path.strip("/").replace("/", "-") or "home"
    someone.look(f"public-{name}")
    submit(someone.page.locator("form[action='/language'] button").first)
    expect(someone.page.locator("html")).to_have_attribute("lang", "en")
    someone.open(path)
    someone.look(f"public-{name}-en")
