"""A lost phone: an administrator has somebody's second steps taken away, after a time in which the owner can stop it."""

from django.db import models

from zegel.lib.ids import uuid7


class FactorReset(models.Model):
    """Asked by one administrator; about an administrator, agreed to by another before the time begins to run.

    `token_digest` is of the link in the owner's mail, which stops it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="+")
    organisation = models.ForeignKey("identity.Organisation", models.CASCADE, related_name="+")
    asked_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    token_digest = models.BinaryField(unique=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(done_at__isnull=True, stopped_at__isnull=True),
                name="factor_reset_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(stopped_at__isnull=True),
                name="factor_reset_one_end",
            ),
        ]
