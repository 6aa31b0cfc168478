"""Texts that a mailbox writes often and filters it looks through, sealed to it by the writer's client."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from zegel.boxes.errors import KeyVersionPast
from zegel.boxes.queries import boxes_of, current_key_versions, preparing_box
from zegel.lib.principal import Principal
from zegel.mail.actions.behalf import note_delegate
from zegel.mail.errors import StandardTextConflict, StandardTextUnknown, TooManyStandardTexts
from zegel.mail.events import DelegateChangedText
from zegel.mail.models import StandardText
from zegel.mail.rules import MOST_STANDARD_TEXTS, check_standard_text


@transaction.atomic
def save_standard_text(
    *,
    actor: Principal,
    key: UUID,
    box: UUID,
    kind: str = StandardText.Kind.TEXT,
    sealed: bytes,
    key_version: int,
    version: int,
    at: datetime,
) -> int:
    """Keep a standard text or a saved filter (`StandardText.Kind`), sealed with the key of the box's key version `key_version`; `version` is the one it was made from
    (0 for a new one). Returns the new version.

    Raises:
        BoxUnknown, MayNotPrepare, KeyVersionPast; DraftTooLarge, EnvelopeRefused; StandardTextConflict: somebody saved in the
        meantime; TooManyStandardTexts.
    """
    check_standard_text(sealed)
    preparing_box(actor.account, box, at=at)
    if current_key_versions([box]) != {box: key_version}:
        raise KeyVersionPast
    if version == 0:
        _add(StandardText(id=key, box_id=box, kind=kind, writer_id=actor.account, sealed=sealed, saved_at=at))
    elif not StandardText.objects.filter(pk=key, box=box, kind=kind, version=version).update(
        sealed=sealed, version=version + 1, saved_at=at, writer_id=actor.account
    ):
        raise StandardTextConflict
    note_delegate(actor, DelegateChangedText(subject=box, text=key), at)
    return version + 1


def _add(new: StandardText) -> None:
    if StandardText.objects.filter(box=new.box_id, kind=new.kind).count() >= MOST_STANDARD_TEXTS:
        raise TooManyStandardTexts
    StandardText.objects.bulk_create([new], ignore_conflicts=True)
    kept = StandardText.objects.filter(pk=new.pk, box=new.box_id, kind=new.kind, version=1).first()
    if kept is None or bytes(kept.sealed) != new.sealed:
        raise StandardTextConflict


@transaction.atomic
def delete_standard_text(*, actor: Principal, key: UUID, at: datetime) -> None:
    """Throw a standard text or a saved filter away.

    Raises:
        StandardTextUnknown: not in one of the actor's mailboxes; MayNotPrepare: they may only read there.
    """
    found = StandardText.objects.filter(pk=key, box__in=boxes_of(actor.account, at=at)).first()
    if found is None:
        raise StandardTextUnknown
    preparing_box(actor.account, found.box_id, at=at)
    found.delete()
    note_delegate(actor, DelegateChangedText(subject=found.box_id, text=key), at)
