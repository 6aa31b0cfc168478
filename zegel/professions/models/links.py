"""The link between an account and a number in a profession's register, and the tries to make one."""

import uuid

from django.db import models

from zegel.lib.ids import uuid7


class ProfessionLink(models.Model):
    """An account that proved to be somebody in the register. Ended links stay, as history.

    `standing` is what the last check made of the register; anything but active means that no court mail goes in or out,
    since `blocked_since`.
    """

    class Standing(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"
        STRUCK = "struck"
        ABSENT = "absent"

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.PROTECT, related_name="profession_links")
    entry = models.ForeignKey("professions.RegisterEntry", models.PROTECT, related_name="links")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.ACTIVE)
    blocked_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at__isnull=True), name="one_number_an_account"
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(ended_at__isnull=True), name="one_account_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(standing="active", blocked_since__isnull=True)
                | models.Q(standing__in=["suspended", "struck", "absent"], blocked_since__isnull=False),
                name="profession_blocked_by_standing",
            ),
        ]


class ProfessionClaim(models.Model):
    """Somebody said that a number is theirs. With `entry` a code went to the address on record; without, nothing did.

    The digits are nowhere: they are derived from `id` and a key outside the database. `place` is a hash of the network
    address, for the limits.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="profession_claims")
    entry = models.ForeignKey("professions.RegisterEntry", models.PROTECT, null=True, related_name="claims")
    place = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-asked_at"], name="claim_of_user"),
            models.Index(fields=["entry", "-asked_at"], name="claim_of_entry"),
            models.Index(fields=["place", "-asked_at"], name="claim_from_place"),
        ]
