import django.db.models.deletion
import django.db.models.functions.text
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
            name="Pins",
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
                ("version", models.PositiveIntegerField()),
                ("sealed", models.BinaryField()),
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
                        to="identity.organisation",
                    ),
                ),
                ("needed", models.PositiveSmallIntegerField()),
                ("wait_hours", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("needed__gte", 2), ("needed__lte", 9)),
                        name="escrow_takes_officers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EscrowSeal",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("needed", models.PositiveSmallIntegerField()),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
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
            name="EscrowRequest",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requests",
                        to="key_custody.escrowseal",
                    ),
                ),
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
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="key_custody.escrowseal",
                    ),
                ),
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_seals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PastKey",
            fields=[
                ("id", models.UUIDField(default=zegel.lib.ids.uuid7, primary_key=True, serialize=False)),
                ("recipient", models.TextField()),
                ("signing_key", models.CharField(max_length=44)),
                ("until", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="past_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="resets",
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
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="key_custody.escrowrequest",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("request", "officer"), name="escrow_approval_an_officer")
                ],
            },
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
        migrations.AddIndex(
            model_name="pastkey",
            index=models.Index(fields=["user", "until"], name="key_custody_user_id_f4d1ba_idx"),
        ),
    ]
