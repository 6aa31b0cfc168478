"""What happened to an account can be read by whoever it belongs to, all of it and in words."""

from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from tests.personas import AT, log_in, make_holder
from zegel.boxes.actions import add_member, remove_member
from zegel.boxes.rules import READ
from zegel.evidence.events import event_words, known_events
from zegel.identity.actions.roles import appoint
from zegel.identity.models import User
from zegel.lib.principal import system
from zegel.seal.sealing import seal_bytes

HOUSES = ("identity", "authentication", "key-custody", "professions")


def read_by(holder):
    client = Client(headers={"accept-language": "en"})
    log_in(client, holder)
    return client.get("/account/activity").content.decode()


def test_every_event_of_an_account_has_words_in_both_languages():
    names = {name for name, _ in known_events() if name.split(".")[0] in HOUSES}
    assert len(names) > 60
    sentences = {words.sentence for name in names if (words := event_words(name))}
    with translation.override("nl"):
        assert not [sentence for sentence in sentences if gettext(sentence) == sentence]


def test_a_role_that_was_given_is_told_by_its_name(clerk):
    appoint(actor=system("operator"), user=clerk.user.pk, kind="administrator", at=AT)
    page = read_by(clerk)
    assert "You were given a role" in page
    assert "Administrator" in page
    assert "identity.role" not in page


def test_who_was_let_into_my_mailbox_stands_there_and_on_no_page_of_others(lawyer, stranger):
    other = make_holder("A. Secretaris", "secretary@office.example")
    User.objects.filter(pk=other.user.pk).update(phone="+31612345678")
    keys = {1: seal_bytes([other.key.recipient], lawyer.box_identity.encode())}
    whom = {"actor": lawyer.principal, "box": lawyer.box.pk, "user": other.user.pk}
    add_member(**whom, right=READ, ends_on=None, keys=keys, at=AT)
    remove_member(**whom, at=AT)
    page = read_by(lawyer)
    assert "Somebody may use your mailbox" in page
    assert "Somebody may no longer use your mailbox" in page
    assert other.user.name in page
    assert "may use your mailbox" not in read_by(stranger)
