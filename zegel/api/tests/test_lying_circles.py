"""A server that lies about circles of a case: rows rewritten under the client library, which seals nothing and says why."""

import pytest

from tests.personas import AT, Holder
from tests.statements import after, circle_signed, key_of
from zegel.boxes.models import Container, KeyVersion, Member, MemberKey, Statement
from zegel.client.people import Account
from zegel.client.trust import Doubted
from zegel.key_log.tests.world import grown, keys_changed
from zegel.seal.circle import read_circle
from zegel.seal.identities import generate_hybrid, identity_recipient
from zegel.seal.membership import Signed, key_hash
from zegel.seal.sealing import seal_bytes

from .test_program import program, renewed


@pytest.fixture
def court(clerk: Holder, lawyer: Holder) -> tuple[Account, Account, str]:
    """The programs of a court and of a lawyer who reads in a circle of it, which both opened once."""
    programs = program(clerk), program(lawyer)
    circle = programs[0].circles.make("open", {clerk.box.address: "manage", lawyer.box.address: "read"})
    assert [each.circles.opened(circle).doubt for each in programs] == [None, None]
    for each in programs:
        each.refresh()
    return *programs, circle


def next_key(circle: str, *holders: Holder) -> str:
    """The database has a next key that somebody else knows, sealed to all members."""
    identity = generate_hybrid()
    recipient = identity_recipient(identity)
    KeyVersion.objects.filter(box=circle).update(until=AT)
    version = KeyVersion.objects.create(box_id=circle, number=2, recipient=recipient, since=AT)
    Container.objects.filter(pk=circle).update(recipient=recipient, key_version=2)
    for holder in holders:
        sealed = seal_bytes([holder.box.recipient], identity.encode())
        member = Member.objects.get(box=circle, mailbox=holder.box)
        MemberKey.objects.create(member=member, key_version=version, sealed_identity=sealed, sealed_to=1)
    return recipient


def doubts(court, circle):
    return [each.circles.opened(circle).doubt for each in court]


@pytest.mark.lie(
    "cases",
    "makes a circle's next key itself, for all readers",
    "every reader, when the case is opened; the court's programs, on sealing",
    "*The key of this case file is not one that the court signed* (code `epoch`)",
    "what the court would place from then on",
)
def test_a_next_key_of_the_server_is_seen_by_every_reader_and_sealed_to_by_none(court, clerk, lawyer):
    *programs, circle = court
    next_key(circle, clerk, lawyer)
    assert doubts(programs, circle) == ["epoch", "epoch"]
    with pytest.raises(Doubted, match="epoch"):
        programs[0].circles.sealing(circle)
    with pytest.raises(Doubted, match="epoch"):
        programs[0].circles.renew(circle, {})


@pytest.mark.lie(
    "cases",
    "signs that key as somebody who is not in the court's team",
    "the same",
    "the same (`signer`)",
    "the same",
)
def test_a_next_key_signed_by_somebody_who_acts_for_no_court_is_seen(court, clerk, lawyer, stranger):
    *programs, circle = court
    recipient = next_key(circle, clerk, lawyer)
    first = Statement.objects.get(box=circle)
    said = read_circle(Signed(first.text, first.signature))
    theirs = {"user": str(stranger.user.pk), "key": key_of(stranger)}
    forged = after(said, clerk, epoch=2, recipient=key_hash(recipient), **theirs)
    signed = circle_signed(forged, stranger)
    Statement.objects.create(box_id=circle, number=2, text=signed.statement, signature=signed.signature)
    assert doubts(programs, circle) == ["signer", "signer"]
    with pytest.raises(Doubted, match="signer"):
        programs[0].circles.sealing(circle)


@pytest.mark.lie(
    "cases",
    "lets a mailbox into a circle",
    "who would make the next key, and that mailbox itself (`not-mine`)",
    "nothing is made: nobody signed that it reads along",
    "the next key; what was sealed to the key of now is open to who has it",
)
def test_a_mailbox_that_nobody_signed_for_gets_no_key(court, stranger):
    clerk, _, circle = court
    member = Member.objects.create(box_id=circle, mailbox=stranger.box, right="read", since=AT)
    sealed = seal_bytes([stranger.box.recipient], clerk.circles.keys(circle)[1].encode())
    version = KeyVersion.objects.get(box=circle)
    MemberKey.objects.create(member=member, key_version=version, sealed_identity=sealed, sealed_to=1)
    assert program(stranger).circles.opened(circle).doubt == "not-mine"
    with pytest.raises(Doubted, match="nobody signed"):
        clerk.circles.renew(circle, {str(stranger.box.pk): stranger.box.recipient})


@pytest.mark.lie(
    "cases",
    "replaces the key of a reader's mailbox and makes the circle stale",
    "who would make the next key",
    "nothing is made: another key than was signed",
    "the next key",
)
def test_another_key_of_a_mailbox_gets_no_next_key(court, lawyer):
    clerk, _, circle = court
    theirs = identity_recipient(generate_hybrid())
    Container.objects.filter(pk=lawyer.box.pk).update(recipient=theirs)
    with pytest.raises(Doubted, match="another key"):
        clerk.circles.renew(circle, {})


def test_a_key_renewed_by_its_owner_is_sealed_to_when_the_program_is_told_so(court, lawyer):
    clerk, reader, circle = court
    renewed(lawyer)
    keys_changed(lawyer)
    grown()
    fresh = Container.objects.get(pk=lawyer.box.pk).recipient
    with pytest.raises(Doubted, match="another key"):
        clerk.circles.renew(circle, {})
    clerk.circles.renew(circle, {str(lawyer.box.pk): fresh})
    reader.refresh()
    assert doubts((clerk, reader), circle) == [None, None]
    assert clerk.circles.sealing(circle)[1] == 2


@pytest.mark.lie(
    "cases",
    "hides what was signed of a circle, or goes back to before its last key",
    "whoever knew it",
    "the same alarm (`history`)",
    "what the court would place from then on",
)
@pytest.mark.parametrize("hidden", ["statement", "chain"])
def test_what_was_signed_cannot_be_hidden_or_taken_back(court, clerk, lawyer, hidden):
    *programs, circle = court
    programs[0].circles.renew(circle, {})
    assert doubts(programs, circle) == [None, None]
    if hidden == "statement":
        Statement.objects.filter(box=circle).delete()
    else:
        KeyVersion.objects.filter(box=circle, number=2).delete()
        Statement.objects.filter(box=circle, number=2).delete()
        Container.objects.filter(pk=circle).update(
            key_version=1, recipient=KeyVersion.objects.get(box=circle).recipient
        )
    for each in programs:
        each.refresh()
    assert doubts(programs, circle) == ["history", "history"]
    with pytest.raises(Doubted, match="history"):
        programs[0].circles.sealing(circle)
