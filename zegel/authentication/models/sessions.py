"""Where somebody is logged in, and the browsers they use."""

from django.db import models

from zegel.lib.ids import uuid7


class Device(models.Model):
    """A browser that a user logged in with before; until `trusted_until` it needs no second factor."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="devices")
    digest = models.BinaryField()
    browser = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField()
    trusted_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="device_once")]


class LoginSession(models.Model):
    """One login. `digest` is of the token in the browser's cookie; `method` is the second factor, empty without one.

    Of a login by way of a provider: which, and hashes of what it calls the person and the login there, so that its word
    ends this one too.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="sessions")
    device = models.ForeignKey(Device, models.SET_NULL, null=True, related_name="sessions")
    digest = models.BinaryField(unique=True)
    method = models.CharField(max_length=10, blank=True)
    browser = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    proved_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    provider = models.CharField(max_length=40, blank=True, default="")
    subject_digest = models.BinaryField(null=True)
    there_digest = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-started_at"]),
            models.Index(
                fields=["provider", "-started_at"], name="session_vouched", condition=~models.Q(provider="")
            ),
        ]
