"""The word index of a mailbox: made and sealed by clients of its members, kept here in step with what lies in the mailbox."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.errors import KeyVersionPast
from zegel.boxes.queries import current_key_versions
from zegel.lib.principal import Principal
from zegel.mail.actions.rows import insert_if_new, only_changing_words
from zegel.mail.errors import WordsPast
from zegel.mail.models import AccessGrant, WordPiece
from zegel.mail.queries.word_index import indexing_box, known
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
        indexed by another in the meantime, is not in the mailbox or was never opened there, or a piece is gone, or another has its identifier.
    """
    check_word_piece(sealed, messages)
    indexing_box(actor.account, box, at=at)
    only_changing_words(box)
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    kept = WordPiece.objects.filter(pk=key).first()
    if kept is not None:
        if kept.box_id == box and bytes(kept.sealed) == sealed:
            return
        raise WordsPast
    replaced, _ = WordPiece.objects.filter(box=box, pk__in=replaces).delete()
    new = WordPiece(id=key, box_id=box, key_version=key_version, sealed=sealed, made_at=at)
    grants = AccessGrant.objects.filter(known(), box=box, message__in=messages, words__isnull=True)
    found = list(grants.values_list("pk", flat=True))
    if replaced != len(set(replaces)) or len(found) != len(messages) or not insert_if_new(new):
        raise WordsPast
    AccessGrant.objects.filter(pk__in=found).update(words=key)
