"""Another mail address or number: confirmed at the new one, stoppable from the old one, and told to both."""

from datetime import timedelta

import pytest

from tests.personas import AT, make_holder, principal_of
from zegel.authentication.actions.factors import confirm_phone, send_login_code
from zegel.authentication.actions.security_stop import stop_with_token
from zegel.authentication.errors.account_recovery import StopOver
from zegel.authentication.keys import login_digits
from zegel.boxes.models import Container
from zegel.identity.actions import contact as verbs
from zegel.identity.errors.contact import AddressCodeRefused, AddressCodesEnough, AddressSame
from zegel.identity.keys import address_digits, stop_token
from zegel.identity.models import AddressChange, User
from zegel.notify.models import OutboundMail, OutboundSms
from zegel.workers.reactions import react_to

NEW = "new@office.example"
WAIT = timedelta(hours=24)


def ask(person, email=NEW, at=AT):
    return verbs.ask_address(actor=principal_of(person.user), email=email, at=at)


def confirmed(person, email=NEW, at=AT):
    row = ask(person, email, at)
    return verbs.confirm_address(actor=principal_of(person.user), digits=address_digits(row.pk), at=at)


def now(person):
    return User.objects.get(pk=person.user.pk).email


def kinds(address):
    found = OutboundMail.objects.filter(to_address=address).order_by("id")
    return [row.params.get("what", row.kind) for row in found]


def test_an_address_changes_a_day_after_it_was_confirmed(lawyer):
    row = confirmed(lawyer)
    assert now(lawyer) == "lawyer@office.example"
    assert not verbs.carry_out_address(change=row.pk, at=AT + WAIT - timedelta(seconds=1))
    assert verbs.carry_out_address(change=row.pk, at=AT + WAIT)
    assert not verbs.carry_out_address(change=row.pk, at=AT + WAIT)
    assert now(lawyer) == NEW
    assert kinds("lawyer@office.example") == ["address-asked", "address-done"]
    assert kinds(NEW) == ["address-code", "address-done"]


def test_the_mailbox_follows(lawyer):
    row = confirmed(lawyer)
    verbs.carry_out_address(change=row.pk, at=AT + WAIT)
    body = {"user": str(lawyer.user.pk), "before": "lawyer@office.example", "after": NEW}
    react_to("identity.address-changed", body, AT)
    react_to("identity.address-changed", body, AT)
    assert Container.objects.get(pk=lawyer.box.pk).address == NEW


def test_a_mailbox_of_somebody_else_does_not_follow(lawyer, stranger):
    body = {"user": str(stranger.user.pk), "before": "lawyer@office.example", "after": NEW}
    react_to("identity.address-changed", body, AT)
    assert Container.objects.get(pk=lawyer.box.pk).address == "lawyer@office.example"


def test_a_code_works_once_for_ten_minutes_and_five_tries(lawyer):
    row = ask(lawyer)
    digits = address_digits(row.pk)
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    with pytest.raises(AddressCodeRefused):
        verbs.confirm_address(actor=lawyer.principal, digits=digits, at=AT + timedelta(minutes=10))
    for _ in range(5):
        with pytest.raises(AddressCodeRefused):
            verbs.confirm_address(actor=lawyer.principal, digits=wrong, at=AT)
    with pytest.raises(AddressCodeRefused):
        verbs.confirm_address(actor=lawyer.principal, digits=digits, at=AT)
    confirmed(lawyer)
    with pytest.raises(AddressCodeRefused):
        verbs.confirm_address(
            actor=lawyer.principal, digits=address_digits(AddressChange.objects.last().pk), at=AT
        )


def test_a_code_for_one_address_confirms_no_other(lawyer):
    first = ask(lawyer, "first@office.example")
    ask(lawyer, "second@office.example", AT + timedelta(seconds=1))
    with pytest.raises(AddressCodeRefused):
        verbs.confirm_address(
            actor=lawyer.principal, digits=address_digits(first.pk), at=AT + timedelta(seconds=2)
        )


def test_five_codes_a_day(lawyer):
    for _ in range(5):
        ask(lawyer)
    with pytest.raises(AddressCodesEnough):
        ask(lawyer)
    ask(lawyer, at=AT + timedelta(days=1, seconds=1))


def test_an_address_with_an_account_is_not_told_from_any_other(lawyer, stranger):
    row = ask(lawyer, stranger.user.email)
    assert kinds(stranger.user.email) == []
    with pytest.raises(AddressCodeRefused):
        verbs.confirm_address(actor=lawyer.principal, digits=address_digits(row.pk), at=AT)


def test_the_old_address_stops_it_once(lawyer):
    row = confirmed(lawyer)
    stop_with_token(token=stop_token(row.pk), address="192.0.2.1", at=AT)
    with pytest.raises(StopOver):
        stop_with_token(token=stop_token(row.pk), address="192.0.2.1", at=AT)
    assert not verbs.carry_out_address(change=row.pk, at=AT + WAIT)
    assert now(lawyer) == "lawyer@office.example"


def test_the_owner_stops_it_and_a_stranger_does_not(lawyer, stranger):
    confirmed(lawyer)
    assert not verbs.stop_address(actor=stranger.principal, at=AT)
    assert verbs.stop_address(actor=lawyer.principal, at=AT)
    assert not verbs.stop_address(actor=lawyer.principal, at=AT)


def test_a_stranger_confirms_nothing(lawyer, stranger):
    row = ask(lawyer)
    with pytest.raises(AddressCodeRefused):
        verbs.confirm_address(actor=stranger.principal, digits=address_digits(row.pk), at=AT)


def test_a_second_change_ends_the_first(lawyer):
    first = confirmed(lawyer)
    confirmed(lawyer, "other@office.example", AT + timedelta(minutes=1))
    assert not verbs.carry_out_address(change=first.pk, at=AT + WAIT)


def test_who_took_the_address_in_the_meantime_keeps_it(lawyer):
    row = confirmed(lawyer)
    make_holder("Een Ander", NEW)
    assert not verbs.carry_out_address(change=row.pk, at=AT + WAIT)
    assert now(lawyer) == "lawyer@office.example"


def test_the_same_address_is_no_change(lawyer):
    with pytest.raises(AddressSame):
        ask(lawyer, "LAWYER@office.example")


def test_a_new_number_is_told_to_the_old_one(lawyer):
    for number, at in (("06 12345678", AT), ("06 87654321", AT + timedelta(minutes=2))):
        code = send_login_code(actor=lawyer.principal, phone=number, at=at)
        confirm_phone(
            actor=lawyer.principal, phone=number, code=login_digits(code.pk), address="192.0.2.1", at=at
        )
    told = OutboundSms.objects.get(kind="login-number-changed")
    assert told.to_number == "+31612345678"
    assert told.sealed_secret is None
