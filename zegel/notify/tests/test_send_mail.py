"""A mail is handed over once: retried while that is certain to be safe, and otherwise shown to its sender."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from uuid import uuid4

import pytest

from zegel.notify.actions import record_bounce, resend, send_mail, tidy
from zegel.notify.errors import AddressRefused, NothingToResend, PictureRefused, UnknownBounce
from zegel.notify.letter import mail_letter
from zegel.notify.models import Image, OutboundMail, State
from zegel.notify.queries import mail_states

from .conftest import AT, GUEST, PARAMS, SECRET, facts, queue, relay_folder

pytestmark = pytest.mark.django_db(transaction=True)


def state(mail):
    mail.refresh_from_db()
    return mail.state


def test_a_mail_is_handed_over_and_its_secret_forgotten(mail_server, posted):
    mail = queue(logo=b"\x89PNG\r\n\x1a\n")
    assert posted == [("notify.send_mail", None, {"mail": str(mail.id)})]
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.HANDED
    assert mail.sealed_secret is None
    assert AT <= mail.handed_at < AT + timedelta(seconds=30)
    (envelope,) = mail_server.mails
    assert envelope.mail_from == f"bounce+{mail.bounce_token}@bounces.zegel.example"
    assert envelope.rcpt_tos == ["jan@voorbeeld.example"]
    received = message_from_bytes(envelope.content, policy=default)
    assert f"https://zegel.example/g/{GUEST}#{SECRET}" in received.get_body(("plain",)).get_content()
    assert received["Message-ID"] == mail.message_id
    assert facts(posted) == ["notify.mail-handed-over"]
    assert SECRET not in repr(OutboundMail.objects.values())


def test_a_second_job_for_the_same_mail_does_nothing(mail_server, posted):
    mail = queue()
    for _ in range(3):
        send_mail(mail_id=mail.id, at=AT)
    send_mail(mail_id=uuid4(), at=AT)
    assert len(mail_server.mails) == 1
    assert len(facts(posted)) == 1


def test_a_mail_refused_for_now_is_tried_again_with_longer_pauses(mail_server, posted):
    mail_server.rcpt = ["451 greylisted"]
    mail_server.data = ["452 disk full"]
    mail = queue()
    send_mail(mail_id=mail.id, at=AT)
    first = AT + timedelta(seconds=10)
    assert posted[-1] == ("notify.send_mail", first, {"mail": str(mail.id)})
    assert mail_states([mail.ref])[mail.ref][0].reason == "451 greylisted"
    send_mail(mail_id=mail.id, at=AT)
    assert mail_server.data == ["452 disk full"], "a job that comes too early must not try"
    send_mail(mail_id=mail.id, at=first)
    second = first + timedelta(minutes=1)
    assert (state(mail), mail.attempts, mail.next_attempt_at) == (State.QUEUED, 2, second)
    send_mail(mail_id=mail.id, at=second)
    assert (state(mail), mail.attempts) == (State.HANDED, 3)
    assert len(mail_server.mails) == 1


def test_after_two_days_a_mail_has_failed(surroundings, posted):
    surroundings(smtp="smtp://127.0.0.1:1")
    mail, at, tries = queue(), AT, 0
    while state(mail) == State.QUEUED:
        at, tries = mail.next_attempt_at, tries + 1
        send_mail(mail_id=mail.id, at=at)
    assert state(mail) == State.FAILED
    assert timedelta(days=1, hours=12) < at - AT <= timedelta(days=2)
    assert 10 < tries < 20
    assert mail.sealed_secret is None
    assert facts(posted) == ["notify.mail-failed"]


def test_without_a_mail_server_a_mail_waits(surroundings, posted):
    mail = queue()
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.QUEUED
    assert "ZEGEL_SMTP" in mail.reason


@pytest.mark.parametrize("where", ["rcpt", "data"])
def test_a_mail_refused_for_ever_has_bounced(mail_server, posted, where):
    setattr(mail_server, where, [f"550 5.7.1 blocked https://zegel.example/g/1#{SECRET}"])
    mail = queue()
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.BOUNCED
    assert mail.sealed_secret is None
    assert facts(posted) == ["notify.mail-bounced"]
    assert mail.reason == "550 5.7.1 blocked https://zegel.example/g/1#…"
    assert SECRET not in repr(posted)


def test_a_connection_lost_after_the_dot_leaves_the_mail_uncertain(mail_server, posted):
    mail_server.data = ["hang up"]
    mail = queue()
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.UNCERTAIN
    send_mail(mail_id=mail.id, at=AT + timedelta(days=1))
    assert len(mail_server.mails) == 1
    assert facts(posted) == ["notify.mail-uncertain"]


def test_a_mail_found_in_transmission_is_first_left_alone_then_uncertain(mail_server, posted):
    mail = queue()
    OutboundMail.objects.filter(pk=mail.pk).update(state=State.TRANSMITTING, claimed_at=AT, attempts=1)
    send_mail(mail_id=mail.id, at=AT + timedelta(seconds=5))
    assert state(mail) == State.TRANSMITTING
    assert posted[-1] == ("notify.send_mail", AT + timedelta(seconds=120), {"mail": str(mail.id)})
    send_mail(mail_id=mail.id, at=AT + timedelta(seconds=120))
    assert state(mail) == State.UNCERTAIN
    assert mail_server.mails == []


def test_the_worker_thought_dead_has_the_last_word(mail_server, posted, monkeypatch):
    from zegel.notify.transport.smtp import Conversation

    mail = queue()
    finish = Conversation.finish

    def slow(conversation):
        send_mail(mail_id=mail.id, at=AT + timedelta(hours=1))
        assert state(mail) == State.UNCERTAIN
        return finish(conversation)

    monkeypatch.setattr(Conversation, "finish", slow)
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.HANDED
    assert mail.ended_at is None
    assert facts(posted) == ["notify.mail-uncertain", "notify.mail-handed-over"]


def test_of_two_workers_one_sends_and_the_other_spoils_nothing(mail_server, posted, monkeypatch):
    from zegel.notify.transport.smtp import Conversation

    mail = queue()
    stream, inside = Conversation.stream, []

    def both(conversation, message):
        stream(conversation, message)
        if not inside:
            inside.append(True)
            send_mail(mail_id=mail.id, at=AT)

    monkeypatch.setattr(Conversation, "stream", both)
    send_mail(mail_id=mail.id, at=AT)
    assert len(mail_server.mails) == 1
    assert (state(mail), mail.attempts) == (State.HANDED, 1)
    assert facts(posted) == ["notify.mail-handed-over"]


def test_a_mail_whose_key_is_gone_has_failed(mail_server, posted):
    mail = queue()
    for key in relay_folder().iterdir():
        key.unlink()
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.FAILED
    assert facts(posted) == ["notify.mail-failed"]


def test_the_sender_can_send_an_uncertain_mail_again_once(mail_server, posted):
    mail = queue()
    with pytest.raises(NothingToResend):
        resend(mail_id=mail.id, secret=SECRET, at=AT)
    mail_server.data = ["hang up"]
    send_mail(mail_id=mail.id, at=AT)
    assert mail_states([mail.ref])[mail.ref][0].can_resend
    again = resend(mail_id=mail.id, secret=SECRET, at=AT, to="jan@beter.example")
    with pytest.raises(NothingToResend):
        resend(mail_id=mail.id, secret=SECRET, at=AT)
    send_mail(mail_id=again.id, at=AT)
    assert mail_server.mails[-1].rcpt_tos == ["jan@beter.example"]
    states = mail_states([mail.ref, uuid4()])
    assert [(found.state, found.can_resend) for found in states[mail.ref]] == [
        (State.UNCERTAIN, False),
        (State.HANDED, False),
    ]


def test_a_bounce_is_recorded_once_and_a_delay_only_told(mail_server, posted):
    mail = queue()
    send_mail(mail_id=mail.id, at=AT)
    later = AT + timedelta(hours=4)
    for _ in range(2):
        record_bounce(token=mail.bounce_token, permanent=False, reason="still trying", at=later)
    assert state(mail) == State.HANDED
    for _ in range(2):
        record_bounce(token=mail.bounce_token, permanent=True, reason="no such\r\nuser", at=later)
    assert (state(mail), mail.reason, mail.ended_at) == (State.BOUNCED, "no such user", later)
    assert [arguments["body"]["permanent"] for _, _, arguments in posted[2:]] == [False, True]
    with pytest.raises(UnknownBounce):
        record_bounce(token="0" * 32, permanent=True, reason="", at=later)


def test_a_mail_that_lost_its_job_gets_a_new_one(mail_server, posted):
    waiting, broken, fresh = queue(), queue(), queue(at=AT + timedelta(minutes=59))
    OutboundMail.objects.filter(pk=broken.pk).update(state=State.TRANSMITTING, claimed_at=AT, attempts=1)
    posted.clear()
    for _ in range(2):
        tidy(at=AT + timedelta(hours=1))
    assert [(task, arguments.get("mail")) for task, _, arguments in posted] == [
        ("react", None),
        ("notify.send_mail", str(waiting.id)),
    ]
    assert (state(broken), state(fresh)) == (State.UNCERTAIN, State.QUEUED)
    send_mail(mail_id=waiting.id, at=AT + timedelta(hours=1))
    assert state(waiting) == State.HANDED


def test_the_outcome_waits_for_a_database_that_is_away(mail_server, posted, monkeypatch):
    from django.db import OperationalError

    from zegel.notify.actions import outcome
    from zegel.outbox.actions import state_fact

    mail, failures = queue(), [OperationalError(), OperationalError()]

    def flaky(fact):
        if failures:
            raise failures.pop()
        state_fact(fact)

    monkeypatch.setattr(outcome, "state_fact", flaky)
    monkeypatch.setattr(outcome, "_PAUSES", (0.01, 0.01))
    send_mail(mail_id=mail.id, at=AT)
    assert state(mail) == State.HANDED
    assert len(mail_server.mails) == 1


def test_queueing_refuses_what_can_never_be_sent(surroundings, posted):
    with pytest.raises(AddressRefused):
        queue(to="jan")
    with pytest.raises(PictureRefused):
        queue(logo=b"GIF89a")
    with pytest.raises(ValueError, match="language"):
        queue(language="fr")
    with pytest.raises(ValueError, match="secret"):
        queue(letter=mail_letter("guest-notice", PARAMS["guest-notice"] | {"intro": f"Klik {SECRET}"}))
    assert OutboundMail.objects.count() == 0
    assert posted == []


def test_a_logo_is_kept_once(surroundings, posted):
    for _ in range(2):
        queue(kind="account-notice", logo=b"\x89PNG\r\n\x1a\nx")
    assert Image.objects.count() == 1
