"""What an organisation knows of people outside it: how to recognise them, and why a court may write to them."""

from django.db import models
from django.db.models import Q

from zegel.lib.ids import uuid7


class Contact(models.Model):
    """Somebody without an account, as one organisation knows them. `email` is in small letters.

    A new number waits: `next_phone` is the usual one from `next_from` on, unless somebody stops it before.
    """

    class Source(models.TextChoices):
        FILE = "file"
        HAND = "hand"
        LOGIN = "login"

    id = models.UUIDField(primary_key=True, default=uuid7)
    organisation = models.ForeignKey("identity.Organisation", models.CASCADE, related_name="+")
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=16)
    language = models.CharField(max_length=2, default="nl")
    source = models.CharField(max_length=5, choices=Source)
    known_since = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    next_phone = models.CharField(max_length=16, blank=True)
    next_from = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "email"], name="contact_once"),
            models.CheckConstraint(condition=Q(language__in=["nl", "en"]), name="contact_language_known"),
            models.CheckConstraint(
                condition=Q(next_phone="", next_from__isnull=True)
                | ~Q(next_phone="") & Q(next_from__isnull=False),
                name="contact_next_whole",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "name"])]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """Why a court may send somebody messages by Veilig Mailen (VI 6.3). Withdrawn ones stay, for whoever asks later."""

    class Basis(models.TextChoices):
        ASKED = "asked"
        AGREED = "agreed"
        WROTE_FIRST = "wrote_first"

    id = models.UUIDField(primary_key=True, default=uuid7)
    organisation = models.ForeignKey("identity.Organisation", models.CASCADE, related_name="+")
    address = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=11, choices=Basis)
    given_on = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    message = models.UUIDField(null=True)
    recorded_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["asked", "agreed", "wrote_first"]), name="consent_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="consent_withdrawn_by",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-recorded_at"])]


class OrganisationCode(models.Model):
    """An access code that an organisation agreed on with many people at once, for example a number they all have.

    `sealed` is the code, sealed by an administrator's client to the organisation's mailboxes; the server never has
    the code. The hint is for readers and tells nothing a stranger could use.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    organisation = models.ForeignKey("identity.Organisation", models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    hint = models.CharField(max_length=200)
    sealed = models.BinaryField()
    made_by = models.ForeignKey("identity.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
