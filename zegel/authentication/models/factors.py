"""Second factors: authenticator apps, passkeys, SMS codes and backup codes. The SMS number is `User.phone`."""

from uuid import uuid4

from django.db import models

from zegel.lib.ids import uuid7


class Factor(models.Model):
    """An authenticator app or a passkey. An app counts once a first code of it was typed (`confirmed_at`)."""

    class Kind(models.TextChoices):
        TOTP = "totp"
        PASSKEY = "passkey"

    id = models.UUIDField(primary_key=True, default=uuid7)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    # Of an app: the sealed secret, and the newest time step a code of which was accepted.
    secret = models.BinaryField(null=True)
    step = models.BigIntegerField(default=0)
    # Of a passkey: what FIDO2 checks, and the user key sealed for its PRF output, if it has one.
    credential = models.BinaryField(null=True, unique=True)
    public_key = models.BinaryField(null=True)
    counter = models.BigIntegerField(default=0)
    sealed_key = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="totp", secret__isnull=False, credential__isnull=True)
                | models.Q(
                    kind="passkey", secret__isnull=True, credential__isnull=False, public_key__isnull=False
                ),
                name="factor_whole",
            )
        ]


class BackupCode(models.Model):
    """One of ten codes on paper, of which only a keyed hash is kept."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="backup_codes")
    digest = models.BinaryField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="backup_code_once")]


class LoginCode(models.Model):
    """Six digits sent to a phone, derived from `id` and stored nowhere; only the newest of a user works."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    user = models.ForeignKey("identity.User", models.CASCADE, related_name="login_codes")
    phone = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-asked_at"])]
