"""Judgments (*vonnis*): their drafts, what the judge signed, copies to enforce, and what came too late for the judge."""

from django.db import models
from django.db.models import Q

from zegel.lib.ids import uuid7


class Draft(models.Model):
    """A version of a judgment that is being written (*concept*), sealed to the circle of the court. None is ever written over.

    `envelope` holds its maker's signed manifest; `sealed_key` opens that, `document_key` the file, both sealed to the circle.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    circle = models.ForeignKey("casefile.Circle", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    envelope = models.BinaryField()
    sealed_key = models.BinaryField()
    object = models.ForeignKey("vault.StoredObject", models.PROTECT, related_name="+")
    document_key = models.BinaryField()
    key_version = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="draft_number_once")]


class Judgment(models.Model):
    """What a judge gave or signed. The identifier is the judge's client's, and that of the act by which judgment was given.

    `entry` is its place in the file, `statement` the SHA-256 of what the judge signed (`zegel.seal.judgment`) and `key` the judge's
    key; an oral judgment has none, its record follows it. `copies` is who gets it and how (art. 12.3), as the law said on the day.
    """

    class Kind(models.TextChoices):
        WRITTEN = "written"
        SHORT = "short"
        ORAL = "oral"
        FULL = "full"
        RECORD = "record"

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=Kind)
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    entry = models.OneToOneField("casefile.DocketEntry", models.PROTECT, null=True, related_name="+")
    statement = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=44, blank=True)
    signed_by = models.UUIDField()
    given_at = models.DateTimeField()
    copies = models.JSONField(default=list)
    ecli = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(follows__isnull=True), name="judgment_once_a_case"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["full", "record"], follows__isnull=False)
                | Q(kind__in=["written", "short", "oral"], follows__isnull=True),
                name="judgment_follows_by_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind="oral", entry__isnull=True, statement="")
                | (~Q(kind="oral") & Q(entry__isnull=False) & ~Q(statement="")),
                name="judgment_signed_unless_oral",
            ),
            models.UniqueConstraint(fields=["ecli"], condition=~Q(ecli=""), name="ecli_once"),
        ]


class EnforceableCopy(models.Model):
    """A line of the register of enforceable copies (*grosse*) of a case: on paper, to whom, why, under a number without gaps."""

    id = models.UUIDField(primary_key=True)
    judgment = models.ForeignKey(Judgment, models.PROTECT, related_name="enforceable_copies")
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    party = models.ForeignKey("casefile.Party", models.PROTECT, related_name="+")
    interest = models.CharField(max_length=12)
    asked_on = models.DateField(null=True)
    issued_at = models.DateTimeField()
    issued_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="enforceable_copy_number_once")
        ]


class Release(models.Model):
    """A piece that came after the day of judgment was set, and that the judge may see all the same (art. 12.6).

    The judge's reason, where that is the ground, is sealed in `envelope`, its key sealed to a circle's key version.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.OneToOneField("casefile.DocketEntry", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10)
    agreed = models.JSONField(default=list)
    released_by = models.UUIDField()
    released_at = models.DateTimeField()
    circle = models.UUIDField(null=True)
    envelope = models.BinaryField(null=True)
    sealed_key = models.BinaryField(null=True)
    key_version = models.PositiveIntegerField(null=True)


class DeskNotes(models.Model):
    """A judge's own notes and marks in a case, sealed to the judge's own key: nobody else reads them, colleagues neither."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey("casefile.Case", models.PROTECT, related_name="+")
    account = models.UUIDField()
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="desk_notes_once")]
