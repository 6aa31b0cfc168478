"""A member who may only read changes nothing for others, and a box sees nobody it was never written with."""

import uuid

import pytest

from tests.personas import AT, make_guest, make_holder, store_file, submission
from zegel.boxes.errors import MayNotPrepare, MayNotSend
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.mail.actions.drafts import delete_draft, save_draft
from zegel.mail.actions.guests import ask_help, finish_task, help_guest
from zegel.mail.actions.notices import resend_notice
from zegel.mail.actions.reading import report
from zegel.mail.actions.submit import submit
from zegel.mail.errors import MessageUnknown
from zegel.mail.models import Draft, HelpRequest, ReaderReport
from zegel.mail.queries.messages import conversation_for, correspondents, reader_of
from zegel.notify.models import OutboundMail, State
from zegel.seal.sealing import seal_bytes


@pytest.fixture
def team(lawyer):
    """A team in which the lawyer may read and not send."""
    found = make_holder("Team familie", "familie@court.example", kind="team", court=True, others=(lawyer,))
    Member.objects.filter(box=found.box, user=lawyer.user).update(right="read")
    return found


@pytest.fixture
def guest(team):
    recipient, _ = make_guest(team)
    submit(actor=team.principal, box=team.box.pk, submission=submission(team, guests=[recipient]), at=AT)
    return recipient.guest


def test_who_may_only_read_throws_no_draft_away(team, lawyer):
    key = uuid.uuid4()
    sealed = seal_bytes([team.box.recipient], b"{}")
    save_draft(actor=team.principal, key=key, box=team.box.pk, sealed=sealed, key_version=1, version=0, at=AT)
    with pytest.raises(MayNotPrepare):
        delete_draft(actor=lawyer.principal, key=key, at=AT)
    assert Draft.objects.exists()


def test_who_may_only_read_sends_no_notice_again(team, lawyer, guest):
    OutboundMail.objects.update(state=State.BOUNCED, ended_at=AT, sealed_secret=None)
    holder = OutboundMail.objects.get().ref
    with pytest.raises(MayNotSend):
        resend_notice(actor=lawyer.principal, delivery=holder, link="L" * 43, at=AT)
    assert OutboundMail.objects.count() == 1


def test_who_may_only_read_settles_no_request_for_help(team, lawyer, guest):
    task = ask_help(guest=guest, reason="no_sms", contact="", at=AT)
    with pytest.raises(MayNotSend):
        finish_task(actor=lawyer.principal, task=task.pk, at=AT)
    with pytest.raises(MayNotSend):
        help_guest(actor=lawyer.principal, guest=guest, link="L" * 43, phone="06 22222222", at=AT)
    assert HelpRequest.objects.get().done_at is None


def test_a_settled_request_for_help_is_evidence(team, guest):
    task = ask_help(guest=guest, reason="no_sms", contact="", at=AT)
    finish_task(actor=team.principal, task=task.pk, at=AT)
    assert Record.objects.get(event="mail.guest.help-settled").subject == guest


def test_a_box_sees_no_correspondent_of_messages_it_never_got(clerk, lawyer, stranger):
    first = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=first, at=AT)
    aside = submission(clerk, boxes=[stranger], conversation=first.conversation)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=aside, at=AT)

    def seen_by(holder):
        conversation = conversation_for(holder.user, first.conversation, at=AT)
        return {
            correspondent.id
            for correspondent in correspondents(holder.user, conversation, holder.box.pk, at=AT)
        }

    assert seen_by(lawyer) == {clerk.box.pk}
    assert seen_by(stranger) == {clerk.box.pk}
    assert seen_by(clerk) == {lawyer.box.pk, stranger.box.pk}


def test_a_report_is_about_a_file_there_is_and_counts_once(clerk, lawyer):
    file = store_file(clerk.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF-1.7"))
    sent = submission(clerk, boxes=[lawyer], objects=(file,))
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    reader = reader_of(lawyer.principal, sent.message, at=AT)
    with pytest.raises(MessageUnknown):
        report(reader=reader, code="file-hash", file_number=2, at=AT)
    for number in (1, 1, None, None):
        report(reader=reader, code="open", file_number=number, at=AT)
    assert ReaderReport.objects.count() == 2
