"""Boxes: containers with a key and members. A mailbox of a person or of a team is a box."""

from django.db import models
from django.db.models.functions import Lower

from zegel.lib.ids import uuid7


class Box(models.Model):
    """Holds content for its members; `recipient` is the public half of its key."""

    class Kind(models.TextChoices):
        PERSONAL = "personal"
        TEAM = "team"

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    address = models.EmailField(max_length=254)
    organisation = models.ForeignKey("accounts.Organisation", models.PROTECT, null=True, related_name="boxes")
    recipient = models.TextField()
    language = models.CharField(max_length=2, default="nl")

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("address"), name="box_address_once"),
            models.CheckConstraint(
                condition=models.Q(recipient__startswith="age1pq1"), name="box_key_hybrid"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user who can open a box: the box's key, sealed to that user's key.

    With `checks` the user is the court's own automation: it opens what arrives to check it, and is no reader.
    """

    box = models.ForeignKey(Box, models.CASCADE, related_name="members")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="memberships")
    sealed_identity = models.BinaryField()
    may_send = models.BooleanField(default=True)
    checks = models.BooleanField(default=False)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "user"], name="member_once")]
