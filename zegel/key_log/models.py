"""The entries of the log of keys, its hashes and its signed states; made from the records of evidence, and never changed."""

from django.db import models


class Entry(models.Model):
    """Number `index` of the log: `body` is canonical JSON, `leaf` its RFC 9162 hash, `record` the place in evidence it was made from."""

    index = models.BigIntegerField(primary_key=True)
    record = models.BigIntegerField(unique=True)
    label = models.CharField(max_length=64)
    names_key = models.BooleanField()
    names_person = models.BooleanField()
    body = models.BinaryField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["label", "index"], name="key_log_entry_label")]


class Hashes(models.Model):
    """A tile, as `zegel.seal.tiles` cuts them."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField()


class State(models.Model):
    """Size and root at a moment, signed by the key of the log of evidence under this log's name."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    peaks = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()


class Witnessed(models.Model):
    """The newest state that enough witnesses cosigned: its note with their lines, and the moment of the last one that was needed. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="key_log_witnessed_once")]


class Read(models.Model):
    """How far the records of evidence were read: the number of the last one. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    record = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="key_log_read_once")]
