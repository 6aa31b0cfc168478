"""A guest gets in with the right code, in time, once; everybody else stays out."""

import base64
import uuid
from datetime import timedelta

import pytest

from tests.personas import AT, make_guest, submission
from zegel.authentication.errors.limits import TooManyTries
from zegel.boxes.errors import BoxUnknown
from zegel.evidence.models import Record
from zegel.lib.moments import amsterdam
from zegel.mail.actions.guest_entry import ask_code, enter_by_code, enter_by_sms
from zegel.mail.actions.guests import HELP_AN_HOUR, ask_help, finish_task, help_guest
from zegel.mail.actions.submit import submit
from zegel.mail.errors import (
    CodeExpired,
    CodeTooSoon,
    CodeWrong,
    GuestLocked,
    GuestUnknown,
    TooManyCodes,
    WrongWay,
)
from zegel.mail.keys import code_key
from zegel.mail.models import HelpRequest
from zegel.mail.rules import CODES_A_NUMBER_AN_HOUR, sms_digits
from zegel.notify.models import OutboundMail, OutboundSms
from zegel.seal import keys


@pytest.fixture
def by_sms(clerk):
    recipient, guest = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    return recipient.guest, guest


@pytest.fixture
def by_code(clerk):
    recipient, guest = make_guest(clerk, code="Iep-Linde-42")
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT)
    return recipient.guest, guest, recipient.new.code_salt


def digits_of(code):
    return sms_digits(code_key(), code.pk)


def wrong(digits):
    return f"{(int(digits) + 1) % 1_000_000:06}"


def test_six_digits_let_in(by_sms):
    code = ask_code(guest=by_sms[0], at=AT)
    assert enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=AT + timedelta(minutes=4, seconds=59))
    assert Record.objects.filter(event="mail.guest.verified").count() == 1
    assert OutboundSms.objects.get().to_number == "+31612345678"


def test_a_code_works_once(by_sms):
    code = ask_code(guest=by_sms[0], at=AT)
    enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=AT)
    with pytest.raises(CodeExpired):
        enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=AT)


def test_a_code_works_for_five_minutes(by_sms):
    code = ask_code(guest=by_sms[0], at=AT)
    with pytest.raises(CodeExpired):
        enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=AT + timedelta(minutes=5))


def test_the_code_of_one_guest_does_not_open_for_another(clerk, by_sms):
    other, _ = make_guest(clerk)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[other]), at=AT)
    code = ask_code(guest=by_sms[0], at=AT)
    with pytest.raises(CodeWrong):
        enter_by_sms(guest=other.guest, digits=digits_of(code), at=AT)


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour_and_the_right_code_too(by_sms):
    code = ask_code(guest=by_sms[0], at=AT)
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeWrong) as refused:
            enter_by_sms(guest=by_sms[0], digits=wrong(digits_of(code)), at=AT)
        assert refused.value.details["left"] == left
    with pytest.raises(GuestLocked):
        enter_by_sms(guest=by_sms[0], digits=wrong(digits_of(code)), at=AT)
    with pytest.raises(GuestLocked):
        enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=AT + timedelta(minutes=4))
    with pytest.raises(GuestLocked):
        ask_code(guest=by_sms[0], at=AT + timedelta(minutes=14))
    fresh = ask_code(guest=by_sms[0], at=AT + timedelta(minutes=15))
    assert enter_by_sms(guest=by_sms[0], digits=digits_of(fresh), at=AT + timedelta(minutes=16))


def test_every_next_five_wrong_tries_shut_twice_as_long_until_four_hours(by_sms):
    at = AT
    for minutes in (15, 30, 60, 120, 240, 240):
        for _ in range(4):
            with pytest.raises(CodeWrong):
                enter_by_sms(guest=by_sms[0], digits="no", at=at)
        with pytest.raises(GuestLocked) as refused:
            enter_by_sms(guest=by_sms[0], digits="no", at=at)
        assert refused.value.details["minutes"] == minutes
        assert refused.value.details["until"] == f"{amsterdam(at + timedelta(minutes=minutes)):%H:%M}"
        at += timedelta(minutes=minutes)
    code = ask_code(guest=by_sms[0], at=at)
    enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=at)
    with pytest.raises(CodeWrong) as refused:
        enter_by_sms(guest=by_sms[0], digits="no", at=at)
    assert refused.value.details["left"] == 4


def test_only_the_newest_code_lets_in_and_an_older_one_is_no_wrong_try(by_sms):
    older = ask_code(guest=by_sms[0], at=AT)
    newest = ask_code(guest=by_sms[0], at=AT + timedelta(minutes=1))
    for _ in range(6):
        with pytest.raises(CodeExpired):
            enter_by_sms(guest=by_sms[0], digits=digits_of(older), at=AT + timedelta(minutes=2))
    assert enter_by_sms(guest=by_sms[0], digits=digits_of(newest), at=AT + timedelta(minutes=2))


def test_one_phone_gets_so_many_codes_an_hour_however_many_guests_have_its_number(clerk):
    for number in range(CODES_A_NUMBER_AN_HOUR + 1):
        recipient, _ = make_guest(clerk, phone="06 12345678")
        submit(
            actor=clerk.principal, box=clerk.box.pk, submission=submission(clerk, guests=[recipient]), at=AT
        )
        if number < CODES_A_NUMBER_AN_HOUR:
            ask_code(guest=recipient.guest, at=AT)
    with pytest.raises(TooManyCodes):
        ask_code(guest=recipient.guest, at=AT)
    assert ask_code(guest=recipient.guest, at=AT + timedelta(hours=1))


@pytest.mark.parametrize("digits", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "0" * 12])
def test_anything_but_the_digits_is_a_wrong_try(by_sms, digits):
    ask_code(guest=by_sms[0], at=AT)
    with pytest.raises(CodeWrong):
        enter_by_sms(guest=by_sms[0], digits=digits, at=AT)


def test_a_next_code_waits_a_minute_and_five_an_hour_is_enough(by_sms):
    ask_code(guest=by_sms[0], at=AT)
    with pytest.raises(CodeTooSoon) as refused:
        ask_code(guest=by_sms[0], at=AT + timedelta(seconds=30))
    assert refused.value.details["seconds"] == 30
    for minute in range(1, 5):
        ask_code(guest=by_sms[0], at=AT + timedelta(minutes=minute))
    with pytest.raises(TooManyCodes):
        ask_code(guest=by_sms[0], at=AT + timedelta(minutes=6))
    assert OutboundSms.objects.count() == 5


def test_a_guest_who_got_in_with_each_code_waits_for_none(by_sms):
    for seconds in range(7):
        now = AT + timedelta(seconds=seconds)
        code = ask_code(guest=by_sms[0], at=now)
        assert enter_by_sms(guest=by_sms[0], digits=digits_of(code), at=now)


def test_an_access_code_lets_in_and_opens_the_seal(by_code):
    key, guest, salt = by_code
    from zegel.mail.models import Guest
    from zegel.seal.opening import open_guest

    halves = keys.access_halves("iep linde 42", salt)
    found = enter_by_code(guest=key, verifier=base64.b64encode(halves.verifier).decode(), at=AT)
    assert isinstance(found, Guest)
    identity = open_guest(guest.link, bytes(found.sealed_identity), access=halves)
    assert identity.startswith("AGE-SECRET-KEY-PQ-1")


def test_the_verifier_alone_opens_nothing(by_code):
    """What the server sees of an access code is no part of the seal."""
    from zegel.mail.models import Guest
    from zegel.seal.errors import SealError
    from zegel.seal.opening import open_guest

    key, guest, salt = by_code
    halves = keys.access_halves("iep linde 42", salt)
    sealed = bytes(Guest.objects.get(pk=key).sealed_identity)
    with pytest.raises(SealError):
        open_guest(
            guest.link, sealed, access=keys.AccessHalves(verifier=halves.verifier, seal=halves.verifier)
        )


def test_five_wrong_access_codes_lock(by_code):
    for _ in range(4):
        with pytest.raises(CodeWrong):
            enter_by_code(guest=by_code[0], verifier="A" * 44, at=AT)
    with pytest.raises(GuestLocked):
        enter_by_code(guest=by_code[0], verifier="A" * 44, at=AT)


def test_each_guest_has_one_way_in(by_sms, by_code):
    with pytest.raises(WrongWay):
        ask_code(guest=by_code[0], at=AT)
    with pytest.raises(WrongWay):
        enter_by_sms(guest=by_code[0], digits="000000", at=AT)
    with pytest.raises(WrongWay):
        enter_by_code(guest=by_sms[0], verifier="", at=AT)


def test_an_unknown_link_is_unknown(db):
    with pytest.raises(GuestUnknown):
        ask_code(guest=uuid.uuid4(), at=AT)


def test_asking_for_help_makes_one_task_and_one_mail(clerk, by_sms):
    ask_help(guest=by_sms[0], reason="not_my_number", contact="", at=AT)
    ask_help(guest=by_sms[0], reason="no_sms", contact="06 11111111", at=AT)
    task = HelpRequest.objects.get()
    assert (task.reason, task.contact, task.box_id) == ("no_sms", "06 11111111", clerk.box.pk)
    assert OutboundMail.objects.filter(kind="code-help").count() == 1
    assert Record.objects.filter(event="mail.guest.help-asked").count() == 2


def test_asking_for_help_fills_no_log(by_sms):
    for _ in range(HELP_AN_HOUR):
        ask_help(guest=by_sms[0], reason="no_sms", contact="", at=AT)
    with pytest.raises(TooManyTries):
        ask_help(guest=by_sms[0], reason="no_sms", contact="", at=AT)
    assert Record.objects.filter(event="mail.guest.help-asked").count() == HELP_AN_HOUR
    ask_help(guest=by_sms[0], reason="no_sms", contact="", at=AT + timedelta(hours=1, seconds=1))


def test_the_clerk_gives_a_new_number_and_the_guest_gets_the_link_again(clerk, by_sms):
    key, guest = by_sms
    ask_help(guest=key, reason="not_my_number", contact="", at=AT)
    help_guest(actor=clerk.principal, guest=key, link=guest.link, phone="06-22222222", at=AT)
    ask_code(guest=key, at=AT)
    assert OutboundSms.objects.get().to_number == "+31622222222"
    assert OutboundMail.objects.filter(kind="guest-notice").count() == 2
    assert HelpRequest.objects.get().done_by == clerk.user


def test_a_code_that_went_to_the_old_number_lets_nobody_in(clerk, by_sms):
    key, guest = by_sms
    code = ask_code(guest=key, at=AT)
    help_guest(
        actor=clerk.principal, guest=key, link=guest.link, phone="06-22222222", at=AT + timedelta(minutes=1)
    )
    with pytest.raises(CodeExpired):
        enter_by_sms(guest=key, digits=digits_of(code), at=AT + timedelta(minutes=1))


def test_a_stranger_can_neither_change_a_number_nor_finish_a_task(clerk, stranger, by_sms):
    task = ask_help(guest=by_sms[0], reason="no_sms", contact="", at=AT)
    with pytest.raises(BoxUnknown):
        help_guest(actor=stranger.principal, guest=by_sms[0], link="A" * 43, phone="06 33333333", at=AT)
    with pytest.raises(GuestUnknown):
        finish_task(actor=stranger.principal, task=task.pk, at=AT)


def test_the_hour_until_which_it_is_shut_is_never_too_early(by_sms):
    at = AT.replace(second=40, microsecond=5)
    for _ in range(4):
        with pytest.raises(CodeWrong):
            enter_by_sms(guest=by_sms[0], digits="no", at=at)
    with pytest.raises(GuestLocked) as refused:
        enter_by_sms(guest=by_sms[0], digits="no", at=at)
    hour = amsterdam(at.replace(second=0, microsecond=0) + timedelta(minutes=16))
    assert refused.value.details["until"] == f"{hour:%H:%M}"
    assert ask_code(guest=by_sms[0], at=hour)


@pytest.mark.parametrize(
    ("reason", "waits"), [("no_sms", False), ("code_wrong", False), ("not_my_number", True)]
)
def test_who_gets_in_is_no_task_any_more_but_a_number_of_somebody_else_is(by_sms, reason, waits):
    guest, _ = by_sms
    ask_help(guest=guest, reason=reason, contact="", at=AT)
    code = ask_code(guest=guest, at=AT)
    enter_by_sms(guest=guest, digits=digits_of(code), at=AT)
    task = HelpRequest.objects.get(guest=guest)
    assert (task.done_at is None) == waits
    assert task.done_by is None
