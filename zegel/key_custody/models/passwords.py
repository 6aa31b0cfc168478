"""Forgotten passwords."""

from django.db import models

from zegel.lib.ids import uuid7


class Reset(models.Model):
    """A letter that lets the owner of an address choose a new password, once. Only a hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="resets")
    token_digest = models.BinaryField(unique=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
