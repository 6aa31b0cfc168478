"""Other ways to a user key than the present password, and the keys of the past."""

from django.db import models
from django.db.models.functions import MD5

from zegel.lib.ids import uuid7


class KeySeal(models.Model):
    """A user key sealed for a recovery code, or for a password that was forgotten and may be remembered.

    `recipient` says which user key: a fresh start makes another one, and the code on paper still opens the old.
    """

    class Way(models.TextChoices):
        RECOVERY = "recovery"
        PASSWORD = "password", "Password"

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="key_seals")
    way = models.CharField(max_length=8, choices=Way)
    recipient = models.TextField()
    salt = models.BinaryField(null=True)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(way="recovery", salt__isnull=True)
                | models.Q(way="password", salt__isnull=False),
                name="key_seal_way",
            ),
            # A recipient is longer than an index entry may be, so the rule is on its hash.
            models.UniqueConstraint(
                models.F("user"),
                MD5("recipient"),
                condition=models.Q(way="recovery"),
                name="key_seal_recovery_once",
            ),
        ]


class PastKey(models.Model):
    """A user key until a fresh start replaced it: what it signed before that moment stays to be checked with it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="past_keys")
    recipient = models.TextField()
    signing_key = models.CharField(max_length=44)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "until"])]


class Pins(models.Model):
    """Which keys of others somebody goes by: sealed to their own user key and signed inside, so only bytes are known."""

    user = models.OneToOneField("identity.User", models.CASCADE, primary_key=True, related_name="+")
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()
