"""Messages expire after the term of whose mailbox they lie in, never unannounced, and never when filed."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.personas import AT, make_guest, principal_of_guest, store_file, submission
from zegel.boxes.errors import MayNotPrepare
from zegel.boxes.models import Member
from zegel.evidence.models import Record
from zegel.identity.errors.organisations import NotAdministrator
from zegel.identity.models import Role
from zegel.mail.actions.drafts import save_draft
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.retention import expire, keep, set_retention, sweep_unattached, warn
from zegel.mail.actions.submit import submit
from zegel.mail.actions.teamwork import add_note
from zegel.mail.errors import MessageExpired, MessageUnknown, RetentionRefused
from zegel.mail.models import AccessGrant, Attachment, Delivery, Entry, Message, Note, Retention
from zegel.mail.queries.messages import guest_reader, reader_of
from zegel.mail.queries.retention import expiring, keeping_of
from zegel.mail.rules import expires_on
from zegel.notify.models import OutboundMail
from zegel.seal.sealing import seal_bytes
from zegel.vault.models import StoredObject
from zegel.vault.storage import storage

YEAR = 12


@pytest.fixture
def letter(clerk, lawyer):
    """From the court to a lawyer, with a file; both keep a year."""
    for holder in (clerk, lawyer):
        Retention.objects.create(organisation=holder.user.organisation, months=YEAR)
    sealed = seal_bytes([clerk.box.recipient], b"a file")
    sent = submission(clerk, boxes=[lawyer], objects=(store_file(clerk.user.pk, sealed),))
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    return sent


def nights(first, last):
    """Run the nightly job from one day to another (days after the message was received)."""
    for day in range(first, last + 1):
        at = AT + timedelta(days=day)
        warn(at=at)
        expire(at=at)


def mine(letter, person):
    return Delivery.objects.get(message=letter.message, box=person.box)


def told(letter):
    return Record.objects.filter(event="mail.message.expiry-told", subject=letter.message)


def test_nothing_happens_before_the_last_thirty_days(letter):
    nights(0, 1)
    nights(328, 333)
    assert not told(letter)
    assert not OutboundMail.objects.filter(kind="expiry")


def test_it_is_told_thirty_and_seven_days_before_and_then_gone(clerk, lawyer, letter):
    nights(330, 336)
    assert told(letter).count() == 2
    assert OutboundMail.objects.filter(kind="expiry", to_address=lawyer.box.address).count() == 1
    nights(337, 360)
    assert told(letter).count() == 4
    assert mine(letter, lawyer).expired_at is None
    nights(361, 366)
    gone = mine(letter, lawyer)
    assert gone.expired_at is not None
    assert not AccessGrant.objects.filter(message=letter.message, box=lawyer.box).exists()
    assert not Entry.objects.filter(message=letter.message).exists()
    assert Record.objects.filter(event="mail.message.expired", subject=letter.message).count() == 2
    with pytest.raises(MessageExpired):
        open_message(reader=reader_of(lawyer.principal, letter.message, at=AT), at=AT)


def test_the_sealed_bytes_go_with_the_last_key_and_evidence_stays(clerk, lawyer, letter):
    Retention.objects.filter(organisation=clerk.user.organisation).update(months=2 * YEAR)
    key = Attachment.objects.get(message=letter.message).object_id
    nights(333, 341)
    nights(356, 366)
    assert mine(letter, lawyer).expired_at
    assert bytes(Message.objects.get(pk=letter.message).envelope)
    with storage().open(str(key)) as source:
        assert source.read()
    nights(698, 702)
    nights(722, 731)
    assert bytes(Message.objects.get(pk=letter.message).envelope) == b""
    assert not StoredObject.objects.filter(pk=key).exists()
    with pytest.raises(FileNotFoundError):
        storage().open(str(key))
    assert Record.objects.filter(event="mail.message.received", subject=letter.message).exists()
    assert Record.objects.filter(event="mail.message.emptied", subject=letter.message).count() == 1


def test_what_was_filed_never_expires(clerk, lawyer):
    for holder in (clerk, lawyer):
        Retention.objects.create(organisation=holder.user.organisation, months=YEAR)
    filed = submission(lawyer, boxes=[clerk])
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=filed, at=AT)
    nights(333, 340)
    nights(360, 368)
    assert not Delivery.objects.filter(expired_at__isnull=False).exists()
    assert keeping_of(mine(filed, clerk)).filed


def test_a_mailbox_that_keeps_it_keeps_it_and_the_other_does_not(clerk, lawyer, letter):
    nights(330, 340)
    keep(actor=lawyer.principal, message=letter.message, kept=True, at=AT + timedelta(days=341))
    nights(341, 370)
    assert mine(letter, lawyer).expired_at is None
    assert mine(letter, clerk).expired_at
    assert Message.objects.get(pk=letter.message).envelope
    assert Record.objects.filter(event="mail.message.kept").count() == 1


def test_when_the_term_runs_again_it_is_warned_of_anew(clerk, lawyer, letter):
    keep(actor=lawyer.principal, message=letter.message, kept=True, at=AT)
    nights(400, 401)
    keep(actor=lawyer.principal, message=letter.message, kept=False, at=AT + timedelta(days=402))
    nights(403, 431)
    assert mine(letter, lawyer).expired_at is None
    nights(432, 434)
    assert mine(letter, lawyer).expired_at


def test_a_shorter_term_takes_nothing_away_at_once(clerk, lawyer, letter):
    Retention.objects.update(months=3)
    nights(300, 302)
    nights(320, 329)
    assert mine(letter, lawyer).expired_at is None
    nights(330, 332)
    assert mine(letter, lawyer).expired_at


def test_nights_that_were_missed_put_off_and_never_skip_a_warning(lawyer, letter):
    at = AT + timedelta(days=500)
    warn(at=at)
    assert expire(at=at) == 0
    warn(at=at + timedelta(days=1))
    assert expire(at=at + timedelta(days=1)) == 0
    late = at + timedelta(days=60)
    warn(at=late)
    assert expire(at=late) == 0
    assert expire(at=late + timedelta(days=7)) == 2


def test_a_guest_is_told_and_the_term_of_the_court_counts(clerk):
    Retention.objects.create(organisation=clerk.user.organisation, months=YEAR)
    recipient, _ = make_guest(clerk)
    sent = submission(clerk, guests=[recipient])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    nights(330, 345)
    mail = OutboundMail.objects.get(kind="expiry", to_address="p@post.example")
    assert mail.sealed_secret is None
    nights(346, 367)
    with pytest.raises(MessageExpired):
        open_message(reader=guest_reader(principal_of_guest(recipient.guest), sent.message), at=AT)


def test_a_night_makes_one_mail_a_mailbox(clerk, lawyer, letter):
    for _ in range(3):
        more = submission(clerk, boxes=[lawyer])
        submit(actor=clerk.principal, box=clerk.box.pk, submission=more, at=AT)
    nights(335, 336)
    mail = OutboundMail.objects.get(kind="expiry", to_address=lawyer.box.address)
    assert mail.params["count"] == 4


def test_without_a_decision_it_is_five_years(clerk, lawyer):
    sent = submission(clerk, boxes=[lawyer])
    submit(actor=clerk.principal, box=clerk.box.pk, submission=sent, at=AT)
    assert keeping_of(mine(sent, lawyer)).until == date(2031, 11, 22)
    assert expiring(lawyer.box.pk, [sent.message]) == {}


def test_the_day_is_the_term_or_thirty_days_after_the_first_warning():
    received = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert expires_on(received, 3, None) == date(2027, 2, 23)
    assert expires_on(received, 3, datetime(2027, 6, 1, 12, tzinfo=UTC)) == date(2027, 7, 1)
    assert expires_on(datetime(2026, 11, 30, 12, tzinfo=UTC), 3, None) == date(2027, 2, 28)


def test_notes_go_with_the_last_message_of_a_conversation(clerk, lawyer, letter):
    sealed = seal_bytes([lawyer.box.recipient], b"a note")
    facts = {"conversation": letter.conversation, "sealed": sealed, "key_version": 1}
    add_note(actor=lawyer.principal, key=uuid.uuid4(), box=lawyer.box.pk, at=AT, **facts)
    nights(333, 341)
    nights(356, 366)
    assert not Note.objects.exists()


def test_only_an_administrator_decides_the_term_and_within_bounds(clerk, stranger):
    with pytest.raises(NotAdministrator):
        set_retention(actor=clerk.principal, months=YEAR, at=AT)
    Role.objects.create(user=clerk.user, organisation=clerk.user.organisation, kind="administrator", since=AT)
    set_retention(actor=clerk.principal, months=YEAR, at=AT)
    assert Retention.objects.get().months == YEAR
    assert Record.objects.filter(event="mail.retention.changed").count() == 1
    for months in (0, 2, 241, 10**6):
        with pytest.raises(RetentionRefused):
            set_retention(actor=clerk.principal, months=months, at=AT)


def test_a_stranger_and_who_may_only_read_keep_nothing(lawyer, stranger, letter):
    with pytest.raises(MessageUnknown):
        keep(actor=stranger.principal, message=letter.message, kept=True, at=AT)
    Member.objects.filter(box=lawyer.box).update(right="read")
    with pytest.raises(MayNotPrepare):
        keep(actor=lawyer.principal, message=letter.message, kept=True, at=AT)
    assert not Delivery.objects.filter(kept_at__isnull=False).exists()


def test_a_file_no_message_named_goes_after_three_months_unless_a_draft_may_name_it(clerk, lawyer, letter):
    sealed = seal_bytes([lawyer.box.recipient], b"loose")
    loose = store_file(lawyer.user.pk, sealed)
    kept = store_file(clerk.user.pk, seal_bytes([clerk.box.recipient], b"in a draft"))
    save_draft(
        actor=clerk.principal, key=uuid.uuid4(), box=clerk.box.pk, sealed=seal_bytes([clerk.box.recipient], b"d"),
        key_version=1, version=0, at=AT + timedelta(hours=1),
    )  # fmt: skip
    assert sweep_unattached(at=AT + timedelta(days=89), held=StoredObject.objects.none().values("pk")) == 0
    assert sweep_unattached(at=AT + timedelta(days=91), held=StoredObject.objects.none().values("pk")) == 1
    assert not StoredObject.objects.filter(pk=loose).exists()
    assert StoredObject.objects.filter(pk=kept).exists()
    assert StoredObject.objects.filter(pk=letter.objects[0]).exists()
