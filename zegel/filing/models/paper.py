"""The paper that follows a filing by secure mail (art. 3.3)."""

from django.db import models

from zegel.filing.models.filings import Desk, Filing


class PaperTask(models.Model):
    """The paper that must follow a filing, directly (art. 3.3): open until all of it has come.

    `desk`, `mailbox` and `at` are the filing's, kept here for the lists of who waits for it and of who must send it.
    """

    class State(models.TextChoices):
        OPEN = "open"
        MISSING = "missing"
        COMPLETE = "complete"

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="paper")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", db_index=False)
    mailbox = models.ForeignKey(
        "boxes.Container", models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["desk", "at", "filing"], condition=~models.Q(state="complete"), name="paper_expected"
            ),
            models.Index(
                fields=["mailbox", "at", "filing"],
                condition=~models.Q(state="complete"),
                name="paper_to_send",
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
