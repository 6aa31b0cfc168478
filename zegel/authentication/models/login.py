"""Wrong tries of logging in."""

from django.db import models


class LoginAttempt(models.Model):
    """Wrong passwords per address, so that guessing stops without asking the account's owner to pay for it."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"])]
