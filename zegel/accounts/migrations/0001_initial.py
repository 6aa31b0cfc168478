import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import uuid
import zegel.accounts.models.organisations
import zegel.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=200)),
                ("language", models.CharField(default="nl", max_length=2)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("service", "Service")],
                        default="person",
                        max_length=10,
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("password_salt", models.BinaryField()),
                ("recipient", models.TextField()),
                ("signing_key", models.CharField(max_length=44)),
                ("sealed_key", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("district_court", "District Court"),
                            ("court_of_appeal", "Court Of Appeal"),
                            ("trade_tribunal", "Trade Tribunal"),
                            ("appeals_tribunal", "Appeals Tribunal"),
                            ("law_office", "Law Office"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("logo", models.BinaryField(null=True)),
                ("accent", models.CharField(blank=True, max_length=7)),
                ("intro_nl", models.CharField(blank=True, max_length=400)),
                ("intro_en", models.CharField(blank=True, max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="EscrowRequest",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="EscrowSeal",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("needed", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="EscrowShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("recipient", models.TextField()),
                ("sealed", models.BinaryField()),
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
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("language", models.CharField(max_length=2)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("guest", "Guest"),
                            ("register", "Register"),
                            ("organisation", "Organisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("token_digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="KeySeal",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[("recovery", "Recovery"), ("password", "Password")], max_length=8
                    ),
                ),
                ("recipient", models.TextField()),
                ("salt", models.BinaryField(null=True)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
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
            ],
        ),
        migrations.CreateModel(
            name="LoginAttempt",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="LoginCode",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("phone", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
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
            ],
        ),
        migrations.CreateModel(
            name="PastKey",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("signing_key", models.CharField(max_length=44)),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ProfessionClaim",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("place", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProfessionLink",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("suspended", "Suspended"),
                            ("struck", "Struck"),
                            ("absent", "Absent"),
                        ],
                        default="active",
                        max_length=9,
                    ),
                ),
                ("blocked_since", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="RegisterCheck",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("links", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="RegisterEntry",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("bar", "Bar"), ("kbvg", "Kbvg")], max_length=4)),
                ("number", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(max_length=254)),
                ("office", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("suspended", "Suspended"), ("struck", "Struck")],
                        max_length=9,
                    ),
                ),
                ("status_from", models.DateField(null=True)),
                ("status_until", models.DateField(null=True)),
                ("missing_since", models.DateTimeField(null=True)),
                ("absent_since", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="RegisterFile",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("data", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="RegisterImport",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("sha256", models.CharField(max_length=64)),
                ("rows", models.PositiveIntegerField()),
                ("added", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("missing", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Reset",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("token_digest", models.BinaryField(unique=True)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Role",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("administrator", "Administrator"), ("officer", "Officer")], max_length=20
                    ),
                ),
                ("since", models.DateTimeField()),
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
            ],
        ),
        migrations.CreateModel(
            name="EscrowChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("agreed", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Registrar",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="registrar",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("email", models.EmailField(max_length=254)),
                ("asked_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("token_digest", models.BinaryField(null=True, unique=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
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
            name="EscrowApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EscrowPlan",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="accounts.organisation",
                    ),
                ),
                ("needed", models.PositiveSmallIntegerField()),
                ("wait_hours", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
            ],
        ),
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
                        to="accounts.organisation",
                    ),
                ),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=zegel.accounts.models.organisations._ways,
                    ),
                ),
                (
                    "secret_ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=zegel.accounts.models.organisations._secret_ways,
                    ),
                ),
                ("sms_budget", models.PositiveIntegerField(null=True)),
                ("sms_per_account", models.PositiveIntegerField(default=100)),
                ("number_wait_hours", models.PositiveSmallIntegerField(default=24)),
                ("sso_only", models.BooleanField(default=False)),
                ("sso_from", models.DateField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"), name="organisation_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "district_court",
                            "court_of_appeal",
                            "trade_tribunal",
                            "appeals_tribunal",
                            "law_office",
                            "other",
                        ],
                    )
                ),
                name="organisation_kind_known",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="escrowapproval",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approvals",
                to="accounts.escrowrequest",
            ),
        ),
        migrations.AddField(
            model_name="escrowseal",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="escrowseal",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="escrowrequest",
            name="seal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="requests", to="accounts.escrowseal"
            ),
        ),
        migrations.AddField(
            model_name="escrowshare",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="escrowshare",
            name="seal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="accounts.escrowseal"
            ),
        ),
        migrations.AddField(
            model_name="factor",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="factors",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="factorreset",
            name="agreed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="factorreset",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="factorreset",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="factorreset",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="organisation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.organisation",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keyseal",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="key_seals",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="linkedlogin",
            name="invitation",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="linked_login",
                to="accounts.invitation",
            ),
        ),
        migrations.AddField(
            model_name="linkedlogin",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="linked_logins",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="loginattempt",
            index=models.Index(fields=["key", "at"], name="accounts_lo_key_cde33c_idx"),
        ),
        migrations.AddField(
            model_name="logincode",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="login_codes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="loginsession",
            name="device",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="sessions",
                to="accounts.device",
            ),
        ),
        migrations.AddField(
            model_name="loginsession",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="pastkey",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="past_keys",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="professionclaim",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="profession_claims",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="professionlink",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="profession_links",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="registerentry",
            index=models.Index(
                condition=models.Q(("missing_since__isnull", False)),
                fields=["missing_since"],
                name="register_missing",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.UniqueConstraint(fields=("kind", "number"), name="register_number_once"),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["bar", "kbvg"])), name="register_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "suspended", "struck"])), name="register_status"
            ),
        ),
        migrations.AddConstraint(
            model_name="registerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("absent_since__isnull", True), ("missing_since__isnull", False), _connector="OR"
                ),
                name="register_absent_was_missing",
            ),
        ),
        migrations.AddField(
            model_name="professionlink",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="links", to="accounts.registerentry"
            ),
        ),
        migrations.AddField(
            model_name="professionclaim",
            name="entry",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="accounts.registerentry",
            ),
        ),
        migrations.AddField(
            model_name="registerfile",
            name="by",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="registerimport",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reset",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="resets",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roles", to="accounts.organisation"
            ),
        ),
        migrations.AddField(
            model_name="role",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="roles", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="smsuse",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.organisation"
            ),
        ),
        migrations.AddIndex(
            model_name="addresschange",
            index=models.Index(fields=["user", "-asked_at"], name="address_change_of"),
        ),
        migrations.AddConstraint(
            model_name="addresschange",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("confirmed_at__isnull", False), ("done_at__isnull", True), ("stopped_at__isnull", True)
                ),
                fields=("user",),
                name="address_change_one_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="addresschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_at__isnull", True),
                        ("due_at__isnull", True),
                        ("token_digest__isnull", True),
                    ),
                    models.Q(
                        ("confirmed_at__isnull", False),
                        ("due_at__isnull", False),
                        ("token_digest__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="address_change_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="backupcode",
            constraint=models.UniqueConstraint(fields=("user", "digest"), name="backup_code_once"),
        ),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(fields=("user", "digest"), name="device_once"),
        ),
        migrations.AddConstraint(
            model_name="escrowplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("needed__gte", 2), ("needed__lte", 9)), name="escrow_takes_officers"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"), name="user_email_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["nl", "en"])), name="user_language_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["person", "service"])), name="user_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient__startswith", "age1pq1")), name="user_key_hybrid"
            ),
        ),
        migrations.AddConstraint(
            model_name="escrowapproval",
            constraint=models.UniqueConstraint(
                fields=("request", "officer"), name="escrow_approval_an_officer"
            ),
        ),
        migrations.AddConstraint(
            model_name="escrowseal",
            constraint=models.UniqueConstraint(
                models.F("user"), django.db.models.functions.text.MD5("recipient"), name="escrow_seal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="escrowrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("seal",),
                name="escrow_request_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="escrowshare",
            constraint=models.UniqueConstraint(fields=("seal", "officer"), name="escrow_share_an_officer"),
        ),
        migrations.AddConstraint(
            model_name="escrowshare",
            constraint=models.UniqueConstraint(fields=("seal", "number"), name="escrow_share_number"),
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
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(django.db.models.functions.text.Lower("email"), name="invitation_email"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["nl", "en"])), name="invitation_language_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["asked", "guest", "register", "organisation"])),
                name="invitation_reason_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("used_at__isnull", True), ("user__isnull", True)),
                    models.Q(("used_at__isnull", False), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="invitation_used_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyseal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("salt__isnull", True), ("way", "recovery")),
                    models.Q(("salt__isnull", False), ("way", "password")),
                    _connector="OR",
                ),
                name="key_seal_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="keyseal",
            constraint=models.UniqueConstraint(
                models.F("user"),
                django.db.models.functions.text.MD5("recipient"),
                condition=models.Q(("way", "recovery")),
                name="key_seal_recovery_once",
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
            index=models.Index(fields=["user", "-asked_at"], name="accounts_lo_user_id_ebdb0f_idx"),
        ),
        migrations.AddIndex(
            model_name="loginsession",
            index=models.Index(fields=["user", "-started_at"], name="accounts_lo_user_id_f13d31_idx"),
        ),
        migrations.AddIndex(
            model_name="loginsession",
            index=models.Index(
                condition=models.Q(("provider", ""), _negated=True),
                fields=["provider", "-started_at"],
                name="session_vouched",
            ),
        ),
        migrations.AddIndex(
            model_name="pastkey",
            index=models.Index(fields=["user", "until"], name="accounts_pa_user_id_eca1c0_idx"),
        ),
        migrations.AddConstraint(
            model_name="professionlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("user",), name="one_number_an_account"
            ),
        ),
        migrations.AddConstraint(
            model_name="professionlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("entry",), name="one_account_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="professionlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("blocked_since__isnull", True), ("standing", "active")),
                    models.Q(
                        ("blocked_since__isnull", False), ("standing__in", ["suspended", "struck", "absent"])
                    ),
                    _connector="OR",
                ),
                name="profession_blocked_by_standing",
            ),
        ),
        migrations.AddIndex(
            model_name="professionclaim",
            index=models.Index(fields=["user", "-asked_at"], name="claim_of_user"),
        ),
        migrations.AddIndex(
            model_name="professionclaim",
            index=models.Index(fields=["entry", "-asked_at"], name="claim_of_entry"),
        ),
        migrations.AddIndex(
            model_name="professionclaim",
            index=models.Index(fields=["place", "-asked_at"], name="claim_from_place"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.UniqueConstraint(fields=("user", "organisation", "kind"), name="role_once"),
        ),
        migrations.AddConstraint(
            model_name="role",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["administrator", "officer"])), name="role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="smsuse",
            constraint=models.UniqueConstraint(fields=("organisation", "month"), name="sms_use_once"),
        ),
    ]
