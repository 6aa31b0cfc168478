"""What the court does with a filing: the *Digitale Postkamer* (art. 3.5 fn 4)."""

from django.db import models

from zegel.filing.models.filings import Desk, Filing


class IntakeItem(models.Model):
    """A filing in the intake (*Digitale Postkamer*, art. 3.5 fn 4), until the court has dealt with it, and what it did.

    `desk` and `at` are the filing's, kept here for the queue. Who is at work on it has claimed it until `claimed_until`; after that
    anybody may. `answer` is the sealed message that asked for more or returned it, `case` where it was placed.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ASKED = "asked"
        HELD = "held"
        REGISTERED = "registered"
        PLACED = "placed"
        RETURNED = "returned"

    filing = models.OneToOneField(Filing, models.PROTECT, primary_key=True, related_name="intake")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    case = models.ForeignKey("casefile.Case", models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey("mail.Message", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["desk", "state", "at", "filing"], name="intake_queue")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(claimed_by__isnull=True, claimed_until__isnull=True)
                | models.Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="intake_claim_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["registered", "placed"]) | models.Q(case__isnull=False),
                name="intake_placed_in_a_case",
            ),
        ]
