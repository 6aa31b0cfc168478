"""A new mail address for an account: confirmed at the new one, and waiting until the old one could stop it."""

from django.db import models

from zegel.identity.models.people import User
from zegel.lib.ids import uuid7


class AddressChange(models.Model):
    """The code that goes to `email` is derived from `id` and stored nowhere; `token_digest` is of the link that stops it,
    which goes to the old address."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    token_digest = models.BinaryField(null=True, unique=True)
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(confirmed_at__isnull=False, done_at__isnull=True, stopped_at__isnull=True),
                name="address_change_one_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, due_at__isnull=True, token_digest__isnull=True)
                | models.Q(confirmed_at__isnull=False, due_at__isnull=False, token_digest__isnull=False),
                name="address_change_confirmed",
            ),
        ]
        indexes = [models.Index(fields=["user", "-asked_at"], name="address_change_of")]
