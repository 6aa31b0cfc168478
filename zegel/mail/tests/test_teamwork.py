"""A team shares a mailbox: who takes care of what, who answered, what was said about it; and a delegate who prepares."""

import uuid
from dataclasses import replace

import pytest

from tests.personas import AT, make_holder, store_file, submission
from zegel.boxes.actions import add_member, change_member
from zegel.boxes.errors import BoxUnknown, KeyVersionPast, MayNotPrepare, MayNotSend, PersonUnknown
from zegel.evidence.models import Record
from zegel.evidence.queries import told_of
from zegel.mail.actions.drafts import lay_ready, save_draft
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.submit import submit
from zegel.mail.actions.teamwork import add_note, assign, delete_note
from zegel.mail.errors import ConversationUnknown, DraftConflict, DraftUnknown, EnvelopeRefused
from zegel.mail.events import DELEGATE_ACTS
from zegel.mail.models import Draft, Entry, Message
from zegel.mail.queries.folders import folder_page, notes, ready_counts
from zegel.mail.queries.messages import reader_of
from zegel.seal.sealing import seal_bytes


@pytest.fixture
def team(lawyer):
    return make_holder("Team kanton", "kanton@court.example", kind="team", court=True, others=(lawyer,))


@pytest.fixture
def filed(team, stranger):
    """Somebody wrote to the team."""
    sent = submission(stranger, boxes=(team,))
    submit(actor=stranger.principal, box=stranger.box.pk, submission=sent, at=AT)
    return sent


@pytest.fixture
def entry(team, filed):
    return Entry.objects.get(box=team.box, message=filed.message)


@pytest.fixture
def secretary(db):
    return make_holder("A. Secretaris", "secretary@office.example")


def delegate(owner, other, right):
    other.user.phone = "+31612345678"
    other.user.save(update_fields=["phone"])
    keys = {1: seal_bytes([other.key.recipient], owner.box_identity.encode())}
    facts = {"box": owner.box.pk, "user": other.user.pk, "right": right, "ends_on": None}
    return add_member(actor=owner.principal, **facts, keys=keys, at=AT)


def give(team, actor, entries, to):
    return assign(actor=actor.principal, box=team.box.pk, entries=entries, to=to and to.user.pk, at=AT)


def listed(holder, team, charge):
    return folder_page(holder.user, team.box.pk, "in", charge=charge, at=AT).entries


def test_work_is_given_found_and_taken_back(team, lawyer, entry):
    assert listed(team, team, "nobody") == [entry]
    assert give(team, team, [entry.pk], lawyer) == 1
    assert listed(lawyer, team, "mine") == [entry]
    assert listed(team, team, "mine") == listed(team, team, "nobody") == []
    assert give(team, lawyer, [entry.pk], lawyer) == 0
    assert give(team, lawyer, [entry.pk], None) == 1
    told = Record.objects.filter(subject=entry.conversation, event="mail.conversation.assigned")
    assert told.count() == 2
    assert str(lawyer.user.pk).encode() in bytes(told.order_by("id")[0].body)


def test_what_arrives_later_in_a_conversation_goes_to_who_takes_care_of_it(
    team, lawyer, stranger, filed, entry
):
    give(team, team, [entry.pk], lawyer)
    again = submission(stranger, boxes=(team,), conversation=filed.conversation)
    submit(actor=stranger.principal, box=stranger.box.pk, submission=again, at=AT)
    assert Entry.objects.get(box=team.box, message=again.message).assignee == lawyer.user


def test_a_stranger_gives_takes_and_reads_nothing(team, stranger, secretary, entry):
    with pytest.raises(BoxUnknown):
        give(team, stranger, [entry.pk], None)
    with pytest.raises(PersonUnknown):
        give(team, team, [entry.pk], secretary)
    other = make_holder("Team bestuur", "bestuur@court.example", kind="team")
    assert assign(actor=other.principal, box=other.box.pk, entries=[entry.pk], to=other.user.pk, at=AT) == 0
    with pytest.raises(BoxUnknown):
        notes(stranger.user, team.box.pk, entry.conversation, at=AT)
    with pytest.raises(BoxUnknown):
        note(team, stranger, entry)


def test_who_answered_is_shown_at_what_came_in(team, lawyer, stranger, filed, entry):
    answer = submission(team, boxes=(stranger,), conversation=filed.conversation)
    submit(actor=lawyer.principal, box=team.box.pk, submission=answer, at=AT)
    entry.refresh_from_db()
    assert (entry.answered_by, entry.answered_at) == (lawyer.user, AT)


def note(team, actor, entry, **changes):
    facts = {
        "key": uuid.uuid4(), "box": team.box.pk, "conversation": entry.conversation, "key_version": 1,
        "sealed": seal_bytes([team.box.recipient], b"a word"), "at": AT,
    }  # fmt: skip
    return add_note(actor=actor.principal, **{**facts, **changes})


def test_a_note_is_read_by_the_team_and_by_nobody_else(team, lawyer, entry):
    from zegel.seal.opening import open_bytes

    kept = note(team, lawyer, entry)
    (found,) = notes(team.user, team.box.pk, entry.conversation, at=AT)
    assert found == kept
    assert open_bytes([team.box_identity], bytes(found.sealed)) == b"a word"
    assert b"a word" not in bytes(found.sealed)


def test_a_note_is_taken_back_by_who_wrote_it(team, lawyer, entry):
    kept = note(team, lawyer, entry)
    with pytest.raises(ConversationUnknown):
        delete_note(actor=team.principal, key=kept.pk, at=AT)
    delete_note(actor=lawyer.principal, key=kept.pk, at=AT)
    assert notes(team.user, team.box.pk, entry.conversation, at=AT) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"conversation": uuid.uuid4()}, ConversationUnknown),
        ({"key_version": 2}, KeyVersionPast),
        ({"sealed": b"in the clear"}, EnvelopeRefused),
    ],
)
def test_a_note_that_cannot_be_is_refused(team, entry, changes, refusal):
    with pytest.raises(refusal):
        note(team, team, entry, **changes)


def prepared(owner, writer, key=None):
    key = key or uuid.uuid4()
    sealed = seal_bytes([owner.box.recipient], b"{}")
    save_draft(
        actor=writer.principal, key=key, box=owner.box.pk, sealed=sealed, key_version=1, version=0, at=AT
    )
    return key


def test_who_may_prepare_writes_and_lays_ready_but_does_not_send(lawyer, secretary, clerk):
    delegate(lawyer, secretary, "prepare")
    key = prepared(lawyer, secretary)
    lay_ready(actor=secretary.principal, key=key, version=1, at=AT)
    assert ready_counts([lawyer.box.pk]) == {lawyer.box.pk: 1}
    sent = submission(lawyer, boxes=(clerk,))
    with pytest.raises(MayNotSend):
        submit(actor=secretary.principal, box=lawyer.box.pk, submission=sent, at=AT)


def test_the_owner_sends_what_was_prepared_with_the_files_the_delegate_brought(lawyer, secretary, clerk):
    delegate(lawyer, secretary, "prepare")
    key = prepared(lawyer, secretary)
    brought = store_file(secretary.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF"))
    sent = replace(submission(lawyer, boxes=(clerk,)), objects=(brought,), draft=key)
    submit(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT)
    assert not Draft.objects.filter(pk=key).exists()


def test_a_file_of_somebody_outside_the_box_is_not_sent(lawyer, secretary, clerk):
    from zegel.mail.errors import FileMissing

    strange = store_file(secretary.user.pk, seal_bytes([lawyer.box.recipient], b"%PDF"))
    sent = replace(submission(lawyer, boxes=(clerk,)), objects=(strange,))
    with pytest.raises(FileMissing):
        submit(actor=lawyer.principal, box=lawyer.box.pk, submission=sent, at=AT)


def test_a_draft_that_is_changed_is_not_ready_any_more(lawyer, secretary):
    delegate(lawyer, secretary, "prepare")
    key = prepared(lawyer, secretary)
    with pytest.raises(DraftConflict):
        lay_ready(actor=secretary.principal, key=key, version=7, at=AT)
    lay_ready(actor=secretary.principal, key=key, version=1, at=AT)
    sealed = seal_bytes([lawyer.box.recipient], b"{1}")
    save_draft(
        actor=secretary.principal, key=key, box=lawyer.box.pk, sealed=sealed, key_version=1, version=1, at=AT
    )
    assert ready_counts([lawyer.box.pk]) == {}


def test_who_may_read_neither_prepares_nor_gives_work(lawyer, secretary, stranger):
    delegate(lawyer, secretary, "read")
    with pytest.raises(MayNotPrepare):
        prepared(lawyer, secretary)
    key = prepared(lawyer, lawyer)
    with pytest.raises(MayNotPrepare):
        lay_ready(actor=secretary.principal, key=key, version=1, at=AT)
    with pytest.raises(MayNotPrepare):
        assign(actor=secretary.principal, box=lawyer.box.pk, entries=[], to=None, at=AT)
    with pytest.raises(DraftUnknown):
        lay_ready(actor=stranger.principal, key=key, version=1, at=AT)


def test_all_a_delegate_does_can_be_read_by_the_owner_and_what_the_owner_does_is_not_there(
    lawyer, secretary, clerk
):
    delegate(lawyer, secretary, "send")
    came = submission(clerk, boxes=(lawyer,))
    submit(actor=clerk.principal, box=clerk.box.pk, submission=came, at=AT)
    open_message(reader=reader_of(lawyer.principal, came.message, at=AT), at=AT)
    open_message(reader=reader_of(secretary.principal, came.message, at=AT), at=AT)
    prepared(lawyer, secretary)
    sent = submission(lawyer, boxes=(clerk,))
    submit(actor=secretary.principal, box=lawyer.box.pk, submission=sent, at=AT)
    told = told_of(lawyer.box.pk, [kind.name for kind in DELEGATE_ACTS])
    assert [fact.event.rpartition(".")[2] for fact in told] == ["sent", "drafted", "opened"]
    assert {fact.actor for fact in told} == {f"user:{secretary.user.pk}"}
    assert Message.objects.get(pk=sent.message).sender_user == secretary.user
    assert Message.objects.get(pk=sent.message).sender_box == lawyer.box


def test_a_right_that_is_lowered_counts_at_once(lawyer, secretary, clerk):
    delegate(lawyer, secretary, "send")
    facts = {"box": lawyer.box.pk, "user": secretary.user.pk, "right": "prepare", "ends_on": None, "at": AT}
    change_member(actor=lawyer.principal, **facts)
    with pytest.raises(MayNotSend):
        submit(
            actor=secretary.principal, box=lawyer.box.pk, submission=submission(lawyer, boxes=(clerk,)), at=AT
        )
