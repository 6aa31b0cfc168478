"""Logins elsewhere: at a broker, or in an organisation's directory."""

from django.db import models

from zegel.lib.ids import uuid7


class LinkedLogin(models.Model):
    """A provider's name for a person, of which only a keyed hash is kept: a broker's may stand for a citizen number.

    It belongs to an account, or waits for one: an employee who came by their directory first makes their keys.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, null=True, related_name="linked_logins")
    invitation = models.OneToOneField(
        "identity.Invitation", models.CASCADE, null=True, related_name="linked_login"
    )
    provider = models.CharField(max_length=40)
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "provider"], name="linked_login_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, invitation__isnull=False)
                | models.Q(user__isnull=False, invitation__isnull=True),
                name="linked_login_whose",
            ),
        ]
