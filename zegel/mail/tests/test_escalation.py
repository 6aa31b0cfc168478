"""A court's message that is unread before its hearing: mail, SMS and a task to phone, each once, until it is opened."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.personas import AT, make_guest, principal_of_guest, submission
from zegel.authentication.models import Policy
from zegel.boxes.errors import BoxUnknown, MayNotSend
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.mail.actions.escalation import finish_call, nudge_unread, set_hearing
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.submit import submit
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.errors import CallUnknown, HearingRefused, MessageUnknown
from zegel.mail.models import Delivery, Nudge
from zegel.mail.queries.escalation import call_counts, calls
from zegel.mail.queries.messages import guest_reader, reader_of
from zegel.mail.rules import step_moment, steps_due
from zegel.notify.models import OutboundMail, OutboundSms, State

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Wednesday; the working days before it are 22, 21, 18, 17 December ... and 2026-12-25 and 26 are Christmas.
HEARING = date(2026, 12, 30)


def on(month, day, hour=9, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


@pytest.fixture
def sent(clerk, lawyer):
    """From a court to a lawyer and a guest; the hearing is stated."""
    recipient, _ = make_guest(clerk)
    letter = submission(clerk, boxes=[lawyer], guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=letter, at=AT)
    set_hearing(actor=clerk.principal, message=letter.message, on=HEARING, at=AT)
    return letter


def reminders(kind=OutboundMail):
    return kind.objects.filter(kind="hearing-reminder")


def part(letter, person):
    return Delivery.objects.get(message=letter.message, box=person.box)


def test_the_moments_are_nine_in_the_morning_on_working_days():
    """Christmas 2026 falls on Friday and Saturday: five working days before Wednesday the 30th is Tuesday the 22nd."""
    assert step_moment(HEARING, "mail") == on(12, 22)
    assert step_moment(HEARING, "sms") == on(12, 24)
    assert step_moment(HEARING, "call") == on(12, 28)


def test_nobody_is_reminded_at_night_or_after_the_hearing():
    assert steps_due(HEARING, on(12, 22, 8, 59)) == []
    assert steps_due(HEARING, on(12, 22)) == ["mail"]
    assert steps_due(HEARING, on(12, 22, 22)) == []
    assert steps_due(HEARING, on(12, 28, 12)) == ["mail", "sms", "call"]
    assert steps_due(HEARING, on(12, 31, 12)) == []


def test_each_step_is_taken_once(clerk, lawyer, sent):
    assert nudge_unread(at=on(12, 21, 12)) == 0
    assert nudge_unread(at=on(12, 22)) == 2
    assert {reminder.to_address for reminder in reminders()} == {lawyer.box.address, "p@post.example"}
    assert nudge_unread(at=on(12, 22, 9, 5)) == 0
    assert nudge_unread(at=on(12, 24)) == 1
    assert reminders(OutboundSms).get().to_number == "+31612345678"
    assert nudge_unread(at=on(12, 28)) == 2
    assert nudge_unread(at=on(12, 29)) == 0
    assert call_counts([clerk.box.pk], at=on(12, 28)) == {clerk.box.pk: 2}
    events = Record.objects.filter(subject=sent.message, event__startswith="mail.reminder.")
    assert sorted(events.values_list("event", flat=True)) == [
        "mail.reminder.call", "mail.reminder.call", "mail.reminder.mail", "mail.reminder.mail", "mail.reminder.sms",
    ]  # fmt: skip


def test_who_opens_it_is_left_alone(clerk, lawyer, sent):
    nudge_unread(at=on(12, 22))
    open_message(reader=reader_of(lawyer.principal, sent.message, at=AT), at=on(12, 23))
    guest = Delivery.objects.get(message=sent.message, guest__isnull=False)
    nudge_unread(at=on(12, 28))
    assert [call.delivery for call in calls(clerk.user, clerk.box.pk, at=on(12, 28))] == [guest]
    open_message(reader=guest_reader(principal_of_guest(guest.guest_id), sent.message), at=on(12, 28, 10))
    assert calls(clerk.user, clerk.box.pk, at=on(12, 28, 11)) == []


def test_withdrawing_ends_it_and_stops_what_waits(clerk, sent):
    nudge_unread(at=on(12, 24))
    withdraw(actor=clerk.principal, message=sent.message, deliveries=None, at=on(12, 24, 9, 1))
    assert set(reminders().values_list("state", flat=True)) == {State.STOPPED}
    assert reminders(OutboundSms).get().state == State.STOPPED
    assert nudge_unread(at=on(12, 28)) == 0


def test_a_hearing_stated_late_has_all_steps_at_once(clerk, sent):
    set_hearing(actor=clerk.principal, message=sent.message, on=date(2026, 11, 25), at=AT)
    assert nudge_unread(at=on(11, 24, 10)) == 5


def test_another_day_begins_anew_and_the_old_task_is_gone(clerk, sent):
    nudge_unread(at=on(12, 28))
    set_hearing(actor=clerk.principal, message=sent.message, on=date(2027, 1, 20), at=on(12, 28, 10))
    assert calls(clerk.user, clerk.box.pk, at=on(12, 28, 11)) == []
    assert nudge_unread(at=datetime(2027, 1, 13, 9, tzinfo=AMSTERDAM)) == 2
    set_hearing(
        actor=clerk.principal, message=sent.message, on=None, at=datetime(2027, 1, 13, 10, tzinfo=AMSTERDAM)
    )
    assert nudge_unread(at=datetime(2027, 1, 18, 9, tzinfo=AMSTERDAM)) == 0


def test_without_sms_budget_no_sms_goes_and_evidence_says_so(clerk, sent):
    Policy.objects.create(organisation=clerk.user.organisation, sms_budget=0)
    nudge_unread(at=on(12, 24))
    assert not reminders(OutboundSms).exists()
    assert b'"why":"sms-budget"' in bytes(Record.objects.get(event="mail.reminder.sms").body)
    assert nudge_unread(at=on(12, 24, 10)) == 0


def test_the_one_who_phones_notes_what_came_of_it(clerk, lawyer, sent):
    nudge_unread(at=on(12, 28))
    call = Nudge.objects.get(step="call", delivery=part(sent, lawyer))
    finish_call(actor=clerk.principal, call=call.pk, outcome="reached", at=on(12, 28, 10))
    assert len(calls(clerk.user, clerk.box.pk, at=on(12, 28, 11))) == 1
    with pytest.raises(CallUnknown):
        finish_call(actor=clerk.principal, call=call.pk, outcome="no_answer", at=on(12, 28, 10))
    assert Record.objects.get(event="mail.reminder.called").subject == sent.message


def test_an_outcome_nobody_knows_is_refused(clerk, sent):
    nudge_unread(at=on(12, 28))
    with pytest.raises(CallUnknown):
        finish_call(actor=clerk.principal, call=Nudge.objects.filter(step="call")[0].pk, outcome="x", at=AT)


def test_strangers_state_nothing_and_phone_nobody(clerk, lawyer, stranger, sent):
    nudge_unread(at=on(12, 28))
    call = Nudge.objects.filter(step="call")[0].pk
    for person in (lawyer, stranger):
        with pytest.raises(MessageUnknown):
            set_hearing(actor=person.principal, message=sent.message, on=HEARING, at=AT)
        with pytest.raises(CallUnknown):
            finish_call(actor=person.principal, call=call, outcome="reached", at=AT)
        with pytest.raises(BoxUnknown):
            calls(person.user, clerk.box.pk, at=AT)
    Member.objects.filter(box=clerk.box).update(right="read")
    with pytest.raises(MayNotSend):
        set_hearing(actor=clerk.principal, message=sent.message, on=HEARING, at=AT)
    with pytest.raises(MayNotSend):
        finish_call(actor=clerk.principal, call=call, outcome="reached", at=AT)


def test_only_a_court_states_a_hearing_and_only_one_to_come(clerk, lawyer, stranger, sent):
    letter = submission(lawyer, boxes=[stranger])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT)
    with pytest.raises(HearingRefused):
        set_hearing(actor=lawyer.principal, message=letter.message, on=HEARING, at=AT)
    for wrong in (AT.date(), AT.date() - timedelta(days=3), date(2028, 1, 1)):
        with pytest.raises(HearingRefused):
            set_hearing(actor=clerk.principal, message=sent.message, on=wrong, at=AT)
