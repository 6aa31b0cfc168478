"""The word index of a mailbox as its members' clients fetch it, and what still has to be indexed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Length

from zegel.boxes.errors import MayNotPrepare
from zegel.boxes.queries import Account, is_delegate, membership, preparing_box
from zegel.mail.errors import WordsUnknown
from zegel.mail.models import AccessGrant, Delivery, Entry, Message, WordPiece
from zegel.mail.queries.summaries import SealedSummary, records_of

__all__ = [
    "SealedPiece",
    "UnindexedLetter",
    "WordIndex",
    "indexing_box",
    "known",
    "unindexed_letters",
    "unopened_letters",
    "word_index",
    "word_piece",
]

LETTERS = 25
# Their summaries are small.
UNOPENED = 60
# What a browser reads at once without being busy for long.
AT_ONCE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UnindexedLetter:
    """A letter to index, with what a line of a list says of it: who it came from or went to, its subject and whether the mailbox sent it."""

    sealed: SealedSummary
    counterpart: str
    subject: str
    sent: bool


@dataclass(frozen=True, slots=True)
class SealedPiece:
    """A piece of an index: how large it lies here, and how many messages it is of."""

    id: UUID
    key_version: int
    size: int
    messages: int


@dataclass(frozen=True, slots=True)
class WordIndex:
    """What there is of a mailbox's index; how many messages still `wait` to be indexed, and how many nobody of the mailbox opened."""

    pieces: list[SealedPiece]
    waiting: int
    unopened: int
    builds: bool
    """Whether who asks is one whose client adds to it."""


def word_index(user: Account, box: UUID, *, at: datetime) -> WordIndex:
    """The pieces of a mailbox's index, and what is not in them (four queries).

    Raises:
        BoxUnknown: not the user's box.
    """
    member = membership(user, box, at=at)
    rows = WordPiece.objects.filter(box=box).annotate(size=Length("sealed"), messages=Count("grants"))
    pieces = [
        SealedPiece(*row) for row in rows.order_by("pk").values_list("pk", "key_version", "size", "messages")
    ]
    loose = AccessGrant.objects.filter(box=box, words__isnull=True)
    counted = loose.aggregate(all=Count("pk"), waiting=Count("pk", filter=known()))
    builds = member.may_prepare and not is_delegate(user, box, at=at)
    return WordIndex(pieces, counted["waiting"], counted["all"] - counted["waiting"], builds)


def word_piece(user: Account, box: UUID, key: UUID, *, at: datetime) -> bytes:
    """The sealed bytes of a piece.

    Raises:
        BoxUnknown: not the user's box. WordsUnknown: no piece of it.
    """
    membership(user, box, at=at)
    found = WordPiece.objects.filter(pk=key, box=box).first()
    if found is None:
        raise WordsUnknown
    return bytes(found.sealed)


def unindexed_letters(user: Account, box: UUID, *, after: UUID | None, at: datetime) -> list[UnindexedLetter]:
    """Sealed letters that no piece holds the words of, newest first, from behind the message `after`: only what the mailbox sent or has
    opened. This is no opening (six queries).

    Raises:
        BoxUnknown; MayNotPrepare: see `indexing_box`.
    """
    indexing_box(user, box, at=at)
    rows = list(_loose(box, known(), after).values_list("message", "sealed_key", "key_version")[:LETTERS])
    return _letters(box, rows)


def unopened_letters(user: Account, box: UUID, *, after: UUID | None, at: datetime) -> list[UnindexedLetter]:
    """What nobody of the mailbox opened yet, newest first, from behind the message `after`: its sealed summary, never the letter. No
    piece holds it. This is no opening (four queries).

    Raises:
        BoxUnknown: not the user's box.
    """
    membership(user, box, at=at)
    rows = _loose(box, ~known(), after).values_list(
        "message", "sealed_key", "key_version", "message__summary"
    )
    found = list(rows[:UNOPENED])
    records = records_of([key for key, *_ in found])
    return _lined(
        box,
        [
            SealedSummary(key, bytes(sealed), version, bytes(summary), b"", records[key])
            for key, sealed, version, summary in found
            if key in records
        ],
    )


def _loose(box: UUID, which: Any, after: UUID | None) -> Any:
    """Grants that no piece holds, newest first."""
    grants = AccessGrant.objects.filter(which, box=box, words__isnull=True)
    if after is not None:
        grants = grants.filter(pk__lt=AccessGrant.objects.filter(box=box, message=after).values("pk")[:1])
    return grants.order_by("-pk")


def indexing_box(user: Account, box: UUID, *, at: datetime) -> None:
    """Whether the user's client indexes a mailbox. A delegate's does not: it takes whole letters, without the trace that the owner of the
    mailbox is promised of each letter a delegate opens.

    Raises:
        BoxUnknown; MayNotPrepare: they may only read there, or are a delegate.
    """
    preparing_box(user, box, at=at)
    if is_delegate(user, box, at=at):
        raise MayNotPrepare


def _letters(box: UUID, rows: Sequence[tuple[UUID, Any, int]]) -> list[UnindexedLetter]:
    keys = [message for message, *_ in rows]
    letters = dict(Message.objects.filter(pk__in=keys).values_list("pk", "envelope"))
    records = records_of(keys)
    return _lined(
        box,
        [
            SealedSummary(key, bytes(sealed), version, b"", bytes(letters[key]), records[key])
            for key, sealed, version in _so_many(rows, letters)
            if key in records
        ],
    )


def _lined(box: UUID, letters: Sequence[SealedSummary]) -> list[UnindexedLetter]:
    """With what a line of a list says of each."""
    lines = Entry.objects.filter(box=box, message__in=[each.message for each in letters]).order_by("home")
    # Of what a mailbox sent to itself, the line of what it sent.
    told = {line[0]: line[1:] for line in lines.values_list("message", "counterpart", "subject", "home")}
    return [
        UnindexedLetter(each, party, subject, home == Entry.Folder.OUT)
        for each in letters
        if each.message in told
        for party, subject, home in [told[each.message]]
    ]


def _so_many(
    rows: Sequence[tuple[UUID, Any, int]], letters: Mapping[UUID, Any]
) -> Sequence[tuple[UUID, Any, int]]:
    """The first of them that are not too much together; one always is."""
    sizes = accumulate(len(letters[key]) for key, *_ in rows)
    return rows[: max(1, sum(size <= AT_ONCE for size in sizes))]


def known() -> Exists:
    """Of a grant: the mailbox sent the letter or has opened it."""
    held = Delivery.objects.filter(box=OuterRef("box"), message=OuterRef("message"))
    return Exists(held.filter(Q(role=Delivery.Role.SENDER) | Q(opened_at__isnull=False)))
