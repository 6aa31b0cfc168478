"""The intake: every filing waits, one clerk at a time works on it, and what becomes of it is whole, kept and told."""

import sys
import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from tests.case_world import CaseWorld
from tests.personas import AT, make_holder, submission
from zegel.boxes.errors import MayNotSend
from zegel.boxes.models import Member
from zegel.casefile.errors import CaseUnknown, ExhibitsOutOfOrder, MailboxKeyPast, PartyUnknown
from zegel.casefile.models import Case, DocketEntry
from zegel.evidence.models import Record
from zegel.filing.actions import (
    Placement,
    answer_filing,
    claim,
    claim_next,
    file,
    hold_filing,
    open_desk,
    place_filing,
    register_filing,
    release,
)
from zegel.filing.errors import (
    AnswerElsewhere,
    DocumentsLeftOut,
    FilingSettled,
    FilingTaken,
    FilingUnknown,
    MayNotTakeIn,
    NobodyToAnswer,
)
from zegel.filing.models import IntakeItem
from zegel.filing.queries.intake import intake_item, intake_queue, workers_on
from zegel.mail.models import Message
from zegel.seal.sealing import seal_bytes

from .test_channels import handed, paper
from .test_file_at_a_court import FACTS, filed

NEW = replace(FACTS, number="")


def colleague_of(clerk, right="send"):
    name = uuid.uuid4().hex[:6]
    other = make_holder(f"mr. B. {name}", f"{name}@court.example", court=True)
    Member.objects.create(box=clerk.box, user=other.user, right=right, since=AT)
    return other


def hand_in(court, *, files=2, facts=NEW, at=AT, **changes):
    given = handed(court.claimant, court.clerk, files=files, **changes)
    return file(actor=court.claimant.principal, handed=given, facts=facts, at=at).filing


def keys(recipient, *numbers, exhibits=None):
    """The key of each document sealed to a circle."""
    given = exhibits or {}
    return [(number, seal_bytes([recipient], b"k" * 32), given.get(number)) for number in numbers]


def placement(recipient, *numbers, **changes):
    facts = {
        "kind": "aanvraag", "sealed_key": seal_bytes([recipient], b"k" * 32), "key_version": 1,
        "documents": keys(recipient, *(numbers or (1, 2))), "party": 1,
    }  # fmt: skip
    return Placement(**{**facts, **changes})


def begin(court, filing, *numbers, at=AT, who=None, **changes):
    new = court.new_case()
    recipient = next(circle.circle.recipient for circle in new.circles if circle.kind == "open")
    return register_filing(
        actor=(who or court.clerk).principal,
        filing=filing,
        new=new,
        placement=placement(recipient, *numbers, **changes),
        at=at,
    )


def test_whatever_the_channel_it_waits_at_its_desk_the_oldest_first(court, rotterdam):
    by_portal = hand_in(court, at=AT + timedelta(minutes=1))
    by_mail = filed(court.claimant, court.clerk, at=AT)
    at_counter = file(
        actor=court.clerk.principal, handed=paper(court.clerk), facts=FACTS, at=AT + timedelta(minutes=2)
    ).filing
    found = intake_queue(court.clerk.user, at=AT)
    # Paper was there an hour before it was entered, and that is its moment.
    assert [item.filing_id for item in found] == [at_counter, by_mail.filing, by_portal]
    rest = intake_queue(court.clerk.user, at=AT, after=(found[0].at, found[0].pk))
    assert [item.filing_id for item in rest] == [by_mail.filing, by_portal]
    for stranger in (rotterdam, court.claimant):
        assert intake_queue(stranger.user, at=AT) == []
        with pytest.raises(FilingUnknown):
            intake_item(stranger.user, by_portal, at=AT)
        with pytest.raises(FilingUnknown):
            claim(actor=stranger.principal, filing=by_portal, at=AT)


def test_a_queue_of_two_desks_is_one_queue(court):
    open_desk(
        court="amsterdam", location="Amsterdam", matter="familie", box=court.clerk.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    matters = ("handel", "familie", "handel", "familie")
    handed_in = [
        hand_in(court, facts=replace(NEW, matter=matter), at=AT + timedelta(minutes=number))
        for number, matter in enumerate(matters)
    ]
    first = intake_queue(court.clerk.user, at=AT, most=2)
    rest = intake_queue(court.clerk.user, at=AT, after=(first[-1].at, first[-1].pk), most=2)
    assert [item.pk for item in (*first, *rest)] == handed_in


def test_a_case_begins_with_a_filing_that_is_placed_as_it_was_filed(court):
    filing = hand_in(court)
    later = AT + timedelta(days=1)
    case, entry = begin(court, filing, at=later)
    item = intake_item(court.clerk.user, filing, at=later)
    assert (item.state, item.case_id, item.claimed_by) == ("registered", case.pk, None)
    assert (entry.filed_at, entry.placed_at, entry.number, entry.party.role) == (AT, later, 1, "claimant")
    assert bytes(entry.envelope) == bytes(item.filing.envelope)
    assert [row.object_id for row in entry.documents.order_by("number")] == [
        row.object_id for row in item.filing.documents.order_by("number")
    ]
    record = Record.objects.get(event="filing.filing.taken-in")
    assert record.subject == filing
    assert str(case.pk).encode() in bytes(record.body)
    assert begin(court, filing, at=later) == (case, entry)
    assert Case.objects.count() == 1


def test_a_message_that_carried_a_filing_is_placed_with_its_own_envelope(court):
    given = filed(court.claimant, court.clerk, at=AT)
    count = DocketEntry.objects.count()
    item = intake_item(court.clerk.user, given.filing, at=AT)
    numbers = range(1, item.filing.documents.count() + 1)
    _case, entry = begin(court, given.filing, *numbers)
    assert DocketEntry.objects.count() == count + 1
    assert bytes(entry.envelope) == bytes(item.filing.message.envelope)


def test_a_registration_that_fails_leaves_the_filing_waiting_and_uses_no_number(court):
    filing = hand_in(court)
    for broken in ({"party": 7}, {"documents": keys(court.clerk.box.recipient, 1)}, {"key_version": 2}):
        with pytest.raises((PartyUnknown, DocumentsLeftOut, MailboxKeyPast)):
            begin(court, filing, **broken)
    assert (Case.objects.count(), DocketEntry.objects.count()) == (0, 0)
    case, _entry = begin(court, filing)
    # The first number of the row is not lost by what failed.
    assert case.number.endswith("000001")


def place(court, case, filing, **changes):
    circle = case.circles.get(kind="open")
    facts = {"party": case.parties.get(number=1).pk, "circle": circle.pk, "kind": "productie"}
    given = placement(circle.container.recipient, **{**facts, **changes})
    return place_filing(actor=court.clerk.principal, filing=filing, case=case.pk, placement=given, at=AT)


def test_exhibits_are_numbered_on_when_they_are_placed(court):
    case, _entry = begin(court, hand_in(court))
    facts = replace(FACTS, kind="exhibits")
    recipient = case.circles.get(kind="open").container.recipient
    first = place(
        court, case, hand_in(court, facts=facts), documents=keys(recipient, 1, 2, exhibits={1: 1, 2: 2})
    )
    assert (first[1].first_exhibit, first[1].last_exhibit) == (1, 2)
    again = hand_in(court, facts=facts)
    with pytest.raises(ExhibitsOutOfOrder):
        place(court, case, again, documents=keys(recipient, 1, 2, exhibits={1: 2, 2: 3}))
    # The order of the docket is the clerk's: the second file first.
    entry = place(court, case, again, documents=keys(recipient, 2, 1, exhibits={2: 3, 1: 4}))[1]
    assert [row.exhibit for row in entry.documents.order_by("number")] == [3, 4]
    assert place(court, case, again)[1] == entry
    assert case.entries.count() == 3


def test_a_filing_is_not_placed_in_a_case_of_another_court(court, rotterdam):
    filing = hand_in(court)
    other = CaseWorld(clerk=rotterdam, claimant=court.claimant, defendant=court.defendant)
    case = other.register(court="rotterdam", location="Rotterdam")
    with pytest.raises(CaseUnknown):
        place(court, case, filing)
    assert intake_item(court.clerk.user, filing, at=AT).state == "waiting"


def test_what_was_dealt_with_is_not_dealt_with_again(court):
    filing = hand_in(court)
    begin(court, filing)
    colleague = colleague_of(court.clerk)
    for verb in (
        lambda: begin(court, filing, who=colleague),
        lambda: hold_filing(actor=colleague.principal, filing=filing, held=True, at=AT),
        lambda: answer(court, filing, "returned"),
    ):
        with pytest.raises(FilingSettled):
            verb()


def answer(court, filing, outcome, **changes):
    sent = changes.pop("sent", None) or submission(court.clerk, boxes=[court.claimant], **changes)
    return answer_filing(actor=court.clerk.principal, filing=filing, submission=sent, outcome=outcome, at=AT)


def test_the_answer_goes_to_who_filed_alone_and_is_kept(court):
    filing = hand_in(court)
    stranger = make_holder("mr. X", "x@elders.example")
    for others in ([stranger], [court.claimant, stranger], []):
        with pytest.raises(AnswerElsewhere):
            answer(court, filing, "asked", sent=submission(court.clerk, boxes=others))
    assert not Message.objects.exists()
    sent = submission(court.clerk, boxes=[court.claimant])
    assert answer(court, filing, "asked", sent=sent).state == "asked"
    assert answer(court, filing, "asked", sent=sent).answer_id == sent.message
    assert (Message.objects.count(), Record.objects.filter(event="filing.filing.answered").count()) == (1, 1)
    # What was asked about can still be returned, and then it is done.
    assert answer(court, filing, "returned").state == "returned"
    with pytest.raises(FilingSettled):
        answer(court, filing, "asked")


def test_paper_of_nobody_with_a_mailbox_is_answered_by_letter(court):
    filing = file(actor=court.clerk.principal, handed=paper(court.clerk), facts=FACTS, at=AT).filing
    with pytest.raises(NobodyToAnswer):
        answer(court, filing, "returned")


def test_what_is_held_waits_apart_and_comes_back(court):
    filing = hand_in(court)
    for held, state in ((True, "held"), (True, "held"), (False, "waiting")):
        assert hold_filing(actor=court.clerk.principal, filing=filing, held=held, at=AT).state == state
        assert [item.pk for item in intake_queue(court.clerk.user, at=AT, state=state)] == [filing]
    assert Record.objects.filter(event="filing.filing.held").count() == 2


def test_a_filing_is_in_one_pair_of_hands_until_it_is_left_or_forgotten(court):
    filing = hand_in(court)
    colleague = colleague_of(court.clerk)
    claim(actor=court.clerk.principal, filing=filing, at=AT)
    with pytest.raises(FilingTaken) as refusal:
        claim(actor=colleague.principal, filing=filing, at=AT + timedelta(minutes=9))
    assert refusal.value.details == {"who": court.clerk.user.name}
    with pytest.raises(FilingTaken):
        begin(court, filing, who=colleague)
    items = intake_queue(colleague.user, at=AT)
    assert workers_on(items, colleague.user.pk, at=AT) == {filing: court.clerk.user.name}
    assert workers_on(items, court.clerk.user.pk, at=AT) == {}
    # A sign of life keeps it; ten minutes without one let it go.
    claim(actor=court.clerk.principal, filing=filing, at=AT + timedelta(minutes=9))
    with pytest.raises(FilingTaken):
        claim(actor=colleague.principal, filing=filing, at=AT + timedelta(minutes=18))
    claim(actor=colleague.principal, filing=filing, at=AT + timedelta(minutes=19, seconds=1))
    release(actor=colleague.principal, filing=filing, at=AT + timedelta(minutes=20))
    claim(actor=court.clerk.principal, filing=filing, at=AT + timedelta(minutes=20))


def test_who_may_only_read_at_the_desk_takes_nothing_in(court):
    filing = hand_in(court)
    reader = colleague_of(court.clerk, "read")
    assert intake_item(reader.user, filing, at=AT).pk == filing
    with pytest.raises(MayNotSend):
        claim(actor=reader.principal, filing=filing, at=AT)
    with pytest.raises(MayNotTakeIn):
        claim_next(actor=reader.principal, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_take_the_next_at_one_moment_get_two(court):
    filings = [hand_in(court, at=AT + timedelta(minutes=number)) for number in range(4)]
    clerks = [court.clerk, *(colleague_of(court.clerk) for _ in range(3))]
    taken, failed = run_at_once(clerks, lambda who: claim_next(actor=who.principal, at=AT))
    assert not failed
    assert sorted(item.pk for item in taken) == sorted(filings)
    assert len({item.claimed_by for item in taken}) == 4


@pytest.mark.django_db(transaction=True)
def test_registrations_at_one_moment_leave_no_gap_and_begin_each_case_once(court):
    filings = [hand_in(court) for _ in range(4)]
    made, failed = run_at_once([*filings, *filings], lambda filing: begin(court, filing))
    assert not failed
    numbers = sorted({case.number for case, _entry in made})
    assert [number[-6:] for number in numbers] == ["000001", "000002", "000003", "000004"]
    assert IntakeItem.objects.filter(state="registered").count() == Case.objects.count() == 4


def run_at_once(given, work):
    """What each of these gives when all begin at one moment, and what failed."""
    start, done, failed = threading.Barrier(len(given)), [], []

    def run(value):
        try:
            start.wait(30)
            done.append(work(value))
        except Exception:
            failed.append(sys.exception())
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(value,)) for value in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return done, failed
