"""File at a court: the question, the address, and no dead end; then the paper at both ends."""

import io
import json
import re
import sys
import uuid
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

import zegel
from tests.personas import AT, log_in, make_holder, store_file, submission
from zegel.boxes.models import Member
from zegel.evidence.actions import extend_log
from zegel.filing.actions import file_by_mail, open_desk
from zegel.filing.models import Desk, PaperPiece, PaperTask
from zegel.filing.queries import filing_of, receipt_for
from zegel.filing.rules import Facts, shown_number
from zegel.mail.actions.reading import open_message
from zegel.mail.queries.messages import reader_of
from zegel.portal.receipts import receipt_file as receipts
from zegel.seal.sealing import seal_bytes

CASE = "C/13/756123"
GOOD = {"place": "amsterdam/Amsterdam", "matter": "handel", "kind": "summons", "number": CASE}


@pytest.fixture
def desk(clerk):
    return open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk,
        postal="Postbus 1\n1000 AA Amsterdam", counter="Kade 1", at=AT,
    )  # fmt: skip


@pytest.fixture
def filing(desk, clerk, lawyer):
    objects = tuple(store_file(lawyer.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF")) for _ in range(3))
    sent = submission(lawyer, boxes=[clerk], objects=objects, subject=CASE)
    facts = Facts("amsterdam", "Amsterdam", "handel", "summons", CASE, secret=False, copies="elsewhere")
    return file_by_mail(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=facts, at=AT)


def page(client, path, query=None, *, status=200):
    answer = client.get(path, query or {})
    assert answer.status_code == status, answer
    return answer.content.decode()


def english(holder=None):
    client = Client(headers={"accept-language": "en"})
    if holder:
        log_in(client, holder)
    return client


# Where, and how


def test_the_address_follows_from_court_location_and_matter(desk, clerk):
    shown = page(english(), "/file", GOOD)
    assert "rechtbank Amsterdam, team kort geding zaken" in shown
    assert clerk.box.address in shown
    assert CASE in shown
    assert "Postbus 1" in shown


def test_a_visitor_without_account_is_told_every_way_on(desk):
    shown = page(english(), "/file", GOOD)
    assert "/login?next=/mail/file%3F" in shown or "/login?next=%2Fmail%2Ffile" in shown
    assert "You do not need an account" in shown
    assert "By post or at the counter" in shown


def test_a_court_without_mailbox_is_no_dead_end(db):
    shown = page(english(), "/file", GOOD | {"place": "gelderland/Arnhem", "number": "C/05/123456"})
    assert "This court has no mailbox here" in shown
    assert "team Kort geding handel en kanton" in shown
    assert "rechtspraak.nl" in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"number": ""}, "Fill in the case number"),
        ({"number": "C/13/75612"}, "This is not a case number"),
        ({"number": "C/13/7556123"}, "Did you mean C/13/756123"),
        ({"kind": "application"}, "A new case has no number yet"),
        ({"matter": "kanton"}, "Check the number and the kind of case"),
        ({"place": ""}, "Choose a court"),
        ({"place": "mars/Phobos"}, "does not handle this kind of case"),
        ({"matter": "x"}, "Choose the kind of case"),
        ({"kind": "x" * 500}, "Choose what you file"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk, changes, said):
    assert said in page(english(), "/file", GOOD | changes)


def test_an_empty_question_has_no_errors(db):
    shown = page(english(), "/file")
    assert "error-summary" not in shown
    assert "Rechtbank Zeeland-West-Brabant" in shown


def test_the_composer_opens_for_a_good_question_and_asks_again_for_a_bad_one(desk, lawyer):
    client = english(lawyer)
    shown = page(client, "/mail/file", GOOD)
    assert "data-filing=" in shown
    assert desk.box.recipient in shown
    assert client.get("/mail/file", GOOD | {"number": "x"})["Location"].startswith("/file?")
    assert client.get("/mail/file")["Location"].startswith("/file")
    assert client.get("/mail/file", GOOD | {"place": "gelderland/Arnhem"})["Location"].startswith("/file?")


def test_the_composer_is_for_who_is_logged_in(desk):
    assert english().get("/mail/file", GOOD)["Location"].startswith("/login?next=")


def test_every_article_the_assistant_cites_is_explained(db):
    shown = page(english(), "/file/rules")
    for key in ("3.3", "3.10", "3.12", "3.15", "VI-6.2", "VI-6.5", "VI-6.6"):
        assert f'id="{key}"' in shown


def test_nothing_that_somebody_typed_is_kept_on_one_line_where_a_phone_is_narrower():
    typed = re.compile(
        r"""class="[^"]*\bnowrap\b[^"]*"[^>]*>\s*{{ [\w.]*(?:address|email|name|sender)(?:\|[^}]*)? }}"""
    )
    templates = list(Path(zegel.__file__).parent.rglob("templates/**/*.html"))
    assert len(templates) > 150
    assert [path.name for path in templates if typed.search(path.read_text())] == []
    assert typed.search("""<span translate="no"\n class="quiet nowrap">{{ asked.desk.box.address }}""")


# Paper at the sender's end


def test_the_sender_sees_what_still_goes_by_post_and_prints_a_cover_sheet(filing, lawyer):
    client = english(lawyer)
    listed = page(client, f"/mail/{lawyer.box.pk}/paper")
    assert shown_number(filing.number) in listed
    assert "Kade 1" in listed, "it may be brought to the counter as well"
    assert f'href="/mail/messages/{filing.receipt.message}"' in listed
    assert f'href="/mail/messages/{filing.receipt.message}/cover.pdf"' in listed
    message = page(client, f"/mail/messages/{filing.receipt.message}")
    assert "Cover sheet" in message
    answer = client.get(f"/mail/messages/{filing.receipt.message}/cover.pdf")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as sheet:
        assert "pdfaid" in str(sheet.Root.Metadata.read_bytes())


def test_the_sheet_has_room_for_a_name_at_each_file_and_says_none(filing, lawyer):
    client = english(lawyer)
    path = f"/mail/messages/{filing.receipt.message}"
    with pikepdf.open(io.BytesIO(client.get(f"{path}/cover.pdf").content)) as sheet:
        (paper,) = sheet.pages
        rooms = {
            str(note.A.URI).split("#")[-1]: [float(place) for place in note.Rect] for note in paper.Annots
        }
    assert list(rooms) == ["piece-1", "piece-2", "piece-3"]
    assert all(right - left > 300 for left, _, right, _ in rooms.values())
    for shown in (page(client, path), page(client, f"/mail/{lawyer.box.pk}/paper")):
        assert f'data-cover="/api/messages/{filing.receipt.message}"' in shown
        assert f'data-held-by="{lawyer.box.pk}"' in shown


def test_the_sheet_is_for_the_sender_alone(filing, clerk, stranger):
    for other in (clerk, stranger):
        client = english(other)
        assert client.get(f"/mail/messages/{filing.receipt.message}/cover.pdf").status_code == 404
    assert english(stranger).get(f"/mail/{filing.receipt.message}/paper").status_code == 404
    path = f"/mail/messages/{uuid.uuid4()}/cover.pdf"
    assert english(stranger).get(path).status_code == 404


# Paper at the counter


def test_a_clerk_types_the_number_and_ticks_off(filing, clerk):
    client = english(clerk)
    assert shown_number(filing.number) in page(client, "/desk")
    found = client.get("/desk", {"number": shown_number(filing.number).lower()})
    assert found["Location"] == f"/desk/{filing.number}"
    client.post(found["Location"], {"do": "some", "piece": ["1", "3", "900", "x", "²"]})
    assert sorted(PaperPiece.objects.values_list("number", flat=True)) == [1, 3]
    for _ in range(2):
        client.post(found["Location"], {"do": "all"})
    assert PaperPiece.objects.count() == 3
    assert PaperTask.objects.get().state == "complete"
    assert "All of it is in" in page(client, found["Location"])
    assert "No paper is expected" in page(client, "/desk")


def test_the_same_link_from_the_square_asks_to_log_in_first(filing):
    assert english().get(f"/desk/{filing.number}")["Location"] == f"/login?next=/desk/{filing.number}"


def test_something_missing_shows_at_the_sender(filing, clerk, lawyer):
    english(clerk).post(f"/desk/{filing.number}", {"do": "missing", "piece": ["1"]})
    assert "these files are missing" in page(english(lawyer), f"/mail/{lawyer.box.pk}/paper")


def test_looking_changes_nothing(filing, clerk):
    english(clerk).get(f"/desk/{filing.number}", {"do": "all", "piece": "1"})
    assert not PaperPiece.objects.exists()


def test_another_court_does_not_find_it(filing, stranger, lawyer):
    rotterdam = make_holder("Rotterdam", "c@rotterdam.example", kind="team", court=True)
    open_desk(court="rotterdam", location="Rotterdam", matter="handel", box=rotterdam.box.pk, postal="", counter="", at=AT)  # fmt: skip
    for other in (rotterdam, stranger, lawyer):
        client = english(other)
        assert client.get(f"/desk/{filing.number}").status_code == 404
        assert client.post(f"/desk/{filing.number}", {"do": "all"}).status_code == 404
        shown = page(client, "/desk", {"number": filing.number})
        assert "no filing with this number" in shown
        assert CASE not in page(client, "/desk")
    assert not PaperPiece.objects.exists()


def test_names_at_the_counter_are_told_at_once_when_the_message_was_opened_and_else_when_asked(filing, clerk):
    client = english(clerk)
    api = f'data-pieces-of="/api/messages/{filing.receipt.message}"'
    before = page(client, f"/desk/{filing.number}")
    assert api in before
    assert 'data-action="name-pieces"' in before
    assert "counts as opened" in before
    open_message(reader=reader_of(clerk.principal, filing.receipt.message, at=AT), at=AT)
    after = page(client, f"/desk/{filing.number}")
    assert api in after
    assert 'data-action="name-pieces"' not in after
    english(clerk).post(f"/desk/{filing.number}", {"do": "all"})
    done = page(client, f"/desk/{filing.number}")
    assert all(f'data-piece="{n}"' in text for n in (1, 2, 3) for text in (before, after, done))


def test_who_works_for_the_court_and_cannot_read_the_message_sees_numbers_alone(filing, clerk):
    other = make_holder("Balie", "balie@court.example", kind="team", court=True)
    open_desk(
        court="amsterdam",
        location="Amsterdam",
        matter="kanton",
        box=other.box.pk,
        postal="",
        counter="",
        at=AT,
    )
    shown = page(english(other), f"/desk/{filing.number}")
    assert "File 3" in shown
    assert "data-pieces-of" not in shown


def test_paper_that_does_not_say_it_was_filed_before_is_taken_in_and_the_clerk_hears_the_rule(filing, clerk):
    client = english(clerk)
    for sent, says in (({"do": "some", "piece": ["1"], "unsaid": "on"}, True), ({"do": "all"}, False)):
        told = client.post(f"/desk/{filing.number}", sent, follow=True).content.decode()
        assert ("Say on the paper that it was filed before by Veilig Mailen (art. 3.3)" in told) is says
    assert PaperPiece.objects.exists()


def test_who_only_reads_looks_and_is_told_whom_to_ask(filing, clerk):
    Member.objects.filter(box=clerk.box).update(right="read")
    client = english(clerk)
    shown = page(client, f"/desk/{filing.number}")
    assert "but not tick off paper" in shown
    assert "All of it is here" not in shown
    assert "but not tick off paper" in client.post(f"/desk/{filing.number}", {"do": "all"}).content.decode()
    assert not PaperPiece.objects.exists()


# Desks


def test_an_administrator_brings_desks_in_and_changes_them(clerk, monkeypatch):
    head = "court,location,matter,mailbox,postal,counter\n"
    row = f"amsterdam,Amsterdam,kanton,{clerk.box.address},Postbus 1|Amsterdam,\n"
    for _ in range(2):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO((head + row).encode())))
        call_command("import_desks", stdout=io.StringIO())
    assert Desk.objects.get().postal == "Postbus 1\nAmsterdam"


@pytest.mark.parametrize(
    "text",
    [
        "court;location\n",
        "court,location,matter,mailbox,postal,counter\namsterdam,Amsterdam,kanton,nobody@x.example,,\n",
        "court,location,matter,mailbox,postal,counter\namsterdam,Ergens,kanton,team.clerk@court.example,,\n",
        "court,location,matter,mailbox,postal,counter\namsterdam,Amsterdam,straf,team.clerk@court.example,,\n",
    ],
)
def test_a_wrong_row_brings_nothing_in_and_says_its_line(clerk, monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    with pytest.raises(CommandError, match="line"):
        call_command("import_desks", stdout=io.StringIO())
    assert not Desk.objects.exists()


# What a citizen must know before going on


def test_who_fills_in_nothing_is_told_what_is_missing(db):
    shown = page(english(), "/file", {"number": "", "place": ""})
    assert "Choose what you file" in shown
    assert "Choose a court" in shown


def test_a_link_that_chooses_a_court_beforehand_complains_of_nothing(db):
    shown = page(english(), "/file", {"place": "amsterdam/Amsterdam"})
    assert "Choose what you file" not in shown
    assert "selected" in shown
    shown = page(english(), "/file", {"number": CASE})
    assert "Choose what you file" not in shown
    assert CASE in shown


def test_who_writes_to_a_court_past_the_assistant_is_shown_the_way_to_it(filing, clerk, lawyer):
    message = filing.receipt.message
    assert "data-court-hint" in page(english(lawyer), "/mail/new")
    assert f"/file?number={quote(CASE, safe='')}" in page(english(lawyer), f"/mail/messages/{message}/reply")
    assert "data-court-hint" not in page(english(clerk), "/mail/new")


@pytest.mark.parametrize(("matter", "lawyer"), [("handel", True), ("familie", True), ("kanton", False)])
def test_a_citizen_hears_that_a_lawyer_begins_this_case(db, matter, lawyer):
    shown = page(
        english(), "/file", {"place": "amsterdam/Amsterdam", "matter": matter, "kind": "application"}
    )
    assert ("A lawyer has to file this" in shown) == lawyer


def test_every_article_that_is_cited_is_explained(db):
    shown = page(english(), "/file/rules")
    for article in ("2.1", "3.5", "3.9", "3.16", "5.3", "6.1", "VI-6.3", "VI-6.8"):
        assert f'id="{article}"' in shown
    assert "annex VI, 6.5" in shown


def test_the_receipt_names_the_court_and_the_number_for_who_filed_and_the_court_only(
    filing, desk, clerk, lawyer
):
    other = make_holder("mr. B. Copy", "copy@office.example")
    sent = submission(lawyer, boxes=[clerk, other], subject=CASE)
    facts = Facts("amsterdam", "Amsterdam", "handel", "message", CASE, secret=False, copies="here")
    file_by_mail(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=facts, at=AT)
    extend_log(at=AT)

    def rows(holder):
        reader = reader_of(holder.principal, sent.message, at=AT)
        receipt = receipt_for(reader)
        told = receipts._told(reader, receipt, json.dumps(receipt).encode())
        assert told["moment_label"] == "Received by the court's system on"
        return {label: value for label, value, _ in told["facts"]}

    with translation.override("en"):
        for holder in (lawyer, clerk):
            said = rows(holder)
            assert said["Filed at"] == "Rechtbank Amsterdam"
            assert said["Kind of document"] == "Message about the case"
            assert said["Number for the counter"] == shown_number(filing_of(sent.message).number)
        assert "Filed at" not in rows(other)


def test_the_clerk_sees_in_the_list_what_was_filed(filing, clerk, lawyer):
    assert "Summons</span>" in page(english(clerk), f"/mail/{clerk.box.pk}/in")
    assert "Summons</span>" in page(english(lawyer), f"/mail/{lawyer.box.pk}/out")


def test_a_clerk_takes_a_filing_on_its_own_page(filing, clerk, lawyer):
    browser = english(clerk)
    shown = page(browser, f"/mail/messages/{filing.receipt.message}")
    entry = re.search(r'name="pick" value="([0-9a-f-]{36})"', shown)[1]
    form = {"pick": entry, "do": "assign", "to": str(clerk.user.pk)}
    assert browser.post(f"/mail/{clerk.box.pk}/entries", form).status_code == 302
    assert " selected>Team kort geding" in page(browser, f"/mail/messages/{filing.receipt.message}")
    assert "Who takes care" not in page(english(lawyer), f"/mail/messages/{filing.receipt.message}")
