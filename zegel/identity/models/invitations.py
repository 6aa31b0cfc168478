"""Letters that let somebody make an account."""

from django.db import models
from django.db.models.functions import Lower

from zegel.identity.models.people import Organisation, User
from zegel.lib.ids import uuid7


class Invitation(models.Model):
    """Who holds the token of this letter may make an account for `email`, once. Only a hash of the token is kept."""

    class Reason(models.TextChoices):
        ASKED = "asked"
        GUEST = "guest"
        REGISTER = "register"
        ORGANISATION = "organisation"

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    token_digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=["nl", "en"]), name="invitation_language_known"
            ),
            models.CheckConstraint(
                condition=models.Q(reason__in=["asked", "guest", "register", "organisation"]),
                name="invitation_reason_known",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True, user__isnull=True)
                | models.Q(used_at__isnull=False, user__isnull=False),
                name="invitation_used_by",
            ),
        ]
        indexes = [models.Index(Lower("email"), name="invitation_email")]
