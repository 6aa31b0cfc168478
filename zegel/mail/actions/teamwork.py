"""Working together in one mailbox: who takes care of what, who answered, and notes among each other."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.errors import KeyVersionPast
from zegel.boxes.queries import assignable, current_key_versions, membership, preparing_box
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.lib.verbs import step
from zegel.mail.actions.behalf import note_delegate
from zegel.mail.errors import ConversationUnknown, NoteConflict
from zegel.mail.events import ConversationAssigned, DelegateNoted
from zegel.mail.models import Entry, Note
from zegel.mail.rules import check_note


@transaction.atomic
def assign(*, actor: Principal, box: UUID, entries: list[UUID], to: UUID | None, at: datetime) -> int:
    """Give the conversations of these entries to one member of the box, or (`to` is None) to nobody in particular.

    What arrives in them later is theirs too. Returns how many conversations changed hands.

    Raises:
        BoxUnknown, MayNotPrepare: who may only read gives nobody work; PersonUnknown: `to` is no member of the box.
    """
    preparing_box(actor.account, box, at=at)
    person = assignable(actor.account, box, to, at=at) if to else None
    mine = Entry.objects.filter(box=box)
    # Two who give at the same time wait for each other, so that evidence names each change once.
    named = (
        mine.filter(pk__in=entries).select_for_update().order_by("pk").values_list("conversation", flat=True)
    )
    return give_conversations(actor, box, set(named), person.pk if person else None, at)


@step
def give_conversations(
    actor: Principal, box: UUID, conversations: set[UUID], to: UUID | None, at: datetime
) -> int:
    """Give conversations of a box to a member or (`to` is None) to nobody, and say in evidence which changed hands.

    Returns how many did. In the caller's transaction.
    """
    rows = Entry.objects.filter(box=box, conversation__in=conversations, home=Entry.Folder.IN)
    rows = rows.exclude(assignee=to) if to else rows.filter(assignee__isnull=False)
    changed = set(rows.values_list("conversation", flat=True))
    rows.update(assignee=to)
    told = [ConversationAssigned(subject=conversation, box=box, to=to) for conversation in sorted(changed)]
    write(told, actor=actor, at=at)
    return len(changed)


@step
def assignees(boxes: Iterable[UUID], conversation: UUID) -> dict[UUID, UUID]:
    """Who takes care of a conversation in each of these boxes, where somebody does (one query)."""
    rows = Entry.objects.filter(box__in=list(boxes), conversation=conversation, assignee__isnull=False)
    return dict(rows.order_by("at").values_list("box", "assignee"))


@step
def mark_answered(*, box: UUID, conversation: UUID, user: UUID, at: datetime) -> None:
    """Show at what came in that somebody answered it. In the transaction of the answer."""
    rows = Entry.objects.filter(
        box=box, conversation=conversation, home=Entry.Folder.IN, answered_at__isnull=True
    )
    rows.update(answered_by_id=user, answered_at=at)


@transaction.atomic
def add_note(
    *,
    actor: Principal,
    key: UUID,
    box: UUID,
    conversation: UUID,
    sealed: bytes,
    key_version: int,
    at: datetime,
) -> Note:
    """Keep a note about a conversation, sealed with the key of the box's key version `key_version`.

    Raises:
        BoxUnknown, MayNotPrepare, KeyVersionPast; ConversationUnknown: not one of this box; EnvelopeRefused, DraftTooLarge;
        NoteConflict: the identifier is another note's.
    """
    check_note(sealed)
    preparing_box(actor.account, box, at=at)
    if not Entry.objects.filter(box=box, conversation=conversation).exists():
        raise ConversationUnknown
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    new = Note(id=key, box_id=box, conversation=conversation, writer_id=actor.account, sealed=sealed, at=at)
    Note.objects.bulk_create([new], ignore_conflicts=True)
    kept = Note.objects.filter(pk=key, box=box, conversation=conversation, writer_id=actor.account).first()
    if kept is None or bytes(kept.sealed) != sealed:
        raise NoteConflict
    note_delegate(actor, DelegateNoted(subject=box, conversation=conversation), at)
    return kept


@transaction.atomic
def delete_note(*, actor: Principal, key: UUID, at: datetime) -> None:
    """Take back a note of one's own.

    Raises:
        ConversationUnknown: there is none of the actor's.
    """
    found = Note.objects.filter(pk=key, writer_id=actor.account).first()
    if found is None:
        raise ConversationUnknown
    membership(actor.account, found.box_id, at=at)
    found.delete()
