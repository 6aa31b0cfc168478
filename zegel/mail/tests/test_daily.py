"""Mails about new messages come at once, once a day or never, as the owner of a mailbox chose."""

from datetime import timedelta

import pytest

from tests.personas import AT, submission
from zegel.boxes.actions import choose_notices
from zegel.boxes.errors import BoxUnknown, NoticesUnknown
from zegel.evidence.models import Record
from zegel.mail.actions.daily import tell_daily
from zegel.mail.actions.submit import submit
from zegel.mail.models import Entry
from zegel.notify.models import OutboundMail

DAY = timedelta(days=1)


def write_to(holder, sender, *, at=AT):
    submit(actor=sender.principal, box=sender.box.pk, submission=submission(sender, boxes=[holder]), at=at)


def mails_to(holder):
    return OutboundMail.objects.filter(to_address=holder.box.address)


@pytest.mark.parametrize(("notices", "mails"), [("at_once", 1), ("daily", 0), ("never", 0)])
def test_a_message_is_told_at_once_to_who_wants_that_and_always_arrives(lawyer, stranger, notices, mails):
    choose_notices(actor=lawyer.principal, notices=notices, at=AT)
    write_to(lawyer, stranger)
    assert mails_to(lawyer).count() == mails
    assert Entry.objects.filter(box=lawyer.box, folder="in", unread=True).count() == 1


def test_once_a_day_one_mail_says_how_many_came_and_says_it_once(lawyer, stranger):
    write_to(lawyer, stranger, at=AT - DAY)
    OutboundMail.objects.all().delete()
    choose_notices(actor=lawyer.principal, notices="daily", at=AT)
    for hour in (1, 2, 3):
        write_to(lawyer, stranger, at=AT + timedelta(hours=hour))
    read = Entry.objects.filter(box=lawyer.box, folder="in").latest("at")
    Entry.objects.filter(pk=read.pk).update(unread=False)
    assert tell_daily(at=AT + timedelta(hours=4)) == 0
    assert tell_daily(at=AT + DAY) == 1
    (mail,) = mails_to(lawyer)
    assert (mail.kind, mail.params["count"]) == ("daily-notice", 2)
    assert tell_daily(at=AT + DAY) == 0
    assert tell_daily(at=AT + 2 * DAY) == 1
    assert mails_to(lawyer).count() == 1


def test_who_wants_none_is_looked_at_by_no_job(lawyer, stranger):
    choose_notices(actor=lawyer.principal, notices="never", at=AT)
    write_to(lawyer, stranger)
    assert tell_daily(at=AT + 3 * DAY) == 0
    assert not mails_to(lawyer).exists()


def test_a_choice_stands_in_the_evidence_and_only_where_it_is_another(lawyer):
    for notices in ("never", "never", "at_once"):
        choose_notices(actor=lawyer.principal, notices=notices, at=AT)
    assert Record.objects.filter(event="boxes.notices.chosen", subject=lawyer.box.pk).count() == 2


def test_there_are_no_other_choices_and_a_team_has_none(lawyer, clerk):
    with pytest.raises(NoticesUnknown):
        choose_notices(actor=lawyer.principal, notices="weekly", at=AT)
    with pytest.raises(BoxUnknown):
        choose_notices(actor=clerk.principal, notices="never", at=AT)
