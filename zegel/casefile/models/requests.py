"""What parties ask the judge about who reads what and how they litigate, and who was excluded."""

from django.db import models
from django.db.models import F, Q

from zegel.casefile.models.cases import Case
from zegel.casefile.models.docket import Circle
from zegel.casefile.models.parties import Party
from zegel.lib.ids import uuid7


class PartyRequest(models.Model):
    """A request of a party (*verzoek*): to shield its next pieces from other parties (art. 3.7), or to change its channel (1.6); or
    an exclusion of the party by the judge (1.8), which nobody asks.

    `without` are the parties its pieces are to be kept from, `filing` is the filing that waits for the decision, `to` the channel it
    wants. `law` keeps what the law answered when it was decided; the reason in free words is sealed in `envelope`, its key to
    `key_version` of `reason_circle`. Granted shielding has its `circle`, a granted switch the date from which it holds.
    """

    class Kind(models.TextChoices):
        SHIELDING = "shielding"
        SWITCH = "switch"
        EXCLUSION = "exclusion"

    class Outcome(models.TextChoices):
        GRANTED = "granted"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, models.PROTECT, related_name="requests")
    party = models.ForeignKey(Party, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=9, choices=Kind)
    to = models.CharField(max_length=13, choices=Party.Channel, blank=True)
    without = models.ManyToManyField(Party, related_name="+")
    filing = models.UUIDField(null=True, unique=True)
    asked_at = models.DateTimeField()
    by_court = models.BooleanField(default=False)
    """Whether the court took it down, of a party that asked by letter or telephone."""
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    effective = models.DateTimeField(null=True)
    circle = models.OneToOneField(Circle, models.PROTECT, null=True, related_name="+")
    law = models.JSONField(null=True)
    reason_circle = models.ForeignKey(Circle, models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField(null=True)
    sealed_key = models.BinaryField(null=True)
    key_version = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "kind"], condition=Q(outcome=""), name="one_open_request_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True)
                | ~Q(outcome="") & Q(decided_at__isnull=False),
                name="request_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind="shielding", to="") | ~Q(kind="shielding") & ~Q(to=""),
                name="request_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(envelope__isnull=True, sealed_key__isnull=True, reason_circle__isnull=True)
                | Q(envelope__isnull=False, sealed_key__isnull=False, reason_circle__isnull=False),
                name="request_reason_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "asked_at"], name="request_of_case"),
            models.Index(fields=["asked_at", "id"], condition=Q(outcome=""), name="request_undecided"),
        ]


class Exclusion(models.Model):
    """Somebody whom the judge excluded from the digital file of one case (art. 1.8), from `since` until `until`; None: for good.

    It is about one account in one case: their other cases and their mail stay as they are.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, models.PROTECT, related_name="exclusions")
    account = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="exclusion_in_order"
            ),
        ]
        indexes = [models.Index(fields=["account", "case"], name="exclusion_of_account")]
