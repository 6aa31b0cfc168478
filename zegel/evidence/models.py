"""What happened, provably: records, their place in the Merkle log, and signed checkpoints."""

from django.db import models

from zegel.lib.ids import uuid7


class Record(models.Model):
    """One event that can matter in a dispute. `body` is canonical JSON; its RFC 9162 leaf hash is `leaf`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    subject = models.UUIDField()
    body = models.BinaryField()
    leaf = models.BinaryField(max_length=32)
    index = models.BigIntegerField(null=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"]),
            models.Index(fields=["id"], condition=models.Q(index__isnull=True), name="record_unlogged"),
        ]


class Checkpoint(models.Model):
    """The log's size and root at a moment, signed by the log's key."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()


class Cosigned(models.Model):
    """The newest checkpoint that enough witnesses cosigned: its note with their lines, and the moment of the last one that was needed. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="evidence_cosigned_once")]


class Tile(models.Model):
    """A piece of the log's hashes as `zegel.seal.tiles` cuts them: a copy that makes proofs cheap, made from the records."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()


class Stamp(models.Model):
    """An outside authority's word (RFC 3161) that a checkpoint existed at a moment: its answer as it came, and that moment. `lines` are those of
    witnesses under the note that was stamped, empty where nobody had cosigned it."""

    checkpoint = models.OneToOneField(Checkpoint, models.PROTECT, primary_key=True)
    lines = models.TextField(blank=True)
    token = models.BinaryField()
    at = models.DateTimeField()

    @property
    def note(self) -> str:
        """What was stamped."""
        return self.checkpoint.note + self.lines


class Opening(models.Model):
    """What a record says of persons, kept beside it: the record holds only its hash, so this can be forgotten."""

    record = models.OneToOneField(Record, models.PROTECT, primary_key=True)
    body = models.BinaryField()


class KeyChange(models.Model):
    """The announcement of a new log key, signed by the one before it; oldest first by `id`."""

    note = models.TextField()
    at = models.DateTimeField()
