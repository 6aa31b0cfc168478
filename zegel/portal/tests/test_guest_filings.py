"""What a guest answers to the desk of a case is filed in it as anybody else's is: it waits with its moment, and can be placed or answered."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.case_world import court_world
from tests.personas import (
    AT,
    browser,
    make_guest,
    principal_of_guest,
    store_file,
    submission,
)
from zegel.evidence.actions import extend_log
from zegel.filing.actions import answer_as_guest, answer_filing, claim_next, open_desk, place_filing
from zegel.filing.errors import AnswerElsewhere, FilingUnknown
from zegel.filing.models import AccessGrant, Filing, IntakeItem, PaperTask
from zegel.filing.queries import filer_signing_key, readable_filing, receipt_for, signed_pieces
from zegel.filing.queries.intake import intake_queue
from zegel.filing.rules import shown_number
from zegel.filing.tests.test_intake import placement
from zegel.lib.grants import grant
from zegel.lib.moments import now
from zegel.mail.actions.guests import register_signing_key
from zegel.mail.actions.submit import submit
from zegel.mail.errors import RecipientUnknown
from zegel.mail.models import Delivery, Guest, Message
from zegel.mail.queries.messages import guest_reader
from zegel.seal.receipt import verify
from zegel.seal.sealing import seal_bytes

LATER = AT + timedelta(hours=3)
KEY = "k" * 43 + "="


@pytest.fixture
def desk(clerk):
    return open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=clerk.box.pk, postal="", counter="", at=AT
    )  # fmt: skip


@pytest.fixture
def court(desk, clerk, lawyer):
    return court_world(clerk, lawyer)


@pytest.fixture
def case(court):
    """The second defendant has no account: the court writes to a guest link."""
    alone = court.party("defendant", channel="veilig mailen", representative=None, short_name="De Wit")
    return court.register(parties=[court.party("claimant"), court.party("defendant"), alone], at=AT)


def written_to(court, subject):
    """Somebody the desk wrote to, let in and ready to answer."""
    recipient, _ = make_guest(court.clerk)
    letter = submission(court.clerk, guests=[recipient], subject=subject)
    submit(actor=court.clerk.principal, box=court.clerk.box.pk, submission=letter, at=AT)
    register_signing_key(
        actor=principal_of_guest(recipient.guest),
        public=KEY,
        sealed=seal_bytes([court.clerk.box.recipient], b"seed"),
        at=AT,
    )
    return Guest.objects.get(pk=recipient.guest)


def answer_of(court, guest, files=1, **changes):
    objects = tuple(
        store_file(guest.pk, seal_bytes([court.clerk.box.recipient], b"%PDF")) for _ in range(files)
    )
    sent = submission(court.clerk, boxes=[court.clerk], conversation=guest.conversation_id, objects=objects)
    return replace(sent, **changes)


def answered(court, guest, at=LATER, **changes):
    made = answer_of(court, guest, **changes)
    receipt = answer_as_guest(actor=principal_of_guest(guest.pk), submission=made, at=at)
    return receipt, Filing.objects.filter(message=made.message).first()


def test_it_waits_in_the_intake_of_the_desk_by_its_case_number_with_its_moment(court, case, stranger):
    receipt, filing = answered(court, written_to(court, case.number))
    assert (filing.channel, filing.filer_kind, filing.kind) == ("secure_mail", "guest", "message")
    assert (filing.case_number, filing.at, filing.sender) == (case.number, LATER, "P. Jansen")
    assert receipt.received_at == LATER
    [item] = intake_queue(court.clerk.user, at=LATER)
    assert (item.pk, item.state, item.filing.sender) == (filing.pk, "waiting", "P. Jansen")
    assert intake_queue(stranger.user, at=LATER) == []
    # A mere message needs no paper after it (3.3), and the desk alone has its key.
    assert not PaperTask.objects.exists()
    assert {grant.container_id for grant in AccessGrant.objects.filter(filing=filing)} == {court.clerk.box.pk}
    for other in (court.claimant, court.defendant):
        with pytest.raises(FilingUnknown):
            readable_filing(other.user, filing.pk, at=LATER)


def test_the_guest_has_the_receipt_of_the_filing_with_its_number(court, case):
    guest = written_to(court, case.number)
    _receipt, filing = answered(court, guest)
    extend_log(at=LATER)
    reader = guest_reader(principal_of_guest(guest.pk), filing.message_id)
    told = verify(json.dumps(receipt_for(reader)).encode()).facts.filing
    assert (told.number, told.channel, told.kind) == (filing.number, "secure_mail", "message")


def test_the_same_answer_again_is_filed_once(court, case):
    guest = written_to(court, case.number)
    made = answer_of(court, guest)
    words = {"actor": principal_of_guest(guest.pk), "submission": made}
    first = answer_as_guest(**words, at=LATER)
    assert answer_as_guest(**words, at=LATER + timedelta(hours=1)) == first
    assert Filing.objects.count() == IntakeItem.objects.count() == 1


@pytest.mark.parametrize("subject", ["nieuwe zaak", "C/13/799999"])
def test_what_is_about_no_case_of_the_desk_is_mail_alone(court, case, subject):
    _receipt, filing = answered(court, written_to(court, subject))
    assert filing is None
    assert Message.objects.get(sender_guest__isnull=False).filed


def test_a_guest_who_writes_elsewhere_files_nothing(court, case, stranger):
    guest = written_to(court, case.number)
    made = submission(court.clerk, boxes=[stranger], conversation=guest.conversation_id)
    with pytest.raises(RecipientUnknown):
        answer_as_guest(actor=principal_of_guest(guest.pk), submission=made, at=LATER)
    assert not Filing.objects.exists()


def test_it_is_placed_with_the_moment_it_came_and_the_key_the_guest_signed_with(court, case):
    _receipt, filing = answered(court, written_to(court, case.number))
    circle = case.circles.get(kind="open")
    party = case.parties.get(short_name="De Wit").pk
    where = placement(circle.container.recipient, 1, kind="mededeling", party=party, circle=circle.pk)
    assert claim_next(actor=court.clerk.principal, at=LATER).pk == filing.pk
    _case, entry = place_filing(
        actor=court.clerk.principal, filing=filing.pk, case=case.pk, placement=where, at=LATER + timedelta(1)
    )
    assert (entry.filed_at, entry.placed_at) == (LATER, LATER + timedelta(1))
    signed = signed_pieces([entry])[entry.pk]
    assert (signed.key, signed.about) == (KEY, filing.message_id)
    assert filer_signing_key(filing) == KEY


def test_the_clerk_asks_the_guest_for_more_by_the_same_link(court, case):
    guest = written_to(court, case.number)
    _receipt, filing = answered(court, guest)
    other, _ = make_guest(court.clerk, email="other@post.example")
    known = replace(other, guest=guest.pk, new=None)
    again, _ = make_guest(court.clerk, email=guest.email)

    def ask(*guests, boxes=()):
        asked = submission(
            court.clerk, guests=guests, boxes=boxes, conversation=guest.conversation_id, subject=case.number
        )
        words = {"filing": filing.pk, "submission": asked, "outcome": "asked", "at": LATER}
        return answer_filing(actor=court.clerk.principal, **words)

    for elsewhere in ({"guests": [other]}, {"guests": [known, other]}, {"guests": []}):
        with pytest.raises(AnswerElsewhere):
            ask(*elsewhere["guests"])
    with pytest.raises(AnswerElsewhere):
        ask(known, boxes=[court.defendant])
    assert ask(known).state == "asked"
    assert Delivery.objects.filter(guest=guest, role="recipient").count() == 2
    # Whose first link is past gets another one to the same address.
    assert ask(again).state == "asked"


def test_guest_and_clerk_see_it_as_filed(court, case, client):
    guest = written_to(court, case.number)
    _receipt, filing = answered(court, guest)
    session = client.session
    grant(session, guest.pk, now())
    session.save()
    page = client.get(f"/g/{guest.pk}/messages/{filing.message_id}").content.decode()
    assert shown_number(filing.number) in page
    desk_page = browser(court.clerk).get(f"/intake/{filing.pk}").content.decode()
    told = json.loads(re.search(r'<script id="told" type="application/json">(.*?)</script>', desk_page)[1])
    assert (told["mailbox"], told["guest"], told["sender"]) == (None, str(guest.pk), "P. Jansen")
    assert 'data-panel="answer"' in desk_page


def test_who_filed_reads_the_numbers_of_the_case_once_the_court_placed_it(court, case, client):
    guest = written_to(court, case.number)
    _receipt, filing = answered(court, guest)
    session = client.session
    grant(session, guest.pk, now())
    session.save()

    def told():
        page = client.get(f"/g/{guest.pk}/messages/{filing.message_id}").content.decode()
        return "data-registered" in page and case.summary_number in page

    assert not told()
    circle, party = case.circles.get(kind="open"), case.parties.get(short_name="De Wit")
    where = placement(circle.container.recipient, 1, kind="mededeling", party=party.pk, circle=circle.pk)
    claim_next(actor=court.clerk.principal, at=LATER)
    place_filing(actor=court.clerk.principal, filing=filing.pk, case=case.pk, placement=where, at=LATER)
    assert told()
