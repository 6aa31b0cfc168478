"""Reads of the vault. Who may read an object is decided by the house that holds it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from zegel.vault.errors import UploadUnknown
from zegel.vault.models import StoredObject
from zegel.vault.storage import storage

# Rows travel, tables do not: other houses may name what a query gives them, and only this house asks its tables.
__all__ = [
    "StoredObject",
    "announced",
    "hold_owner",
    "object_chunks",
    "stored_before",
    "stored_objects",
    "unfinished_upload",
    "upload_progress",
]

_CHUNK = 256 * 1024


def unfinished_upload(owner: UUID, key: UUID) -> StoredObject:
    """The owner's upload that is still under way.

    Raises:
        UploadUnknown: there is none.
    """
    found = StoredObject.objects.filter(pk=key, owner=owner, state=StoredObject.State.UPLOADING).first()
    if found is None:
        raise UploadUnknown
    return found


def announced(owner: UUID, *, since: datetime) -> list[tuple[datetime, int]]:
    """When an owner announced how many bytes after a moment, finished or not; the oldest first."""
    rows = StoredObject.objects.filter(owner=owner, created_at__gt=since)
    return list(rows.order_by("created_at").values_list("created_at", "size"))


def hold_owner(owner: UUID) -> None:
    """Until the transaction ends nobody else counts what this owner announced."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [(owner.int % 2**62) ^ 0x7661756C])


def upload_progress(owner: UUID, key: UUID) -> tuple[StoredObject, list[int]]:
    """The upload and the numbers of the parts that have safely arrived, for a client that resumes.

    Raises:
        UploadUnknown: there is none of this owner.
    """
    found = StoredObject.objects.filter(pk=key, owner=owner).first()
    if found is None:
        raise UploadUnknown
    return found, list(found.parts.order_by("number").values_list("number", flat=True))


def stored_objects(owners: Iterable[UUID], keys: list[UUID]) -> dict[UUID, StoredObject]:
    """Those of `keys` that are whole and an owner's."""
    rows = StoredObject.objects.filter(pk__in=keys, owner__in=list(owners), state=StoredObject.State.STORED)
    return {row.pk: row for row in rows}


def stored_before(moment: datetime) -> QuerySet[StoredObject]:
    """What became whole before a moment, oldest first, for the house that knows what holds it."""
    rows = StoredObject.objects.filter(state=StoredObject.State.STORED, stored_at__lt=moment)
    return rows.order_by("stored_at")


def object_chunks(key: UUID) -> Iterator[bytes]:
    """The sealed bytes of a stored object, a part at a time."""
    with storage().open(str(key)) as source:
        while chunk := source.read(_CHUNK):
            yield chunk
