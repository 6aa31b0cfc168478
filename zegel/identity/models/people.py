"""People, the organisations they work for, and their public and sealed keys."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from zegel.lib.ids import uuid7


class Organisation(models.Model):
    """A court, a law office, or any other body that has members and teams."""

    class Kind(models.TextChoices):
        DISTRICT_COURT = "district_court"
        COURT_OF_APPEAL = "court_of_appeal"
        TRADE_TRIBUNAL = "trade_tribunal"
        APPEALS_TRIBUNAL = "appeals_tribunal"
        LAW_OFFICE = "law_office"
        OTHER = "other"

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    logo = models.BinaryField(null=True)
    accent = models.CharField(max_length=7, blank=True)
    intro_nl = models.CharField(max_length=400, blank=True)
    intro_en = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), name="organisation_name_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "district_court",
                        "court_of_appeal",
                        "trade_tribunal",
                        "appeals_tribunal",
                        "law_office",
                        "other",
                    ]
                ),
                name="organisation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_court(self) -> bool:
        """Whether what the annexes ask of a court holds for it: rechtbank, gerechtshof, CBb or CRvB."""
        return self.kind in COURTS

    def intro(self, language: str) -> str:
        """What it tells a guest before they open a message, in their language where it has one."""
        return (self.intro_en if language == "en" else self.intro_nl) or self.intro_nl


COURTS = frozenset(
    {
        Organisation.Kind.DISTRICT_COURT,
        Organisation.Kind.COURT_OF_APPEAL,
        Organisation.Kind.TRADE_TRIBUNAL,
        Organisation.Kind.APPEALS_TRIBUNAL,
    }
)


class User(AbstractBaseUser):
    """An account holder. `password` holds a hash of the login half only; see docs/formats.md."""

    class Kind(models.TextChoices):
        PERSON = "person"
        # The agent of a court: talks to the API from its own zone, has no second factor and sees no pages.
        SERVICE = "service"

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="nl")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="members")
    is_active = models.BooleanField(default=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PERSON)
    # The confirmed number that SMS codes go to; empty for who has none.
    phone = models.CharField(max_length=20, blank=True)
    password_salt = models.BinaryField()
    recipient = models.TextField()
    signing_key = models.CharField(max_length=44)
    sealed_key = models.BinaryField()

    objects: ClassVar[BaseUserManager["User"]] = BaseUserManager()  # type: ignore[assignment]  # stubs want Self

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(condition=models.Q(language__in=["nl", "en"]), name="user_language_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["person", "service"]), name="user_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(recipient__startswith="age1pq1"), name="user_key_hybrid"
            ),
        ]

    def __str__(self) -> str:
        return self.name
