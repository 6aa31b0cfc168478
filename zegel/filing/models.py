"""Intake: at which desk a court receives what, what was filed there, and the paper that must follow (art. 3.3)."""

from django.db import models

from zegel.lib.ids import uuid7


class Desk(models.Model):
    """The mailbox in which a court receives one kind of case at one location (VI 6.1), and where its paper goes."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    court = models.SlugField(max_length=40)
    location = models.CharField(max_length=60)
    matter = models.CharField(max_length=10)
    box = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    postal = models.TextField(blank=True)
    counter = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["court", "location", "matter"], name="desk_once"),
        ]


class Filing(models.Model):
    """A message filed at a court. What it says, and the names of its files, are in the message, sealed."""

    message = models.OneToOneField("mail.Message", models.PROTECT, primary_key=True, related_name="+")
    number = models.CharField(max_length=8, unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="filings")
    filer = models.ForeignKey("boxes.Container", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    case_number = models.CharField(max_length=80, blank=True)
    secret = models.BooleanField()
    copies = models.CharField(max_length=10)
    passed = models.JSONField()
    files = models.PositiveSmallIntegerField()
    at = models.DateTimeField()


class PaperTask(models.Model):
    """The paper that must follow a filing, directly (art. 3.3): open until all of it has come."""

    class State(models.TextChoices):
        OPEN = "open"
        MISSING = "missing"
        COMPLETE = "complete"

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="paper")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["changed_at"], condition=~models.Q(state="complete"), name="paper_still_open"
            ),
        ]


class PaperPiece(models.Model):
    """A piece that came on paper, and who took it in. The same piece comes once, however often it is ticked."""

    task = models.ForeignKey(PaperTask, models.PROTECT, related_name="pieces")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    clerk = models.ForeignKey("identity.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "number"], name="paper_piece_once")]
