"""The digital case file: circles of readers, the docket (*stukkenlijst*), and what was made known to whom and when."""

from django.db import models
from django.db.models import Q

from zegel.casefile.models.cases import Case
from zegel.casefile.models.parties import Party
from zegel.lib.ids import uuid7


class Circle(models.Model):
    """Who may read an entry: a container whose members are mailboxes. `without` names who a shielded one keeps out (art. 3.7), `own`
    the one party that a shielded one of the court is for, whoever else comes into the case."""

    class Kind(models.TextChoices):
        OPEN = "open"
        SHIELDED = "shielded"
        COURT = "court"

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, models.PROTECT, related_name="circles")
    kind = models.CharField(max_length=8, choices=Kind)
    container = models.OneToOneField("boxes.Container", models.PROTECT, related_name="+")
    without = models.ManyToManyField(Party, related_name="+")
    own = models.OneToOneField(Party, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=~Q(kind="shielded"), name="one_open_and_court_circle"
            ),
            models.CheckConstraint(
                condition=Q(own__isnull=True) | Q(kind="shielded"), name="own_circle_is_shielded"
            ),
        ]


class DocketEntry(models.Model):
    """A piece in the file (*stuk*). `filed_at` is the legal moment and never changes; `placed_at` is when readers could see it.

    `position` counts in the order of placing, per case, without gaps, and is told to nobody: who may not see a piece would know of it by the
    gap. `number` is what readers see, counted without gaps among the pieces that lie before all readers, and apart from them among those
    that are shielded or of the court alone (`rules.docket.series_of`). `party` filed it, nobody for what the court itself placed.
    `envelope` holds the filer's signed manifest, titles and file names, sealed; `sealed_key` its key, sealed to `key_version` of the
    circle. `filing` is the identifier of the filing it came by. `late` is the law's mark (art. 3.16) with its reasoning, `late_before`
    the marks (or None) that stood until the hearing got another day, the oldest first. What replaces another piece (3.12) keeps that piece's moment.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="entries")
    filing = models.UUIDField(null=True, db_index=True)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="entries")
    filed_at = models.DateTimeField()
    placed_at = models.DateTimeField()
    placed_by = models.UUIDField()
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    first_exhibit = models.PositiveSmallIntegerField(null=True)
    last_exhibit = models.PositiveSmallIntegerField(null=True)
    late = models.JSONField(null=True)
    late_before = models.JSONField(default=list)
    envelope = models.BinaryField()
    sealed_key = models.BinaryField()
    key_version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="docket_position_once"),
            models.UniqueConstraint(fields=["case", "number"], name="docket_number_once"),
            models.CheckConstraint(
                condition=Q(placed_at__gte=models.F("filed_at")), name="docket_placed_after_filed"
            ),
            models.CheckConstraint(
                condition=Q(first_exhibit__isnull=True, last_exhibit__isnull=True)
                | Q(first_exhibit__gte=1, last_exhibit__gte=models.F("first_exhibit")),
                name="docket_exhibits_in_order",
            ),
        ]
        indexes = [models.Index(fields=["case", "party", "last_exhibit"], name="docket_exhibits")]


class EntryDocument(models.Model):
    """One file of an entry: the stored sealed bytes, and its key sealed to the circle. Title and name are in the envelope."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.ForeignKey(DocketEntry, models.PROTECT, related_name="documents")
    number = models.PositiveSmallIntegerField()
    exhibit = models.PositiveSmallIntegerField(null=True)
    object = models.ForeignKey("vault.StoredObject", models.PROTECT, related_name="+")
    sealed_key = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="entry_document_once")]
        indexes = [models.Index(fields=["object"], name="entry_document_of_object")]


class Publication(models.Model):
    """An entry made known (*bekendmaking*) to one reader's mailbox. `made_known_at` is when the notification was handed over for
    sending (art. 1.9), or the placement for who gave no address (I-6); once known it never moves, whatever is sent again."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.ForeignKey(DocketEntry, models.PROTECT, related_name="publications")
    mailbox = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    made_known_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "mailbox"], name="publication_once"),
            models.CheckConstraint(
                condition=~Q(address="") | Q(made_known_at__isnull=False), name="publication_without_address"
            ),
        ]


class CaseVisit(models.Model):
    """The newest entry somebody had seen when they last left a case, so that the next visit shows what is new."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="visits")
    account = models.UUIDField()
    seen_position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "account"], name="case_visit_once")]
