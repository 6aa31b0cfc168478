"""Who registered by themselves writes to few new people, sends little and stores little, until it is known who they are."""

import uuid
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connections

from tests.personas import AT, make_guest, make_holder, submission
from zegel.identity.errors.people import NameTaken
from zegel.mail.actions.drafts import save_draft
from zegel.mail.actions.submit import submit
from zegel.mail.errors import DraftsFull, MessagesEnough, NewcomersEnough
from zegel.mail.models import Draft, Message
from zegel.mail.queries.growth import account_allowance, allowance_of
from zegel.mail.rules import GROWTH, LARGEST_DRAFT, allowance
from zegel.notify.composing import compose_mail
from zegel.notify.models import OutboundMail
from zegel.professions.models import ProfessionLink, RegisterEntry
from zegel.seal.sealing import seal_bytes

FRESH = GROWTH[0][2]


@pytest.fixture
def citizen(db):
    return make_holder("E. Nieuw", "e.nieuw@post.example", alone=True)


def _write(sender, *, at=AT, **to):
    sent = submission(sender, **to)
    submit(actor=sender.principal, box=sender.box.pk, submission=sent, at=at)
    return sent


def _guest(sender, number):
    return make_guest(sender, email=f"p{number}@post.example")[0]


def test_a_new_account_writes_to_few_new_people_a_day_and_hears_when_it_may_go_on(citizen):
    for number in range(FRESH.newcomers):
        _write(citizen, guests=[_guest(citizen, number)], at=AT + timedelta(minutes=number))
    with pytest.raises(NewcomersEnough) as refused:
        _write(citizen, guests=[_guest(citizen, 99)], at=AT + timedelta(hours=1))
    # 22 November 23:51 in the Netherlands is when the first was written to.
    assert refused.value.details == {"most": FRESH.newcomers, "time": "23:51", "day": "23-11-2026"}
    assert Message.objects.count() == FRESH.newcomers
    _write(citizen, guests=[_guest(citizen, 99)], at=AT + timedelta(days=1, seconds=1))


def test_many_at_once_are_refused_whole(citizen):
    with pytest.raises(NewcomersEnough):
        _write(citizen, guests=[_guest(citizen, number) for number in range(FRESH.newcomers + 1)])
    assert not OutboundMail.objects.exists()


def test_who_is_known_already_is_not_new_however_the_address_is_written(citizen):
    for number in range(FRESH.newcomers):
        _write(citizen, guests=[_guest(citizen, number)])
    _write(citizen, guests=[make_guest(citizen, email="P0@post.example")[0]])


def test_a_day_has_a_most_number_of_messages_also_to_who_is_known(citizen):
    for minute in range(FRESH.messages):
        _write(citizen, guests=[_guest(citizen, 1)], at=AT + timedelta(minutes=minute))
    with pytest.raises(MessagesEnough):
        _write(citizen, guests=[_guest(citizen, 1)], at=AT + timedelta(hours=2))


def test_a_court_can_always_be_written_to(citizen, clerk):
    for number in range(FRESH.newcomers):
        _write(citizen, guests=[_guest(citizen, number)])
    for _ in range(FRESH.messages + 1):
        _write(citizen, boxes=[clerk])


def test_who_wrote_first_can_be_answered(citizen, lawyer):
    _write(lawyer, boxes=[citizen])
    for number in range(FRESH.newcomers):
        _write(citizen, guests=[_guest(citizen, number)])
    _write(citizen, boxes=[lawyer])


def test_courts_and_offices_are_not_held_up(clerk, lawyer):
    for sender in (clerk, lawyer):
        assert allowance_of(sender.box, at=AT) is None
        assert account_allowance(sender.user, at=AT) is None
        _write(sender, guests=[_guest(sender, number) for number in range(FRESH.newcomers * 3)])


def test_a_checked_number_lifts_every_limit(citizen):
    entry = RegisterEntry.objects.create(
        kind="bar", number="A99999", name="E. Nieuw", email="e@x.example", status="active", changed_at=AT
    )
    ProfessionLink.objects.create(user=citizen.user, entry=entry, since=AT)
    assert allowance_of(citizen.box, at=AT) is None


def test_limits_grow_with_age_and_answers_of_those_who_are_known(citizen, clerk):
    assert allowance_of(citizen.box, at=AT + timedelta(days=40)) == FRESH
    _write(clerk, boxes=[citizen])
    assert allowance_of(citizen.box, at=AT + timedelta(days=6)) == FRESH
    assert allowance_of(citizen.box, at=AT + timedelta(days=7)) == GROWTH[1][2]
    assert allowance(timedelta(days=40), 3) == GROWTH[2][2]


def test_answers_of_accounts_one_made_oneself_lift_nothing(citizen):
    for number in range(3):
        _write(make_holder(f"K. Kopie {number}", f"kopie{number}@post.example", alone=True), boxes=[citizen])
    assert allowance_of(citizen.box, at=AT + timedelta(days=40)) == FRESH


def test_a_guest_of_a_new_account_is_not_called_as_a_court(citizen, clerk):
    recipient, _ = make_guest(citizen)
    object.__setattr__(recipient.new, "name", "Rеchtbank Amsterdam")
    with pytest.raises(NameTaken):
        _write(citizen, guests=[recipient])
    recipient, _ = make_guest(clerk)
    object.__setattr__(recipient.new, "name", "Rechtbank Rotterdam, griffie")
    _write(clerk, guests=[recipient])


def test_drafts_of_a_new_account_have_a_most_size_together(citizen):
    size = FRESH.drafts // LARGEST_DRAFT
    sealed = seal_bytes([citizen.box.recipient], b"x" * (LARGEST_DRAFT - 4096))

    def keep(key):
        return save_draft(
            actor=citizen.principal,
            key=key,
            box=citizen.box.pk,
            sealed=sealed,
            key_version=1,
            version=0,
            at=AT,
        )

    for _ in range(size):
        keep(uuid.uuid4())
    with pytest.raises(DraftsFull) as refused:
        keep(uuid.uuid4())
    assert refused.value.details["most"] == 10
    assert Draft.objects.count() == size


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_mail_for_an_unknown_sender_has_their_address_and_says_so(citizen, lawyer, language):
    _write(citizen, boxes=[lawyer], guests=[_guest(citizen, 1)])
    for mail in OutboundMail.objects.all():
        mail.language = language
        made = compose_mail(mail, secret="s", sender="no-reply@zegel.example", origin="https://zegel.example")
        assert made["From"].startswith('"E. Nieuw (e.nieuw@post.example) via Zegel"')
        assert ("Niet gecontroleerd" if language == "nl" else "Not verified") in made.get_body().get_content()


def test_a_mail_of_a_court_is_as_it_was(clerk, lawyer):
    _write(clerk, boxes=[lawyer])
    mail = OutboundMail.objects.get()
    mail.language = "en"
    made = compose_mail(mail, secret="", sender="no-reply@zegel.example", origin="https://zegel.example")
    assert made["From"].startswith("Kantoor van Team kort geding via Zegel")
    assert "Not verified" not in made.get_body().get_content()


@pytest.mark.django_db(transaction=True)
def test_messages_sent_at_the_same_instant_do_not_pass_the_limit_together():
    citizen = make_holder("E. Nieuw", "e.nieuw@post.example", alone=True)
    sent = [submission(citizen, guests=[_guest(citizen, number)]) for number in range(FRESH.newcomers + 3)]
    start, refused = Barrier(len(sent)), []

    def send(submission):
        try:
            start.wait()
            submit(actor=citizen.principal, box=citizen.box.pk, submission=submission, at=AT)
        except NewcomersEnough:
            refused.append(submission.message)
        finally:
            connections.close_all()

    threads = [Thread(target=send, args=[submission]) for submission in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert Message.objects.count() == FRESH.newcomers
