"""A court's automation checks a file once; the sender hears at once of a bad one, and the moment of filing stands."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.personas import AT, make_checked_box, make_guest, make_holder, store_file, submission
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.mail.actions.adoption import adopt
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.actions.verdicts import file_verdicts
from zegel.mail.errors import MessageUnknown, VerdictRefused
from zegel.mail.models import Delivery, Entry, Guest, Message, Verdict
from zegel.mail.queries.messages import reader_of
from zegel.mail.queries.verdicts import Mark, checker_of, verdicts_of, waiting_files, waiting_for
from zegel.mail.rules import BoxRecipient, Checked
from zegel.notify.models import OutboundMail
from zegel.seal.sealing import seal_bytes
from zegel.web_session.principals import guest_principal

LATER = AT + timedelta(seconds=2)


@pytest.fixture
def agent(db):
    return make_holder("Agent", "agent@court.example")


@pytest.fixture
def box(agent, clerk):
    return make_checked_box(agent, clerk)


def file_at(box, sender, files=1, **changes):
    """A message with files to the box; gives the box's part in it."""
    sealed = seal_bytes([sender.box.recipient], b"%PDF-1.7")
    sent = submission(
        sender, objects=tuple(store_file(sender.user.pk, sealed) for _ in range(files)), **changes
    )
    sent = replace(sent, boxes=(*sent.boxes, BoxRecipient(box.pk, seal_bytes([box.recipient], b"key"))))
    submit(actor=sender.principal, box=sender.box.pk, submission=sent, at=AT)
    return Delivery.objects.get(message=sent.message, box=box)


def say(agent, part, *verdicts, at=LATER):
    return file_verdicts(
        actor=agent.principal,
        delivery=part.pk,
        verdicts=verdicts,
        agent="zegel-agent/1",
        engine="ClamAV 1",
        at=at,
    )


def test_what_arrives_waits_for_its_verdict_newest_first(agent, box, lawyer):
    first, second = file_at(box, lawyer), file_at(box, lawyer, files=2)
    assert [(row.delivery, row.files) for row in waiting_for(agent.user, at=AT)] == [
        (second.pk, [1, 2]),
        (first.pk, [1]),
    ]
    assert [row.delivery for row in waiting_for(agent.user, after=Mark(1, second.pk), at=AT)] == [first.pk]
    say(agent, second, Checked(file=2))
    assert [row.files for row in waiting_for(agent.user, at=AT)] == [[1], [1]]
    say(agent, second, Checked(file=1))
    assert [row.delivery for row in waiting_for(agent.user, at=AT)] == [first.pk]


def test_a_court_that_receives_much_keeps_no_other_waiting(agent, box, clerk, lawyer):
    """Every court's newest comes first, then every court's second; page by page nothing is told twice or left out."""
    other = make_checked_box(agent, make_holder("Clerk 2", "clerk2@court.example"))
    flood = [file_at(box, lawyer).pk for _ in range(25)]
    single = file_at(other, lawyer).pk
    more = [file_at(box, lawyer).pk for _ in range(5)]
    found, after = [], None
    while page := waiting_for(agent.user, after=after, at=AT):
        found += page
        after = Mark(page[-1].place, page[-1].delivery)
    newest_first = [*reversed(flood + more)]
    assert {row.delivery for row in found[:2]} == {single, newest_first[0]}
    assert [row.delivery for row in found if row.delivery != single] == newest_first
    assert len(found) == 31
    assert {row.court for row in found} == {box.organisation_id or box.pk, other.organisation_id or other.pk}


def test_a_message_without_files_and_a_box_without_automation_wait_for_nothing(agent, box, clerk, lawyer):
    file_at(box, lawyer, files=0)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=submission(lawyer, boxes=[clerk]), at=AT)
    assert waiting_for(agent.user, at=AT) == []


def test_a_verdict_is_evidence_and_nobody_has_read_the_message(agent, box, lawyer):
    part = file_at(box, lawyer)
    say(agent, part, Checked(file=1, findings=("script",), pages=3))
    record = Record.objects.get(event="mail.file.checked")
    assert b'"findings":["script"]' in bytes(record.body)
    assert b'"outcome":"doubtful"' in bytes(record.body)
    part.refresh_from_db()
    assert part.opened_at is None
    assert Entry.objects.get(box=box).unread


def test_the_first_verdict_stands_and_is_told_of_once(agent, box, lawyer):
    part = file_at(box, lawyer, files=2)
    bad = Checked(file=1, findings=("damaged",))
    assert say(agent, part, bad) == 1
    assert say(agent, part, bad, Checked(file=2)) == 1
    assert say(agent, part, Checked(file=1)) == 0
    assert Verdict.objects.get(attachment__number=1).outcome == "bad"
    assert OutboundMail.objects.filter(kind="file-problem").count() == 1
    assert Record.objects.filter(event="mail.file.checked").count() == 2
    part.refresh_from_db()
    assert part.unchecked == 0


def test_a_verdict_is_never_changed(agent, box, lawyer):
    say(agent, file_at(box, lawyer), Checked(file=1, findings=("damaged",)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.update(outcome="good")


def test_the_sender_is_told_the_numbers_and_nothing_else_and_keeps_the_moment(agent, box, lawyer):
    part = file_at(box, lawyer, files=3, subject="C/13/756123")
    say(
        agent,
        part,
        Checked(file=1),
        Checked(file=2, findings=("password",)),
        Checked(file=3, findings=("virus",), virus="Eicar"),
    )
    mail = OutboundMail.objects.get(kind="file-problem")
    assert mail.to_address == lawyer.box.address
    assert mail.params["files"] == "2, 3"
    assert "756123" not in str(mail.params)
    assert "Eicar" not in str(mail.params)
    assert Message.objects.get(pk=part.message_id).received_at == AT


@pytest.mark.parametrize("moved", [False, True])
def test_a_guest_who_answered_is_told_too_and_cannot_escape_by_getting_an_account(agent, clerk, moved):
    recipient, _ = make_guest(clerk)
    asked = submission(clerk, guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=asked, at=AT)
    Member.objects.create(box=clerk.box, user=agent.user, checks=True, since=AT)
    Guest.objects.filter(pk=recipient.guest).update(signing_key="k" * 44)
    guest = Guest.objects.get(pk=recipient.guest)
    answer = replace(
        submission(clerk, boxes=[clerk], conversation=asked.conversation),
        objects=(store_file(guest.pk, seal_bytes([clerk.box.recipient], b"%PDF")),),
    )
    submit_reply(actor=guest_principal(guest), submission=answer, at=AT)
    part = Delivery.objects.get(message=answer.message, role="recipient")
    if moved:
        account = make_holder("The same", guest.email)
        keys = {answer.message: seal_bytes([account.box.recipient], b"key")}
        adopt(actor=account.principal, guest=guest.pk, key_version=1, keys=keys, at=AT)
    say(agent, part, Checked(file=1, findings=("damaged",)))
    mail = OutboundMail.objects.get(kind="file-problem")
    assert mail.to_address == guest.email
    assert mail.params["path"] == ""


def test_a_stranger_and_a_clerk_of_the_same_box_may_not_check(agent, box, clerk, lawyer, stranger):
    """A clerk is a reader: whoever reads leaves a trace, and goes by the other way."""
    part = file_at(box, lawyer)
    for holder in (clerk, lawyer, stranger):
        assert waiting_for(holder.user, at=AT) == []
        with pytest.raises(MessageUnknown):
            checker_of(holder.principal, part.pk, at=AT)
        with pytest.raises(MessageUnknown):
            say(holder, part, Checked(file=1))
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    "verdicts",
    [
        (Checked(file=9),),
        (Checked(file=1, findings=("nonsense",)),),
        (Checked(file=1, findings=("virus",)),),
        (Checked(file=1, virus="Eicar"),),
        (Checked(file=1), Checked(file=1, findings=("damaged",))),
    ],
)
def test_what_is_no_verdict_is_refused_whole(agent, box, lawyer, verdicts):
    part = file_at(box, lawyer)
    with pytest.raises(VerdictRefused):
        say(agent, part, *verdicts)
    assert not Verdict.objects.exists()


def test_sender_and_reader_see_the_verdict_and_only_the_sender_who_gave_it(agent, box, clerk, lawyer):
    part = file_at(box, lawyer, files=2)
    say(agent, part, Checked(file=1, findings=("password",)))
    sender, reader = (
        reader_of(lawyer.principal, part.message_id, at=AT),
        reader_of(clerk.principal, part.message_id, at=AT),
    )
    assert [(verdict.file, verdict.outcome, verdict.delivery) for verdict in verdicts_of(sender)] == [
        (1, "bad", part.pk)
    ]
    assert [(verdict.file, verdict.outcome, verdict.delivery) for verdict in verdicts_of(reader)] == [
        (1, "bad", None)
    ]
    assert waiting_files(sender) == waiting_files(reader) == [2]


def test_what_annex_vi_asks_that_a_file_is_not_is_kept_and_told_and_blames_nobody(box, lawyer, agent):
    part = file_at(box, lawyer)
    say(agent, part, Checked(file=1, unmet=("VI-6.5-a", "VI-6.5-b")))
    (verdict,) = Verdict.objects.filter(delivery=part)
    assert (verdict.outcome, verdict.findings, verdict.unmet) == ("good", [], ["VI-6.5-a", "VI-6.5-b"])
    (record,) = Record.objects.filter(event="mail.file.checked")
    assert b'"unmet":["VI-6.5-a","VI-6.5-b"]' in bytes(record.body)


@pytest.mark.parametrize("unmet", [("VI-6.1",), ("nonsense",), ("VI-6.5-a", "VI-6.5-a")])
def test_a_rule_that_no_automation_sees_or_that_comes_twice_is_refused(box, lawyer, agent, unmet):
    with pytest.raises(VerdictRefused):
        say(agent, file_at(box, lawyer), Checked(file=1, unmet=unmet))
