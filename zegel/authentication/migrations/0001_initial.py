import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
import zegel.authentication.models.policies
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("identity", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="policy",
                        serialize=False,
                        to="identity.organisation",
                    ),
                ),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=zegel.authentication.models.policies._ways,
                    ),
                ),
                (
                    "secret_ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=zegel.authentication.models.policies._secret_ways,
                    ),
                ),
                ("sms_budget", models.PositiveIntegerField(null=True)),
                ("sms_per_account", models.PositiveIntegerField(default=100)),
                ("number_wait_hours", models.PositiveSmallIntegerField(default=24)),
                ("sso_only", models.BooleanField(default=False)),
                ("sso_from", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Device",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("digest", models.BinaryField()),
                ("browser", models.CharField(max_length=60)),
                ("place", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField()),
                ("trusted_until", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Factor",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("totp", "Totp"), ("passkey", "Passkey")], max_length=10)),
                ("label", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("secret", models.BinaryField(null=True)),
                ("step", models.BigIntegerField(default=0)),
                ("credential", models.BinaryField(null=True, unique=True)),
                ("public_key", models.BinaryField(null=True)),
                ("counter", models.BigIntegerField(default=0)),
                ("sealed_key", models.BinaryField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="factors",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FactorReset",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("token_digest", models.BinaryField(unique=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkedLogin",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("provider", models.CharField(max_length=40)),
                ("digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_login",
                        to="identity.invitation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="linked_logins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LoginAttempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["key", "at"], name="authenticat_key_58392b_idx")],
            },
        ),
        migrations.CreateModel(
            name="LoginCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("phone", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="login_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LoginSession",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("digest", models.BinaryField(unique=True)),
                ("method", models.CharField(blank=True, max_length=10)),
                ("browser", models.CharField(max_length=60)),
                ("place", models.CharField(max_length=60)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("proved_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("provider", models.CharField(blank=True, default="", max_length=40)),
                ("subject_digest", models.BinaryField(null=True)),
                ("there_digest", models.BinaryField(null=True)),
                (
                    "device",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sessions",
                        to="authentication.device",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SmsUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.CharField(max_length=7)),
                ("sent", models.PositiveIntegerField(default=0)),
                ("warned_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BackupCode",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("digest", models.BinaryField()),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="backup_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user", "digest"), name="backup_code_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("user", "digest"), name="device_once"),
        ),
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credential__isnull", True), ("kind", "totp"), ("secret__isnull", False)),
                    models.Q(
                        ("credential__isnull", False),
                        ("kind", "passkey"),
                        ("public_key__isnull", False),
                        ("secret__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="factor_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="factorreset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at__isnull", True), ("stopped_at__isnull", True)),
                fields=("user",),
                name="factor_reset_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="factorreset",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__isnull", True), ("stopped_at__isnull", True), _connector="OR"),
                name="factor_reset_one_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkedlogin",
            constraint=models.UniqueConstraint(fields=("user", "provider"), name="linked_login_once"),
        ),
        migrations.AddConstraint(
            model_name="linkedlogin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invitation__isnull", False), ("user__isnull", True)),
                    models.Q(("invitation__isnull", True), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="linked_login_whose",
            ),
        ),
        migrations.AddIndex(
            model_name="logincode",
            index=models.Index(fields=["user", "-asked_at"], name="authenticat_user_id_233e41_idx"),
        ),
        migrations.AddIndex(
            model_name="loginsession",
            index=models.Index(fields=["user", "-started_at"], name="authenticat_user_id_88958f_idx"),
        ),
        migrations.AddIndex(
            model_name="loginsession",
            index=models.Index(
                condition=models.Q(("provider", ""), _negated=True),
                fields=["provider", "-started_at"],
                name="session_vouched",
            ),
        ),
        migrations.AddConstraint(
            model_name="smsuse",
            constraint=models.UniqueConstraint(fields=("organisation", "month"), name="sms_use_once"),
        ),
    ]
