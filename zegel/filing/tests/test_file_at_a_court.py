"""A filing is received with its message or not at all, and the server refuses what it can see is wrong."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.personas import AT, make_guest, store_file, submission
from zegel.boxes.errors import BoxUnknown, MayNotSend
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.filing.actions import file_by_mail, open_desk
from zegel.filing.errors import (
    CopiesUnstated,
    CourtUnknown,
    FileTooLarge,
    NoDesk,
    NumberOfOtherCourt,
    NumberOfOtherKind,
    PieceMissing,
    SecrecyUnclear,
    SubjectDiffers,
    SummonsMissing,
    WronglyAddressed,
)
from zegel.filing.models import Filing, PaperTask
from zegel.filing.rules import Facts, check_filing, read_number, seal_overhead, shown_number
from zegel.mail.errors import AlreadySent, SubjectRefused
from zegel.mail.models import Message
from zegel.seal.sealing import seal_bytes

CASE = "C/13/756123"
FACTS = Facts("amsterdam", "Amsterdam", "handel", "summons", CASE, secret=False, copies="elsewhere")


def sealed(lawyer, clerk, files=2, **changes):
    objects = tuple(
        store_file(lawyer.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF")) for _ in range(files)
    )
    return submission(lawyer, boxes=[clerk], objects=objects, **{"subject": CASE} | changes)


def filed(lawyer, clerk, facts=FACTS, at=AT, **changes):
    return file_by_mail(
        actor=lawyer.principal,
        box=lawyer.box.pk,
        submission=sealed(lawyer, clerk, **changes),
        facts=facts,
        at=at,
    )


def test_message_filing_evidence_and_paper_are_one_act(desk, clerk, lawyer):
    got = filed(lawyer, clerk, replace(FACTS, acknowledged=("3.12-b", "made-up")))
    filing = Filing.objects.get(message=got.receipt.message)
    assert (filing.number, filing.case_number, filing.pieces, filing.desk) == (got.number, CASE, 2, desk)
    assert filing.at == got.receipt.received_at == AT
    assert got.paper
    assert PaperTask.objects.get(pk=filing.pk).state == "open"
    record = Record.objects.get(event="filing.filing.received", subject=filing.pk)
    facts = json.loads(bytes(record.body))["facts"]
    assert facts["number"] == got.number
    # A rule passed with a reason is known to have been passed; words of the client's own are not kept.
    assert facts["acknowledgedWarnings"] == ["3.12-b"]


def test_nothing_is_kept_of_a_filing_that_is_refused(desk, clerk, lawyer):
    with pytest.raises(CopiesUnstated):
        filed(lawyer, clerk, replace(FACTS, copies="none"))
    assert not Message.objects.exists()
    assert not Filing.objects.exists()


def test_the_same_filing_twice_gives_the_first_receipt_and_number(desk, clerk, lawyer):
    sent = sealed(lawyer, clerk)
    words = {"actor": lawyer.principal, "box": lawyer.box.pk, "submission": sent, "facts": FACTS}
    first = file_by_mail(**words, at=AT)
    assert file_by_mail(**words, at=AT + timedelta(hours=1)) == first
    assert Filing.objects.count() == PaperTask.objects.count() == 1


def test_a_message_sent_before_cannot_become_a_filing(desk, clerk, lawyer):
    from zegel.mail.actions.submit import submit

    sent = sealed(lawyer, clerk)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT)
    with pytest.raises(AlreadySent):
        file_by_mail(
            actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=FACTS, at=AT + timedelta(1)
        )


def test_a_passed_rule_with_a_reason_goes_through(desk, clerk, lawyer):
    assert filed(lawyer, clerk, replace(FACTS, copies="none", acknowledged=("3.10-b",))).number


def test_the_application_owes_no_copy_but_every_later_piece_does(desk, clerk, lawyer):
    new = replace(FACTS, kind="application", number="", copies="not-due", summons=1)
    assert filed(lawyer, clerk, new, subject="nieuwe zaak").number
    with pytest.raises(CopiesUnstated):
        filed(lawyer, clerk, replace(FACTS, copies="not-due"))


def test_a_copy_in_this_message_needs_somebody_who_gets_it(desk, clerk, lawyer, stranger):
    here = replace(FACTS, copies="here")
    with pytest.raises(CopiesUnstated):
        filed(lawyer, clerk, here)
    sent = submission(lawyer, boxes=[clerk, stranger], objects=sealed(lawyer, clerk).objects, subject=CASE)
    assert file_by_mail(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=here, at=AT).number
    guest, _ = make_guest(lawyer)
    assert filed(lawyer, clerk, here, guests=[guest]).number


@pytest.mark.parametrize(
    ("kind", "due"),
    [("summons", True), ("answer", True), ("exhibits", True), ("message", False), ("application", False)],
)  # fmt: skip
def test_paper_follows_pieces_and_not_mere_messages(desk, clerk, lawyer, kind, due):
    copies = "not-due" if kind == "application" else "elsewhere"
    summons = 1 if kind == "application" else 0
    assert filed(lawyer, clerk, replace(FACTS, kind=kind, copies=copies, summons=summons)).paper is due
    assert PaperTask.objects.exists() is due


@pytest.mark.parametrize("kind", ["summons", "application", "exhibits"])
def test_a_piece_is_a_file_and_not_the_text(desk, clerk, lawyer, kind):
    with pytest.raises(PieceMissing):
        filed(lawyer, clerk, replace(FACTS, kind=kind, copies="elsewhere"), files=0)


APPLICATION = replace(FACTS, kind="application", number="", copies="not-due")


@pytest.mark.parametrize("summons", [0, 3])
def test_an_application_without_the_draft_summons_is_refused_whatever_files_it_has(
    desk, clerk, lawyer, summons
):
    with pytest.raises(SummonsMissing):
        filed(lawyer, clerk, replace(APPLICATION, summons=summons), subject="nieuwe zaak")
    assert not Filing.objects.exists()


@pytest.mark.parametrize("facts", [{"summons": 1}, {"summons": 2}, {"acknowledged": ("2.1-c",)}])
def test_an_application_has_it_once_or_twice_or_says_why_not(desk, clerk, lawyer, facts):
    assert filed(lawyer, clerk, replace(APPLICATION, **facts), subject="nieuwe zaak").number


def test_secrecy_that_the_filing_states_must_stand_in_the_message_and_the_other_way_round():
    words = {"sent_to": ["kg@court.example"], "address": "kg@court.example", "sizes": [10]}
    check_filing(replace(FACTS, secret=True), secret=True, **words)
    for facts, message in ((True, False), (False, True)):
        with pytest.raises(SecrecyUnclear):
            check_filing(replace(FACTS, secret=facts), secret=message, **words)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"court": "atlantis"}, CourtUnknown),
        ({"location": "Rotterdam"}, CourtUnknown),
        ({"matter": "straf"}, CourtUnknown),
        ({"court": "gelderland", "location": "Arnhem"}, NoDesk),
        ({"matter": "kanton"}, NoDesk),
        ({"number": "C/13/756124"}, SubjectDiffers),
        ({"number": ""}, SubjectDiffers),
        ({"number": "12345678"}, NumberOfOtherKind),
        ({"number": "200.315.556/01"}, NumberOfOtherKind),
        ({"number": "about the bakery"}, NumberOfOtherKind),
        ({"secret": True}, SecrecyUnclear),
    ],
)
def test_what_the_server_can_see_is_wrong_is_refused(desk, clerk, lawyer, changes, refusal):
    with pytest.raises(refusal):
        filed(lawyer, clerk, replace(FACTS, **changes))
    assert not Filing.objects.exists()


def test_a_file_that_is_too_large_is_named_by_its_number():
    largest = 25 * 2**20
    words = {"sent_to": ["kg@court.example"], "address": "kg@court.example", "secret": False}
    check_filing(FACTS, sizes=[10, largest + seal_overhead(largest)], **words)
    with pytest.raises(FileTooLarge) as refused:
        check_filing(FACTS, sizes=[10, largest + 2 * seal_overhead(largest)], **words)
    assert refused.value.details["number"] == 2


def test_a_number_of_another_court_passes_only_with_a_reason(desk, clerk, lawyer):
    strange = replace(FACTS, number="C/10/701442")
    with pytest.raises(NumberOfOtherCourt) as refused:
        filed(lawyer, clerk, strange, subject="C/10/701442")
    assert refused.value.details["court"] == "Rechtbank Rotterdam"
    assert filed(lawyer, clerk, replace(strange, acknowledged=("VI-6.1",)), subject="C/10/701442").number


def test_the_courts_own_address_must_be_among_the_recipients(desk, lawyer, stranger):
    with pytest.raises(WronglyAddressed) as refused:
        filed(lawyer, stranger)
    assert refused.value.details["address"] == desk.box.address


def test_a_conversation_of_another_case_takes_no_filing(desk, clerk, lawyer):
    first = sealed(lawyer, clerk, subject="C/13/700000")
    file_by_mail(
        actor=lawyer.principal, box=lawyer.box.pk, submission=first,
        facts=replace(FACTS, number="C/13/700000"), at=AT,
    )  # fmt: skip
    with pytest.raises(SubjectDiffers):
        filed(lawyer, clerk, conversation=first.conversation)


def test_a_wrong_subject_is_refused_by_the_mail_itself(desk, clerk, lawyer):
    with pytest.raises((SubjectDiffers, SubjectRefused)):
        filed(lawyer, clerk, subject="Spoed: Jansen / Pietersen")


def test_strangers_file_nothing_for_somebody_else(desk, clerk, lawyer, stranger):
    sent = sealed(lawyer, clerk)
    with pytest.raises(BoxUnknown):
        file_by_mail(actor=stranger.principal, box=lawyer.box.pk, submission=sent, facts=FACTS, at=AT)
    Member.objects.filter(user=lawyer.user).update(right="read")
    with pytest.raises(MayNotSend):
        file_by_mail(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, facts=FACTS, at=AT)


def test_a_desk_can_move_to_another_mailbox_and_there_is_one(desk, clerk, stranger):
    again = open_desk(
        court="amsterdam", location="Amsterdam", matter="handel", box=stranger.box.pk, postal="", counter="", at=AT
    )  # fmt: skip
    assert again.pk == desk.pk
    with pytest.raises(CourtUnknown):
        open_desk(court="amsterdam", location="Ergens", matter="handel", box=clerk.box.pk, postal="", counter="", at=AT)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "read"),
    [("K7QF-2M9D", "K7QF2M9D"), (" k7qf 2m9d ", "K7QF2M9D"), ("O1IL-0000", "01110000"), ("K7QF–2M9D.", "K7QF2M9D"), ("\u200bk7\u00adqf\u20112m9d", "K7QF2M9D"),
     ("Ｋ７ＱＦ２Ｍ９Ｄ", "K7QF2M9D"), ("K7QF", ""), ("", ""), ("K7QF-2M9U", "")],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it(typed, read):
    assert read_number(typed) == read
    if read:
        assert read_number(shown_number(read)) == read
