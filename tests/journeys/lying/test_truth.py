"""Who sent what to whom: signed lies, rewritten rows, and who can really read. The reader's page notices, says and reports it."""

import hashlib
import json
import re
import uuid

import psycopg
import pytest
import rfc8785
from playwright.sync_api import expect

from zegel.client.sealed import Addressee, based, make_message
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.manifest import Sender
from zegel.seal.merkle import leaf_hash

OWNER = "a.devries@devriesvandam.example"
LIAR = "l.yilmaz@kade12.example"
CLERK = "fatima@rechtbank-amsterdam.example"
COURT = "Rechtbank Den Haag"
CASE = "C/13/765432"


def send(liar, to, *, names=None, more=(), subject=CASE):
    """A message of the liar to a mailbox, signed under other names or with more recipients than it goes to."""
    box = liar.boxes[LIAR]
    name, person = names or (box["name"], liar.user["name"])
    real = liar.box(to)
    body = make_message(
        liar.session,
        sender=Sender(kind="box", id=box["id"], name=name, user=liar.user["id"], user_name=person),
        signing_seed=liar.key.signing,
        sender_recipient=box["recipient"],
        addressees=[real, *more],
        conversation=str(uuid.uuid4()),
        subject=subject,
        text="Geachte collega, kenmerk boomklever.",
    )
    body["boxes"] = body["boxes"][:1]
    body["subject"] = CASE
    body |= {"box": box["id"], "senderKeyVersion": box["keyVersion"]}
    return str(liar.session.call("POST", "messages", body)["message"])


@pytest.fixture
def reader(visit):
    """The lawyer at a browser."""
    found = visit()
    found.log_in(OWNER)
    return found


def alarmed(reader, message, *said):
    """The page of a message keeps the letter shut and says what differs."""
    with reader.page.expect_response(re.compile("/reports$")) as reported:
        page = reader.open(f"/mail/messages/{message}")
    alarm = page.locator("[data-alarm=differs]")
    expect(alarm).to_be_visible()
    for words in said:
        expect(alarm).to_contain_text(words)
    expect(page.locator("[data-text]").get_by_text("kenmerk boomklever")).to_be_hidden()
    assert reported.value.status == 204
    expect(alarm.locator("[data-differs-reported]")).to_be_visible()
    return page


@pytest.mark.lie(
    "mail",
    "a sender signs the name of a court",
    "the reader, on opening",
    "*The letter and our log do not agree*, both names; the page is headed with the logged one",
    "the letter, until asked for; reported",
)
def test_another_name_that_was_signed_is_an_alarm_and_never_the_sender(reader, account):
    liar = account(LIAR)
    message = send(liar, OWNER, names=(COURT, "Griffie"))
    page = alarmed(reader, message, COURT, "mr. L. Yılmaz")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bericht van mr. L. Yılmaz")
    expect(page.locator("[data-fact=from]")).to_have_text("mr. L. Yılmaz")
    reader.look("letter-and-log-differ")
    page.locator("[data-action=show-anyway]").click()
    expect(page.locator("[data-text]").get_by_text("kenmerk boomklever")).to_be_visible()
    expect(page.locator("[data-alarm=differs]")).to_be_visible()
    expect(page.locator("[data-fact=from]")).to_have_text("mr. L. Yılmaz")


@pytest.mark.lie(
    "mail",
    "a sender lists somebody who got nothing, or leaves somebody out",
    "the reader, on opening",
    "who is only in the letter, and who only in the log",
    "the same",
)
def test_a_recipient_who_got_nothing_is_named_as_such(reader, account):
    nobody = identity_recipient(generate_hybrid())
    ghost = Addressee("box", str(uuid.uuid4()), "De wederpartij", "x@y.example", nobody, {"keyVersion": 1})
    message = send(account(LIAR), OWNER, more=[ghost])
    page = alarmed(reader, message, "De wederpartij")
    page.locator("[data-action=show-anyway]").click()
    expect(page.locator("span[data-sealed-for]")).not_to_contain_text("De wederpartij")


@pytest.mark.lie(
    "mail",
    "a sender signs another case than they hand in",
    "the reader, on opening",
    "both cases; the logged one in its place",
    "the same",
)
def test_another_case_that_was_signed(reader, account):
    page = alarmed(reader, send(account(LIAR), OWNER, subject="C/13/111111"), "C/13/111111", CASE)
    expect(page.locator("[data-fact=case]")).to_have_text(CASE)


@pytest.mark.lie(
    "mail",
    "the subject of a conversation is rewritten",
    "the reader, on opening",
    "both; lists, headings and prints keep the logged one",
    "the same",
)
def test_a_subject_rewritten_in_the_database(reader, account, rewrite):
    message = send(account(LIAR), OWNER)
    rewrite(
        "UPDATE mail_conversation SET subject = 'C/13/999999' WHERE id = (SELECT conversation_id FROM mail_message WHERE id = %s)",
        message,
    )
    page = alarmed(reader, message, "C/13/999999", CASE)
    expect(page.locator("[data-fact=case]")).to_have_text(CASE)


@pytest.mark.lie(
    "mail",
    "a sender's name is rewritten",
    "the reader, on opening",
    "both; the logged one in its place",
    "the same",
)
def test_a_senders_name_rewritten_in_the_database(reader, account, rewrite):
    message = send(account(LIAR), OWNER)
    back = ("UPDATE boxes_container SET name = 'mr. L. Yılmaz' WHERE address = %s", (LIAR,))
    rewrite("UPDATE boxes_container SET name = %s WHERE address = %s", COURT, LIAR, back=back)
    page = alarmed(reader, message, COURT, "mr. L. Yılmaz")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bericht van mr. L. Yılmaz")


@pytest.mark.lie(
    "mail",
    "a line of the inbox is rewritten",
    "whoever looks at the list",
    "*this line is not what our log recorded*, with what it did record",
    "nothing",
)
def test_a_line_of_the_inbox_rewritten_in_the_database(reader, account, rewrite):
    message = send(account(LIAR), OWNER)
    rewrite(
        "UPDATE mail_entry SET counterpart = %s, subject = 'C/13/999999' WHERE message_id = %s AND home = 'in'",
        COURT,
        message,
    )
    page = reader.open("/mail")
    line = page.locator("[data-row]", has=page.locator(f"a[href$='{message}']"))
    expect(line.locator("[data-differs]")).to_be_visible()
    expect(line).not_to_contain_text(COURT)
    expect(line).to_contain_text("mr. L. Yılmaz")
    expect(line).to_contain_text(CASE)
    reader.look("line-of-the-inbox-differs")


@pytest.mark.lie(
    "mail",
    "the number of files in a line of the inbox is rewritten",
    "whoever's browser opens the line",
    "the same, at that line",
    "nothing; reported",
)
def test_a_line_that_shows_more_files_than_were_received(reader, account, rewrite):
    true, message = send(account(LIAR), OWNER), send(account(LIAR), OWNER)
    reader.court.settled()
    rewrite("UPDATE mail_entry SET files = 3 WHERE message_id = %s AND home = 'in'", message)
    with reader.page.expect_response(re.compile(f"{message}/reports$")) as reported:
        page = reader.open("/mail")
    rows = {key: page.locator("[data-row]", has=page.locator(f"a[href$='{key}']")) for key in (true, message)}
    expect(rows[message].locator("[data-differs]")).to_be_visible()
    assert reported.value.status == 204
    # Both were opened by one request.
    expect(rows[true].locator("[data-differs]")).to_have_count(0)


@pytest.mark.lie(
    "mail",
    "record, names and rows are rewritten together with a lying sender",
    "the reader, on opening",
    "*Our log has no proof of this message that holds*",
    "the same",
)
def test_a_record_rewritten_with_names_and_rows_has_no_proof(reader, account, court, rewrite):
    """A sender who signs as a court, and a database in which record, names and directory were made to agree."""
    message = send(account(LIAR), OWNER, names=(COURT, "Griffie"))
    # Until a record has its place in the log a page says that the proof is not there yet.
    reader.court.settled()
    with psycopg.connect(court.demo.environment["ZEGEL_DATABASE"]) as database:
        key, body, opening = database.execute(
            "SELECT r.id, r.body, o.body FROM evidence_record r JOIN evidence_opening o ON o.record_id = r.id"
            " WHERE r.subject = %s AND r.event = 'mail.message.received'",
            (message,),
        ).fetchone()
    names = json.loads(opening) | {"sender": "Griffie", "onBehalfOf": COURT}
    opening = rfc8785.dumps(names)
    record = json.loads(body)
    record["facts"]["personal"] = hashlib.sha256(opening).hexdigest()
    body = rfc8785.dumps(record)
    rewrite("UPDATE evidence_record SET body = %s, leaf = %s WHERE id = %s", body, leaf_hash(body), key)
    rewrite("UPDATE evidence_opening SET body = %s WHERE record_id = %s", opening, key)
    user = "UPDATE identity_user SET name = %s WHERE email = %s"
    rewrite(user, "Griffie", LIAR, back=(user, ("mr. L. Yılmaz", LIAR)))
    box = "UPDATE boxes_container SET name = %s WHERE address = %s"
    rewrite(box, COURT, LIAR, back=(box, ("mr. L. Yılmaz", LIAR)))
    alarmed(reader, message, "Ons logboek heeft geen bewijs van dit bericht dat klopt.")


@pytest.mark.lie(
    "mail",
    "a key of a message is given to somebody else",
    "the reader, on opening",
    "who holds it",
    "the same",
)
def test_somebody_elses_key_to_a_message_is_an_alarm(reader, account, rewrite):
    message = send(account(LIAR), OWNER)
    stranger = account(LIAR).box("j.hendriks@noorderlicht.example").id
    rewrite(
        "INSERT INTO mail_accessgrant (id, message_id, box_id, sealed_key, key_version) VALUES (gen_random_uuid(), %s, %s, 'x', 1)",
        message,
        stranger,
    )
    alarmed(reader, message, "mr. J. Hendriks")


def test_an_honest_message_is_proved_and_says_who_can_read_it(reader, account):
    message = send(account(LIAR), OWNER)
    # Until a record has its place in the log a page says that the proof is not there yet.
    reader.court.settled()
    page = reader.open(f"/mail/messages/{message}")
    expect(page.locator("[data-text]").get_by_text("kenmerk boomklever")).to_be_visible()
    expect(page.locator("[data-alarm=differs]")).to_be_hidden()
    expect(page.locator("[data-alarm=unproved]")).to_be_hidden()
    # The secretary acts for this lawyer, and is named to the mailbox itself.
    expect(page.locator("span[data-sealed-for]")).to_contain_text(
        "A. Secretaris, die namens mr. A. de Vries werkt"
    )
    reader.look("who-can-read")


def test_whoever_writes_is_told_who_can_read_it(visit, account):
    writer = visit()
    writer.log_in(LIAR)
    page = writer.open("/mail/new")
    page.locator("[data-composer]").wait_for()
    page.fill("#recipient", "de vries")
    page.locator("#recipient-options [role=option]", has_text="mr. A. de Vries").first.click()
    expect(page.locator("span[data-readers]")).to_contain_text("één persoon die namens mr. A. de Vries werkt")
    page.fill("#recipient", "kort geding")
    page.locator("#recipient-options [role=option]", has_text="Rechtbank Amsterdam").first.click()
    expect(page.locator("span[data-readers]")).to_contain_text("de controlecomputer van Rechtbank Amsterdam")
    writer.look("composer-who-can-read")


def test_a_guest_is_told_who_can_read(visit, account):
    clerk = account(CLERK)
    team = next(address for address, box in clerk.boxes.items() if box["kind"] == "team")
    guest, link = clerk.new_guest(
        team, name="P. Jansen", email="p.jansen@post.example", code="boomklever-9921"
    )
    asked = based(guest, "2026-11-01", "verzoekschrift")
    clerk.send(team, [asked], subject=CASE, text="Geachte heer Jansen, kenmerk boomklever.")
    page = visit().open(f"/g/{guest.id}#{link}")
    expect(page.get_by_text("de controlecomputer van Rechtbank Amsterdam")).to_be_visible()
