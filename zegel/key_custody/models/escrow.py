"""The organisation's spare key of a member: their user key, sealed to a secret of which its officers hold shares."""

from django.db import models
from django.db.models.functions import MD5

from zegel.lib.ids import uuid7


class EscrowPlan(models.Model):
    """How many officers an organisation needs to open a user key, and how long it waits. No row: no escrow."""

    organisation = models.OneToOneField(
        "identity.Organisation", models.CASCADE, primary_key=True, related_name="+"
    )
    needed = models.PositiveSmallIntegerField()
    wait_hours = models.PositiveSmallIntegerField()
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(needed__gte=2, needed__lte=9), name="escrow_takes_officers"
            )
        ]


class EscrowChoice(models.Model):
    """What a member said of it. Without a row: yes at a court, no anywhere else."""

    user = models.OneToOneField("identity.User", models.CASCADE, primary_key=True, related_name="+")
    agreed = models.BooleanField()
    at = models.DateTimeField()


class EscrowSeal(models.Model):
    """A user key (`recipient` says which) sealed to an identity that exists nowhere but in the shares."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    organisation = models.ForeignKey("identity.Organisation", models.CASCADE, related_name="+")
    recipient = models.TextField()
    needed = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        # A recipient is longer than an index entry may be, so the rule is on its hash.
        constraints = [
            models.UniqueConstraint(models.F("user"), MD5("recipient"), name="escrow_seal_once"),
        ]


class EscrowShare(models.Model):
    """One share, sealed to the user key that an officer had at that moment."""

    seal = models.ForeignKey(EscrowSeal, models.CASCADE, related_name="shares")
    officer = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    recipient = models.TextField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seal", "officer"], name="escrow_share_an_officer"),
            models.UniqueConstraint(fields=["seal", "number"], name="escrow_share_number"),
        ]


class EscrowRequest(models.Model):
    """Somebody asks the officers for their shares, sealed to a key that was made for this alone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    seal = models.ForeignKey(EscrowSeal, models.CASCADE, related_name="requests")
    recipient = models.TextField()
    asked_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seal"], condition=models.Q(ended_at__isnull=True), name="escrow_request_one_open"
            )
        ]


class EscrowApproval(models.Model):
    """An officer checked who asks, and gave their share. How they checked it is in evidence."""

    request = models.ForeignKey(EscrowRequest, models.CASCADE, related_name="approvals")
    officer = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "officer"], name="escrow_approval_an_officer")
        ]
