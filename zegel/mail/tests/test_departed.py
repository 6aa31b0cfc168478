"""Who left a mailbox knows its old key, and with it every guest of before: what is written since opens with none of it,
also with a copy of the database."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection

from tests.personas import AT, make_guest, make_holder, submission
from zegel.boxes.actions import NextKey, remove_member, renew_key
from zegel.boxes.models import Container
from zegel.mail.actions.guests import help_guest
from zegel.mail.actions.submit import submit, submit_reply
from zegel.mail.errors import GuestPast
from zegel.mail.models import AccessGrant, Delivery, Guest
from zegel.mail.queries.messages import conversation_for, correspondents
from zegel.mail.rules import GuestRecipient
from zegel.seal import keys
from zegel.seal.errors import SealError
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.opening import open_bytes, open_guest, open_sender_copy
from zegel.seal.sealing import seal_bytes
from zegel.web_session.principals import guest_principal


@pytest.fixture
def team(lawyer):
    return make_holder("Team familie", "familie@court.example", kind="team", court=True, others=(lawyer,))


@pytest.fixture
def sent(team):
    """A message to a guest, of when the lawyer still was in the team."""
    recipient, _ = make_guest(team)
    letter = submission(team, guests=[recipient])
    submit(actor=team.principal, box=team.box.pk, submission=letter, at=AT)
    return letter


@pytest.fixture
def known(team, sent):
    """What whoever left has: the old key, and what it opens of the guest."""
    guest = Guest.objects.get()
    identity, link = open_sender_copy([team.box_identity], bytes(guest.sender_copy))
    return {"guest": guest, "identities": [team.box_identity, identity], "link": link}


def part(team, lawyer):
    """The lawyer is shut out, and the next key made; gives the team as it is now."""
    remove_member(actor=team.principal, box=team.box.pk, user=lawyer.user.pk, at=AT)
    identity = generate_hybrid()
    sealed = {team.user.pk: seal_bytes([team.key.recipient], identity.encode())}
    made = NextKey(2, identity_recipient(identity), sealed)
    renew_key(actor=team.principal, box=team.box.pk, made=made, at=AT)
    return replace(team, box=Container.objects.get(pk=team.box.pk), box_identity=identity)


def letter_to(team, recipient, conversation, secret=b"key of what is new"):
    sealed = seal_bytes([team.box.recipient], secret)
    to = replace(recipient, key=seal_bytes([recipient.new.recipient], secret)) if recipient.new else recipient
    return submission(
        team,
        guests=[to],
        conversation=conversation,
        sender_key=sealed,
        sender_key_version=team.box.key_version,
    )


def send(team, letter):
    submit(actor=team.principal, box=team.box.pk, submission=letter, at=AT)
    return Delivery.objects.filter(message=letter.message)


def every_sealed_thing():
    """All that a copy of the database holds of sealed files."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'bytea'"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            yield from (bytes(row[0]) for row in cursor.fetchall())


def everything_open(identities, links):
    """What opens, key by key, with these and with all they lead to."""
    held, before = set(identities), -1
    while len(held) != before:
        before = len(held)
        for sealed in every_sealed_thing():
            for link in links:
                try:
                    held.add(open_guest(link, sealed))
                except SealError:
                    continue
            try:
                plain = open_bytes(held, sealed)
            except SealError:
                continue
            if plain.startswith(b"AGE-SECRET-KEY-PQ-1"):
                held.add(plain.decode())
            yield plain


def test_what_is_written_to_a_guest_of_before_would_be_open_and_is_refused(
    team, lawyer, sent, known, monkeypatch
):
    now = part(team, lawyer)
    guest = known["guest"]
    sealed = seal_bytes([guest.recipient], b"key of what is new")
    letter = letter_to(now, GuestRecipient(guest.pk, key=sealed, link=known["link"]), sent.conversation)
    with pytest.raises(GuestPast) as refused:
        send(now, letter)
    assert refused.value.details["name"] == guest.name
    monkeypatch.setattr("zegel.mail.actions.submit.past_guests", lambda *_: set())
    send(now, letter)
    assert b"key of what is new" in everything_open(known["identities"], [known["link"]])


def test_what_is_written_by_a_new_link_opens_with_nothing_that_who_left_can_get(team, lawyer, sent, known):
    now = part(team, lawyer)
    recipient, _ = make_guest(now)
    send(now, letter := letter_to(now, recipient, sent.conversation))
    grants = AccessGrant.objects.filter(message=letter.message, box__isnull=False)
    assert {open_bytes([now.box_identity], bytes(grant.sealed_key)) for grant in grants} == {
        b"key of what is new"
    }
    found = list(everything_open(known["identities"], [known["link"]]))
    assert b"key" in found
    assert b"key of what is new" not in found


def test_another_link_for_the_same_guest_makes_nothing_new(team, lawyer, sent, known):
    """Correcting the address changes the link and not the key: only somebody new is out of reach."""
    now = part(team, lawyer)
    relinked = keys.make_guest(now.box.recipient)
    help_guest(actor=team.principal, guest=known["guest"].pk, link=relinked.link, phone="06 87654321", at=AT)
    again = GuestRecipient(
        known["guest"].pk, key=seal_bytes([known["guest"].recipient], b"key"), link=relinked.link
    )
    with pytest.raises(GuestPast):
        send(now, letter_to(now, again, sent.conversation))


def test_the_composer_is_told_and_a_new_guest_is_no_guest_of_before(team, lawyer, sent, known):
    def told():
        conversation = conversation_for(team.user, sent.conversation, at=AT)
        return {
            correspondent.id: correspondent.past
            for correspondent in correspondents(team.user, conversation, team.box.pk, at=AT)
        }

    assert told() == {known["guest"].pk: False}
    now = part(team, lawyer)
    assert told() == {known["guest"].pk: True}
    recipient, _ = make_guest(now)
    letter = letter_to(now, recipient, sent.conversation)
    send(now, letter)
    send(now, letter)
    assert told() == {known["guest"].pk: True, recipient.guest: False}
    again = replace(recipient, new=None)
    send(now, letter_to(now, again, sent.conversation))


def test_a_guest_of_before_still_answers(team, lawyer, sent, known):
    now = part(team, lawyer)
    Guest.objects.update(signing_key="k" * 44)
    answer = submission(now, boxes=[now], conversation=sent.conversation, message=uuid.uuid4())
    to = replace(answer.boxes[0], key_version=2)
    submit_reply(actor=guest_principal(Guest.objects.get()), submission=replace(answer, boxes=(to,)), at=AT)
    assert Delivery.objects.filter(guest=known["guest"], role="sender").exists()
