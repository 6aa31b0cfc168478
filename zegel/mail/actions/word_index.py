"""The word index of a mailbox: made and sealed by clients of its members, kept here in step with what lies in the mailbox."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.errors import KeyVersionPast, MayNotPrepare
from zegel.boxes.queries import current_key_versions, is_delegate, preparing_box
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.errors import WordsPast
from zegel.mail.models import AccessGrant, WordPiece
from zegel.mail.rules import check_word_piece


@transaction.atomic
def put_word_piece(
    *,
    actor: Principal,
    key: UUID,
    box: UUID,
    sealed: bytes,
    key_version: int,
    messages: Sequence[UUID],
    replaces: Sequence[UUID] = (),
    at: datetime,
) -> None:
    """Keep the words of some messages of a mailbox, sealed with the key of its key version `key_version`, in place of the pieces
    `replaces`. All of the messages and none of the others: two clients never index one twice. Putting the same again changes nothing.

    Raises:
        BoxUnknown; MayNotPrepare: they may only read there, or are a delegate; KeyVersionPast; WordsRefused; WordsPast: a message was
        indexed by another in the meantime or is not in the mailbox, or a piece is gone, or another has its identifier.
    """
    check_word_piece(sealed, messages)
    indexing_box(actor, box, at=at)
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    kept = WordPiece.objects.filter(pk=key).first()
    if kept is not None:
        if kept.box_id == box and bytes(kept.sealed) == sealed:
            return
        raise WordsPast
    # Pieces before grants, as in `forget_words`: two who wait for each other would wait for ever.
    old = list(WordPiece.objects.select_for_update().filter(box=box, pk__in=replaces).order_by("pk"))
    if len(old) != len(set(replaces)):
        raise WordsPast
    WordPiece.objects.filter(pk__in=replaces).delete()
    WordPiece.objects.create(id=key, box_id=box, key_version=key_version, sealed=sealed, made_at=at)
    grants = AccessGrant.objects.filter(box=box, message__in=messages, words__isnull=True)
    found = list(grants.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    if len(found) != len(messages):
        raise WordsPast
    AccessGrant.objects.filter(pk__in=found).update(words=key)


@step
def indexing_box(actor: Principal, box: UUID, *, at: datetime) -> None:
    """Whether the actor indexes a mailbox. A delegate does not: it takes whole letters without the trace that the owner of the mailbox is
    promised of each letter a delegate opens.

    Raises:
        BoxUnknown, MayNotPrepare.
    """
    preparing_box(actor.account, box, at=at)
    if is_delegate(actor.account, box, at=at):
        raise MayNotPrepare


@step
def forget_words(box: UUID, message: UUID) -> None:
    """What holds the words of a message goes, also of the messages beside it: those wait to be indexed anew."""
    WordPiece.objects.filter(grants__box=box, grants__message=message).delete()
