"""The word index of a mailbox: made by its members, kept in step by the server, which learns no word and lets nobody else near it."""

import uuid
from datetime import timedelta

import pytest

from tests.personas import AT, make_holder, sealed_words, submission
from zegel.boxes.actions import add_member, remove_member
from zegel.boxes.errors import BoxUnknown, KeyVersionPast, MayNotPrepare
from zegel.mail.actions.reading import open_message
from zegel.mail.actions.rows import revoke
from zegel.mail.actions.submit import submit
from zegel.mail.actions.withdrawal import withdraw
from zegel.mail.actions.word_index import put_word_piece
from zegel.mail.errors import WordsPast, WordsRefused, WordsUnknown
from zegel.mail.models import Delivery, Entry, Message, WordPiece
from zegel.mail.queries import word_index as queries
from zegel.mail.queries.messages import reader_of
from zegel.mail.queries.word_index import unindexed_letters, unopened_letters, word_index, word_piece
from zegel.mail.rules import LARGEST_WORD_PIECE, MOST_IN_WORD_PIECE
from zegel.seal.opening import open_bytes
from zegel.seal.sealing import seal_bytes


def send(sender, *receivers):
    letter = submission(sender, boxes=receivers)
    submit(actor=sender.principal, box=sender.box.pk, submission=letter, at=AT)
    return letter.message


def open_(holder, message):
    open_message(reader=reader_of(holder.principal, message, at=AT), at=AT)


def put(holder, messages, *, box=None, key=None, **changes):
    facts = {"sealed": sealed_words(), "key_version": 1, "at": AT} | changes
    key = key or uuid.uuid4()
    where = (box or holder).box.pk
    put_word_piece(actor=holder.principal, key=key, box=where, messages=messages, **facts)
    return key


def index(holder, box=None):
    return word_index(holder.user.pk, (box or holder).box.pk, at=AT)


def waiting(holder, after=None, box=None):
    rows = unindexed_letters(holder.user.pk, (box or holder).box.pk, after=after, at=AT)
    return [row.sealed.message for row in rows]


def test_what_a_mailbox_sent_or_opened_waits_to_be_indexed_and_reading_it_for_that_opens_nothing(
    lawyer, clerk
):
    first, second = send(lawyer, clerk), send(lawyer, clerk)
    assert (waiting(lawyer), waiting(clerk)) == ([second, first], [])
    assert (index(clerk).waiting, index(clerk).unopened) == (0, 2)
    assert not Delivery.objects.filter(opened_at__isnull=False).exists()
    open_(clerk, first)
    assert waiting(clerk) == [first]
    assert (index(clerk).waiting, index(clerk).unopened) == (1, 1)


def test_of_what_nobody_opened_the_summary_comes_and_never_the_letter(lawyer, clerk, stranger):
    first, second = send(lawyer, clerk), send(lawyer, clerk)
    asked = {"user": clerk.user.pk, "box": clerk.box.pk, "at": AT}
    rows = unopened_letters(**asked, after=None)
    assert [row.sealed.message for row in rows] == [second, first]
    line = Entry.objects.get(message=second, box=clerk.box)
    summary = bytes(Message.objects.get(pk=second).summary)
    assert (rows[0].counterpart, rows[0].sealed.summary, rows[0].sealed.envelope) == (
        line.counterpart,
        summary,
        b"",
    )
    assert [row.sealed.message for row in unopened_letters(**asked, after=second)] == [first]
    assert not Delivery.objects.filter(opened_at__isnull=False).exists()
    open_(clerk, second)
    assert [row.sealed.message for row in unopened_letters(**asked, after=None)] == [first]
    # What the sender sent they know: it is not among theirs, and a stranger gets nothing.
    assert unopened_letters(lawyer.user.pk, lawyer.box.pk, after=None, at=AT) == []
    with pytest.raises(BoxUnknown):
        unopened_letters(stranger.user.pk, clerk.box.pk, after=None, at=AT)


def test_a_letter_to_index_comes_with_its_line_of_the_list(lawyer, stranger):
    message = send(lawyer, stranger)
    open_(stranger, message)
    for holder, sent in ((lawyer, True), (stranger, False)):
        (row,) = unindexed_letters(holder.user.pk, holder.box.pk, after=None, at=AT)
        line = Entry.objects.get(message=message, box=holder.box)
        assert (row.counterpart, row.subject, row.sent) == (line.counterpart, line.subject, sent)


def test_once_indexed_it_waits_no_longer_and_its_piece_is_there_for_every_member(lawyer, clerk):
    message = send(lawyer, clerk)
    key = put(lawyer, [message])
    found = index(lawyer)
    assert [(piece.id, piece.messages, piece.size) for piece in found.pieces] == [
        (key, 1, len(sealed_words()))
    ]
    assert (found.waiting, waiting(lawyer)) == (0, [])
    assert word_piece(lawyer.user.pk, lawyer.box.pk, key, at=AT) == sealed_words()
    # The other mailbox has an index of its own.
    assert index(clerk).pieces == []


def test_two_clients_never_index_one_message_twice(lawyer, clerk):
    first, other = send(lawyer, clerk), send(lawyer, clerk)
    key = put(lawyer, [first])
    with pytest.raises(WordsPast):
        put(lawyer, [other, first])
    assert (WordPiece.objects.count(), waiting(lawyer)) == (1, [other])
    # A lost answer is asked for again: nothing changes.
    put(lawyer, [first], key=key)
    with pytest.raises(WordsPast):
        put(lawyer, [first], key=key, sealed=sealed_words(2 * 8192))
    assert len(index(lawyer).pieces) == 1


def test_a_larger_piece_takes_the_place_of_small_ones_at_once(lawyer, clerk):
    first, other = send(lawyer, clerk), send(lawyer, clerk)
    small = put(lawyer, [first])
    whole = put(lawyer, [first, other], replaces=[small])
    assert [(piece.id, piece.messages) for piece in index(lawyer).pieces] == [(whole, 2)]
    with pytest.raises(WordsPast):
        put(lawyer, [first, other], replaces=[small])
    with pytest.raises(WordsUnknown):
        word_piece(lawyer.user.pk, lawyer.box.pk, small, at=AT)


def test_a_piece_of_another_mailbox_is_neither_replaced_nor_read_nor_taken_over(lawyer, clerk, stranger):
    message = send(lawyer, clerk)
    open_(clerk, message)
    key = put(lawyer, [message])
    with pytest.raises(WordsPast):
        put(clerk, [message], replaces=[key])
    with pytest.raises(WordsPast):
        put(clerk, [message], key=key)
    with pytest.raises(WordsUnknown):
        word_piece(clerk.user.pk, clerk.box.pk, key, at=AT)
    with pytest.raises(WordsPast):
        put(stranger, [message])
    assert [piece.id for piece in index(lawyer).pieces] == [key]


def test_a_stranger_gets_nothing_of_it(lawyer, clerk, stranger):
    key = put(lawyer, [send(lawyer, clerk)])
    for ask in (
        lambda: index(stranger, lawyer), lambda: waiting(stranger, box=lawyer), lambda: put(stranger, [uuid.uuid4()], box=lawyer),
        lambda: word_piece(stranger.user.pk, lawyer.box.pk, key, at=AT),
    ):  # fmt: skip
        with pytest.raises(BoxUnknown):
            ask()


def test_what_is_let_go_takes_its_words_along_and_its_neighbours_wait_anew(lawyer, clerk):
    gone, stays = send(lawyer, clerk), send(lawyer, clerk)
    put(lawyer, [gone, stays])
    revoke(Delivery.objects.get(message=gone, box=lawyer.box))
    assert index(lawyer).pieces == []
    assert waiting(lawyer) == [stays]


def test_words_of_what_nobody_opened_are_never_kept(lawyer, clerk):
    """No honest client has them: it was never handed the letter."""
    message = send(lawyer, clerk)
    with pytest.raises(WordsPast):
        put(clerk, [message])


def test_what_was_taken_back_unopened_was_never_to_be_indexed(lawyer, stranger):
    message = send(lawyer, stranger)
    withdraw(actor=lawyer.principal, message=message, deliveries=None, at=AT + timedelta(minutes=1))
    assert (waiting(stranger), index(stranger).unopened) == ([], 0)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"sealed": sealed_words().replace(b"age-", b"egg-")}, WordsRefused),
        ({"sealed": sealed_words() + b"x"}, WordsRefused),
        ({"sealed": sealed_words(8191)}, WordsRefused),
        ({"sealed": b"age-encryption.org/v1\n"}, WordsRefused),
        ({"sealed": sealed_words(LARGEST_WORD_PIECE)}, WordsRefused),
        ({"key_version": 2}, KeyVersionPast),
    ],
    ids=["not sealed", "telling size", "a step short", "empty", "too large", "past key"],
)
def test_a_piece_that_cannot_be_is_refused(lawyer, clerk, changes, refusal):
    message = send(lawyer, clerk)
    with pytest.raises(refusal):
        put(lawyer, [message], **changes)
    assert waiting(lawyer) == [message]


def test_a_piece_is_of_so_many_different_messages_and_no_more(lawyer, clerk):
    message = send(lawyer, clerk)
    for messages in ([], [message, message], [uuid.uuid4() for _ in range(MOST_IN_WORD_PIECE + 1)]):
        with pytest.raises(WordsRefused):
            put(lawyer, messages)


@pytest.mark.parametrize("plain", [8192, 65536, 65536 + 8192, 16 * 65536])
def test_what_is_really_sealed_in_steps_is_taken_in(lawyer, clerk, plain):
    message = send(lawyer, clerk)
    sealed = seal_bytes([lawyer.box.recipient], bytes(plain))
    key = put(lawyer, [message], sealed=sealed)
    assert open_bytes([lawyer.box_identity], word_piece(lawyer.user.pk, lawyer.box.pk, key, at=AT)) == bytes(
        plain
    )


def test_letters_come_a_page_at_a_time_newest_first(lawyer, clerk, monkeypatch):
    monkeypatch.setattr(queries, "LETTERS", 2)
    sent = [send(lawyer, clerk) for _ in range(3)][::-1]
    page = waiting(lawyer)
    assert page == sent[:2]
    assert waiting(lawyer, after=page[-1]) == sent[2:]
    assert waiting(lawyer, after=sent[-1]) == []
    assert waiting(lawyer, after=uuid.uuid4()) == []


def test_large_letters_come_fewer_at_a_time_and_one_at_least(lawyer, clerk, monkeypatch):
    sent = [send(lawyer, clerk) for _ in range(3)][::-1]
    size = len(submission(lawyer).envelope)
    monkeypatch.setattr(queries, "AT_ONCE", 2 * size)
    assert waiting(lawyer) == sent[:2]
    monkeypatch.setattr(queries, "AT_ONCE", 1)
    assert waiting(lawyer) == sent[:1]


def member(team, other, right):
    keys = {1: seal_bytes([other.key.recipient], team.box_identity.encode())}
    facts = {"user": other.user.pk, "right": right, "ends_on": None, "keys": keys, "at": AT}
    add_member(actor=team.principal, box=team.box.pk, **facts)


def make_secretary():
    other = make_holder("A. Secretaris", "secretary@office.example")
    type(other.user).objects.filter(pk=other.user.pk).update(phone="+31612345678")
    return other


@pytest.mark.parametrize("right", ["read", "prepare", "send"])
def test_a_delegate_searches_and_takes_no_letters_in_bulk(lawyer, clerk, right):
    """Of each letter a delegate opens the owner finds a trace; in bulk there would be none."""
    message, other = send(lawyer, clerk), make_secretary()
    key = put(lawyer, [message])
    member(lawyer, other, right)
    assert word_piece(other.user.pk, lawyer.box.pk, key, at=AT)
    assert (index(other, lawyer).builds, index(lawyer).builds) == (False, True)
    with pytest.raises(MayNotPrepare):
        waiting(other, box=lawyer)
    with pytest.raises(MayNotPrepare):
        put(other, [message], box=lawyer, replaces=[key])


def test_who_has_left_gets_nothing_of_it_any_more(lawyer, clerk):
    message, other = send(lawyer, clerk), make_secretary()
    key = put(lawyer, [message])
    member(lawyer, other, "read")
    remove_member(actor=lawyer.principal, box=lawyer.box.pk, user=other.user.pk, at=AT)
    for ask in (lambda: index(other, lawyer), lambda: word_piece(other.user.pk, lawyer.box.pk, key, at=AT)):
        with pytest.raises(BoxUnknown):
            ask()


def test_it_costs_as_much_for_many(lawyer, clerk, django_assert_num_queries):
    put(lawyer, [send(lawyer, clerk)])
    put(lawyer, [send(lawyer, clerk), send(lawyer, clerk)])
    send(lawyer, clerk)
    with django_assert_num_queries(4):
        assert len(index(lawyer).pieces) == 2
