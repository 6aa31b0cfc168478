"""What is sent to a party that does not read digitally: a print queue, ticked off by who posts it (art. 1.10)."""

from django.db import models
from django.db.models import Q

from zegel.casefile.models.docket import DocketEntry
from zegel.casefile.models.parties import Party
from zegel.lib.ids import uuid7


class Posting(models.Model):
    """A piece that goes to a party by post or by secure mail (art. 1.10), from when it was placed until somebody ticked it off. A
    correction opens it again; what was said before stays in the evidence."""

    class Channel(models.TextChoices):
        PAPER = "paper"
        SECURE_MAIL = "veilig mailen"

    id = models.UUIDField(primary_key=True, default=uuid7)
    entry = models.ForeignKey(DocketEntry, models.PROTECT, related_name="postings")
    party = models.ForeignKey(Party, models.PROTECT, related_name="postings")
    desk = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    """That of the case, kept here for the queue."""
    channel = models.CharField(max_length=13, choices=Channel)
    at = models.DateTimeField()
    posted_at = models.DateTimeField(null=True)
    posted_by = models.UUIDField(null=True)
    message = models.UUIDField(null=True)
    """The sealed mail that brought it, where it went by secure mail from here."""

    class Meta:
        indexes = [
            models.Index(
                fields=["desk", "at", "id"], condition=Q(posted_at__isnull=True), name="posting_queue"
            ),
            models.Index(
                fields=["desk", "-posted_at"], condition=Q(posted_at__isnull=False), name="posting_done"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "party"], name="posting_once"),
            models.CheckConstraint(
                condition=Q(posted_at__isnull=True, posted_by__isnull=True)
                | Q(posted_at__isnull=False, posted_by__isnull=False),
                name="posting_whole",
            ),
            models.CheckConstraint(
                condition=Q(message__isnull=True) | Q(posted_at__isnull=False, channel="veilig mailen"),
                name="posting_mailed_by_mail",
            ),
        ]
