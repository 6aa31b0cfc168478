"""Who does what in an organisation, and who keeps the professional register."""

from django.db import models

from zegel.identity.models.people import Organisation
from zegel.lib.ids import uuid7


class Role(models.Model):
    """What a member may do beyond using their mailboxes. Whoever has none is a member, no more."""

    class Kind(models.TextChoices):
        ADMINISTRATOR = "administrator"
        OFFICER = "officer"

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "kind"], name="role_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["administrator", "officer"]), name="role_known"
            ),
        ]


class RegisterKeeper(models.Model):
    """Somebody who keeps the professional register for the whole installation; the operator names them (ADR 0046)."""

    user = models.OneToOneField(
        "identity.User", models.CASCADE, primary_key=True, related_name="register_keeper"
    )
    since = models.DateTimeField()
