"""Drafts: sealed by the writer's client, kept so that nothing typed is lost."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.errors import KeyVersionPast
from zegel.boxes.queries import current_key_versions, preparing_box
from zegel.evidence.actions import write
from zegel.lib.principal import Principal
from zegel.mail.actions.behalf import note_delegate
from zegel.mail.actions.growth import check_drafts
from zegel.mail.errors import DraftConflict
from zegel.mail.events import DelegateDrafted, DelegateReadied, DraftReadied
from zegel.mail.models import Draft
from zegel.mail.queries.folders import draft as draft_of
from zegel.mail.queries.growth import allowance_of
from zegel.mail.rules import check_draft


@transaction.atomic
def save_draft(
    *, actor: Principal, key: UUID, box: UUID, sealed: bytes, key_version: int, version: int, at: datetime
) -> int:
    """Keep a draft, sealed with the key of the box's key version `key_version`; `version` is the one it was made from (0 for
    a new one). Returns the new version.

    Raises:
        DraftConflict: somebody saved in the meantime; BoxUnknown, MayNotPrepare, KeyVersionPast; DraftTooLarge,
        EnvelopeRefused; DraftsFull: of a mailbox of which nobody checked whose it is.
    """
    check_draft(sealed)
    place = preparing_box(actor.account, box, at=at)
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    if may := allowance_of(place, at=at):
        check_drafts(box=box, may=may, draft=key, size=len(sealed))
    if version == 0:
        new = Draft(id=key, box=place, writer_id=actor.account, sealed=sealed, saved_at=at)
        Draft.objects.bulk_create([new], ignore_conflicts=True)
        kept = Draft.objects.filter(pk=key, box=place, version=1).first()
        if kept is None or bytes(kept.sealed) != sealed:
            raise DraftConflict
        note_delegate(actor, DelegateDrafted(subject=box, draft=key), at)
        return 1
    changed = Draft.objects.filter(pk=key, box=place, version=version).update(
        sealed=sealed, version=version + 1, saved_at=at, writer_id=actor.account, ready_at=None
    )
    if not changed:
        raise DraftConflict
    return version + 1


@transaction.atomic
def lay_ready(*, actor: Principal, key: UUID, version: int, at: datetime) -> None:
    """Tell who may send for the box that a draft is ready to go, as it stands in `version`.

    Raises:
        DraftUnknown, MayNotPrepare; DraftConflict: it was changed in the meantime.
    """
    found = draft_of(actor.account, key, at=at)
    preparing_box(actor.account, found.box_id, at=at)
    if not Draft.objects.filter(pk=key, version=version).update(ready_at=at):
        raise DraftConflict
    write([DraftReadied(subject=key, box=found.box_id)], actor=actor, at=at)
    note_delegate(actor, DelegateReadied(subject=found.box_id, draft=key), at)


@transaction.atomic
def delete_draft(*, actor: Principal, key: UUID, at: datetime) -> None:
    """Throw a draft away.

    Raises:
        DraftUnknown: not in one of the actor's boxes; MayNotPrepare: they may only read there.
    """
    found = draft_of(actor.account, key, at=at)
    preparing_box(actor.account, found.box_id, at=at)
    found.delete()
