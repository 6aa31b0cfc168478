"""Applying for a hearing: the question where, the form for who may, and the receipt."""

import json
import re
import uuid
from html import unescape

import pytest
from django.test import Client

from tests.personas import AT, as_lawyer, log_in
from zegel.filing.actions import file, open_desk
from zegel.filing.rules import Facts, shown_number
from zegel.filing.tests.test_channels import handed
from zegel.law.rules import chapter_01
from zegel.portal.applications.place import PROCEEDINGS

HERE = {"place": "amsterdam/Amsterdam", "matter": "handel"}


@pytest.fixture
def desk(clerk):
    where = {"court": "amsterdam", "location": "Amsterdam", "matter": "handel"}
    return open_desk(**where, box=clerk.box.pk, postal="", counter="", at=AT)


def english(holder=None):
    client = Client(headers={"accept-language": "en"})
    if holder:
        log_in(client, holder)
    return client


def test_the_form_knows_its_place_its_six_weeks_and_who_is_a_lawyer(desk, lawyer):
    as_lawyer(lawyer)
    answer = english(lawyer).get("/apply", HERE, follow=True)
    shown = unescape(answer.content.decode())
    assert answer.redirect_chain[-1][0].startswith("/mail/apply?")
    place = json.loads(re.search(r'data-place="(\{.*?\})"', shown)[1])
    assert (place["form"], place["line"]) == (
        "Aanvraag kort geding",
        "rechtbank Amsterdam, team kort geding zaken",
    )
    assert place["first"] < place["last"]
    assert 'data-bar="A12345"' in shown


@pytest.mark.parametrize("proceedings", ["deurwaarderskortgeding", "verzoekschrift"])
def test_what_is_no_summary_proceedings_is_refused_with_its_article_before_a_form(desk, lawyer, proceedings):
    answer = english(lawyer).get("/apply", {**HERE, "proceedings": proceedings}, follow=True)
    assert answer.redirect_chain == []
    shown = unescape(answer.content.decode())
    assert f"{proceedings}: these proceedings do not fall under the regulation." in shown.lower()
    assert re.search(rf'value="{proceedings}"[^>]* checked', shown)
    assert set(PROCEEDINGS) == set(chapter_01.PROCEEDINGS)
    # Nobody who asks for summary proceedings has to say so.
    for said in ({}, {"proceedings": "kort geding"}, {"proceedings": "nonsense"}):
        assert english(lawyer).get("/apply", HERE | said).status_code == 302


def test_who_is_not_logged_in_sees_every_way_to_file(desk):
    answer = english().get("/apply", HERE, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/file?")
    assert "By post or at the counter" in answer.content.decode()


def test_in_a_kanton_case_who_has_no_account_goes_on_without_one(clerk):
    open_desk(
        court="amsterdam", location="Amsterdam", matter="kanton", box=clerk.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    kanton = HERE | {"matter": "kanton"}
    answer = english().get("/apply", kanton, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/apply/without-account?")
    shown = answer.content.decode()
    assert "Send me a code by mail" in shown
    assert f"you and {clerk.box.name}" in shown
    # In another kind of case a lawyer applies: there the question leads to every way to file.
    answer = english().get("/apply/without-account", HERE, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/file?")


def test_a_court_without_a_desk_is_no_dead_end(db, lawyer):
    answer = english(lawyer).get("/apply", {"place": "gelderland/Arnhem", "matter": "handel"}, follow=True)
    assert "This court has no mailbox here" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {}, {"place": "", "matter": ""}, {"place": "nergens/Niks", "matter": "handel"}, {"place": "amsterdam/Gouda", "matter": "kanton"},
        {"place": "\x00/\x00", "matter": "\x00"}, {"place": "x" * 100_000, "matter": "handel"}, {"place": "/", "matter": "straf"},
        {"place": "\ud800/\udfff", "matter": "handel"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/apply", "/mail/apply"])
def test_any_other_question_is_asked_again(desk, lawyer, path, query):
    query = {key: value.encode("utf-8", "replace").decode() for key, value in query.items()}
    answer = english(lawyer).get(path, query, follow=True)
    assert answer.status_code == 200
    assert "Court and location" in answer.content.decode()


def test_the_staff_of_a_court_apply_nowhere(desk, clerk):
    assert english(clerk).get("/mail/apply", HERE).status_code == 403


def test_the_receipt_is_for_both_sides_and_nobody_else(desk, clerk, lawyer, stranger):
    as_lawyer(lawyer)
    facts = Facts(
        "amsterdam", "Amsterdam", "handel", "application", "", secret=False, copies="not-due", summons=1
    )
    got = file(actor=lawyer.principal, handed=handed(lawyer, clerk), facts=facts, at=AT)
    for holder in (lawyer, clerk):
        shown = english(holder).get(f"/mail/filings/{got.filing}").content.decode()
        assert "Your application has been received" in shown
        assert shown_number(got.number) in shown
        assert all(digest in shown for digest in got.files)
    assert english(stranger).get(f"/mail/filings/{got.filing}").status_code == 404
    assert english(lawyer).get(f"/mail/filings/{uuid.uuid4()}").status_code == 404


def test_whom_to_call_is_said_with_what_must_follow(db):
    shown = english().get("/apply/urgent", HERE).content.decode()
    assert "088 - 361 14 00" in shown
    assert "Send form and (draft) summons with productions" in shown
    assert "/apply?place=amsterdam%2FAmsterdam&amp;matter=handel" in shown


def test_where_annex_i_names_nobody_no_number_is_made_up(db):
    """Rotterdam's arrangement is for commercial cases only."""
    shown = (
        english().get("/apply/urgent", {"place": "rotterdam/Rotterdam", "matter": "kanton"}).content.decode()
    )
    assert "Annex I names no on-call arrangement" in shown
    assert "06-223" not in shown


@pytest.mark.parametrize(
    "query", [{}, {"place": "\x00", "matter": "\x00"}, {"place": "nergens/Niks", "matter": "handel"}]
)
def test_who_to_call_asks_for_the_court_first(db, query):
    answer = english().get("/apply/urgent", query)
    assert answer.status_code == 200
    assert "Show whom to call" in answer.content.decode()


def test_who_acts_for_a_desk_takes_down_what_is_asked_orally_and_nobody_else_does(desk, clerk, lawyer):
    shown = unescape(english(clerk).get("/mail/apply/orally").content.decode())
    place = json.loads(re.search(r'data-place="(\{.*?\})"', shown)[1])
    assert (place["oral"], place["court"], place["desk"]["id"]) == (True, "amsterdam", str(clerk.box.pk))
    assert "Send form and (draft) summons with productions" in shown
    assert english(lawyer).get("/mail/apply/orally").status_code == 404


def test_a_clerk_of_several_teams_says_first_for_which(desk, clerk):
    where = {"court": "amsterdam", "location": "Amsterdam", "matter": "familie"}
    other = open_desk(**where, box=clerk.box.pk, postal="", counter="", at=AT)
    site = english(clerk)
    shown = site.get("/mail/apply/orally").content.decode()
    assert f"desk={other.pk}" in shown
    assert f"desk={desk.pk}" in shown
    assert "data-place" in site.get("/mail/apply/orally", {"desk": str(other.pk)}).content.decode()
