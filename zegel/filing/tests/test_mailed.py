"""What is placed goes to a party that litigates by secure mail as a sealed mail with its basis, and what it answers waits in the intake."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.case_world import AT
from tests.personas import make_holder, store_file, submission
from zegel.casefile.actions import correct_posting, tick_posted
from zegel.casefile.errors import PostingMailed, PostingUnknown
from zegel.casefile.models import Posting
from zegel.contacts.models import Consent
from zegel.evidence.models import Record
from zegel.filing.actions import mail_postings, send
from zegel.filing.errors.mailed import MailedElsewhere, NoMailbox, NotByMail, PiecesLeftOut
from zegel.filing.models import Filing, IntakeItem
from zegel.mail.models import Delivery, Message
from zegel.seal.sealing import seal_bytes

LATER = AT + timedelta(hours=2)


@pytest.fixture
def case(court):
    """The defendant's lawyer litigates by secure mail; another defendant has no mailbox, and a third reads paper."""
    mailed = court.party("defendant", channel="veilig mailen")
    nowhere = court.party("defendant", channel="veilig mailen", representative=None, short_name="De Wit")
    paper = court.party("defendant", channel="paper", representative=None, short_name="Jansen")
    return court.register(parties=[court.party("claimant"), mailed, nowhere, paper])


def placed(court, case, exhibits=(1, 2)):
    claimant = case.parties.get(role="claimant").pk
    return court.place(case, party=claimant, kind="productie", exhibits=exhibits)


def waiting(short_name="'t Hart"):
    return list(Posting.objects.filter(party__short_name=short_name).order_by("entry__number"))


def letter(court, case, files, to=None, **changes):
    objects = tuple(
        store_file(court.clerk.user.pk, seal_bytes([court.clerk.box.recipient], b"%PDF"), at=AT)
        for _ in range(files)
    )
    made = submission(
        court.clerk, boxes=[to or court.defendant], subject=case.number, objects=objects, **changes
    )
    # The clerk states nothing: that the party litigates so is the basis.
    return replace(made, boxes=tuple(replace(box, basis=None) for box in made.boxes))


def mail(court, rows, made, at=LATER):
    return mail_postings(
        actor=court.clerk.principal, postings=[row.pk for row in rows], submission=made, at=at
    )


def test_it_goes_sealed_to_the_mailbox_with_its_basis_and_the_log_says_by_which_mail(court, case):
    placed(court, case)
    placed(court, case, (3,))
    made = letter(court, case, 3)
    assert mail(court, waiting(), made) == 2
    sent = Message.objects.get(pk=made.message)
    assert (
        Delivery.objects.get(message=sent, box=court.defendant.box).message.conversation.subject
        == case.number
    )
    assert {(row.posted_at, row.message) for row in waiting()} == {(LATER, made.message)}
    basis = Consent.objects.get(address=court.defendant.box.address)
    assert (basis.basis, basis.source) == ("asked", case.number)
    told = [
        json.loads(bytes(row.body))["facts"] for row in Record.objects.filter(event="casefile.entry.posted")
    ]
    assert {(fact["channel"], fact["message"]) for fact in told} == {("veilig mailen", str(made.message))}
    assert len(told) == 2


def test_the_same_again_sends_nothing_and_what_went_cannot_be_taken_back(court, case):
    placed(court, case)
    made = letter(court, case, 2)
    assert mail(court, waiting(), made) == mail(court, waiting(), made, at=LATER + timedelta(minutes=1))
    assert Message.objects.count() == 1
    assert waiting()[0].posted_at == LATER
    with pytest.raises(PostingMailed):
        correct_posting(actor=court.clerk.principal, posting=waiting()[0].pk, at=LATER)
    with pytest.raises(NotByMail):
        mail(court, waiting(), letter(court, case, 2))


def test_nothing_is_sent_or_ticked_off_where_it_is_not_right(court, case, stranger):
    placed(court, case)
    refused = [
        (MailedElsewhere, waiting(), letter(court, case, 2, to=court.claimant)),
        (MailedElsewhere, waiting(), replace(letter(court, case, 2), subject="nieuwe zaak")),
        (PiecesLeftOut, waiting(), letter(court, case, 1)),
        (NotByMail, waiting("Jansen"), letter(court, case, 2)),
        (NotByMail, [*waiting(), *waiting("De Wit")], letter(court, case, 4)),
        (NoMailbox, waiting("De Wit"), letter(court, case, 2)),
    ]
    for refusal, rows, made in refused:
        with pytest.raises(refusal):
            mail(court, rows, made)
    with pytest.raises(PostingUnknown):
        mail_postings(
            actor=stranger.principal, postings=[waiting()[0].pk], submission=letter(court, case, 2), at=LATER
        )
    assert not Message.objects.exists()
    assert not Posting.objects.filter(posted_at__isnull=False).exists()
    # Who has no mailbox here is written to otherwise, and ticked off by hand.
    assert tick_posted(actor=court.clerk.principal, postings=[waiting("De Wit")[0].pk], at=LATER) == 1


def written(court, holder, **changes):
    document = store_file(holder.user.pk, seal_bytes([holder.box.recipient], b"%PDF"), at=AT)
    return submission(holder, boxes=[court.clerk], objects=(document,), **changes)


def test_what_a_party_answers_by_secure_mail_waits_in_the_intake_under_its_case(court, case):
    made = written(court, court.defendant, subject=case.number)
    sent = {"actor": court.defendant.principal, "box": court.defendant.box.pk, "submission": made}
    first = send(**sent, at=LATER)
    assert send(**sent, at=LATER + timedelta(minutes=1)) == first
    filing = Filing.objects.get()
    assert (filing.channel, filing.case_number, filing.at, filing.kind) == (
        "secure_mail",
        case.number,
        first.received_at,
        "message",
    )
    assert (filing.message_id, filing.documents.count()) == (made.message, 1)
    assert IntakeItem.objects.get().state == "waiting"
    # Nobody says that the others had a copy: the clerk sees that (3.10).
    assert filing.copies == "none"


@pytest.mark.parametrize("subject", ["nieuwe zaak", "C/13/999999"])
def test_a_message_about_no_case_of_the_desk_is_a_message(court, case, subject):
    send(
        actor=court.defendant.principal,
        box=court.defendant.box.pk,
        submission=written(court, court.defendant, subject=subject),
        at=LATER,
    )
    assert Message.objects.count() == 1
    assert not Filing.objects.exists()


def test_what_the_court_writes_is_no_filing(court, case):
    send(
        actor=court.clerk.principal,
        box=court.clerk.box.pk,
        submission=submission(court.clerk, boxes=[court.defendant], subject=case.number),
        at=LATER,
    )
    other = make_holder("Team familie", f"{uuid.uuid4().hex[:6]}@court.example", kind="team", court=True)
    send(
        actor=other.principal,
        box=other.box.pk,
        submission=submission(other, boxes=[court.clerk], subject=case.number),
        at=LATER,
    )
    assert not Filing.objects.exists()
