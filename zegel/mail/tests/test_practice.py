"""Whoever may not practise gets no court mail, and keeps what they have."""

import pytest

from tests.personas import AT, make_guest, submission
from zegel.boxes.queries import marks_of
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.mail.actions.submit import submit
from zegel.mail.models import Message
from zegel.mail.queries.messages import reader_of
from zegel.professions.actions.links import claim_number, confirm_number
from zegel.professions.actions.professional_register import import_register
from zegel.professions.errors.links import ProfessionBlocked, RecipientBlocked
from zegel.professions.keys import profession_digits


def register(status):
    rows = f"kind,number,name,email,status\nbar,A12345,mr. A. de Vries,v@bar.example,{status}\n"
    import_register(data=rows.encode(), actor=system("operator"), at=AT)


@pytest.fixture
def linked(lawyer, clerk):
    User.objects.update(phone="+31612345678")
    register("active")
    made = claim_number(
        actor=lawyer.principal, kind="bar", number="A12345", again="A12345", address="", at=AT
    )
    confirm_number(actor=lawyer.principal, digits=profession_digits(made.pk), at=AT)
    return lawyer


def send(sender, *boxes, guests=()):
    message = submission(sender, boxes=boxes, guests=guests)
    submit(actor=sender.principal, box=sender.box.pk, submission=message, at=AT)
    return message


def test_a_linked_lawyer_and_a_court_write_to_each_other(linked, clerk):
    send(linked, clerk)
    send(clerk, linked)
    assert {
        box: (mark.kind, mark.number) for box, mark in marks_of([linked.box.pk, clerk.box.pk], at=AT).items()
    } == {linked.box.pk: ("bar", "A12345")}


@pytest.mark.parametrize("status", ["suspended", "struck"])
def test_who_may_not_practise_sends_no_court_anything(linked, clerk, stranger, status):
    register(status)
    with pytest.raises(ProfessionBlocked):
        send(linked, clerk)
    with pytest.raises(ProfessionBlocked):
        send(linked, stranger, clerk)
    assert not Message.objects.exists()
    send(linked, stranger)


def test_a_court_is_told_that_nothing_new_reaches_them(linked, clerk, stranger):
    register("suspended")
    with pytest.raises(RecipientBlocked) as refused:
        send(clerk, stranger, linked)
    assert refused.value.details == {"name": "mr. A. de Vries"}
    assert not Message.objects.exists()
    send(stranger, linked)


def test_what_they_have_stays_readable(linked, clerk):
    sent = send(clerk, linked)
    register("suspended")
    assert reader_of(linked.principal, sent.message, at=AT).delivery.message_id == sent.message


def test_it_opens_again_when_the_register_says_so(linked, clerk):
    register("suspended")
    register("active")
    send(linked, clerk)


def test_others_are_not_held_up(linked, clerk, stranger):
    register("suspended")
    send(stranger, clerk)
    guest, _ = make_guest(clerk)
    send(clerk, stranger, guests=[guest])
