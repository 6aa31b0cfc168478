"""The others in a case are proposed for a copy: those this mailbox knows from its own messages, and nobody else."""

from dataclasses import replace

import pytest

from tests.personas import AT, make_guest, make_holder, submission
from zegel.boxes.errors import BoxUnknown
from zegel.boxes.models import Container
from zegel.mail.actions.submit import submit
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.models import Delivery, Guest
from zegel.mail.queries.parties import parties

CASE = "C/13/756123"


@pytest.fixture
def other(db):
    return make_holder("mr. L. Yilmaz", "yilmaz@kade.example")


def send(sender, *boxes, guests=(), subject=CASE):
    letter = submission(sender, boxes=boxes, guests=guests, subject=subject)
    submit(actor=sender.principal, box=sender.box.pk, submission=letter, at=AT)
    return letter


def guest_of(sender, email, name="P. Jansen"):
    recipient, _ = make_guest(sender, email=email)
    return replace(recipient, new=replace(recipient.new, name=name))


def names(holder, case=CASE, box=None):
    found = parties(holder.user, (box or holder.box).pk, case, at=AT)
    return [each_box.name for each_box in found.boxes], [guest.email for guest in found.guests]


def test_whoever_wrote_or_was_written_to_in_the_case_is_a_party_but_not_the_court(clerk, lawyer, other):
    send(clerk, lawyer, other)
    assert names(lawyer) == (["mr. L. Yilmaz"], [])
    assert names(other) == (["mr. A. de Vries"], [])


def test_another_case_and_a_new_one_say_nothing(clerk, lawyer, other):
    send(lawyer, other, subject="C/13/999999")
    send(lawyer, other, subject="nieuwe zaak")
    for case in (CASE, "nieuwe zaak", "", "c/13/999999"):
        assert names(lawyer, case) == ([], [])


def test_what_this_mailbox_never_held_is_no_business_of_it(clerk, lawyer, other):
    first = send(clerk, lawyer)
    apart = submission(clerk, boxes=[other], conversation=first.conversation, subject=CASE)
    submit(actor=clerk.principal, box=clerk.box.pk, submission=apart, at=AT)
    assert names(lawyer) == ([], [])


def test_guests_are_proposed_to_who_made_them_once_an_address_and_not_to_who_got_the_same_message(
    clerk, lawyer, other
):
    send(
        lawyer, other, guests=[guest_of(lawyer, "a@post.example", "Old"), guest_of(lawyer, "b@post.example")]
    )
    letter = submission(lawyer, guests=[guest_of(lawyer, "A@post.example", "New")], subject=CASE)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=letter, at=AT.replace(minute=59))
    found = parties(lawyer.user, lawyer.box.pk, CASE, at=AT)
    assert sorted(guest.name for guest in found.guests) == ["New", "P. Jansen"]
    assert names(other) == (["mr. A. de Vries"], [])


def test_a_guest_who_got_an_account_is_proposed_as_the_mailbox(lawyer, other):
    send(lawyer, guests=[guest_of(lawyer, "a@post.example")])
    Guest.objects.update(account=other.box)
    assert names(lawyer) == (["mr. L. Yilmaz"], [])


def test_whom_a_message_was_taken_back_from_is_not_proposed(lawyer, other, stranger):
    letter = send(lawyer, other, stranger, guests=[guest_of(lawyer, "a@post.example")])
    wrong = Delivery.objects.filter(message=letter.message, role="recipient").exclude(box=other.box)
    withdraw(
        actor=lawyer.principal, message=letter.message, deliveries=[delivery.pk for delivery in wrong], at=AT
    )
    assert names(lawyer) == (["mr. L. Yilmaz"], [])
    assert names(stranger) == ([], [])


def test_who_works_at_the_same_office_is_no_other_party(clerk, lawyer, other):
    Container.objects.filter(pk=other.box.pk).update(organisation=lawyer.box.organisation)
    send(clerk, lawyer, other)
    assert names(lawyer) == ([], [])
    Container.objects.filter(pk__in=[other.box.pk, lawyer.box.pk]).update(organisation=None)
    assert names(lawyer) == (["mr. L. Yilmaz"], [])


def test_it_is_asked_for_a_mailbox_of_ones_own(clerk, lawyer, other, stranger):
    send(clerk, lawyer, other)
    for who in (stranger, other, clerk):
        with pytest.raises(BoxUnknown):
            names(who, box=lawyer.box)
