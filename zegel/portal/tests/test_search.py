"""One field finds a message in every folder of every mailbox of the reader, however it is typed, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.personas import AT, browser, make_holder, store_file, submission
from zegel.boxes.actions import remove_member
from zegel.filing.actions import file_by_mail, open_desk
from zegel.filing.queries import filing_of
from zegel.filing.rules import Facts, shown_number
from zegel.mail.actions.reading import move
from zegel.mail.actions.submit import submit
from zegel.mail.models import Entry
from zegel.seal.sealing import seal_bytes

SUBJECT = "C/13/756123"


def send(sender, *receivers, subject=SUBJECT, at=AT):
    letter = submission(sender, boxes=receivers, subject=subject)
    submit(actor=sender.principal, box=sender.box.pk, submission=letter, at=at)
    return letter


def found(holder, typed, box=None):
    page = browser(holder).get(f"/mail/{(box or holder).box.pk}/search", {"q": typed})
    return {row.message for row in page.context["rows"]} if page.status_code == 200 else page.status_code


@pytest.fixture
def writer(db):
    return make_holder("mr. Zoë van der O’Connor-Müller", "zoe@kantoor.example")


@pytest.mark.parametrize(
    "typed",
    ["müller", "MULLER", "oconnor", "O'Connor", "O’Connor", "van der o", "der connor", "zoe", "Müller, Zoë"],
)
def test_a_name_is_found_however_it_is_typed(clerk, writer, typed):
    letter = send(writer, clerk)
    assert found(clerk, typed) == {letter.message}
    assert found(clerk, f"{typed} xyz") == set()


@pytest.mark.parametrize(
    "typed", ["C/13/756123", "c13756123", "C-13-756123", "c 13 756123", "756123", "7561"]
)
def test_a_case_number_is_found_in_any_spelling(clerk, lawyer, typed):
    letter = send(lawyer, clerk)
    send(lawyer, clerk, subject="C/13/756999")
    assert letter.message in found(clerk, typed)
    assert len(found(clerk, typed)) == 1


@pytest.mark.parametrize("typed", ["22-11-2026", "22 november 2026", "2026-11-22", "22 nov 2026 756123"])
def test_a_day_is_found(clerk, lawyer, typed):
    letter = send(lawyer, clerk)
    send(lawyer, clerk, at=AT + timedelta(days=1))
    assert found(clerk, typed) == {letter.message}


def test_every_folder_is_searched_and_said(clerk, lawyer):
    archived, sent = send(lawyer, clerk), send(clerk, lawyer)
    entry = Entry.objects.get(box=clerk.box, message=archived.message)
    move(actor=clerk.principal, box=clerk.box.pk, entries=[entry.pk], folder="archive", at=AT)
    assert found(clerk, SUBJECT) == {archived.message, sent.message}
    text = browser(clerk).get(f"/mail/{clerk.box.pk}/search", {"q": SUBJECT}).content.decode()
    assert {"Archive", "Sent"} <= {
        word for word in ("Archive", "Sent", "Drafts") if f">{word}</span>" in text
    }


def test_every_mailbox_of_the_reader_is_searched_and_no_other(clerk, lawyer, stranger):
    team = make_holder("Team kanton", "kanton@court.example", kind="team", court=True, others=(clerk,))
    of_team, elsewhere = send(lawyer, team), send(lawyer, stranger)
    assert found(clerk, SUBJECT) == {of_team.message}
    assert elsewhere.message not in found(clerk, SUBJECT)
    assert found(stranger, SUBJECT, box=clerk) == 404
    page = browser(clerk).get(f"/mail/{clerk.box.pk}/search", {"q": SUBJECT}).content.decode()
    assert "Inbox of Team kanton" in page


def test_who_left_a_mailbox_finds_nothing_of_it(clerk, lawyer):
    team = make_holder("Team kanton", "kanton@court.example", kind="team", court=True, others=(clerk,))
    send(lawyer, team)
    remove_member(actor=team.principal, box=team.box.pk, user=clerk.user.pk, at=AT)
    assert found(clerk, SUBJECT) == set()


def test_the_number_of_a_filing_finds_it_for_who_may_read_it(clerk, lawyer, stranger):
    place = {"court": "amsterdam", "location": "Amsterdam", "matter": "handel"}
    open_desk(**place, box=clerk.box.pk, postal="", counter="", at=AT)
    objects = (store_file(lawyer.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF")),)
    sent = submission(lawyer, boxes=[clerk], objects=objects, subject=SUBJECT)
    facts = Facts(**place, kind="summons", number=SUBJECT, secret=False, copies="elsewhere")
    file_by_mail(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=facts, at=AT)
    number = filing_of(sent.message).number
    for typed in (number, number.lower(), shown_number(number)):
        assert found(clerk, typed) == found(lawyer, typed) == {sent.message}
    assert found(stranger, number) == set()


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "%", "_", "a" * 300, "' OR 1=1"])
def test_what_is_no_name_finds_nothing_and_breaks_nothing(clerk, lawyer, typed):
    send(lawyer, clerk)
    assert found(clerk, typed) == set()


def test_it_costs_as_many_queries_with_many_hits(clerk, lawyer, django_assert_max_num_queries):
    for number in range(8):
        send(lawyer, clerk, at=AT + timedelta(minutes=number))
    client = browser(clerk)
    with django_assert_max_num_queries(22):
        client.get(f"/mail/{clerk.box.pk}/search", {"q": SUBJECT})


@pytest.mark.parametrize(
    ("asked", "index"),
    [("search_text LIKE '%%connor%%'", "entry_search"), ("box_id = %s AND at > %s", "entry_of_day")],
)
def test_words_and_days_are_looked_up_in_an_index(clerk, asked, index):
    with connection.cursor() as cursor:
        # The table is all but empty: what is cheapest there hangs on what other tests left in its pages.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        values = [clerk.box.pk, AT] if "box_id" in asked else []
        cursor.execute(f"EXPLAIN SELECT 1 FROM mail_entry WHERE {asked} ORDER BY at DESC", values)
        plan = "".join(line for (line,) in cursor.fetchall())
    assert index in plan
