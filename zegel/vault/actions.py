"""Verbs of the vault. An acknowledged part or object is on the back end's disk and committed; nothing less is said."""

import io
import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from zegel.lib.ids import uuid7
from zegel.lib.moments import amsterdam
from zegel.lib.principal import Principal
from zegel.lib.verbs import nobody_acts, step
from zegel.vault.errors import (
    AllowanceUsed,
    PartRefused,
    UploadDamaged,
    UploadIncomplete,
    UploadTooLarge,
    UploadUnknown,
)
from zegel.vault.models import StoredObject, keep_part
from zegel.vault.queries import announced, hold_owner, unfinished_upload
from zegel.vault.rules import (
    ALLOWANCE_ACCOUNT,
    ALLOWANCE_PERIOD,
    LARGEST_SEALED,
    MONTH,
    PART_SIZE,
    part_count,
    part_size,
)
from zegel.vault.storage import storage


def begin_upload(
    *,
    actor: Principal,
    size: int,
    sha256: str,
    at: datetime,
    allowance: int = ALLOWANCE_ACCOUNT,
    month: int | None = None,
) -> StoredObject:
    """Announce a sealed file of `size` bytes with this hash (hex, of the ciphertext).

    `allowance` is how many bytes the actor may announce in a day, `month` in thirty. What was removed again does not count.

    Raises:
        AllowanceUsed: more than that.
        UploadTooLarge: more than a sealed 25 MB file.
        PartRefused: the size or hash cannot be.
        StorageFull: no room on the back end.
    """
    if size > LARGEST_SEALED:
        raise UploadTooLarge
    if size < 1 or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise PartRefused(number=0)
    with transaction.atomic():
        owner = actor.account
        hold_owner(owner)
        _check_room(owner, size, allowance, ALLOWANCE_PERIOD, at)
        if month is not None:
            _check_room(owner, size, month, MONTH, at)
        key = uuid7()
        upload = storage().begin(str(key), size)
        return StoredObject.objects.create(
            id=key, owner=owner, size=size, sha256=sha256, backend_upload=upload, created_at=at
        )


def _check_room(owner: UUID, size: int, most: int, period: timedelta, at: datetime) -> None:
    """Whether `size` bytes more fit into what may be announced in a period.

    Raises:
        AllowanceUsed: with when the oldest that is in the way falls out of it.
    """
    there = announced(owner, since=at - period)
    over = sum(row_size for _, row_size in there) + size - most
    if over <= 0:
        return
    lifts = at + period
    for moment, row_size in there:
        over -= row_size
        if over <= 0:
            lifts = moment + period
            break
    local = amsterdam(lifts)
    raise AllowanceUsed(
        most=most // 10**6,
        days=period.days,
        time=f"{local:%H:%M}",
        day=f"{local.day}-{local.month}-{local.year}",
    )


def put_part(*, actor: Principal, key: UUID, number: int, source: BinaryIO, size: int) -> None:
    """Store part `number` (from 1). Sending a part again replaces it, so a lost answer does no harm.

    Raises:
        UploadUnknown: not the actor's, finished or swept.
        PartRefused: not the size this part must have, or cut off on its way.
        StorageFull: no room on the back end.
    """
    upload = unfinished_upload(actor.account, key)
    if size < 1 or size != part_size(upload.size, number):
        raise PartRefused(number=number)
    tag = storage().put_part(str(key), upload.backend_upload, number, source, size)
    if not keep_part(upload, number, size, tag):
        raise UploadUnknown


def finish_upload(*, actor: Principal, key: UUID, at: datetime) -> StoredObject:
    """Make the object whole: every part present, and the hash of what lies on the back end as announced.

    Repeating a finished one answers the same. A damaged one is removed. Two at the same time wait for each other.

    Raises:
        UploadUnknown, UploadDamaged, StorageFull.
        UploadIncomplete: parts are missing; `upload_progress` tells which.
    """
    with transaction.atomic():
        stored = StoredObject.objects.select_for_update().filter(pk=key, owner=actor.account).first()
        if stored is None:
            raise UploadUnknown
        if stored.state == StoredObject.State.STORED:
            return stored
        digest = _join(stored)
        if digest == stored.sha256:
            stored.state, stored.stored_at = StoredObject.State.STORED, at
            stored.save(update_fields=["state", "stored_at"])
            stored.parts.all().delete()
            return stored
        if digest is None:
            # What the back end lost or mixed up is not there, whatever we noted of it; the client sends it again.
            stored.parts.all().delete()
    if digest is None:
        raise UploadIncomplete
    discard(stored)
    raise UploadDamaged


def _join(upload: StoredObject) -> str | None:
    """The hash of the joined parts, or None when the back end misses one.

    Raises:
        UploadIncomplete: not every part has been sent.
    """
    tags = list(upload.parts.order_by("number").values_list("etag", flat=True))
    if len(tags) != part_count(upload.size):
        raise UploadIncomplete
    try:
        return storage().finish(str(upload.pk), upload.backend_upload, tags)
    except UploadIncomplete:
        return None


def discard_object(*, actor: Principal, key: UUID) -> None:
    """Remove an upload or object of the actor's that is no longer wanted. One that is part of a message stays: filed is filed."""
    found = StoredObject.objects.filter(pk=key, owner=actor.account).first()
    if found:
        with suppress(ProtectedError, IntegrityError):
            discard(found)


@step
def discard(found: StoredObject) -> None:
    """Remove an upload or object, unless it was finished or removed since it was read.

    The row first: bytes without a row do no harm, a row without bytes would be a lie.
    """
    with transaction.atomic():
        # Locked before its parts are deleted, in the order of `put_part`, or the two could wait for each other.
        row = StoredObject.objects.select_for_update().filter(pk=found.pk, state=found.state).first()
        if row is None:
            return
        row.delete()
    storage().discard(str(found.pk), found.backend_upload)


@nobody_acts("a page of the service's health asks")
def keeps_bytes() -> bool:
    """Whether the back end has room for a part and takes a byte right now, tried for real; nothing of it stays."""
    key = str(uuid7())
    try:
        if not storage().has_room(PART_SIZE):
            return False
        upload = storage().begin(key, 1)
        storage().put_part(key, upload, 1, io.BytesIO(b"0"), 1)
        storage().discard(key, upload)
    except Exception:  # noqa: BLE001  # whatever the client of the back end raises: it does not keep a byte
        return False
    return True


@nobody_acts("the work of a job")
def sweep_unfinished(*, before: datetime) -> int:
    """Remove uploads begun before a moment and never finished; returns how many."""
    stale = list(StoredObject.objects.filter(state=StoredObject.State.UPLOADING, created_at__lt=before)[:500])
    for upload in stale:
        discard(upload)
    return len(stale)
