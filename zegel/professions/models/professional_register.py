"""What the professions' own registers say of lawyers and bailiffs, as an administrator imports it."""

from django.db import models

from zegel.lib.ids import uuid7


class RegisterImport(models.Model):
    """One renewal of the register: which file, by whom, and how much it changed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    by = models.ForeignKey("identity.User", models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()


class RegisterFile(models.Model):
    """A good file that somebody brought and has not imported yet: one a person, gone after a day."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    by = models.OneToOneField("identity.User", models.CASCADE, related_name="+")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()


class RegisterCheck(models.Model):
    """One time that every linked account was held to the register, and for how many something changed."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    links = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()


class RegisterEntry(models.Model):
    """A lawyer or bailiff as the register has them; docs/guide/operator.md describes the file.

    A row that a newer file does not have is `missing_since` then; only after somebody looked at it is it
    `absent_since`, which is what counts. Nothing is ever deleted.
    """

    class Kind(models.TextChoices):
        BAR = "bar"
        KBVG = "kbvg"

    class Status(models.TextChoices):
        ACTIVE = "active"
        SUSPENDED = "suspended"
        STRUCK = "struck"

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=4, choices=Kind)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    email = models.EmailField(max_length=254)
    office = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=9, choices=Status)
    status_from = models.DateField(null=True)
    status_until = models.DateField(null=True)
    missing_since = models.DateTimeField(null=True)
    absent_since = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="register_number_once"),
            models.CheckConstraint(condition=models.Q(kind__in=["bar", "kbvg"]), name="register_kind"),
            models.CheckConstraint(
                condition=models.Q(status__in=["active", "suspended", "struck"]), name="register_status"
            ),
            models.CheckConstraint(
                condition=models.Q(absent_since__isnull=True) | models.Q(missing_since__isnull=False),
                name="register_absent_was_missing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["missing_since"],
                condition=models.Q(missing_since__isnull=False),
                name="register_missing",
            )
        ]

    def __str__(self) -> str:
        return self.number
