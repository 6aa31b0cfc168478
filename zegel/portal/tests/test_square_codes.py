"""The square codes on paper say what opens the right page, also to the camera of a phone."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.camera import photograph, print_pages, read_codes, stamp_over_code, words_on
from tests.personas import AT, log_in, store_file, submission
from zegel.evidence.actions import extend_log
from zegel.filing.actions import file_by_mail, open_desk
from zegel.filing.rules import Facts, shown_number
from zegel.mail.actions.submit import submit
from zegel.seal.sealing import seal_bytes

CASE = "C/13/756123"
ORIGIN = "https://veilig-mailen.gerechten.example"


def on_screen(page):
    return page


def askew(page):
    return photograph(page)


def upside_down_and_far(page):
    return photograph(page.rotate(180), degrees=-8, dpi=85)


def stamped(page):
    return photograph(stamp_over_code(page))


LIGHTS = [on_screen, askew, upside_down_and_far, stamped]


@pytest.fixture(autouse=True)
def _origin(settings):
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, origin=ORIGIN)


def browser(holder=None):
    client = Client()
    if holder:
        log_in(client, holder)
    return client


@pytest.fixture
def filing(clerk, lawyer):
    open_desk(court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk, postal="Postbus 1", counter="", at=AT)  # fmt: skip
    objects = (store_file(lawyer.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF")),)
    sent = submission(lawyer, boxes=[clerk], objects=objects, subject=CASE)
    facts = Facts("amsterdam", "Amsterdam", "handel", "summons", CASE, secret=False, copies="elsewhere")
    return file_by_mail(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=facts, at=AT)


@pytest.fixture
def sheet(filing, lawyer):
    return browser(lawyer).get(f"/mail/messages/{filing.receipt.message}/cover.pdf").content


@pytest.fixture
def receipt(clerk, lawyer):
    letter = submission(
        clerk, boxes=[lawyer], objects=(store_file(clerk.user.pk, b"age-encryption.org/v1\nx"),)
    )
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    extend_log(at=AT)
    return str(letter.message), browser(lawyer).get(f"/mail/messages/{letter.message}/receipt.pdf").content


@pytest.mark.parametrize("light", LIGHTS)
def test_the_square_of_a_cover_sheet_opens_that_filing_at_the_counter(sheet, filing, clerk, light):
    (page,) = print_pages(sheet)
    assert read_codes(light(page)) == [f"{ORIGIN}/desk/{filing.number}"]


def test_what_the_square_says_asks_who_one_is_and_opens_the_filing_of_the_clerk(sheet, filing, clerk):
    (address,) = read_codes(*print_pages(sheet))
    path = urlsplit(address).path
    assert browser().get(path)["Location"] == f"/login?next={path}"
    shown = browser(clerk).get(path).content.decode()
    assert shown_number(filing.number) in shown
    assert CASE in shown


def test_the_number_on_the_sheet_opens_the_same_when_typed(sheet, filing, clerk):
    printed = shown_number(filing.number)
    assert printed in words_on(sheet)
    for typed in (printed, printed.lower().replace("-", " "), printed.replace("0", "o").replace("1", "l")):
        found = browser(clerk).get("/desk", {"number": typed})
        assert found["Location"] == f"/desk/{filing.number}"


@pytest.mark.parametrize("light", LIGHTS)
def test_the_square_of_a_receipt_opens_the_page_that_checks_it(receipt, light):
    message, pdf = receipt
    first, *others = print_pages(pdf)
    assert read_codes(light(first)) == [f"{ORIGIN}/verify#{message}"]
    assert not any(read_codes(page) for page in others)
    assert browser().get("/verify").status_code == 200
