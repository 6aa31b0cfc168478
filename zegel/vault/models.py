"""Sealed bytes: uploads on their way in, and objects that are complete."""

from django.db import connection, models

from zegel.lib.ids import uuid7


class StoredObject(models.Model):
    """One sealed file. `sha256` and `size` are of the ciphertext; `owner` is the user or guest that uploads it."""

    class State(models.TextChoices):
        UPLOADING = "uploading"
        STORED = "stored"

    id = models.UUIDField(primary_key=True, default=uuid7)
    owner = models.UUIDField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADING)
    backend_upload = models.TextField(blank=True)
    created_at = models.DateTimeField()
    stored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="object_not_empty"),
            models.CheckConstraint(
                condition=models.Q(state="uploading", stored_at__isnull=True)
                | models.Q(state="stored", stored_at__isnull=False),
                name="object_state_and_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "created_at"], include=["size"], name="object_allowance"),
            models.Index(
                fields=["created_at"], condition=models.Q(state="uploading"), name="object_unfinished"
            ),
        ]


class Part(models.Model):
    """One part of an upload that is safely on the storage back end."""

    object = models.ForeignKey(StoredObject, models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    etag = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "number"], name="part_once")]


_KEEP_PART = """
INSERT INTO vault_part (object_id, number, size, etag)
SELECT id, %s, %s, %s FROM vault_storedobject WHERE id = %s AND owner = %s AND state = 'uploading' FOR NO KEY UPDATE
ON CONFLICT (object_id, number) DO UPDATE SET size = excluded.size, etag = excluded.etag
"""


def keep_part(upload: StoredObject, number: int, size: int, etag: str) -> bool:
    """Note a part, or note it anew, while its upload is still under way; whether it was.

    One statement for what would be five (a transaction, the row locked, the part): five parts of a file are five times this.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_PART, [number, size, etag, upload.pk, upload.owner])
        return bool(cursor.rowcount == 1)
